import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';
import type { CampaignFacts } from './campaign-facts.command.js';

export interface CampaignView {
  id: string;
  number: number;
  title: string;
  route: string;
  severity: number;
  alertCount: number;
  subjectCount: number;
  caseCount: number;
  exchanges: number;
  firstAlertAt: Date | null;
  lastAlertAt: Date | null;
  openedAt: Date;
  attribution: unknown;
  facts: CampaignFacts | null;
}

const COLUMNS = `
  id, number, title, route, severity, alert_count as "alertCount", subject_count as "subjectCount", case_count as "caseCount",
  exchanges, first_alert_at as "firstAlertAt", last_alert_at as "lastAlertAt", opened_at as "openedAt", attribution, facts`;

/** What somebody said about who runs a campaign. */
export interface AttributionView {
  version: number;
  /** Null where it withdrew what was said before. */
  operator: string | null;
  confidence: string | null;
  source: string | null;
  reason: string;
  by: string;
  at: Date;
  /** The number of the campaign of which it was said, where that became part of this one. */
  ofNumber: number | null;
}

const ATTRIBUTIONS = `
  select a.version, a.operator, a.confidence, a.source, a.reason, s.name as by, a.at,
    case when g.id <> $1 then g.number end as "ofNumber"
  from campaign g join campaign_attribution a on a.campaign_id = g.id join staff s on s.id = a.by_id
  where g.id = $1 or g.merged_into = $1 order by (g.id = $1) desc, a.version desc, g.number desc limit 100`;

/** Cases that one operator runs. */
@Injectable()
export class CampaignsQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** Newest first. @param before the number of the last one of the page before */
  page(first: number, before: number | null): Promise<CampaignView[]> {
    return this.uow.read<CampaignView>(
      `select ${COLUMNS} from campaign where merged_into is null and ($1::bigint is null or number < $1) order by number desc limit $2`,
      [before, Math.max(1, Math.min(first, 200))],
    );
  }

  /** Newest first; what was said of campaigns that became part of this one comes after. */
  attributions(id: string): Promise<AttributionView[]> {
    return this.uow.read<AttributionView>(ATTRIBUTIONS, [id]);
  }

  /** One that became part of another leads to that one. */
  async byNumber(number: number): Promise<CampaignView | null> {
    const rows = await this.uow.read<CampaignView>(
      `select ${COLUMNS} from campaign where id = (select coalesce(merged_into, id) from campaign where number = $1)`,
      [number],
    );
    return rows[0] ?? null;
  }
}

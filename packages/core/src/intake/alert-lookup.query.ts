import { Injectable } from '@nestjs/common';
import type { AlertView } from '@portcullis/contracts';
import { storedLink, type Verdict } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';

const LOOKUP = `
  select i.folded, a.received_at as "receivedAt", a.body, a.shadow,
    case when e.state in ('expired','revoked') then null else a.suppressed_by end as "suppressedBy", a.subject_kind as "subjectKind",
    a.subject_id as "subjectId", c.alert_id is not null as "inCase", c.link, coalesce(live.id, f.id) as "caseId",
    coalesce(live.number, f.number) as "caseNumber", coalesce(g.merged_into, g.id) as "campaignId",
    coalesce((select sum(x.count) from alert_occurrence x where x.alert_id = a.id), 1)::float8 as occurrences, v.verdict, v.provisional
  from alert_identity i
  join alert a on a.id = i.alert_id
  left join allow_entry e on e.id = a.suppressed_by
  left join case_alert c on c.alert_id = i.alert_id
  left join case_file f on f.id = c.case_id
  left join case_file live on live.id = f.merged_into
  left join campaign g on g.id = coalesce(live.campaign_id, f.campaign_id)
  left join outcome_current v on v.alert_id = i.alert_id
  where i.detector_id = $1 and i.external_id = $2`;

interface Row {
  folded: boolean;
  receivedAt: Date;
  body: Record<string, unknown>;
  shadow: boolean;
  suppressedBy: string | null;
  subjectKind: string;
  subjectId: string;
  inCase: boolean;
  link: unknown;
  caseId: string | null;
  caseNumber: number | null;
  campaignId: string | null;
  occurrences: number;
  verdict: Verdict | null;
  provisional: boolean | null;
}

/** What became of an alert, for whoever sent it. */
@Injectable()
export class AlertLookup {
  constructor(private readonly uow: UnitOfWork) {}

  /** By the name that its sender gave it; a repeat is told with the alert on which it was counted. */
  async find(detector: string, id: string): Promise<AlertView | null> {
    // No such text is stored, and PostgreSQL takes none.
    if (`${detector}${id}`.includes('\u0000')) return null;
    const [row] = await this.uow.read<Row>(LOOKUP, [detector, id], 'intake-lookup');
    if (!row) return null;
    return {
      detector,
      id,
      status: statusOf(row),
      receivedAt: row.receivedAt.toISOString(),
      alert: row.body,
      case: row.caseId && {
        id: row.caseId,
        reference: `C-${row.caseNumber}`,
        campaignId: row.campaignId,
      },
      link: row.inCase ? linkOf(row) : null,
      occurrences: row.occurrences,
      outcome: row.verdict && { verdict: row.verdict, provisional: row.provisional ?? false },
    } as AlertView;
  }
}

function statusOf({ folded, suppressedBy, shadow, inCase, verdict }: Row): AlertView['status'] {
  if (suppressedBy !== null) return 'suppressed';
  if (shadow) return 'shadow';
  if (inCase) return verdict === null ? 'in_case' : 'resolved';
  return folded ? 'folded' : 'accepted';
}

function linkOf({ link, subjectKind, subjectId }: Row): AlertView['link'] {
  const { sentence, indicators } = storedLink(link, `${subjectKind}:${subjectId}`, 0);
  // A thousand points inside are ten outside.
  return { sentence, shared: indicators.map(({ type, value, points }) => ({ type, value, weight: points / 100 })) };
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';

/** That a scheme went on after a measure (GR-8): the case that shows it, and the one before. */
export interface RepeatView {
  caseId: string;
  caseNumber: number;
  caseTitle: string;
  caseState: string;
  earlierId: string;
  earlierNumber: number;
  earlierTitle: string;
  earlierState: string;
  /** What had been decided on the earlier one. */
  decision: string;
  /** Days since that decision. */
  days: number;
  at: Date;
}

const REPEAT = `
  select r.case_id as "caseId", f.number as "caseNumber", f.title as "caseTitle", f.state as "caseState",
    r.earlier_case_id as "earlierId", e.number as "earlierNumber", e.title as "earlierTitle", e.state as "earlierState",
    r.decision, r.days, r.at
  from case_repeat r join case_file f on f.id = r.case_id join case_file e on e.id = r.earlier_case_id`;

/** Recidivism, case by case. */
@Injectable()
export class RepeatsQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** The repeats that a case has part in: of an earlier one, and later ones of it; oldest first. */
  ofCase(caseId: string): Promise<RepeatView[]> {
    return this.uow.read<RepeatView>(
      `${REPEAT} where r.case_id = $1 or r.earlier_case_id = $1 order by r.at, r.case_id limit 100`,
      [caseId],
      'repeats-of-case',
    );
  }

  /** Newest first. */
  ofCampaign(campaignId: string, first: number): Promise<RepeatView[]> {
    return this.uow.read<RepeatView>(
      `${REPEAT} where f.campaign_id = $1 and f.merged_into is null order by r.at desc, r.case_id limit $2`,
      [campaignId, first],
    );
  }

  /** The number of the case that this one repeats. Many are asked for at once, row by row of a list. */
  async earlierNumber(caseId: string): Promise<number | null> {
    const [row] = await this.uow.read<{ number: number }>(
      `select e.number from case_repeat r join case_file e on e.id = r.earlier_case_id where r.case_id = $1`,
      [caseId],
      'repeats-earlier-number',
    );
    return row?.number ?? null;
  }
}

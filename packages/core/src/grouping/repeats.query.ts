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
  private asked: { ids: Set<string>; answers: Promise<ReadonlyMap<string, number>> } | null = null;

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

  /** The number of the case that this one repeats. What the rows of a list ask at one moment is one statement. */
  earlierNumber(caseId: string): Promise<number | null> {
    if (!this.asked) {
      const ids = new Set<string>();
      const answers = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        this.asked = null;
        return this.earlierNumbers([...ids]);
      });
      this.asked = { ids, answers };
    }
    this.asked.ids.add(caseId);
    return this.asked.answers.then((found) => found.get(caseId) ?? null);
  }

  private async earlierNumbers(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.uow.read<{ caseId: string; number: number }>(
      `select r.case_id as "caseId", e.number from case_repeat r join case_file e on e.id = r.earlier_case_id
       where r.case_id = any($1::uuid[])`,
      [ids],
      'repeats-earlier-numbers',
    );
    return new Map(rows.map(({ caseId, number }) => [caseId, number]));
  }
}

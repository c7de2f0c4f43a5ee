import { Injectable } from '@nestjs/common';
import type { OutcomesPage } from '@portcullis/contracts/api/reading';
import { UnitOfWork } from '../db/unit-of-work.js';
import { type OutcomeRow, outcomeData } from './send-feedback.command.js';

// By the position of the event that told of them, never by id or time: a smaller id can be committed later.
const AFTER = `
  select f.position, o.id, o.detector_id as "detectorId", a.external_id as "externalId", o.verdict, o.reason, o.provisional, c.number as "caseNumber", o.at
  from metric_fact f join outcome o on o.batch = f.batch and o.detector_id = $1
  join alert a on a.id = o.alert_id left join case_file c on c.id = o.case_id
  where f.metric = 'outcome' and f.position >= $2 and (f.position, o.id) > ($2, $3)
  order by f.position, o.id limit $4`;

const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const DIGITS = 12;
const POSITION = /^(\d{1,15})(?:\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?$/;
export const MOST_OUTCOMES = 1_000;

/** What turned out to be true about a detector's alerts, for detectors that ask (OU-2). */
@Injectable()
export class OutcomesQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /**
   * Outcomes of a detector after a position, in order of history. A later word on an alert comes as a line of its own.
   * @param after a position that was handed out; null from the beginning
   * @returns null when `after` is no position
   */
  async after(detector: string, after: string | null, limit: number): Promise<OutcomesPage | null> {
    const start = after === null ? ['', '0', FIRST] : POSITION.exec(after);
    if (!start) return null;
    const [, position, id = LAST] = start;
    const rows = await this.uow.read<OutcomeRow & { position: number }>(
      AFTER,
      [detector, Number(position), id, limit + 1],
      'outcomes-after',
    );
    const outcomes = rows.slice(0, limit).map((row) => ({
      ...outcomeData(row),
      position: `${String(row.position).padStart(DIGITS, '0')}.${row.id}`,
    }));
    return { outcomes, next: outcomes.at(-1)?.position ?? after ?? '0'.repeat(DIGITS), hasMore: rows.length > limit };
  }
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../db/unit-of-work.js';
import { ACT } from './correction-rows.js';

export interface CorrectionView {
  id: string;
  act: string;
  by: string;
  at: Date;
  reason: string;
  /** The other case of it, by number. */
  otherNumber: number | null;
  subjects: number;
  undoneAt: Date | null;
  undoneBy: string | null;
  undoneReason: string | null;
}

const OF_CASE = `
  select c.id, ${ACT} as act, s.name as by, c.at, c.reason, case when c.case_id = $1 then o.number else f.number end as "otherNumber",
    (select count(*)::int from grouping_correction_node n where n.correction_id = c.id and n.side = 1) as subjects,
    c.undone_at as "undoneAt", u.name as "undoneBy", c.undone_reason as "undoneReason"
  from grouping_correction c join staff s on s.id = c.by_id left join staff u on u.id = c.undone_by
  left join case_file o on o.id = c.other_case_id left join case_file f on f.id = c.case_id
  where c.part_of is null and (c.case_id = $1 or c.other_case_id = $1)
  union all
  select h.id, 'unlink', coalesce(s.name, 'system'), h.added_at, h.reason, null, 1, h.revoked_at, null, null
  from hub_entry h left join staff s on s.id = h.added_by where h.case_id = $1
  order by at desc limit 100`;

// Each correction by hand says that a membership was wrong; those that were taken back do not count.
const RATE = `
  select (select count(*)::int from grouping_correction where at >= $1 and at < $2 and part_of is null and undone_at is null)
      + (select count(*)::int from hub_entry where added_at >= $1 and added_at < $2 and case_id is not null and revoked_at is null) as corrections,
    (select count(*)::float8 from case_alert where since >= $1 and since < $2) as alerts`;

/** One of those that the rate counts, or that were taken back since. */
export interface CorrectionLine {
  id: string;
  act: string;
  by: string;
  at: Date;
  reason: string;
  caseNumber: number;
  otherNumber: number | null;
  undoneAt: Date | null;
  undoneBy: string | null;
}

const LINES = `
  select * from (
    select c.id, ${ACT} as act, s.name as by, c.at, c.reason, f.number as "caseNumber", o.number as "otherNumber", c.undone_at as "undoneAt", u.name as "undoneBy"
    from grouping_correction c join staff s on s.id = c.by_id left join staff u on u.id = c.undone_by
    join case_file f on f.id = c.case_id left join case_file o on o.id = c.other_case_id
    where c.part_of is null and c.at >= $1 and c.at < $2
    union all
    select h.id, 'unlink', coalesce(s.name, 'system'), h.added_at, h.reason, f.number, null, h.revoked_at, u.name
    from hub_entry h left join staff s on s.id = h.added_by left join staff u on u.id = h.revoked_by
    join case_file f on f.id = h.case_id where h.added_at >= $1 and h.added_at < $2) l
  where $4::timestamptz is null or (at, id) < ($4, $5::uuid)
  order by at desc, id desc limit $3`;

export interface CorrectionRate {
  corrections: number;
  alerts: number;
  /** Null while there were no alerts. */
  perThousand: number | null;
}

/** Who corrected what. */
@Injectable()
export class CorrectionsQuery {
  constructor(private readonly uow: UnitOfWork) {}

  ofCase(caseId: string): Promise<CorrectionView[]> {
    return this.uow.read<CorrectionView>(OF_CASE, [caseId]);
  }

  /** What the rate counts, with what was taken back, newest first. @param after the last one of the page before */
  lines(from: Date, to: Date, first: number, after: { at: Date; id: string } | null): Promise<CorrectionLine[]> {
    return this.uow.read<CorrectionLine>(LINES, [from, to, first, after?.at ?? null, after?.id ?? null]);
  }

  /** How often grouping had to be corrected, for each thousand alerts that it placed. */
  async rate(from: Date, to: Date): Promise<CorrectionRate> {
    const [row] = await this.uow.read<{ corrections: number; alerts: number }>(RATE, [from, to]);
    const { corrections, alerts } = row ?? { corrections: 0, alerts: 0 };
    return { corrections, alerts, perThousand: alerts > 0 ? (corrections * 1000) / alerts : null };
  }
}

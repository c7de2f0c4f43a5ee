import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../db/unit-of-work.js';
import { ACT } from './correction-rows.js';

/** What a correction is about, beside its cases: a value, or subjects. */
interface Corrected {
  /** Of an act on a value; null of all others. */
  valueType: string | null;
  value: string | null;
  /** Subjects that it speaks of. */
  subjects: number;
  /**
   * The first few of them; none where whole cases are meant, for their numbers say it. Of who is kept in a case, with the
   * one to whom they are bound.
   */
  whom: { kind: string; id: string }[];
}

export interface CorrectionView extends Corrected {
  id: string;
  act: string;
  by: string;
  at: Date;
  reason: string;
  /** The other case of it, by number. */
  otherNumber: number | null;
  undoneAt: Date | null;
  undoneBy: string | null;
  undoneReason: string | null;
}

const MOST_NAMED = 5;

// Who leaves for several cases at once is told of by several rules, all under the first. Who goes to another case is bound
// to one of its own there, by a rule of the other kind.
const WHOM = `
  cross join lateral (
    select case when l.act = 'unlink' then 1 else count(*)::int end as subjects,
      coalesce(json_agg(json_build_object('kind', split_part(n.node, ':', 1), 'id', substr(n.node, strpos(n.node, ':') + 1)) order by n.node)
        filter (where n.place <= ${MOST_NAMED} and l.act not in ('merge', 'keep_apart')), '[]') as whom
    from (
      select m.node, row_number() over (order by m.node) as place
      from grouping_correction r join grouping_correction_node m on m.correction_id = r.id and m.side = 1
      where (r.id = l.id or r.part_of = l.id) and r.kind = l.kind) n) w`;

/** Rows of these columns with whom they are about. */
const told = (lines: string, columns: string): string => `
  with l as materialized (${lines})
  select ${columns}, l.type as "valueType", l.value, w.subjects, w.whom
  from l ${WHOM} order by l.at desc, l.id desc`;

const OF_CASE = told(
  `select c.id, c.kind, ${ACT} as act, s.name as by, c.at, c.reason, case when c.case_id = $1 then o.number else f.number end as other,
    null as type, null as value, c.undone_at, u.name as undone_by, c.undone_reason
  from grouping_correction c join staff s on s.id = c.by_id left join staff u on u.id = c.undone_by
  left join case_file o on o.id = c.other_case_id left join case_file f on f.id = c.case_id
  where c.part_of is null and (c.case_id = $1 or c.other_case_id = $1)
  union all
  select h.id, null, 'unlink', coalesce(s.name, 'system'), h.added_at, h.reason, null,
    h.indicator_type, h.indicator_value, h.revoked_at, u.name, h.revoke_reason
  from hub_entry h left join staff s on s.id = h.added_by left join staff u on u.id = h.revoked_by where h.case_id = $1
  order by at desc, id desc limit 100`,
  `l.id, l.act, l.by, l.at, l.reason, l.other as "otherNumber", l.undone_at as "undoneAt", l.undone_by as "undoneBy",
    l.undone_reason as "undoneReason"`,
);

// Each correction by hand says that a membership was wrong; those that were taken back do not count.
const RATE = `
  select (select count(*)::int from grouping_correction where at >= $1 and at < $2 and part_of is null and undone_at is null)
      + (select count(*)::int from hub_entry where added_at >= $1 and added_at < $2 and case_id is not null and revoked_at is null) as corrections,
    (select count(*)::float8 from case_alert where since >= $1 and since < $2) as alerts`;

/** One of those that the rate counts, or that were taken back since. */
export interface CorrectionLine extends Corrected {
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

const LINES = told(
  `select * from (
    select c.id, c.kind, ${ACT} as act, s.name as by, c.at, c.reason, f.number, o.number as other, null as type, null as value,
      c.undone_at, u.name as undone_by
    from grouping_correction c join staff s on s.id = c.by_id left join staff u on u.id = c.undone_by
    join case_file f on f.id = c.case_id left join case_file o on o.id = c.other_case_id
    where c.part_of is null and c.at >= $1 and c.at < $2
    union all
    select h.id, null, 'unlink', coalesce(s.name, 'system'), h.added_at, h.reason, f.number, null, h.indicator_type, h.indicator_value,
      h.revoked_at, u.name
    from hub_entry h left join staff s on s.id = h.added_by left join staff u on u.id = h.revoked_by
    join case_file f on f.id = h.case_id where h.added_at >= $1 and h.added_at < $2) a
  where $4::timestamptz is null or (at, id) < ($4, $5::uuid)
  order by at desc, id desc limit $3`,
  `l.id, l.act, l.by, l.at, l.reason, l.number as "caseNumber", l.other as "otherNumber", l.undone_at as "undoneAt",
    l.undone_by as "undoneBy"`,
);

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

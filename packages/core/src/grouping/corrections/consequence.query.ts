import { Injectable } from '@nestjs/common';
import { type Tx, UnitOfWork } from '../../db/unit-of-work.js';

/** A case as one side of a comparison. */
export interface CaseSide {
  id: string;
  /** Null for one that does not exist yet. */
  number: number | null;
  title: string;
  state: string;
  route: string;
  severity: number;
  alertCount: number;
  subjectCount: number;
  heldBy: string | null;
  /** The number of the case into which it went. */
  mergedInto: number | null;
  /** Those with most alerts. */
  subjects: { kind: string; id: string; alerts: number }[];
}

const SIDES = `
  select c.id, c.number, c.title, c.state, c.route, c.severity, c.alert_count as "alertCount", c.subject_count as "subjectCount",
    h.name as "heldBy", m.number as "mergedInto",
    coalesce((select json_agg(json_build_object('kind', s.subject_kind, 'id', s.subject_id, 'alerts', s.alert_count))
      from (select * from case_subject_counted where case_id = c.id order by alert_count desc, subject_id limit 8) s), '[]') as subjects
  from case_file c left join staff h on h.id = c.held_by and c.held_until > $2 left join case_file m on m.id = c.merged_into
  where c.id = any($1::uuid[]) order by c.number`;

/** How many subjects of those who left are in a case now. */
export interface Place {
  number: number;
  subjects: number;
}

const PLACES = `
  select c.number, count(*)::int as subjects from case_file c join case_subject s on s.case_id = c.id
  where c.id = any($1::uuid[]) and c.merged_into is null and s.subject_kind || ':' || s.subject_id = any($2::text[])
  group by c.number order by 2 desc, 1`;

/** More are not shown; who shows them says how many there are. */
export const MOST_SIDES = 50;

/** Cases as they are, for a before and an after. */
@Injectable()
export class ConsequenceQuery {
  constructor(private readonly uow: UnitOfWork) {}

  now(ids: readonly string[], at: Date): Promise<CaseSide[]> {
    return this.uow.read<CaseSide>(SIDES, [ids.slice(0, MOST_SIDES), at]);
  }

  /** @returns how many of these cases are there, and not merged into another one */
  async standing(ids: readonly string[]): Promise<number> {
    const [row] = await this.uow.read<{ cases: number }>(
      'select count(*)::int as cases from case_file where id = any($1::uuid[]) and merged_into is null',
      [ids],
    );
    return row?.cases ?? 0;
  }

  static within(tx: Tx, ids: readonly string[]): Promise<CaseSide[]> {
    return tx.query<CaseSide>(SIDES, [ids.slice(0, MOST_SIDES), tx.context.now]);
  }

  /** In which of these cases the nodes are; most first. */
  static async places(tx: Tx, ids: readonly string[], nodes: ReadonlySet<string>): Promise<Place[]> {
    return nodes.size === 0 ? [] : tx.query<Place>(PLACES, [ids, [...nodes]]);
  }
}

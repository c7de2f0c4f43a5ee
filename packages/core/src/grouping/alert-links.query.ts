import { Injectable } from '@nestjs/common';
import { BOND_TYPE } from '@portcullis/domain/grouping/corrections';
import { uuids } from '../db/array-parameters.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { ACT } from './corrections/correction-rows.js';

/** What a person did that concerns an alert's place. */
export interface PlaceCorrection {
  /** `split`, `move`, `merge`, `undo_merge`, `keep_apart` or `keep`. */
  act: string;
  by: string;
  at: Date;
  reason: string;
  caseNumber: number;
  otherNumber: number | null;
}

/** What became of an alert's membership since it was explained. */
export interface LinkSince {
  alertId: string;
  /** When it was put into a case. */
  since: Date;
  /** The rule set that put it there. */
  ruleSet: number;
  /** The case into which it was put first, where that is another one. */
  cameFrom: number | null;
  /** Whether that case was merged into the one in which it is. */
  isMerged: boolean;
  /** The case in which the subject is with which it was linked, where that is another one. */
  linkedIn: number | null;
  /** The explanation of the first alert of its subject, where it has none of its own. */
  first: { sentence: string } | null;
  /** Corrections in force that name its subject, or brought its case here; newest first. */
  corrections: PlaceCorrection[];
  /** Who put subjects together and why, by the position of the correction. */
  bonds: Record<string, string>;
}

const CASE_OF = (subject: string, when: string) => `
  select f.number, f.id from case_subject t join case_file f on f.id = t.case_id and f.merged_into is null
  where t.subject_kind = ${subject} ->> 'kind' and t.subject_id = ${subject} ->> 'id' ${when} order by f.opened_at desc limit 1`;

const SINCE = `
  select m.alert_id as "alertId", m.since, m.rule_set_id as "ruleSet", case when h.id <> m.case_id then h.number end as "cameFrom",
    coalesce(h.merged_into = m.case_id, false) as "isMerged", w.number as "linkedIn",
    case when m.link is null then (
      select json_build_object('sentence', x.link ->> 'sentence') from alert a join case_alert x on x.alert_id = a.id
      where a.subject_kind = m.subject_kind and a.subject_id = m.subject_id and a.id <> m.alert_id order by a.id limit 1) end as first,
    coalesce((select json_agg(c order by c.at desc) from (
      select ${ACT} as act, s.name as by, c.at, c.reason, f.number as "caseNumber", o.number as "otherNumber"
      from grouping_correction c join staff s on s.id = c.by_id join case_file f on f.id = c.case_id
      left join case_file o on o.id = c.other_case_id
      where c.part_of is null and c.undone_at is null and (c.id in (
          select n.correction_id from grouping_correction_node n where n.side = 1 and n.node = m.subject_kind || ':' || m.subject_id)
        or h.id <> m.case_id and c.act = 'merge' and (c.case_id, c.other_case_id) in ((h.id, m.case_id), (m.case_id, h.id)))
      order by c.at desc limit 3) c), '[]') as corrections,
    coalesce((select json_object_agg(g.position, s.name || ': ' || g.reason)
      from json_array_elements(m.link -> 'indicators') e join grouping_correction g on g.position = split_part(e ->> 'value', '/', 1)::bigint
      join staff s on s.id = g.by_id where e ->> 'type' = '${BOND_TYPE}'), '{}') as bonds
  from case_alert m join case_file h on h.id = coalesce(m.home_case_id, m.case_id)
  left join lateral (
    select x.number from (${CASE_OF(`(m.link -> 'with')`, '')}) x
    where x.id <> m.case_id) w on true
  where m.alert_id = any($1::uuid[])`;

/** What became of memberships since they were explained: the explanation itself stays as it was given. */
@Injectable()
export class AlertLinksQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** In the order of the ids; null for an alert that is in no case. */
  async since(ids: readonly string[]): Promise<(LinkSince | null)[]> {
    const rows = await this.uow.read<LinkSince>(SINCE, [uuids([...ids])]);
    const byId = new Map(rows.map((row) => [row.alertId, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }
}

import { Injectable } from '@nestjs/common';
import { DEFAULT_RULE_SET, type RuleSet, valueWeight } from '@portcullis/domain';
import { BOND_TYPE, positionOfBond } from '@portcullis/domain/grouping/corrections';
import { bigints, texts } from '../db/array-parameters.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { type Carry, type GraphEdgeView, type GraphNodeView, type GraphValue, isHub, valueNode } from './link-graph.js';

/** Weighs values by the active rule set. */
export interface Scales {
  readonly spanDays: number;
  weigh(row: ValueRow): GraphValue;
}

export interface ValueRow {
  id: number;
  type: string;
  value: string;
  degree: number;
  listed: boolean;
}

export interface SubjectRow {
  id: number;
  node: string;
}

const CARRIED = `
  select c.subject_id as subject, c.indicator_id as value, c.first_day as "firstDay", c.last_day as "lastDay"
  from unnest($1::bigint[]) as s(id)
  cross join lateral (select * from indicator_carrier x where x.subject_id = s.id limit $2) c`;

const CARRIERS = `
  select c.subject_id as subject, c.indicator_id as value, c.first_day as "firstDay", c.last_day as "lastDay"
  from unnest($1::bigint[]) as v(id)
  cross join lateral (select * from indicator_carrier x where x.indicator_id = v.id order by x.subject_id limit $2) c`;

const BETWEEN = `
  select subject_id as subject, indicator_id as value, first_day as "firstDay", last_day as "lastDay"
  from indicator_carrier where subject_id = any($1::bigint[]) and indicator_id = any($2::bigint[])`;

// A bond that was taken back joins nobody and is no hub either: it is left out.
const VALUES = `
  select id, type, value, degree, listed from indicator
  where id = any($1::bigint[]) and degree > 1 and not (listed and type = '${BOND_TYPE}')`;

const CASES = `
  select distinct on (q.node) q.node, f.number from unnest($1::text[]) as q(node)
  join case_subject s on s.subject_kind = split_part(q.node, ':', 1) and s.subject_id = substr(q.node, strpos(q.node, ':') + 1)
  join case_file f on f.id = s.case_id and f.merged_into is null order by q.node, f.opened_at desc, f.number desc`;

/** Reads parts of the index of who shares what. Every read is bounded by its arguments, never by how common a value is. */
@Injectable()
export class LinkGraphReader {
  constructor(private readonly uow: UnitOfWork) {}

  async scales(): Promise<Scales> {
    const [[active], counted] = await Promise.all([
      this.uow.read<{ rules: RuleSet }>(`select rules from rule_set where state = 'active'`, [], 'graph-rules'),
      this.uow.read<{ type: string; carriers: number }>(
        'select type, carriers from indicator_type_count',
        [],
        'graph-types',
      ),
    ]);
    const rules: RuleSet = active ? { ...DEFAULT_RULE_SET, ...active.rules } : DEFAULT_RULE_SET;
    const carriers = new Map(counted.map((row) => [row.type, row.carriers]));
    return {
      spanDays: rules.spanDays,
      weigh: ({ id, type, value, degree, listed }) => ({
        id,
        type,
        value: type === BOND_TYPE ? `correction ${positionOfBond(value)}` : value,
        degree,
        points: valueWeight(rules, { type, degree, listed }, carriers.get(type) ?? 0),
      }),
    };
  }

  /** What these subjects carry, at most so much of each. */
  carriedBy(subjects: readonly number[], mostOfEach: number): Promise<Carry[]> {
    return subjects.length === 0
      ? Promise.resolve([])
      : this.uow.read<Carry & object>(CARRIED, [bigints(subjects), mostOfEach]);
  }

  /** Who carries these values, at most so many of each. */
  carriersOf(values: readonly number[], mostOfEach: number): Promise<Carry[]> {
    return values.length === 0
      ? Promise.resolve([])
      : this.uow.read<Carry & object>(CARRIERS, [bigints(values), mostOfEach]);
  }

  /** Which of these subjects carry which of these values. */
  between(subjects: readonly number[], values: readonly number[]): Promise<Carry[]> {
    return subjects.length === 0 || values.length === 0
      ? Promise.resolve([])
      : this.uow.read<Carry & object>(BETWEEN, [bigints(subjects), bigints(values)]);
  }

  /** Those of the values that more than one subject carries. */
  async values(ids: readonly number[], scales: Scales): Promise<GraphValue[]> {
    if (ids.length === 0) return [];
    return (await this.uow.read<ValueRow>(VALUES, [bigints(ids)])).map(scales.weigh);
  }

  subjectsByNode(nodes: readonly string[]): Promise<SubjectRow[]> {
    return this.uow.read<SubjectRow>('select id, node from grouping_subject where node = any($1::text[])', [
      texts(nodes),
    ]);
  }

  subjects(ids: readonly number[]): Promise<SubjectRow[]> {
    return this.uow.read<SubjectRow>('select id, node from grouping_subject where id = any($1::bigint[])', [
      bigints(ids),
    ]);
  }

  /** Subjects and values as nodes, the heaviest subjects first, and what runs between them. */
  async drawn(
    subjects: readonly SubjectRow[],
    values: readonly GraphValue[],
    carries: readonly Carry[],
  ): Promise<{ nodes: GraphNodeView[]; edges: GraphEdgeView[] }> {
    const cases = await this.uow.read<{ node: string; number: number }>(CASES, [
      texts(subjects.map(({ node }) => node)),
    ]);
    const numberOf = new Map(cases.map(({ node, number }) => [node, number]));
    const nodeOf = new Map(subjects.map(({ id, node }) => [id, node]));
    const pointsOf = new Map(values.map(({ id, points }) => [id, points]));
    const weights = new Map<string, number>();
    const edges: GraphEdgeView[] = [];
    for (const { subject, value, firstDay, lastDay } of carries) {
      const source = nodeOf.get(subject);
      const points = pointsOf.get(value);
      if (source === undefined || points === undefined) continue;
      edges.push({ source, target: valueNode(value), points, firstDay, lastDay });
      weights.set(source, (weights.get(source) ?? 0) + points);
    }
    return { nodes: [...subjects.map(subjectNode), ...values.map(nodeOfValue)], edges };

    function subjectNode({ node }: SubjectRow): GraphNodeView {
      const colon = node.indexOf(':');
      return {
        id: node,
        kind: node.slice(0, colon),
        value: node.slice(colon + 1),
        hub: false,
        points: weights.get(node) ?? 0,
        subjects: null,
        caseNumber: numberOf.get(node) ?? null,
      };
    }
  }
}

const nodeOfValue = (value: GraphValue): GraphNodeView => ({
  id: valueNode(value.id),
  kind: value.type,
  value: value.value,
  hub: isHub(value),
  points: value.points,
  subjects: value.degree,
  caseNumber: null,
});

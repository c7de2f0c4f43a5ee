import { Injectable } from '@nestjs/common';
import { blocksAround, NETWORK, PREFIX_TYPES } from '@portcullis/domain/grouping/prefix';
import { ints, texts } from '../../db/array-parameters.js';
import { columnsAs } from '../../db/columns.js';
import { UnitOfWork } from '../../db/unit-of-work.js';
import { HUB_MATCH } from '../hub-changes.js';
import { rangesOf, within } from '../within.js';
import type { HubLine } from './hub-lines.js';
import { commonNetworkFrom, type HubReach, reachOfValue } from './hub-reach.js';

type Read = <Row extends object>(sql: string, values: readonly unknown[]) => Promise<Row[]>;
type Value = Omit<HubLine, 'line'>;

export interface WideValue extends Omit<Value, 'match'>, HubReach {}

/** The values of one type. */
export interface ImportGroup {
  type: string;
  values: number;
  /** Values that occur in alerts. */
  known: number;
  /** Values that several subjects carry: only those link anybody now. */
  shared: number;
  /** Whether any alert has a value of this type. */
  seen: boolean;
}

/** How far values reach that are to stop linking. */
export interface ImportReach {
  known: number;
  shared: number;
  /** Those with the most values first. */
  groups: ImportGroup[];
  /** The most common ones of each type, so that none hides among many of another; then the networks around them. */
  widest: WideValue[];
}

/** Most values of one import. */
export const MOST_VALUES = 10_000;
const SHOWN_OF_TYPE = 5;
const SHOWN = 30;

const MATCHED = columnsAs('q', 'place int, type text, value text');
const GROUPS = `
  select q.type, count(*)::int as values, (count(*) filter (where greatest(v.degree, q.most) > 0))::int as known,
    (count(*) filter (where greatest(v.degree, q.most) > 1))::int as shared,
    exists (select 1 from indicator t where t.type = q.type and t.degree > 0) as seen
  from ${columnsAs('q', 'place int, type text, value text, most int')}
  left join indicator v on v.type = q.type and v.value = q.value and v.degree > 0
  group by q.type order by 2 desc, 1`;
/** What lies in each network, by how common it is. */
const INSIDE = `
  select q.place, max(v.degree)::int as most from ${within('indicator', 'v.degree')} where v.degree > 0 group by q.place`;
const AROUND = `
  select v.value from ${columnsAs('q', 'value text')} join indicator v on v.type = '${NETWORK}' and v.value = q.value
  where v.degree > 1 and v.degree < $2 order by v.degree desc, v.value limit ${SHOWN_OF_TYPE}`;
const WIDEST = `
  select place from (
    select q.place, greatest(v.degree, q.most) as degree,
      row_number() over (partition by q.type order by greatest(v.degree, q.most) desc, q.place) as rank
    from ${columnsAs('q', 'place int, type text, value text, most int')}
    left join indicator v on v.type = q.type and v.value = q.value where greatest(v.degree, q.most) > 1) ranked
  where rank <= ${SHOWN_OF_TYPE} order by rank, degree desc, place limit ${SHOWN}`;
const LISTED = `
  select q.place from ${MATCHED}
  where exists (select 1 from hub_entry h where h.indicator_type = q.type and ${HUB_MATCH} = q.value and h.revoked_at is null)`;

/** One step of the index for each type, however many values there are. */
const TYPES = `
  with recursive step(type) as (
    select min(type) from indicator
    union all select (select min(i.type) from indicator i where i.type > step.type) from step where step.type is not null)
  select type from step where type is not null`;

const matchesOf = (values: readonly Value[]) => [
  ints(values.map((_, place) => place)),
  texts(values.map(({ type }) => type)),
  texts(values.map(({ match }) => match)),
];

/** Every type of which alerts have had a value. */
export async function typesOfAlerts(read: Read): Promise<ReadonlySet<string>> {
  return new Set((await read<{ type: string }>(TYPES, [])).map(({ type }) => type));
}

/** How many of them are on the list already, in whatever spelling. */
export async function listedOf(read: Read, values: readonly Value[]): Promise<number> {
  return (await read(LISTED, matchesOf(values))).length;
}

/** Of networks, on how many subjects the most common value is that lies in them. */
async function insideOf(read: Read, values: readonly Value[]): Promise<Map<number, number>> {
  const networks = values.flatMap(({ type, match }, place) => (type === NETWORK ? [{ match, place }] : []));
  if (networks.length === 0) return new Map();
  const rows = await read<{ place: number; most: number }>(INSIDE, rangesOf(networks.map(({ match }) => match)));
  return new Map(rows.map(({ place, most }) => [networks[place]?.place as number, most]));
}

/** The most common networks around its addresses that link anybody: they stop linking with them. */
async function aroundOf(read: Read, values: readonly Value[]): Promise<Value[]> {
  const blocks = new Map<string, Value>();
  for (const { type, match, kind } of values) {
    if (!PREFIX_TYPES.has(type)) continue;
    for (const value of blocksAround(type, match)) blocks.set(value, { type: NETWORK, value, match: value, kind });
  }
  for (const { type, match } of values) if (type === NETWORK) blocks.delete(match);
  if (blocks.size === 0) return [];
  const rows = await read<{ value: string }>(AROUND, [texts([...blocks.keys()]), await commonNetworkFrom(read)]);
  return rows.map(({ value }) => blocks.get(value) as Value);
}

export async function reachOfValues(read: Read, values: readonly Value[]): Promise<ImportReach> {
  const inside = await insideOf(read, values);
  const parameters = [...matchesOf(values), ints(values.map((_, place) => inside.get(place) ?? 0))];
  const groups = await read<ImportGroup>(GROUPS, parameters);
  const places = await read<{ place: number }>(WIDEST, parameters);
  const widest: WideValue[] = [];
  const shown = places.map(({ place }) => values[place] as Value);
  for (const { type, value, kind, match } of [...shown, ...(await aroundOf(read, values))])
    widest.push({ type, value, kind, ...(await reachOfValue(read, type, match)) });
  const sum = (of: 'known' | 'shared') => groups.reduce((total, group) => total + group[of], 0);
  return { known: sum('known'), shared: sum('shared'), groups, widest };
}

const VALUES = `
  select indicator_type as type, indicator_value as value, indicator_match as match, kind from hub_import_value
  where import_id = $1 and place >= $2 order by place limit $3`;

/** What an import holds, for whoever has to answer it. */
@Injectable()
export class HubImportQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** @param from place of the first one, from 0 */
  values(id: string, from: number, first: number): Promise<Value[]> {
    return this.uow.read<Value>(VALUES, [id, Math.max(0, from), Math.max(1, Math.min(first, 500))]);
  }

  /** As it stands now. @returns null when there is no such import */
  async reach(id: string): Promise<ImportReach | null> {
    const values = await this.uow.read<Value>(VALUES, [id, 0, MOST_VALUES]);
    return values.length === 0 ? null : reachOfValues((sql, of) => this.uow.read(sql, of), values);
  }
}

import { NETWORK, networksAround, PREFIX_TYPES, prefixOf } from '@portcullis/domain/grouping/prefix';
import { bigints, texts } from '../../db/array-parameters.js';
import { columnsAs } from '../../db/columns.js';
import { rangesOf, within } from '../within.js';

/** How far a value reaches: what depends on whether a second person is needed. */
export interface HubReach {
  /** Living cases in which it occurs. */
  cases: number;
  /** Subjects that carry it. */
  subjects: number;
}

/** Of a value that half the world carries a sample is enough: what matters is whether there is a second case. */
const MOST_CARRIERS = 5000;
/** What more subjects carry weighs nothing as it is, and loses nothing by the list. */
const COMMON = 64;
const MOST_VALUES = 20_000;

const EXACT = `
  select v.id, v.degree from ${columnsAs('q', 'type text, value text')} join indicator v on v.type = q.type and v.value = q.value
  where v.degree > 0`;
const INSIDE = `select distinct v.id, v.degree from ${within('indicator', 'v.id, v.degree')} where v.degree > 0 limit ${MOST_VALUES}`;

const REACH = `
  with n as materialized (
    select g.node from (
      select distinct c.subject_id from ${columnsAs('q', 'id bigint')} join indicator_carrier c on c.indicator_id = q.id limit ${MOST_CARRIERS}) c
    join grouping_subject g on g.id = c.subject_id)
  select (select count(*)::int from n) as subjects, (
    select count(distinct s.case_id)::int from n
    join case_subject s on s.subject_kind = split_part(n.node, ':', 1) and s.subject_id = substr(n.node, strpos(n.node, ':') + 1)
    join case_file f on f.id = s.case_id and f.merged_into is null) as cases`;

type Read = <Row extends object>(sql: string, values: readonly unknown[]) => Promise<Row[]>;
interface Known {
  id: number;
  degree: number;
}

/**
 * Who would be concerned if a value were on the hub list: whoever carries it; of a network, whoever carries what lies in
 * it; and those who are linked by the network around it, which says nothing then either.
 * @param value as grouping compares it
 */
export async function reachOfValue(read: Read, type: string, value: string): Promise<HubReach> {
  const exact = await read<Known>(EXACT, [texts([type]), texts([value])]);
  const found = [...exact, ...(await placesBeside(read, type, value))];
  if (found.length === 0) return { cases: 0, subjects: 0 };
  const [reach] = await read<HubReach>(REACH, [bigints(found.map(({ id }) => id))]);
  const { cases, subjects } = reach as HubReach;
  return { cases, subjects: Math.max(subjects, ...found.map(({ degree }) => degree)) };
}

async function placesBeside(read: Read, type: string, value: string): Promise<Known[]> {
  const prefix = PREFIX_TYPES.has(type) ? prefixOf(type, value) : null;
  if (!prefix) return [];
  const around = networksAround(prefix).filter((network) => network !== value);
  const wider = await read<Known>(EXACT, [texts(around.map(() => NETWORK)), texts(around)]);
  const inside = type === NETWORK ? await read<Known>(INSIDE, rangesOf([value])) : [];
  return [...wider.filter(({ degree }) => degree > 1 && degree < COMMON), ...inside];
}

/** Beyond one case, one person is not enough. */
export const needsSecond = ({ cases }: HubReach): boolean => cases > 1;

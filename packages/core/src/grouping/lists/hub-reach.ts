import { DEFAULT_RULE_SET, type RuleSet } from '@portcullis/domain';
import { isWide, NETWORK, networksAround, placeOfEntry } from '@portcullis/domain/grouping/prefix';
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
/** More known values in one network would hold grouping up for too long, when all of them stop linking at once. */
const MOST_INSIDE = 100_000;

const EXACT = `
  select v.id, v.degree from ${columnsAs('q', 'type text, value text')} join indicator v on v.type = q.type and v.value = q.value
  where v.degree > 0`;
const INSIDE = `select distinct v.id, v.degree from ${within('indicator', 'v.id, v.degree')} where v.degree > 0 limit ${MOST_INSIDE + 1}`;

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
  const prefix = placeOfEntry(type, value);
  if (!prefix) return [];
  const around = networksAround(prefix).filter((network) => network !== value);
  const common = await commonNetworkFrom(read);
  const wider = await read<Known>(EXACT, [texts(around.map(() => NETWORK)), texts(around)]);
  return [...wider.filter(({ degree }) => degree > 1 && degree < common), ...(await insideOf(read, type, value))];
}

const insideOf = (read: Read, type: string, value: string): Promise<Known[]> =>
  type === NETWORK ? read<Known>(INSIDE, rangesOf([value])) : Promise.resolve([]);

/** A network that so many subjects are in weighs nothing as it is, and loses nothing by the list. */
export async function commonNetworkFrom(read: Read): Promise<number> {
  const [active] = await read<{ rules: RuleSet }>(`select rules from rule_set where state = 'active'`, []);
  const rules = { ...DEFAULT_RULE_SET, ...active?.rules };
  return rules.types.network?.hubFrom ?? rules.learned.hubFrom;
}

/** Why a network may not go onto the list at once: what a batch has to take apart is bounded. */
export async function tooManyInside(
  read: Read,
  type: string,
  value: string,
  most = MOST_INSIDE,
): Promise<string | null> {
  if (type !== NETWORK) return null;
  const [counted] = await read<{ n: number }>(`select count(*)::int as n from (${INSIDE}) i`, rangesOf([value]));
  if (!counted || counted.n <= most) return null;
  return `More than ${most.toLocaleString('en')} known values lie in it. List the networks in it, one after the other.`;
}

/** Beyond one case one person is not enough, and for a network of which most is not known yet neither. */
export function needsSecond({ cases }: HubReach, type: string, value: string): boolean {
  const prefix = type === NETWORK ? placeOfEntry(type, value) : null;
  return cases > 1 || (prefix !== null && isWide(prefix));
}

import { LOOK_UP } from '@portcullis/domain';
import {
  contains,
  NETWORK,
  networksAround,
  PREFIX_TYPES,
  type Prefix,
  prefixOf,
} from '@portcullis/domain/grouping/prefix';
import { texts } from '../../db/array-parameters.js';
import { HUB_MATCH } from '../hub-changes.js';
import { rangesOf, within } from '../within.js';

/** An address or network in force on the hub list that makes a hub of another value, which lies in it or around it. */
export interface ListedPlace {
  id: string;
  type: string;
  value: string;
  reason: string;
}

type Read = <Row extends object>(sql: string, values: readonly unknown[]) => Promise<Row[]>;

const ENTRY = `h.id, h.indicator_type as type, ${HUB_MATCH} as value, h.reason`;
const AROUND = `
  select ${ENTRY} from hub_entry h
  where h.indicator_type = '${NETWORK}' and ${HUB_MATCH} = any($1::text[]) and h.revoked_at is null`;
// Of what lies in a wide network a few entries tell enough.
const INSIDE = `
  select distinct v.* from ${within(`(select ${ENTRY} from hub_entry h where h.indicator_type in ('ip','network') and h.revoked_at is null)`, 'v.*', LOOK_UP.inside)}`;

/** For each of these values what makes it a hub by its place, itself apart; the nearest first. */
export async function listedPlaces(
  read: Read,
  keys: readonly { type: string; value: string }[],
): Promise<ListedPlace[][]> {
  const prefixes = keys.map(({ type, value }) => (PREFIX_TYPES.has(type) ? prefixOf(type, value) : null));
  const around = new Set(prefixes.flatMap((prefix) => (prefix ? networksAround(prefix) : [])));
  if (around.size === 0) return keys.map(() => []);
  const networks = keys.filter(({ type }) => type === NETWORK).map(({ value }) => value);
  const found = [
    ...(await read<ListedPlace>(AROUND, [texts([...around])])),
    ...(networks.length > 0 ? await read<ListedPlace>(INSIDE, rangesOf(networks)) : []),
  ];
  const places = [...new Map(found.map((one) => [one.id, one])).values()].flatMap((entry) => {
    const prefix = prefixOf(entry.type, entry.value);
    return prefix ? [{ entry, prefix }] : [];
  });
  return keys.map((key, i) => {
    const own = prefixes[i];
    if (!own) return [];
    const isNear = ({ entry, prefix }: { entry: ListedPlace; prefix: Prefix }) =>
      (entry.type !== key.type || entry.value !== key.value) &&
      ((entry.type === NETWORK && contains(prefix, own)) || (key.type === NETWORK && contains(own, prefix)));
    const distance = ({ prefix }: { prefix: Prefix }) => Math.abs(prefix.length - own.length);
    return places
      .filter(isNear)
      .sort((a, b) => distance(a) - distance(b))
      .map(({ entry }) => entry);
  });
}

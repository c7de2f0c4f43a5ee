import type { Batch } from './batch.js';
import type { GroupingIndex, HubChange } from './index.port.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Value } from './nodes.js';
import { NETWORK, networksAround, type Prefix, placeOfEntry } from './prefix.js';
import { type MatchKey, nameOfKey } from './sighting.js';

/** Takes changes of the hub list in. With an address or network goes what lies in it, and the networks around it. */
export async function relist(
  hood: Neighbourhood,
  index: Pick<GroupingIndex, 'listedAmong'>,
  batch: Batch,
  hubs: readonly HubChange[],
  nextValue: () => number,
): Promise<void> {
  if (hubs.length === 0) return;
  batch.hubs.push(...hubs);
  await hood.loadValues(hubs);
  const concerned = new Set<Value>();
  for (const hub of hubs) {
    let value = hood.value(hub);
    if (!value) {
      value = hood.createValue(nextValue(), hub);
      batch.values.push(value);
    }
    concerned.add(value);
  }
  const itself = new Map(hubs.map((hub) => [nameOfKey(hub), hub.listed]));
  const near = await nearOf(hood, hubs);
  const open = near.map(keyOf).filter((key) => !itself.has(nameOfKey(key)));
  const listed = new Set(open.length > 0 ? (await index.listedAmong(open)).map(nameOfKey) : []);
  for (const key of open) itself.set(nameOfKey(key), listed.has(nameOfKey(key)));
  for (const value of near) concerned.add(value);

  for (const value of concerned) {
    const isHub = itself.get(nameOfKey(keyOf(value))) || hood.isHubByPlace(value);
    if (value.listed === isHub) continue;
    batch.remember(value);
    value.listed = isHub;
    batch.relisted.push(value);
  }
}

/** Known values that lie in these networks, and networks around any of them. */
async function nearOf(hood: Neighbourhood, hubs: readonly HubChange[]): Promise<Value[]> {
  const placed = hubs.filter(({ type, value }) => placeOfEntry(type, value) !== null);
  if (placed.length === 0) return [];
  hood.listed = hood.listed.with(placed);
  const within = await hood.loadWithin(placed.filter(({ type }) => type === NETWORK).map(({ value }) => value));
  const around = new Set(placed.flatMap(({ type, value }) => networksAround(placeOfEntry(type, value) as Prefix)));
  const keys = [...around].map((value) => ({ type: NETWORK, value }));
  await hood.loadValues(keys);
  return [...within, ...keys.flatMap((key) => hood.value(key) ?? [])];
}

const keyOf = ({ type, value }: Value): MatchKey => ({ type: type.name, value });

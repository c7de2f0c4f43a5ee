import { describe, expect, it } from 'vitest';
import { applyChange, type Correction, type CorrectionChange } from './corrections.js';
import { GroupingEngine } from './engine.js';
import type { HubChange } from './index.port.js';
import { MemoryIndex } from './memory-index.js';
import { referencePartition } from './reference.js';
import { DEFAULT_RULE_SET } from './rule-set.js';
import type { Sighting } from './sighting.js';

/** An alert on an account: `device_id=d1`. */
const of = (account: string, ...keys: string[]): Sighting => ({
  id: account,
  node: `account:${account}`,
  keys: keys.map((key) => ({ type: key.split('=')[0] as string, value: key.split('=')[1] as string })),
  day: 20_000,
});
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('around a split', () => {
  const draw = (i: number, salt: number, below: number) => (Math.imul(i + salt * 104729, 2654435761) >>> 8) % below;

  it('alerts are weighed against their neighbours, and the campaign is not worked out anew', async () => {
    const accounts = 2000;
    let made = 0;
    const alert = (account: number) => {
      const i = made++;
      return of(
        `a${account}`,
        `ip=10.${draw(i, 1, 9)}.${draw(i, 2, 40)}.${draw(i, 3, 9)}`,
        `prompt_template=t${draw(i, 4, 40)}`,
        `device_id=d${draw(i, 5, 200)}`,
        ...(i % 3 === 0 ? [`payment_instrument=c${draw(i, 6, 200)}`] : []),
      );
    };
    const index = new MemoryIndex();
    const engine = new GroupingEngine(DEFAULT_RULE_SET, index);
    const send = async (sightings: Sighting[]) => {
      for (let i = 0; i < sightings.length; i += 100) index.write(await engine.assign(sightings.slice(i, i + 100)));
    };
    await send(range(3 * accounts).map((i) => alert(i % accounts)));
    const members = [...index.partition().keys()].sort();
    const nodes = members.slice(0, 20);
    const correction = { id: 'c', position: 1, kind: 'apart' as const, nodes, others: members.slice(20) };
    index.write(await engine.assign([], [], [{ type: 'add', correction }]));
    expect(new Set(nodes.map((node) => index.partition().get(node))).size).toBe(1);

    let anew = 0;
    const subjectsOf = index.subjectsOf.bind(index);
    index.subjectsOf = (clusters) => {
      anew++;
      return subjectsOf(clusters);
    };
    await send(range(4000).map((i) => alert(draw(i, 7, 2) ? draw(i, 8, accounts) : accounts + draw(i, 9, accounts))));
    expect(anew).toBe(0);
    const [apart, largest] = [index.partition().get(nodes[0] as string), index.partition().get(members[20] as string)];
    expect(apart).not.toBe(largest);
  });
});

describe('what links decided between sides', () => {
  const apart = (position: number, nodes: string[], others: string[]): CorrectionChange => ({
    type: 'add',
    correction: { id: `${position}`, position, kind: 'apart', nodes: nodes.map(node), others: others.map(node) },
  });
  const node = (id: string) => `account:${id}`;
  type Step = { sent?: Sighting[]; said?: CorrectionChange[]; hubs?: HubChange[] };

  /** All the groups of more than one, step by step, as the reference has them, too. */
  async function play(steps: readonly Step[]): Promise<string[]> {
    const index = new MemoryIndex();
    const engine = new GroupingEngine(DEFAULT_RULE_SET, index);
    const all: Sighting[] = [];
    let inForce: Correction[] = [];
    let listed: HubChange[] = [];
    for (const { sent = [], said = [], hubs = [] } of steps) {
      all.push(...sent);
      for (const change of said) inForce = applyChange(inForce, change);
      for (const hub of hubs) listed = [...listed.filter(({ value }) => value !== hub.value), hub];
      index.write(await engine.assign(sent, hubs, said));
    }
    const expected = referencePartition(
      DEFAULT_RULE_SET,
      all,
      listed.filter((hub) => hub.listed),
      inForce,
    );
    const groups = (partition: ReadonlyMap<string, unknown>) => {
      const parts = new Map<unknown, string[]>();
      for (const [one, part] of partition) parts.set(part, [...(parts.get(part) ?? []), one.replace('account:', '')]);
      return [...parts.values()].flatMap((part) => (part.length > 1 ? [part.sort().join(' ')] : [])).sort();
    };
    expect(groups(index.partition())).toEqual(groups(expected));
    return groups(index.partition());
  }

  it('is looked at again when a link inside one part comes before', async () => {
    const e = 'device_id=e';
    const v = 'device_id=v';
    const before = [
      { sent: [of('p1', e), of('c', e), of('x1', e), of('x2', e), of('b'), of('z')] },
      { said: [apart(2, ['c'], ['z']), apart(4, ['b'], ['p1', 'c'])] },
      { sent: [of('b', v), of('p1', v), of('u', v)] },
      { sent: [of('c', 'api_key=k')] },
    ];
    expect(await play(before)).toEqual(['c p1 u x1 x2']);
    expect(await play([...before, { sent: [of('p1', 'api_key=k')] }])).toEqual(['b u', 'c p1 x1 x2']);
  });

  it('does not outlast the time in which a value was on the list', async () => {
    const [v, e] = ['device_id=v', 'device_id=e'];
    const hub = { type: 'device_id', value: 'v' };
    const groups = await play([
      { sent: [of('A', v), of('K', v), of('l1', e), of('y1', e), of('y2', e), of('l2'), of('r1')] },
      { said: [apart(1, ['A'], ['K'])] },
      { hubs: [{ ...hub, listed: true }] },
      { said: [{ type: 'undo', id: '1' }] },
      { hubs: [{ ...hub, listed: false }] },
      { said: [apart(2, ['l1'], ['r1', 'l2']), apart(3, ['l2'], ['r1', 'l1'])] },
      { sent: [of('K', e)] },
      { sent: [of('l2', v)] },
    ]);
    expect(groups).toEqual(['A K l2 y1 y2']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChange, type Correction, type CorrectionChange } from './corrections.js';
import { GroupingEngine } from './engine.js';
import type { HubChange } from './index.port.js';
import { MemoryIndex } from './memory-index.js';
import { networkAround, networksAround, type Prefix, prefixOf } from './prefix.js';
import { referencePartition } from './reference.js';
import { DEFAULT_RULE_SET, type RuleSet } from './rule-set.js';
import { type Sighting, sightingOf } from './sighting.js';

/** Small limits, so that hubs, bands and swollen subjects occur among a few dozen alerts. */
const SMALL: RuleSet = {
  ...DEFAULT_RULE_SET,
  nominateBelow: 4,
  subjectHubFrom: 8,
  caps: { ...DEFAULT_RULE_SET.caps, network: 800 },
  types: {
    device_id: {
      family: 'device',
      points: 1500,
      freeBands: 1,
      perBand: 50,
      floor: 1000,
      hubFrom: null,
      halfLifeDays: null,
    },
    organization: {
      family: 'identity',
      points: 1200,
      freeBands: 1,
      perBand: 200,
      floor: 0,
      hubFrom: 32,
      halfLifeDays: null,
    },
    phone: { family: 'contact', points: 1100, freeBands: 2, perBand: 200, floor: 0, hubFrom: 16, halfLifeDays: null },
    address: { family: 'place', points: 700, freeBands: 1, perBand: 100, floor: 0, hubFrom: 16, halfLifeDays: null },
    owner: {
      family: 'own',
      points: 900,
      freeBands: 1,
      perBand: 200,
      floor: 0,
      hubFrom: 16,
      halfLifeDays: null,
      near: true,
    },
    template: { family: 'content', points: 600, freeBands: 1, perBand: 200, floor: 0, hubFrom: 16, halfLifeDays: null },
    ip: { family: 'network', points: 600, freeBands: 1, perBand: 100, floor: 0, hubFrom: 8, halfLifeDays: 7 },
    network: { family: 'network', points: 450, freeBands: 1, perBand: 100, floor: 0, hubFrom: 16, halfLifeDays: 20 },
    asn: { family: 'network', points: 500, freeBands: 1, perBand: 100, floor: 0, hubFrom: 16, halfLifeDays: 20 },
    // Of the two that speak against, one is enough alone and one adds up.
    lei: {
      family: 'own',
      points: 1800,
      freeBands: 1,
      perBand: 50,
      floor: 1000,
      hubFrom: null,
      halfLifeDays: null,
      against: 400,
    },
    country: {
      family: 'place',
      points: 200,
      freeBands: 1,
      perBand: 100,
      floor: 0,
      hubFrom: 16,
      halfLifeDays: null,
      against: 600,
    },
  },
  learned: { cap: 900, marginBits: 1, maximumBits: 5, hubFrom: 16, disagreementBits: 2, mostDisagreements: 2 },
};

const types = [
  'device_id',
  'organization',
  'phone',
  'address',
  'template',
  'ip',
  'network',
  'asn',
  'colour',
  'town',
  'owner',
  'name',
  'lei',
  'country',
];
/** Worlds between "all strangers" and "all one": few types, more or fewer values, more or fewer subjects. */
const sightings = fc
  .record({
    used: fc.oneof(
      fc.subarray(types, { minLength: 1, maxLength: 5 }),
      fc.constant(['ip', 'template', 'address']),
      fc.constant(['ip', 'network', 'network', 'template']),
      fc.constant(['ip', 'network', 'phone', 'address']),
      fc.constant(['owner', 'name', 'town', 'colour']),
      fc.constant(['template', 'address', 'country']),
      fc.constant(['template', 'address', 'phone', 'lei', 'country']),
    ),
    values: fc.integer({ min: 2, max: 40 }),
    nodes: fc.integer({ min: 4, max: 40 }),
    alerts: fc.integer({ min: 4, max: 90 }),
    seed: fc.integer(),
  })
  .map(({ used, values, nodes, alerts, seed }) => {
    const draw = mulberry(seed);
    return Array.from({ length: alerts }, (_, i): Sighting => {
      const indicators = Array.from({ length: draw(5) }, () => {
        const type = used[draw(used.length)] as string;
        // Skewed, so that some values are common and most are rare.
        const number = draw(draw(2) ? values : Math.ceil(values / 6));
        return { type, value: textOf(type, number, draw) };
      });
      return sightingOf({
        id: `${i}`,
        subject: { kind: 'account', id: `a${draw(nodes)}` },
        indicators,
        observedAt: draw(60) * 86_400_000,
      });
    });
  });

const textOf = (type: string, number: number, draw: (below: number) => number): string => {
  if (type === 'ip') return addressOf(number);
  if (type === 'network') return networkOf(number, draw(4));
  return WORDY.has(type) ? spelling(number, draw) : `v${number}`;
};

/** Now one family, now the other; some lie in one network, and some are no address at all. */
function addressOf(number: number): string {
  if (number === 7) return 'v7';
  if (number % 3 === 0) return `2001:db8:${number % 2}:${number % 5}::${number}`;
  return `10.${number % 2}.${number % 5}.${number}`;
}

/** A network around such an address, wide or narrow. */
function networkOf(number: number, width: number): string {
  const prefix = prefixOf('ip', addressOf(number));
  if (!prefix) return 'v7';
  const length = (prefix.family === 4 ? [16, 24, 28, 32] : [40, 48, 64, 128])[width] as number;
  return networksAround(prefix).find((one) => one.endsWith(`/${length}`)) as string;
}

const WORDY = new Set(['colour', 'town', 'owner', 'name']);
const WORDS =
  'green hollow marsh stone river field amber copper walnut garnet velvet cotton linen timber anchor beacon candle dagger ember falcon'.split(
    ' ',
  );

/** Words in which slips are common, so that spellings are near each other in many ways. */
function spelling(number: number, draw: (below: number) => number): string {
  const words = [WORDS[number % 20] as string];
  if (number % 3 === 0) words.push(WORDS[(number >> 1) % 20] as string);
  const at = draw(3);
  if (draw(4) === 0) words[0] = `${words[0]?.slice(0, at)}${'aeo'.charAt(draw(3))}${words[0]?.slice(at + 1)}`;
  if (draw(6) === 0) words.push(`${draw(3)}`);
  return words.join(' ');
}

function mulberry(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** For texts: two rare agreements link, one and a near one just so. */
const TEXTS: RuleSet = {
  ...SMALL,
  nominateBelow: 16,
  subjectHubFrom: 64,
  learned: { cap: 990, marginBits: 0, maximumBits: 6, hubFrom: 32, disagreementBits: 1, mostDisagreements: 2 },
};

/** Records of a few people, some about one subject in pieces, with slips and gaps. */
const people = fc
  .record({
    seed: fc.integer(),
    persons: fc.integer({ min: 5, max: 40 }),
    nodes: fc.integer({ min: 50, max: 90 }),
    slips: fc.integer({ min: 2, max: 9 }),
  })
  .map(({ seed, persons, nodes, slips }) => {
    const draw = mulberry(seed);
    const word = () => WORDS[draw(draw(2) ? 20 : 6)] as string;
    const real = Array.from({ length: persons }, () => ({
      name: `${word()} ${word()}`,
      town: word(),
      trade: word(),
      born: `19${10 + draw(60)}-0${1 + draw(9)}-1${draw(9)}`,
      serial: `${draw(9000)}`,
    }));
    return Array.from({ length: nodes + draw(40) }, (_, i): Sighting => {
      // Every subject is one person's; some are heard of twice.
      const node = i < nodes ? i : draw(nodes);
      const person = real[node % persons] as (typeof real)[number];
      const written = Object.entries(person).filter(() => draw(4) > 0);
      const indicators = written.map(([type, value]) => ({
        type,
        value: draw(slips) === 0 ? slipped(value, draw) : value,
      }));
      return sightingOf({ id: `${i}`, subject: { kind: 'account', id: `a${node}` }, indicators, observedAt: 0 });
    });
  });

function slipped(value: string, draw: (below: number) => number): string {
  const at = draw(value.length - 1);
  const isDate = /^\d{4}-/.test(value);
  if (isDate)
    return draw(2) ? `${value.slice(0, 4)}-${value.slice(8)}-${value.slice(5, 7)}` : value.replace(/\d$/, `${draw(9)}`);
  const words = value.split(' ');
  if (words.length > 1 && draw(2)) return words.reverse().join(' ');
  return value.slice(0, at) + 'aeo'.charAt(draw(3)) + value.slice(at + draw(2));
}

/** The partition as sets of subjects, so that ids do not matter. */
function shape(partition: ReadonlyMap<string, unknown>): string[] {
  const groups = new Map<unknown, string[]>();
  for (const [node, cluster] of partition) groups.set(cluster, [...(groups.get(cluster) ?? []), node]);
  return [...groups.values()].map((nodes) => nodes.sort().join(' ')).sort();
}

async function run(
  rules: RuleSet,
  batches: readonly (readonly Sighting[])[],
  options: {
    engines?: number;
    crashes?: ReadonlySet<number>;
    cacheLimit?: number;
    hubs?: readonly HubAt[];
    corrections?: readonly CorrectedAt[];
    ahead?: Ahead;
  } = {},
): Promise<MemoryIndex> {
  const index = new MemoryIndex();
  const engines = Array.from(
    { length: options.engines ?? 1 },
    () => new GroupingEngine(rules, index, options.cacheLimit),
  );
  const comesWith = <T extends { at: number }>(i: number, some: readonly T[] = []) =>
    some.filter(({ at }) => Math.min(at, batches.length - 1) === i);
  for (const [i, batch] of batches.entries()) {
    const engine = engines[i % engines.length] as GroupingEngine;
    if (engines.length > 1) engine.forget();
    const hubs = comesWith(i, options.hubs);
    const changes = comesWith(i, options.corrections).map(({ change }) => change);
    if (options.crashes?.has(i)) {
      await engine.assign(batch, hubs, changes);
      engine.forget();
    }
    const effect = await engine.assign(batch, hubs, changes);
    const isMore = comesWith(i + 1, options.hubs).length + comesWith(i + 1, options.corrections).length > 0;
    const next = isMore ? [] : (batches[i + 1] ?? []);
    if (options.ahead === 'of the write') await engine.warm(next);
    index.write(effect);
    if (options.ahead === 'behind the write') await engine.warm(next);
  }
  return index;
}

/** When the next batch is read ahead, unless something else changes with it. */
type Ahead = 'never' | 'of the write' | 'behind the write';
const ahead = fc.constantFrom<Ahead[]>('never', 'of the write', 'behind the write');

/** A change of the hub list, with the number of the batch in which it is made. */
type HubAt = HubChange & { at: number };

/** What a person said, with the number of the batch before which it was said. */
interface CorrectedAt {
  at: number;
  change: CorrectionChange;
}

function cut<T>(items: readonly T[], cuts: readonly number[]): T[][] {
  const ends = [...new Set(cuts.map((c) => c % (items.length + 1)))].sort((a, b) => a - b);
  const parts: T[][] = [];
  let from = 0;
  for (const end of [...ends, items.length]) {
    if (end > from) parts.push(items.slice(from, end));
    from = Math.max(from, end);
  }
  return parts;
}

/** Each world in some order, batches, engines, with crashes, repeats and changes of the hub list. */
function agree(
  rules: RuleSet,
  worlds: fc.Arbitrary<Sighting[]>,
  hubs: fc.Arbitrary<HubAt>,
  runs: number,
  said: fc.Arbitrary<CorrectedAt[]> = fc.constant([]),
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(
      worlds,
      fc.infiniteStream(fc.nat()),
      fc.array(fc.nat({ max: 1000 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      fc.uniqueArray(fc.nat({ max: 12 }), { maxLength: 4 }),
      fc.constantFrom(0, 20, 1_000_000),
      fc.array(hubs, { maxLength: 5 }),
      said,
      ahead,
      async (all, draws, cuts, engines, crashes, cacheLimit, changes, corrections, ahead) => {
        const order = all.map((sighting) => ({ sighting, at: draws.next().value as number }));
        const shuffled = order.sort((a, b) => a.at - b.at).map(({ sighting }) => sighting);
        // Some come twice, as after a lost answer.
        const sent = shuffled.concat(shuffled.filter((_, i) => i % 5 === 0));
        const batches = cut(sent, cuts);
        const index = await run(rules, batches, {
          engines,
          crashes: new Set(crashes),
          cacheLimit,
          hubs: changes,
          corrections,
          ahead,
        });
        const listed = listedAt(changes, batches.length);
        const expected = referencePartition(rules, all, listed, inForceAt(corrections, batches.length));
        expect(shape(index.partition())).toEqual(shape(expected));
        await expectSizesRight(index);
      },
    ),
    { numRuns: Number(process.env.GROUPING_RUNS ?? runs) },
  );
}

/** What is on the list after so many batches. */
function listedAt(changes: readonly HubAt[], batches: number): HubAt[] {
  const made = changes.map((hub, i) => ({ hub, when: Math.min(hub.at, batches - 1) * 100 + i }));
  const last = new Map(made.sort((a, b) => a.when - b.when).map(({ hub }) => [`${hub.type} ${hub.value}`, hub]));
  return [...last.values()].filter((hub) => hub.listed);
}

/** What is in force after so many batches. */
function inForceAt(said: readonly CorrectedAt[], batches: number): Correction[] {
  const spoken = said.map((one, i) => ({ ...one, when: Math.min(one.at, batches - 1) * 100 + i }));
  let inForce: Correction[] = [];
  for (const { change } of batches > 0 ? spoken.sort((a, b) => a.when - b.when) : [])
    inForce = applyChange(inForce, change);
  return inForce;
}

async function expectSizesRight(index: MemoryIndex): Promise<void> {
  const counted = new Map<number, number>();
  for (const cluster of index.partition().values()) counted.set(cluster, (counted.get(cluster) ?? 0) + 1);
  for (const [cluster, size] of counted) expect(index.sizeOf(cluster)).toBe(size);
}

/** Merges, splits and undos among so many accounts, some of which may never have been heard of. */
const corrected = (accounts: number): fc.Arbitrary<CorrectedAt[]> => {
  const some = fc.array(fc.nat({ max: accounts }), { minLength: 1, maxLength: 6 });
  return fc
    .array(
      fc.record({
        at: fc.nat({ max: 9 }),
        kind: fc.constantFrom('together' as const, 'apart' as const, 'apart' as const, 'undo' as const),
        nodes: some,
        others: some,
      }),
      { minLength: 1, maxLength: 7 },
    )
    .map((said) =>
      said.map(({ at, kind, nodes, others }, i): CorrectedAt => {
        if (kind === 'undo') return { at, change: { type: 'undo', id: `${(nodes[0] as number) % (i + 1)}` } };
        const named = (list: number[]) => list.map((n) => `account:a${n}`);
        const correction = {
          id: `${i}`,
          position: Math.min(at, 99) * 10 + i,
          kind,
          nodes: named(nodes),
          others: kind === 'apart' ? named(others) : [],
        };
        return { at, change: { type: 'add', correction } };
      }),
    );
};

/** Few values among few accounts, so that most are linked in several ways, and many of them just so. */
const entangled = fc
  .record({
    used: fc.constantFrom(
      ['template', 'address', 'phone'],
      ['template', 'address', 'ip', 'town'],
      ['device_id', 'template', 'address'],
      ['device_id', 'phone', 'organization'],
      ['device_id', 'phone', 'address', 'template', 'network'],
      ['owner', 'address', 'template', 'town'],
      ['lei', 'country', 'template', 'address'],
    ),
    nodes: fc.integer({ min: 8, max: 30 }),
    alerts: fc.integer({ min: 30, max: 90 }),
    values: fc.integer({ min: 4, max: 14 }),
    seed: fc.integer(),
  })
  .map(({ used, nodes, alerts, values, seed }) => {
    const draw = mulberry(seed);
    return Array.from({ length: alerts }, (_, i): Sighting => {
      const indicators = Array.from({ length: 1 + draw(3) }, () => {
        const type = used[draw(used.length)] as string;
        return { type, value: textOf(type, draw(values), draw) };
      });
      return sightingOf({
        id: `${i}`,
        subject: { kind: 'account', id: `a${draw(nodes)}` },
        indicators,
        observedAt: draw(9) * 86_400_000,
      });
    });
  });

/** Splits as people make them: some leave, and all others who are known by then stay. */
const splits: fc.Arbitrary<CorrectedAt[]> = fc
  .array(
    fc.record({
      at: fc.constantFrom(0, 0, 1, 2, 4),
      leaving: fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 5 }),
      known: fc.integer({ min: 3, max: 30 }),
      isUndone: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((said) =>
    said.flatMap(({ at, leaving, known, isUndone }, i): CorrectedAt[] => {
      const rest = Array.from({ length: known }, (_, n) => n).filter((n) => !leaving.includes(n));
      const named = (list: number[]) => list.map((n) => `account:a${n}`);
      const position = at * 10 + i;
      const split = { id: `${i}`, position, kind: 'apart' as const, nodes: named(leaving), others: named(rest) };
      const made: CorrectedAt = { at, change: { type: 'add', correction: split } };
      return isUndone ? [made, { at: at + 3, change: { type: 'undo', id: `${i}` } }] : [made];
    }),
  );

const hubAmong = (types: readonly string[], values: readonly string[]): fc.Arbitrary<HubAt> =>
  fc.record({
    type: fc.constantFrom(...types),
    value: fc.constantFrom(...values),
    at: fc.nat({ max: 9 }),
    listed: fc.boolean(),
  });

/** A dozen addresses in four blocks. */
const placeOf = (number: number): string =>
  number < 6 ? `10.0.${number % 2}.${16 * number + 7}` : `2001:db8:1:${number % 2}::${number}`;
const around = (number: number, width: number): string => {
  const prefix = prefixOf('ip', placeOf(number)) as Prefix;
  if (width === 3) return placeOf(number);
  return networkAround(prefix, (prefix.family === 4 ? [22, 24, 28] : [47, 64, 128])[width] as number);
};

/** Addresses and networks by which pairs just so are linked, together with a template. */
const placed = fc
  .record({ seed: fc.integer(), nodes: fc.integer({ min: 6, max: 24 }), alerts: fc.integer({ min: 8, max: 50 }) })
  .map(({ seed, nodes, alerts }) => {
    const draw = mulberry(seed);
    return Array.from({ length: alerts }, (_, i): Sighting => {
      const indicators = [
        { type: 'template', value: `t${draw(12)}` },
        draw(4) ? { type: 'ip', value: placeOf(draw(12)) } : { type: 'network', value: around(draw(12), draw(4)) },
      ];
      return sightingOf({ id: `${i}`, subject: { kind: 'account', id: `a${draw(nodes)}` }, indicators, observedAt: 0 });
    });
  });

const hubOfPlace: fc.Arbitrary<HubAt> = fc
  .record({
    type: fc.constantFrom('ip', 'network', 'network'),
    number: fc.nat({ max: 11 }),
    width: fc.nat({ max: 3 }),
    at: fc.nat({ max: 5 }),
    listed: fc.constantFrom(true, true, false),
  })
  .map(({ number, width, ...hub }) => ({ ...hub, value: hub.type === 'ip' ? placeOf(number) : around(number, width) }));

/** Values by number, those of places as well. */
const hubByNumber: fc.Arbitrary<HubAt> = fc
  .record({
    type: fc.constantFrom('device_id', 'ip', 'network', 'network', 'phone', 'town'),
    number: fc.nat({ max: 12 }),
    width: fc.nat({ max: 3 }),
    at: fc.nat({ max: 9 }),
    listed: fc.boolean(),
  })
  .map(({ number, width, ...hub }) => ({ ...hub, value: textOf(hub.type, number, () => width) }));

describe('the engine and the reference', () => {
  it('agree for any order, batches, workers, retries and crashes', async () => {
    await agree(SMALL, sightings, hubByNumber, 1500);
  }, 600_000);

  it('agree on what lies in each other, whatever of it is on the list', async () => {
    await agree({ ...SMALL, nominateBelow: 16 }, placed, hubOfPlace, 700);
  }, 600_000);

  it('agree on people as careless registers hold them', async () => {
    await agree(TEXTS, people, hubAmong(['name', 'town', 'trade'], [...WORDS.slice(0, 6)]), 120);
  }, 600_000);

  it('agree with what people corrected, whenever it was said', async () => {
    await agree(SMALL, sightings, hubByNumber, 1200, corrected(40));
  }, 600_000);

  const wide = { ...SMALL, nominateBelow: 16, subjectHubFrom: 64 };

  it('agree on what goes on around a split', async () => {
    await agree(wide, entangled, hubByNumber, 700, splits);
  }, 600_000);

  /** Half of the world is there when the first is set apart, and nothing is forgotten from then on. */
  const agreeFromThenOn = (rules: RuleSet, worlds: fc.Arbitrary<Sighting[]>, runs: number) =>
    fc.assert(
      fc.asyncProperty(
        worlds,
        fc.oneof(splits, corrected(20)),
        fc.array(hubByNumber, { maxLength: 3 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 4 }),
        ahead,
        async (all, said, hubs, isQuiet, size, ahead) => {
          const half = all.length >> 1;
          const batches = [all.slice(0, half)];
          for (let i = half; i < all.length; i += size) batches.push(all.slice(i, i + size));
          const changes = isQuiet ? [] : hubs;
          const index = await run(rules, batches, { corrections: said, hubs: changes, ahead });
          const listed = listedAt(changes, batches.length);
          const expected = referencePartition(rules, all, listed, inForceAt(said, batches.length));
          expect(shape(index.partition())).toEqual(shape(expected));
          await expectSizesRight(index);
        },
      ),
      { numRuns: Number(process.env.GROUPING_RUNS ?? runs) },
    );

  it('agree, alert by alert, on what goes on around a split', async () => {
    await agreeFromThenOn(wide, entangled, 1500);
  }, 600_000);

  it('agree, record by record, on people around a split', async () => {
    await agreeFromThenOn(TEXTS, people, 60);
  }, 600_000);

  it('agree on people of whom some were set apart', async () => {
    await agree(TEXTS, people, hubAmong(['name', 'town', 'trade'], [...WORDS.slice(0, 6)]), 60, corrected(90));
  }, 600_000);

  it('keep the sizes of clusters right', async () => {
    await fc.assert(
      fc.asyncProperty(sightings, fc.array(fc.nat({ max: 1000 }), { maxLength: 12 }), async (all, cuts) => {
        const index = await run(SMALL, cut(all, cuts));
        const counted = new Map<number, number>();
        for (const cluster of index.partition().values()) counted.set(cluster, (counted.get(cluster) ?? 0) + 1);
        for (const [cluster, size] of counted) expect(index.sizeOf(cluster)).toBe(size);
      }),
      { numRuns: 150 },
    );
  });
});

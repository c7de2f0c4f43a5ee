import { describe, expect, it } from 'vitest';
import { GroupingEngine } from './engine.js';
import { linkBetween, linkOf, storedLink } from './explain.js';
import type { GroupingEffect, HubChange } from './index.port.js';
import { MemoryIndex } from './memory-index.js';
import { DEFAULT_RULE_SET, ruleSetProblems, type TypeRule } from './rule-set.js';
import { matchValue, type Sighting, sightingOf } from './sighting.js';

const DAY = 86_400_000;
let serial = 0;

/** An alert on an account: `{ device_id: 'd1', ip: 'i1' }`. */
function about(
  account: string,
  shares: Record<string, string>,
  day = 20_000,
  related: [string, string][] = [],
): Sighting {
  return sightingOf({
    id: `alert-${serial++}`,
    subject: { kind: 'account', id: account },
    related: related.map(([kind, id]) => ({ kind, id })),
    indicators: Object.entries(shares).map(([type, value]) => ({ type, value })),
    observedAt: day * DAY,
  });
}

async function group(sightings: Sighting[], batch = 50) {
  const index = new MemoryIndex();
  const engine = new GroupingEngine(DEFAULT_RULE_SET, index);
  const effects: GroupingEffect[] = [];
  for (let i = 0; i < sightings.length; i += batch) {
    const effect = await engine.assign(sightings.slice(i, i + batch));
    index.write(effect);
    effects.push(effect);
  }
  const partition = index.partition();
  const together = (...accounts: string[]) => new Set(accounts.map((id) => partition.get(`account:${id}`))).size === 1;
  return { together, clusters: new Set(partition.values()).size, effects, partition };
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('what joins', () => {
  it('one rare payment instrument, device or owner is enough', async () => {
    for (const type of [
      'payment_instrument',
      'device_id',
      'owner_entity',
      'lei',
      'registry_number',
      'phone',
      'email',
    ]) {
      const { together } = await group([about('a', { [type]: 'x-771' }), about('b', { [type]: 'x-771' })]);
      expect(together('a', 'b'), type).toBe(true);
    }
  });

  it('one constant device id joins 5,000 unrelated organizations', async () => {
    const { clusters } = await group(
      range(5000).map((i) => about(`a${i}`, { device_id: 'relay-device' }, 20_000, [['organization', `o${i}`]])),
      700,
    );
    expect(clusters).toBe(1);
  });

  it('weak ones add up: an IP address and a prompt template, neither alone', async () => {
    const both = await group([
      about('a', { ip: '192.0.2.1', prompt_template: 't1' }),
      about('b', { ip: '192.0.2.1', prompt_template: 't1' }),
    ]);
    expect(both.together('a', 'b')).toBe(true);
    const one = await group([about('a', { ip: '192.0.2.1' }), about('b', { ip: '192.0.2.1' })]);
    expect(one.together('a', 'b')).toBe(false);
  });

  it('ten weak signals of one family do not make a strong one', async () => {
    const network = Object.fromEntries(range(10).map((i) => [`ip${i}`, 1]));
    const sighting = (account: string) =>
      sightingOf({
        id: account,
        subject: { kind: 'account', id: account },
        indicators: Object.keys(network).map((value) => ({ type: 'ip', value })),
        observedAt: 0,
      });
    expect((await group([sighting('a'), sighting('b')])).together('a', 'b')).toBe(false);
  });

  it('an address and the network around it, whoever sent which; two addresses of one network', async () => {
    const office = { registered_address: '1 Example Street', ja4: 't13d' };
    const meet = async (a: Record<string, string>, b: Record<string, string>) =>
      (await group([about('a', { ...office, ...a }), about('b', { ...office, ...b })])).together('a', 'b');
    expect(await meet({ ip: '203.0.113.7' }, { ip: '198.51.100.9' })).toBe(false);
    expect(await meet({ ip: '203.0.113.7' }, { network: '203.0.113.0/24' })).toBe(true);
    expect(await meet({ network: '203.0.113.16/28' }, { ip: '203.0.113.200' })).toBe(true);
    expect(await meet({ ip: '203.0.113.7' }, { ip: '203.0.113.200' })).toBe(true);
    expect(await meet({ ip: '2001:db8:1:2::3' }, { ip: '2001:db8:1:ffff::3' })).toBe(true);
    expect(await meet({ ip: '2001:db8:1:2::3' }, { ip: '2001:db8:2:2::3' })).toBe(false);
  });

  it('an address and the network around it count once', async () => {
    const { effects } = await group([
      about('a', { ip: '203.0.113.7', phone: '+15550100' }),
      about('b', { ip: '203.0.113.7', phone: '+15550100' }),
    ]);
    const link = linkOf(effects.at(-1)?.notes.get('account:b') ?? null, 1, 1000);
    expect(link.score).toBe(1600);
    expect(link.indicators.map(({ type, points }) => [type, points])).toEqual([
      ['phone', 1100],
      ['ip', 500],
    ]);
  });

  it('templates that differ in a few bits of their similarity hash count almost like equal ones', async () => {
    const from = (account: string, hash: string) =>
      about(account, { prompt_template: `simhash:${hash}`, registered_address: '1 Example Street' });
    const meet = async (hash: string) =>
      (await group([from('a', '0123456789abcdef'), from('b', hash)])).together('a', 'b');
    // Of four bands: all, three, two, none.
    expect(await meet('0123456789abcdef')).toBe(true);
    expect(await meet('0123456789abcdee')).toBe(true);
    expect(await meet('0123456789aacdee')).toBe(true);
    expect(await meet('1123466789aacdee')).toBe(false);
    expect(
      (
        await group([
          about('a', { prompt_template: 'simhash:0123456789abcdef' }),
          about('b', { prompt_template: 'simhash:0123456789abcdee' }),
        ])
      ).together('a', 'b'),
    ).toBe(false);
  });

  it('two verified owners are not one by what many share, but by what is enough alone', async () => {
    const office = { registered_address: '1 Example Street', prompt_template: 'harvest' };
    const [mine, theirs] = [{ owner_entity: 'ent-1' }, { owner_entity: 'ent-2' }];
    const meet = async (...sent: Sighting[]) => (await group(sent, 1)).together('a', 'b');
    expect(await meet(about('a', office), about('b', office))).toBe(true);
    expect(await meet(about('a', { ...office, ...mine }), about('b', office))).toBe(true);
    expect(await meet(about('a', { ...office, ...mine }), about('b', { ...office, ...theirs }))).toBe(false);
    // Whenever it becomes known, and not once they turn out to have one in common.
    const known = [about('a', { ...office, ...mine }), about('b', office), about('b', theirs)];
    expect(await meet(...known)).toBe(false);
    expect(await meet(...known, about('b', mine))).toBe(true);
    const card = { payment_instrument: 'pi-1' };
    expect(await meet(about('a', { ...mine, ...card }), about('b', { ...theirs, ...card }))).toBe(true);
    const apart = await group([about('a', { ...office, ...mine }), about('b', { ...office, ...theirs })], 1);
    expect(apart.clusters).toBe(2);
  });

  it('a small organization is one case; a large one needs something else in common', async () => {
    const seats = (n: number, shares: (i: number) => Record<string, string>) =>
      group(range(n).map((i) => about(`s${i}`, shares(i), 20_000, [['organization', 'o1']])));
    expect((await seats(40, () => ({}))).clusters).toBe(1);
    expect((await seats(400, () => ({}))).clusters).toBe(400);
    expect((await seats(400, (i) => ({ ip: `ip-${i >> 1}` }))).clusters).toBe(200);
  });

  it('the account of a key joins the key with its owner', async () => {
    const key = sightingOf({
      id: 'k',
      subject: { kind: 'api_key', id: 'key_5' },
      related: [{ kind: 'account', id: 'a' }],
      indicators: [],
      observedAt: 0,
    });
    const { clusters } = await group([about('a', {}), key]);
    expect(clusters).toBe(1);
  });
});

describe('what adds nothing', () => {
  it('a VPN exit, a cloud ASN and a university address that thousands share', async () => {
    const shares = {
      ip: '192.0.2.9',
      asn: '64500',
      ja4: 't13d',
      registered_address: '1 Campus Way',
      user_agent: 'sdk/1',
    };
    const { clusters } = await group(
      range(3000).map((i) => about(`a${i}`, shares)),
      400,
    );
    expect(clusters).toBe(3000);
  });

  it('what lies in a network on the list, and a network in which something is listed', async () => {
    const shares = { ip: '203.0.113.7', prompt_template: 't1' };
    const sent = [about('a', shares), about('b', shares)];
    const under = async (type: string, value: string, when: 'before' | 'after' | 'taken back') => {
      const index = new MemoryIndex();
      const engine = new GroupingEngine(DEFAULT_RULE_SET, index);
      const change = (listed: boolean) => engine.assign([], [{ type, value, listed }]);
      if (when === 'before') index.write(await change(true));
      for (const one of sent) index.write(await engine.assign([one]));
      if (when !== 'before') index.write(await change(true));
      if (when === 'taken back') index.write(await change(false));
      const partition = index.partition();
      return partition.get('account:a') === partition.get('account:b');
    };
    for (const network of ['203.0.113.0/24', '203.0.0.0/16', '203.0.113.7/32']) {
      expect(await under('network', network, 'before'), network).toBe(false);
      expect(await under('network', network, 'after'), network).toBe(false);
      expect(await under('network', network, 'taken back'), network).toBe(true);
    }
    expect(await under('network', '203.0.112.0/24', 'after')).toBe(true);
    expect(await under('ip', '203.0.113.7', 'after')).toBe(false);
  });

  it('what is on the list itself stays a hub when the network around it is taken off', async () => {
    const index = new MemoryIndex();
    const engine = new GroupingEngine(DEFAULT_RULE_SET, index);
    const shares = { ip: '203.0.113.7', prompt_template: 't1' };
    index.write(await engine.assign([about('a', shares), about('b', shares)]));
    const network = { type: 'network', value: '203.0.0.0/16' };
    const address = { type: 'ip', value: '203.0.113.7' };
    const apart = async (...changes: HubChange[]) => {
      index.write(await engine.assign([], changes));
      return new Set(index.partition().values()).size === 2;
    };
    expect(await apart({ ...network, listed: true }, { ...address, listed: true })).toBe(true);
    expect(await apart({ ...network, listed: false })).toBe(true);
    expect(await apart({ ...network, listed: true })).toBe(true);
    expect(await apart({ ...address, listed: false })).toBe(true);
    expect(await apart({ ...network, listed: false })).toBe(false);
  });

  it('links are taken back when a value turns out to be common', async () => {
    const early = [
      about('a', { ip: '192.0.2.9', prompt_template: 't' }),
      about('b', { ip: '192.0.2.9', prompt_template: 't' }),
    ];
    const { together, effects } = await group(
      [...early, ...range(100).map((i) => about(`x${i}`, { ip: '192.0.2.9' }))],
      1,
    );
    expect(effects[1]?.places.get('account:b')?.cluster).toBe(effects[0]?.places.get('account:a')?.cluster);
    expect(effects.some(({ partings }) => partings.length > 0)).toBe(true);
    expect(together('a', 'b')).toBe(false);
  });

  it('an IP address long after; and again something when its times come nearer', async () => {
    const shares = { ip: '192.0.2.9', prompt_template: 't1' };
    const apart = [about('a', shares, 20_000), about('b', shares, 20_100)];
    expect((await group(apart, 1)).together('a', 'b')).toBe(false);
    expect((await group([...apart, about('b', shares, 20_003)], 1)).together('a', 'b')).toBe(true);
    expect((await group([...apart, about('b', { ip: '192.0.2.9' }, 20_003)], 1)).together('a', 'b')).toBe(true);
  });

  it('blank, filler and endless values', () => {
    const fillers = ['', '-', 'N/A', 'n.a.', 'null', 'unknown', 'Not applicable', '00000000', '0000-0000', '127.0.0.1'];
    const nil = '00000000-0000-0000-0000-000000000000';
    const signs = ['\u200b', '* * *', '+', '—'];
    for (const value of [...fillers, ...signs, nil, nil.replaceAll('0', 'F'), '00:00:00:00:00:00', '0', '-1']) {
      expect(matchValue('device_id', value), value).toBeNull();
    }
    for (const value of ['00000000-0000-0000-0000-000000000001', '11/11/11', '11.11.11', '🦊', '00', 'x0', '١٢٣']) {
      expect(matchValue('device_id', value), value).toBe(value);
    }
    expect(matchValue('ip', '1.1.1.1')).toBe('1.1.1.1');
    expect(matchValue('ip', '111.111.111.111')).toBe('111.111.111.111');
    expect(matchValue('account', '0')).toBe('0');
    expect(matchValue('account', nil)).toBe(nil);
    const endless = `${'x'.repeat(100_000)}y`;
    expect(matchValue('note', endless)?.length).toBeLessThan(200);
    expect(matchValue('note', endless)).not.toBe(matchValue('note', endless.replace('y', 'z')));
  });

  it('one value on a million alerts costs nothing: its carriers are not even read', async () => {
    const index = new MemoryIndex();
    let read = 0;
    const membersOf = index.membersOf.bind(index);
    index.membersOf = async (ids) => {
      const rows = await membersOf(ids);
      read += rows.length;
      return rows;
    };
    const engine = new GroupingEngine(DEFAULT_RULE_SET, index);
    for (let batch = 0; batch < 40; batch++) {
      index.write(await engine.assign(range(500).map((i) => about(`a${batch * 500 + i}`, { user_agent: 'sdk/1' }))));
      engine.forget();
    }
    expect(read).toBeLessThan(100);
  });
});

describe('types that nobody described', () => {
  const people = (n: number, shares: (i: number) => Record<string, string>) =>
    group(
      range(n).map((i) => about(`p${i}`, shares(i))),
      97,
    );

  it('two rare agreements join, one does not', async () => {
    const two = await people(2000, (i) => ({ town: `t${i >> 1}`, trade: `w${i >> 1}`, note: `n${i}` }));
    expect(two.clusters).toBe(1000);
    const one = await people(2000, (i) => ({ town: `t${i >> 1}`, trade: `w${i}`, note: `n${i}` }));
    expect(one.clusters).toBe(2000);
  });

  it('common agreements do not add up to one', async () => {
    const { clusters } = await people(1000, (i) => ({ state: `s${i % 8}`, year: `y${i % 50}`, letter: `l${i % 26}` }));
    expect(clusters).toBe(1000);
  });
});

describe('spellings', () => {
  const crowd = range(2100).map((i) =>
    about(`x${i}`, {
      name: `name-${'abcdefghij'.charAt(i % 10)}`,
      born: `18${10 + (i % 80)}-01-02`,
      ...Object.fromEntries(['town', 'street', 'full', 'first', 'last', 'serial'].map((type) => [type, `${i}`])),
    }),
  );
  const pair = async (a: Record<string, string>, b: Record<string, string>) =>
    (await group([...crowd, about('a', a), about('b', b)])).together('a', 'b');

  it('that are near count almost like equal ones', async () => {
    const town = { town: 'Holm' };
    expect(await pair({ ...town, name: 'amber blackwell' }, { ...town, name: 'amber black well' })).toBe(true);
    expect(await pair({ ...town, name: 'amber blackwell' }, { ...town, name: 'blackwel amber' })).toBe(true);
    expect(await pair({ ...town, name: 'amber blackwell' }, { ...town, name: 'amber whitlock' })).toBe(false);
    expect(await pair({ ...town, born: '1871-03-12' }, { ...town, born: '1871-12-03' })).toBe(true);
    expect(await pair({ ...town, serial: '100041' }, { ...town, serial: '100042' })).toBe(false);
  });

  it('say the same thing once: a full name and the surname in it', async () => {
    expect(
      await pair({ full: 'amber blackwell', last: 'blackwell' }, { full: 'amber blackwell', last: 'blackwell' }),
    ).toBe(false);
    expect(await pair({ first: 'amber', last: 'blackwell' }, { first: 'amber', last: 'blackwell' })).toBe(true);
  });

  it('count beside others once the one that says the same, of a family that is full, is more common', async () => {
    const of = (id: string, ...keys: [string, string][]) => ({
      ...about(id, {}),
      keys: keys.map(([type, value]) => ({ type, value })),
    });
    const street: [string, string] = ['street', 'quayside'];
    const house: [string, string] = ['registered_address', '12 quayside'];
    const both = ['a', 'b'].map((id) => of(id, street, house, ['registered_address', '4 millbrook']));
    const others = ['s1', 's2'].map((id) => of(id, street));
    const strangers = ['r1', 'r2'].map((id) => of(id, house));
    const before = [...crowd, ...others, ...both];
    expect((await group(before)).together('a', 'b')).toBe(false);
    expect((await group([...before, ...strangers], before.length)).together('a', 'b')).toBe(true);
    expect((await group([...strangers, ...before])).together('a', 'b')).toBe(true);
  });

  it('count less once the one that says the same is of a type that is full', async () => {
    const of = (id: string, ...keys: [string, string][]) => ({
      ...about(id, {}),
      keys: keys.map(([type, value]) => ({ type, value })),
    });
    const street = (i: number) => about(`y${i}`, { street: `way ${i}` });
    const streets: [string, string][] = ['quayside', 'millbrook'].map((name) => ['street', name]);
    const house: [string, string] = ['registered_address', '12 quayside'];
    const both = ['a', 'b'].map((id) => of(id, ...streets, house));
    const others = ['o1', 'o2'].flatMap((id) => [of(`${id}h`, house), of(`${id}s`, ...streets)]);
    const before = [...range(1200).map(street), ...others, ...both];
    expect((await group(before)).together('a', 'b')).toBe(true);
    // The more is known of streets, the more one says, but both together say no more than one type may.
    const more = range(2100).slice(1200).map(street);
    expect((await group([...more, ...before])).together('a', 'b')).toBe(false);
    expect((await group([...before, ...more], before.length)).together('a', 'b')).toBe(false);
  });

  it('begin to speak against when somebody else shares one of them', async () => {
    const shares = { town: 'Holm', street: 'Quay' };
    const both = [
      about('a', { ...shares, first: 'amber', last: 'hill' }),
      about('b', { ...shares, first: 'lothar', last: 'brook' }),
    ];
    const third = about('c', { first: 'lothar', last: 'brook' });
    expect((await group([...crowd, ...both])).together('a', 'b')).toBe(true);
    expect((await group([...crowd, ...both, third], 2102)).together('a', 'b')).toBe(false);
    expect((await group([third, ...both, ...crowd])).together('a', 'b')).toBe(false);
  });

  it('that differ speak against, where others share them', async () => {
    const shares = { town: 'Holm', street: 'Quay' };
    expect(await pair({ ...shares, note: '1' }, { ...shares, note: '2' })).toBe(true);
    expect(
      await pair({ ...shares, name: 'name-a', born: '1811-01-02' }, { ...shares, name: 'name-b', born: '1822-01-02' }),
    ).toBe(false);
  });
});

describe('the explanation', () => {
  it('names what is shared, how rare it is, and what adds nothing', async () => {
    const crowd = range(80).map((i) => about(`x${i}`, { ip: '198.51.100.7' }));
    const { effects } = await group([
      ...crowd,
      about('a', { ip: '198.51.100.7', device_id: 'd-1' }),
      about('b', { ip: '198.51.100.7', device_id: 'd-1' }),
    ]);
    const note = effects.at(-1)?.notes.get('account:b') ?? null;
    const link = linkOf(note, 1, DEFAULT_RULE_SET.attach);
    expect(link).toMatchObject({ basis: 'evidence', with: { kind: 'account', id: 'a' }, score: 1500, threshold: 1000 });
    expect(link.indicators).toEqual([
      { type: 'device_id', value: 'd-1', other: null, subjects: 2, points: 1500, family: 'device', hub: false },
      { type: 'ip', value: '198.51.100.7', other: null, subjects: 82, points: 0, family: 'network', hub: true },
    ]);
    expect(link.sentence).toBe(
      'Shares the device d-1 (2 accounts) with account a. IP address 198.51.100.7 (82 accounts) adds nothing.',
    );
  });

  it('names near spellings and what speaks against', () => {
    const part = { family: 'x', hub: false, subjects: 3 };
    const note = {
      node: 'account:a',
      other: 'account:b',
      score: 1013,
      parts: [
        { ...part, type: 'town', value: 'holm', other: null, points: 600 },
        { ...part, type: 'name', value: 'amber blackwell', other: 'amber blackwel', points: 600 },
        { ...part, type: 'surname', value: 'blackwell', other: null, points: 0 },
        { ...part, type: 'born', value: '1871-03-12', other: '1801-05-01', points: -187, subjects: 0 },
      ],
    };
    expect(linkOf(note, 1, 1000).sentence).toBe(
      'Shares the town holm (3 accounts) and the name amber blackwell (nearly amber blackwel, 3 accounts) with account b. Against it: another born.',
    );
  });

  it('names both to somebody who looks at both', () => {
    const part = { family: 'x', hub: false, subjects: 2, other: null };
    const between = { node: 'account:a', other: 'organization:b', score: 1600 };
    const card = { ...part, type: 'payment_instrument', value: 'c-1', points: 1600 };
    expect(
      linkBetween({ ...between, parts: [card, { ...part, type: 'asn', value: '64500', points: 0, hub: true }] }),
    ).toBe(
      'Account a and organization b share the payment instrument c-1 (2 accounts). ASN 64500 (2 accounts) adds nothing.',
    );
    expect(linkBetween({ ...between, parts: [{ ...part, type: '=together', value: '7/x', points: 1000 }] })).toBe(
      'A person put account a and organization b together (correction 7).',
    );
  });

  it('says when there is nothing, or the same subject', () => {
    expect(linkOf(null, 1, 1000)).toMatchObject({
      basis: 'first',
      sentence: 'Opened the case: no earlier alert shared enough with it.',
    });
    expect(storedLink(null, 'account:acct_91', 1).sentence).toBe(
      'The case has earlier alerts on the same account acct_91.',
    );
  });
});

describe('a rule set', () => {
  it('that is shipped has no fault, and nonsense is named with its path', () => {
    expect(ruleSetProblems(DEFAULT_RULE_SET)).toEqual([]);
    const nonsense = {
      ...DEFAULT_RULE_SET,
      campaignFrom: -1,
      nominateBelow: 60,
      types: { ip: { ...DEFAULT_RULE_SET.types.ip!, points: Number.NaN, hubFrom: null } },
    };
    expect(ruleSetProblems(nonsense).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/campaignFrom', '/nominateBelow', '/types/ip/points', '/types/ip/hubFrom']),
    );
    const { ip, network } = DEFAULT_RULE_SET.types as Record<'ip' | 'network', TypeRule>;
    const apart = { ...DEFAULT_RULE_SET, types: { ip, network: { ...network, family: 'place' } } };
    expect(ruleSetProblems(apart).map(({ path }) => path)).toEqual(['/types/network/family']);
    const owner = { ...DEFAULT_RULE_SET.types.owner_name!, points: 1000 };
    const near = { ...DEFAULT_RULE_SET, types: { ...DEFAULT_RULE_SET.types, owner_name: owner } };
    expect(ruleSetProblems(near).map(({ path }) => path)).toEqual(['/types/owner_name/near']);
  });

  it('with any one figure that is no figure is refused, with the path of that figure', () => {
    const nonsense = [Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, 1e308, '10', [], {}, true, undefined];
    const places: [string, (rules: Record<string, unknown>, value: unknown) => void][] = [
      ...['attach', 'suggest', 'nominateBelow', 'subjectHubFrom', 'spanDays', 'campaignFrom'].map(
        (name): (typeof places)[number] => [
          `/${name}`,
          (rules, value) => {
            rules[name] = value;
          },
        ],
      ),
      ...(['caps/network', 'types/ip/points', 'types/ip/hubFrom', 'types/ip/family', 'learned/cap'] as const).map(
        (path): (typeof places)[number] => [
          `/${path}`,
          (rules, value) => {
            const names = path.split('/');
            const last = names.pop() as string;
            let at = rules;
            for (const name of names) at = at[name] as Record<string, unknown>;
            at[last] = value;
          },
        ],
      ),
    ];
    for (const [path, put] of places) {
      for (const value of nonsense) {
        if (path.endsWith('family') && typeof value === 'string') continue;
        const rules = structuredClone(DEFAULT_RULE_SET) as unknown as Record<string, unknown>;
        put(rules, value);
        const found = ruleSetProblems(rules as unknown as typeof DEFAULT_RULE_SET);
        expect(
          found.map((problem) => problem.path),
          `${path} = ${String(value)}`,
        ).toContain(path);
      }
    }
  });
});

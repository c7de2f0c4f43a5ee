import { DEFAULT_RULE_SET } from '@portcullis/domain';
import { expect, it } from 'vitest';
import type { DataSet } from './data-set.js';
import { evaluate, ours } from './evaluate.js';

const about = (id: string, device: string, note = id) => ({
  id,
  subject: { kind: 'account', id },
  indicators: [
    { type: 'device_id', value: device },
    { type: 'asn', value: '64500' },
    { type: 'email', value: `${note}@sender.example` },
  ],
  observedAt: 0,
});

it('names the joins that were wrong and what was left apart, with the reason', async () => {
  const set: DataSet = {
    name: 'worked by hand',
    alerts: [
      about('a', 'shared'),
      about('b', 'shared'),
      about('c', 'shared'),
      about('d', 'one'),
      about('e', 'two'),
      about('f', 'three'),
    ],
    truth: new Map([
      ['a', 'x'],
      ['b', 'x'],
      ['c', 'y'],
      ['d', 'z'],
      ['e', 'z'],
      ['f', 'w'],
    ]),
    hubs: [],
    keyTypes: [],
  };
  const { worst } = evaluate(set, await ours(set, DEFAULT_RULE_SET));
  expect(worst).toHaveLength(2);
  expect(worst?.[0]).toMatchObject({ kind: 'joined wrongly', wrongPairs: 2, alerts: 3 });
  expect(worst?.[0]?.explanation).toContain('device shared');
  expect(worst?.[1]).toMatchObject({ kind: 'left apart', wrongPairs: 1, alerts: 2 });
  expect(worst?.[1]?.explanation).toMatch(/^The piece shares with the rest only ASN 64500 \(6 subjects\)/);
});

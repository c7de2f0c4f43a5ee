import { expect, it } from 'vitest';
import { derivedKeys } from './derived-keys.js';
import { sightingOf } from './sighting.js';

const of = (type: string, value: string) => derivedKeys({ type, value }).map((key) => `${key.type} ${key.value}`);

it.each([
  ['email', 'a@b.example', ['email_domain b.example']],
  ['ip', '203.0.113.7', ['network 203.0.113.0/24']],
  ['ip', '2001:db8::7', ['network 2001:db8::/64', 'network 2001:db8::/48']],
  ['ip', 'exit-7', []],
  ['network', '203.0.113.16/28', ['network 203.0.113.0/24']],
  ['network', '203.0.113.7/32', ['network 203.0.113.0/24', 'ip 203.0.113.7']],
  ['network', '203.0.0.0/16', []],
  ['prompt_template', 'tpl_17', []],
  ['prompt_template', 'simhash:0123', []],
  [
    'prompt_template',
    'simhash:0123456789ABCDEF',
    ['0:0123', '1:4567', '2:89ab', '3:cdef'].map((band) => `prompt_template_band ${band}`),
  ],
])('%s %s says %j', (type, value, found) => {
  expect(of(type, value)).toEqual(found);
});

it.each(['127.0.0.1', '0.0.0.0', '::1', '::'])('%s says nothing, and neither does its network', (value) => {
  const alert = { id: '1', subject: { kind: 'account', id: 'a' }, observedAt: 0 };
  expect(sightingOf({ ...alert, indicators: [{ type: 'ip', value }] }).keys).toHaveLength(1);
});

it('each is a key of the alert once', () => {
  const { keys } = sightingOf({
    id: '1',
    subject: { kind: 'account', id: 'a' },
    indicators: ['ann@example.org', 'bob@example.org'].map((value) => ({ type: 'email', value })),
    observedAt: 0,
  });
  expect(keys.filter(({ type }) => type === 'email_domain')).toEqual([{ type: 'email_domain', value: 'example.org' }]);
});

it('also where there are hundreds', () => {
  const values = Array.from({ length: 900 }, (_, i) => `2001:db8:${(i % 300).toString(16)}::1`);
  const alert = { id: '1', subject: { kind: 'account', id: 'a' }, observedAt: 0 };
  const { keys } = sightingOf({ ...alert, indicators: values.map((value) => ({ type: 'ip', value })) });
  expect(keys).toHaveLength(1 + 3 * 300);
  expect(new Set(keys.map(({ type, value }) => `${type} ${value}`)).size).toBe(keys.length);
});

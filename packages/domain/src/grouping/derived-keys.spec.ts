import { expect, it } from 'vitest';
import { derivedKeys } from './derived-keys.js';
import { sightingOf } from './sighting.js';

const of = (type: string, value: string) => derivedKeys({ type, value }).map((key) => `${key.type} ${key.value}`);

it.each([
  ['email', 'a@b.example', ['email_domain b.example']],
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

it('each is a key of the alert once', () => {
  const { keys } = sightingOf({
    id: '1',
    subject: { kind: 'account', id: 'a' },
    indicators: ['ann@example.org', 'bob@example.org'].map((value) => ({ type: 'email', value })),
    observedAt: 0,
  });
  expect(keys.filter(({ type }) => type === 'email_domain')).toEqual([{ type: 'email_domain', value: 'example.org' }]);
});

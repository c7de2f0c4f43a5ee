import type { NormalisedAlert } from '@portcullis/contracts';
import { matchValue } from '@portcullis/domain';
import { expect, it } from 'vitest';
import { RegistrySnapshot } from './detector-registry.js';

const now = new Date('2026-11-20T10:00:00Z');
const entry = {
  id: 'e',
  detector_id: null,
  subject_kind: null,
  subject_id: null,
  indicator_type: 'owner_name',
  indicator_value: 'acme ltd',
  from_at: new Date('2026-11-01T00:00:00Z'),
  until: new Date('2026-12-01T00:00:00Z'),
};
const about = (type: string, value: string) =>
  ({ subject: { kind: 'account', id: 'a' }, indicators: [{ type, value }] }) as unknown as NormalisedAlert;

it.each([
  ['acme ltd', 'Acme Ltd.', 'e'],
  ['ACME Ltd.', 'Acme, Ltd', 'e'],
  ['Acme Ltd.', 'Acme Limited', null],
])('an entry of %s and an alert with %s', (listed, sent, found) => {
  const byValue = new RegistrySnapshot(new Map(), [{ ...entry, indicator_value: listed }]);
  expect(byValue.suppressing(about('owner_name', sent), 'd', now)).toBe(found);
  const byBoth = new RegistrySnapshot(new Map(), [
    { ...entry, indicator_value: listed, subject_kind: 'account', subject_id: 'a' },
  ]);
  expect(byBoth.suppressing(about('owner_name', sent), 'd', now)).toBe(found);
});

it('compares accounts and keys letter by letter', () => {
  const keys = new RegistrySnapshot(new Map(), [{ ...entry, indicator_type: 'api_key', indicator_value: 'Key-1' }]);
  expect(keys.suppressing(about('api_key', 'Key-1'), 'd', now)).toBe('e');
  expect(keys.suppressing(about('api_key', 'key-1'), 'd', now)).toBeNull();
});

it('compares a long value as a whole, of which grouping keeps a mix only', () => {
  const long = 'x'.repeat(300);
  const agents = new RegistrySnapshot(new Map(), [
    { ...entry, indicator_type: 'user_agent', indicator_value: matchValue('user_agent', `${long}y`) as string },
  ]);
  expect(agents.suppressing(about('user_agent', `${long}y`), 'd', now)).toBeNull();
  const whole = new RegistrySnapshot(new Map(), [
    { ...entry, indicator_type: 'user_agent', indicator_value: `${long}y` },
  ]);
  expect(whole.suppressing(about('user_agent', `${long}y`), 'd', now)).toBe('e');
  expect(whole.suppressing(about('user_agent', `${long}z`), 'd', now)).toBeNull();
});

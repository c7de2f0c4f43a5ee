import { expect, it } from 'vitest';
import { searchTarget, wantedCommands } from './palette-items.js';

it('a hit leads to its page', () => {
  expect(searchTarget({ kind: 'case', id: '0192-uuid', label: 'C-1042 Transfer station' })).toEqual({
    to: '/cases/$number',
    params: { number: '1042' },
  });
  expect(searchTarget({ kind: 'organization', id: 'org_12', label: 'Altamar' })).toMatchObject({
    params: { kind: 'organization', id: 'org_12' },
  });
  expect(searchTarget({ kind: 'customer', id: 'account/acct_9/x', label: 'A' })).toMatchObject({
    params: { kind: 'account', id: 'acct_9/x' },
  });
  expect(searchTarget({ kind: 'indicator', id: 'ip/2001:db8::/32', label: 'ip 2001:db8::/32' })).toEqual({
    to: '/look-up',
    search: { type: 'ip', value: '2001:db8::/32' },
  });
});

it('commands are found by the beginnings of their words', () => {
  const item = (label: string) => ({ key: label, group: '', label, sub: '', run: () => {} });
  const items = [item('Claim next'), item('Release the case')];
  expect(wantedCommands(items, 'rel ca').map((found) => found.label)).toEqual(['Release the case']);
  expect(wantedCommands(items, '')).toHaveLength(2);
});

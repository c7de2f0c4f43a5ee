import { expect, it } from 'vitest';
import { typedSubjects } from './typed-subject.js';

it('takes an id with its kind, or offers the kinds', () => {
  expect(typedSubjects(' organization:org_7 ')).toEqual(['organization:org_7']);
  expect(typedSubjects('acct_9')).toEqual([
    'account:acct_9',
    'api_key:acct_9',
    'organization:acct_9',
    'partner:acct_9',
    'end_user:acct_9',
  ]);
  expect(typedSubjects('tenant:9')[0]).toBe('account:tenant:9');
});

it('takes nothing for what names nobody', () => {
  expect(typedSubjects(' ')).toEqual([]);
  expect(typedSubjects('account:')).toEqual([]);
});

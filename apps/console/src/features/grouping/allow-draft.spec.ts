import { expect, it } from 'vitest';
import { emptyDraft, inputOf, problemsIn, scopeIn } from './allow-draft.js';

const now = Date.parse('2026-11-20T10:00:00Z');
const draft = (over = {}) =>
  emptyDraft(now, { type: 'ip', value: ' 192.0.2.7 ', reason: 'campus', source: 'register', ...over });

it('names what it would hold back, and nothing else', () => {
  expect(scopeIn(emptyDraft(now))).toBeNull();
  expect(scopeIn(draft())).toEqual({ type: 'ip', value: '192.0.2.7' });
  expect(scopeIn(draft({ subjectId: 'acct-1', value: '', detectorId: 'rtt' }))).toEqual({
    detectorId: 'rtt',
    subjectKind: 'account',
    subjectId: 'acct-1',
  });
});

it('says what is missing, by field', () => {
  expect(problemsIn(draft(), now)).toEqual({});
  expect(Object.keys(problemsIn(emptyDraft(now), now)).sort()).toEqual(['reason', 'source', 'value']);
  expect(problemsIn(draft({ until: '2026-11-20' }), now)).toHaveProperty('until');
  expect(problemsIn(draft({ until: '2027-12-01' }), now).until).toContain('Twelve months');
  expect(problemsIn(draft({ until: '' }), now)).toHaveProperty('until');
  expect(problemsIn(draft({ type: '', subjectId: 'a' }), now)).toHaveProperty('type');
});

it('lasts to the end of its day', () => {
  expect(inputOf(draft({ until: '2026-12-24' }), { renews: 'x' })).toEqual({
    type: 'ip',
    value: '192.0.2.7',
    reason: 'campus',
    source: 'register',
    evidence: '',
    until: '2026-12-24T23:59:59.000Z',
    renews: 'x',
  });
});

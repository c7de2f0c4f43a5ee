import { describe, expect, it } from 'vitest';
import { missingIn, type Proposal, partsOf, proposeInput, standing } from './proposal.js';

const proposal: Proposal = {
  kind: 'suspend',
  scope: 'account',
  route: 'transfer_station',
  ground: 'contractual',
  clause: 'c1',
  facts: ' 212 accounts behind one device. ',
  reasons: 'Two families.',
  setAside: ['Revoke the keys only'],
  considered: 'A warning\n\n',
  until: '2026-12-20',
  verdict: 'benign',
  outcomeReason: null,
  restricts: 'model',
  restrictedTo: '',
};
const context = { caseId: 'case', caseVersion: 7, evidence: new Set(['a']) };

describe('a proposal', () => {
  it('says what is missing, field by field', () => {
    expect(missingIn(proposal, context.evidence)).toEqual({});
    expect(
      Object.keys(
        missingIn(
          { ...proposal, clause: null, facts: ' ', reasons: '', until: '', setAside: [], considered: ' ' },
          new Set(),
        ),
      ),
    ).toEqual(['clause', 'facts', 'reasons', 'alsoConsidered', 'until', 'evidence']);
  });

  it('"no violation" hits nobody and needs no facts for a customer', () => {
    const clear: Proposal = {
      ...proposal,
      kind: 'no_violation',
      facts: '',
      until: '',
      outcomeReason: 'legitimate_gateway',
    };
    expect(Object.keys(missingIn({ ...clear, outcomeReason: null }, context.evidence))).toEqual(['outcome']);
    expect(missingIn(clear, context.evidence)).toEqual({});
    expect(proposeInput(clear, context)).toMatchObject({
      scope: undefined,
      ground: undefined,
      until: undefined,
      outcomeVerdict: 'benign',
      outcomeReason: 'legitimate_gateway',
    });
  });

  it('lasts to the end of the day it names, and lists what was set aside', () => {
    expect(proposeInput(proposal, context)).toMatchObject({
      until: '2026-12-21T00:00:00.000Z',
      considered: ['Revoke the keys only', 'A warning'],
      facts: '212 accounts behind one device.',
      caseVersion: 7,
    });
  });
});

describe('refusals', () => {
  const refusal = (code: string, field?: string) => ({ code, message: code, allowed: [], field });
  it('a half-filled form is not refused, what stands against the proposal is', () => {
    expect(
      standing([refusal('CLAUSE_REQUIRED', 'clause'), refusal('SIGNALS_NOT_INDEPENDENT', 'evidence')]),
    ).toHaveLength(1);
  });
  it('a refused proposal comes apart into its fields, without saying the first one twice', () => {
    const whole = {
      ...refusal('A', 'scope'),
      details: { problems: [refusal('A', 'scope'), refusal('B', 'evidence')] },
    };
    expect(partsOf(whole).map((one) => one.code)).toEqual(['A', 'B']);
    expect(partsOf({ ...refusal('HELD'), details: null }).map((one) => one.code)).toEqual(['HELD']);
  });
});

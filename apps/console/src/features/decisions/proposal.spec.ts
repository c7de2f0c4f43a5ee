import { describe, expect, it } from 'vitest';
import { missingIn, type Proposal, proposeInput } from './proposal.js';

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
};
const context = { caseId: 'case', caseVersion: 7, evidence: new Set(['a']) };

describe('a proposal', () => {
  it('says what is missing, field by field', () => {
    expect(missingIn(proposal, context.evidence)).toEqual({});
    expect(
      Object.keys(missingIn({ ...proposal, clause: null, facts: ' ', reasons: '', until: '' }, new Set())),
    ).toEqual(['clause', 'facts', 'reasons', 'until', 'evidence']);
  });

  it('"no violation" hits nobody and needs no facts for a customer', () => {
    const clear: Proposal = { ...proposal, kind: 'no_violation', facts: '', until: '' };
    expect(missingIn(clear, context.evidence)).toEqual({});
    expect(proposeInput(clear, context)).toMatchObject({ scope: undefined, ground: undefined, until: undefined });
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

import { describe, expect, it } from 'vitest';
import { appealDecisionForm, appealForm } from './appeal-forms.js';
import { skipForm } from './casework-forms.js';
import { approveForm, findingsForm, proposeForm } from './decision-forms.js';
import { readForm } from './form.js';

const id = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
const proposal = {
  caseId: id,
  caseVersion: 3,
  kind: 'suspend',
  scope: 'organization',
  route: 'transfer_station',
  ground: 'contractual',
  clause: 'supported-regions',
  evidence: [id],
  facts: 'One device id on 212 accounts.',
  reasons: 'Relay.',
  until: '2026-12-21T00:00:00Z',
};

const pointersOf = (read: ReturnType<typeof readForm>) =>
  read.ok ? 'accepted' : read.problem.errors?.map(({ pointer }) => pointer);

describe('forms', () => {
  it('read a proposal and fill in what was left out', () => {
    const read = readForm(proposeForm, proposal);
    expect(read.ok && read.value).toMatchObject({ ...proposal, considered: [], subjects: null, clearing: null });
  });

  it('name each field that is wrong', () => {
    const read = readForm(proposeForm, { ...proposal, kind: 'ban', evidence: [], facts: ' ', until: 'soon' });
    expect(pointersOf(read)).toEqual(['/kind', '/evidence', '/facts', '/until']);
    expect(pointersOf(readForm(proposeForm, { ...proposal, reasons: 'a\u0000' }))).toEqual(['/reasons']);
    expect(pointersOf(readForm(proposeForm, null))).toEqual(['']);
    expect(pointersOf(readForm(approveForm, { decisionId: id, bindingHash: 'x', reason: '' }))).toEqual([
      '/bindingHash',
      '/reason',
    ]);
    expect(
      pointersOf(readForm(findingsForm, { caseId: id, caseVersion: 1, finding: 'victim', subjects: [], reason: 'x' })),
    ).toEqual(['/subjects']);
  });

  it('want a word with the skip reason "other"', () => {
    expect(pointersOf(readForm(skipForm, { caseId: id, why: 'other' }))).toEqual(['/detail']);
    expect(readForm(skipForm, { caseId: id, why: 'language' }).ok).toBe(true);
  });

  it('take an appeal with text and papers', () => {
    const papers = { attachments: [{ id, kind: 'ownership_chart' }] };
    expect(readForm(appealForm, { actionId: id, statement: 'Our office is in Montevideo.', ...papers }).ok).toBe(true);
    expect(pointersOf(readForm(appealForm, { actionId: id, statement: '  ' }))).toEqual(['/statement']);
  });

  it('label alerts only where a reversal is about facts', () => {
    const decision = { appealId: id, version: 1, result: 'reversed', reasons: 'The office is there.' };
    const labels = [{ alertId: id, verdict: 'false_positive', reason: 'wrong_location' }];
    const read = (part: object) => pointersOf(readForm(appealDecisionForm, { ...decision, ...part }));
    expect(read({ reversalReason: 'mistaken_fact', labels })).toBe('accepted');
    expect(read({ reversalReason: 'leniency', labels })).toEqual(['/labels']);
    expect(read({})).toEqual(['/reversalReason']);
    expect(read({ result: 'upheld' })).toBe('accepted');
    expect(read({ result: 'upheld', reversalReason: 'cured' })).toEqual(['/reversalReason']);
  });
});

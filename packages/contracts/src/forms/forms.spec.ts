import { describe, expect, it } from 'vitest';
import { portalAppealForm } from '../portal/portal-forms.js';
import { appealDecisionForm } from './appeal-forms.js';
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

  it('take an appeal in words, once for each ground', () => {
    const appeal = { statement: ' Our office is in Montevideo. ', contactName: 'Ana', standing: 'administrator' };
    expect(readForm(portalAppealForm, { ...appeal, grounds: ['location', 'location'] })).toMatchObject({
      ok: true,
      value: { statement: 'Our office is in Montevideo.', grounds: ['location'] },
    });
    expect(pointersOf(readForm(portalAppealForm, { ...appeal, statement: '  ' }))).toEqual(['/statement']);
    expect(pointersOf(readForm(portalAppealForm, { ...appeal, grounds: ['spite'] }))).toEqual(['/grounds/0']);
    expect(pointersOf(readForm(portalAppealForm, { ...appeal, relief: '' }))).toEqual(['/relief']);
    expect(pointersOf(readForm(portalAppealForm, { ...appeal, contactName: 'a\u0000b' }))).toEqual(['/contactName']);
  });

  it('label alerts only where a reversal is about facts', () => {
    const decision = { appealId: id, version: 1, result: 'reversed', text: 'The office is there.' };
    const labels = { mistakenAlerts: [id], mistakenReason: 'wrong_location' };
    const read = (part: object) => pointersOf(readForm(appealDecisionForm, { ...decision, ...part }));
    expect(read({ reason: 'mistaken_fact', ...labels })).toBe('accepted');
    expect(read({ reason: 'leniency', ...labels })).toEqual(['/mistakenAlerts']);
    expect(read({})).toEqual(['/reason']);
    expect(read({ result: 'upheld' })).toBe('accepted');
    expect(read({ result: 'upheld', reason: 'cured' })).toEqual(['/reason']);
    expect(read({ result: 'inadmissible', restores: [id] })).toEqual(['/restores']);
  });
});

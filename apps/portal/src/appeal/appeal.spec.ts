import { MOST_STATEMENT_CHARACTERS, portalAppealForm } from '@portcullis/contracts/portal/portal-forms';
import { describe, expect, it } from 'vitest';
import { type AppealDraft, appealOf, draftFrom, emptyDraft, isBlank } from './appeal-draft.js';
import { checkAppeal, LONGEST, serverProblems, textProblem } from './check-appeal.js';

const whole: AppealDraft = {
  ...emptyDraft('k'),
  statement: ' We work in Montevideo. ',
  grounds: ['location'],
  contactName: 'Lucía Ferreyra',
  standing: 'administrator',
};

describe('a draft', () => {
  it('comes back as it was kept', () => {
    const kept = { ...whole, reliefAsked: true, relief: 'Payroll', savedAt: 5 };
    expect(draftFrom(JSON.parse(JSON.stringify(kept)), 'other')).toEqual(kept);
  });
  it.each([[null], ['text'], [12], [[]], [{ grounds: 'location', standing: 'queen', statement: 5, savedAt: 'x' }]])(
    'is empty for what can’t be understood: %j',
    (kept) => {
      expect(draftFrom(kept, 'k')).toEqual(emptyDraft('k'));
    },
  );
  it('keeps what is still known of an older release', () => {
    expect(draftFrom({ statement: 'x', grounds: ['location', 'gone'] }, 'k')).toMatchObject({
      statement: 'x',
      grounds: ['location'],
    });
  });
  it('is blank until something is written or chosen', () => {
    expect(isBlank(emptyDraft('k'))).toBe(true);
    expect(isBlank({ ...emptyDraft('k'), grounds: ['other'] })).toBe(false);
    expect(isBlank({ ...emptyDraft('k'), contactName: 'L' })).toBe(false);
  });
});

describe('an appeal', () => {
  it('can be sent with statement, name and standing alone, and the contract takes it', () => {
    expect(checkAppeal(whole, [])).toEqual({});
    expect(portalAppealForm.parse(appealOf(whole))).toMatchObject({ statement: 'We work in Montevideo.' });
    expect(portalAppealForm.parse(appealOf({ ...whole, reliefAsked: true, relief: 'Payroll' })).relief).toBe('Payroll');
  });
  it('says beside each field what is missing', () => {
    expect(Object.keys(checkAppeal({ ...emptyDraft('k'), reliefAsked: true }, ['a.pdf'])).sort()).toEqual([
      'contactName',
      'papers',
      'relief',
      'standing',
      'statement',
    ]);
  });
  it('asks for no reason of temporary access that was not asked for', () => {
    expect(appealOf({ ...whole, relief: 'was written, then the tick was taken away' })).not.toHaveProperty('relief');
  });
  it('has the limits of the contract', () => {
    expect(LONGEST.statement).toBe(MOST_STATEMENT_CHARACTERS);
    const sent = (part: Partial<AppealDraft>) => portalAppealForm.safeParse(appealOf({ ...whole, ...part })).success;
    for (const [field, longest, more] of [
      ['statement', LONGEST.statement, {}],
      ['contactName', LONGEST.name, {}],
      ['relief', LONGEST.relief, { reliefAsked: true }],
    ] as const) {
      for (const length of [longest, longest + 1]) {
        const part = { ...more, [field]: 'x'.repeat(length) };
        expect(sent(part)).toBe(length === longest);
        expect(field in checkAppeal({ ...whole, ...part }, [])).toBe(length > longest);
      }
    }
  });
  it('takes problems over that the server found, and only those with a field', () => {
    expect(serverProblems({ statement: 'x', unknown: 'y' })).toEqual({ statement: 'x' });
  });
});

it('a text that goes out by itself is neither empty nor too long', () => {
  expect(textProblem(' \n', 10)).toBe('Write something first.');
  expect(textProblem('x'.repeat(12), 10)).toContain('too long by 2');
  expect(textProblem('x', 10)).toBeNull();
});

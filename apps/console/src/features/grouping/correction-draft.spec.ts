import { describe, expect, it } from 'vitest';
import { inputOf, numberIn, undosOf } from './correction-draft.js';

const empty = { toNumber: '', kind: 'agency', source: '' };
const concerned = { id: 'case-1', version: 3 };
const subjects = [{ kind: 'account', id: 'a' }];

describe('a correction', () => {
  it('is a split without a target and a move with one', () => {
    expect(inputOf({ step: 'split', subjects }, empty, concerned)).toMatchObject({ step: 'split', version: 3 });
    expect(inputOf({ step: 'split', subjects }, { ...empty, toNumber: 'C-12' }, concerned)).toMatchObject({
      step: 'move',
      toNumber: 12,
    });
    expect(inputOf({ step: 'split', subjects }, { ...empty, toNumber: 'twelve' }, concerned)).toBeNull();
    expect(inputOf({ step: 'merge' }, empty, concerned)).toBeNull();
  });

  it('sends the alerts that were picked in place of their subjects', () => {
    const draft = { step: 'split', subjects, alerts: ['alert-1', 'alert-2'] } as const;
    const { alerts } = draft;
    expect(inputOf(draft, empty, concerned)).toEqual({ step: 'split', caseId: 'case-1', version: 3, alerts });
    expect(inputOf(draft, { ...empty, toNumber: '12' }, concerned)).toEqual({
      step: 'move',
      caseId: 'case-1',
      version: 3,
      alerts,
      toNumber: 12,
    });
  });

  it.each([
    ['12', 12],
    [' C-12 ', 12],
    ['#12', 12],
    ['-1', null],
    ['1.5', null],
    ['', null],
  ])('reads %j as a case number', (text, number) => expect(numberIn(text)).toBe(number));

  it('keeps subjects in the case', () => {
    expect(inputOf({ step: 'keep', subjects }, empty, concerned)).toEqual({
      step: 'keep',
      caseId: 'case-1',
      version: 3,
      subjects,
    });
  });

  it('is taken back from the line of history that tells of it, each merged case for itself', () => {
    const said = { act: 'split', state: 'stands', correctionId: 'x', mergedCaseId: null, number: null };
    const merged = { act: 'merge', state: 'stands', correctionId: null, mergedCaseId: 'm', number: 1038 };
    expect(undosOf([said])).toEqual([
      { key: 'x', words: 'Undo the split', draft: { step: 'undo', correctionId: 'x' } },
    ]);
    expect(undosOf([merged, { ...merged, mergedCaseId: 'n', number: 1041 }])).toEqual([
      { key: 'm', words: 'Undo the merge of C-1038', draft: { step: 'undo_merge', mergedCaseId: 'm' } },
      { key: 'n', words: 'Undo the merge of C-1041', draft: { step: 'undo_merge', mergedCaseId: 'n' } },
    ]);
    expect(undosOf([])).toEqual([]);
  });

  it('that was taken back is not offered again, nor a merge while the case is settled', () => {
    const said = { act: 'split', state: 'taken_back', correctionId: 'x' };
    const merged = { act: 'merge', state: 'taken_back', mergedCaseId: 'm', number: 1038 };
    expect(undosOf([said, merged, { ...merged, state: 'settled' }]).map(({ words, draft }) => [words, draft])).toEqual([
      ['Taken back', null],
      ['The merge of C-1038 is taken back', null],
      ['The merge of C-1038 stays while this case is settled', null],
    ]);
  });
});

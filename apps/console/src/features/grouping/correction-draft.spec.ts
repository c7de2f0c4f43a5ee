import { describe, expect, it } from 'vitest';
import { inputOf, numberIn, undoOf } from './correction-draft.js';

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

  it.each([
    ['12', 12],
    [' C-12 ', 12],
    ['#12', 12],
    ['-1', null],
    ['1.5', null],
    ['', null],
  ])('reads %j as a case number', (text, number) => expect(numberIn(text)).toBe(number));

  it('is taken back from the line of history that tells of it', () => {
    const by = (kind: string, automatic: boolean, facts: unknown) => undoOf({ kind, automatic, facts });
    expect(by('case.split', false, { act: 'split', correction: 'x' })?.draft).toEqual({
      step: 'undo',
      correctionId: 'x',
    });
    expect(by('case.absorb', true, { merged: ['m'] })?.draft).toEqual({ step: 'undo_merge', mergedCaseId: 'm' });
    expect(by('case.part', true, { to: ['m'] })).toBeNull();
    expect(by('case.split', false, { act: 'undo', correction: 'x' })).toBeNull();
    expect(by('case.open', true, null)).toBeNull();
  });
});

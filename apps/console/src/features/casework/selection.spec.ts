import { describe, expect, it } from 'vitest';
import { type Selection, selectionWords, subjectKey, subjectsOf, toggled } from './selection.js';

const pick = (...keys: string[]) =>
  keys.reduce<Selection<string>>((picked, key) => toggled(picked, key, key), new Map<string, string>());

describe('a selection', () => {
  it('takes a row up and puts it back, and leaves what was before as it was', () => {
    const before = pick('a', 'b');
    expect([...toggled(before, 'a', 'a').keys()]).toEqual(['b']);
    expect([...before.keys()]).toEqual(['a', 'b']);
  });

  it('counts what the filter hides, too', () => {
    expect(selectionWords(pick(), ['a'])).toBe('');
    expect(selectionWords(pick('a', 'b'), ['a', 'b', 'c'])).toBe('2 selected');
    expect(selectionWords(pick('a', 'b', 'c'), ['a'])).toBe('3 selected, 2 of them not in this list');
    expect(selectionWords(pick('a', 'b'), ['c'])).toBe('2 selected, none in this list');
  });

  it('of alerts means their subjects, each once', () => {
    const on = (kind: string, id: string) => ({ subject: { kind, id, name: 'A name' } });
    expect(subjectsOf([on('account', 'a'), on('account', 'a'), on('api_key', 'a')])).toEqual([
      { kind: 'account', id: 'a' },
      { kind: 'api_key', id: 'a' },
    ]);
    expect(subjectKey({ kind: 'account', id: 'a' })).toBe('account:a');
  });
});

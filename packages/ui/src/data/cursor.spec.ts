import { describe, expect, it } from 'vitest';
import { holdStill, moveCursor } from './cursor.js';

const keys = ['a', 'b', 'c'];

describe('cursor', () => {
  it('starts at the top, stops at both ends', () => {
    expect(moveCursor(keys, null, 'j')).toBe('a');
    expect(moveCursor(keys, 'a', 'j')).toBe('b');
    expect(moveCursor(keys, 'c', 'j')).toBe('c');
    expect(moveCursor(keys, 'a', 'k')).toBe('a');
    expect(moveCursor(keys, 'a', 'End')).toBe('c');
    expect(moveCursor(keys, 'c', 'PageUp')).toBe('a');
  });
  it('a cursor whose row has gone starts again at the top', () =>
    expect(moveCursor(keys, 'zz', 'ArrowDown')).toBe('a'));
  it('ignores other keys and empty lists', () => {
    expect(moveCursor(keys, 'a', 'q')).toBeUndefined();
    expect(moveCursor([], null, 'j')).toBeUndefined();
  });
});

describe('live lists', () => {
  const row = (id: string, version = 1) => ({ id, version });
  it('keeps the order of what is shown, renews its content and announces what came', () => {
    const { rows, arrived } = holdStill([row('a'), row('b')], [row('new'), row('b', 2), row('a')], (r) => r.id);
    expect(rows).toEqual([row('a'), row('b', 2)]);
    expect(arrived).toEqual([row('new')]);
  });
  it('keeps a row that has left the page until it is read again', () => {
    expect(holdStill([row('a')], [], (r) => r.id).rows).toEqual([row('a')]);
  });
});

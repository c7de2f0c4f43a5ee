import { describe, expect, it, vi } from 'vitest';
import { KeyRegistry, pressed } from './key-registry.js';

const idle = { inField: false, singleKeys: true, now: 0 };
const bind = (keys: string, run = vi.fn(), inFields = false) => ({ keys, does: keys, group: 'g', run, inFields });

describe('keys', () => {
  it('names a press', () => {
    const event = { key: 'K', ctrlKey: true, metaKey: false, altKey: false };
    expect(pressed(event)).toBe('mod+k');
    expect(pressed({ ...event, ctrlKey: false, key: '?' })).toBe('?');
    expect(pressed({ ...event, ctrlKey: false, key: ' ' })).toBe('Space');
  });

  it('the inner screen wins, and gives back what it took', () => {
    const registry = new KeyRegistry();
    const outer = bind('n');
    const inner = bind('n');
    registry.add([outer]);
    const remove = registry.add([inner]);
    registry.press('n', idle);
    expect(inner.run).toHaveBeenCalledOnce();
    remove();
    registry.press('n', idle);
    expect(outer.run).toHaveBeenCalledOnce();
  });

  it('does nothing while somebody types, except where the binding says so', () => {
    const registry = new KeyRegistry();
    const letter = bind('c');
    const submit = bind('mod+Enter', vi.fn(), true);
    registry.add([letter, submit]);
    expect(registry.press('c', { ...idle, inField: true })).toBe(false);
    expect(registry.press('mod+Enter', { ...idle, inField: true })).toBe(true);
    expect(letter.run).not.toHaveBeenCalled();
  });

  it('single keys can be turned off, combinations stay', () => {
    const registry = new KeyRegistry();
    const letter = bind('c');
    const palette = bind('mod+k');
    registry.add([letter, palette]);
    registry.press('c', { ...idle, singleKeys: false });
    registry.press('mod+k', { ...idle, singleKeys: false });
    expect(letter.run).not.toHaveBeenCalled();
    expect(palette.run).toHaveBeenCalledOnce();
  });

  it('two keys in a row, soon enough', () => {
    const registry = new KeyRegistry();
    const desk = bind('g d');
    registry.add([desk]);
    registry.press('g', idle);
    registry.press('d', { ...idle, now: 500 });
    expect(desk.run).toHaveBeenCalledOnce();
    registry.press('g', { ...idle, now: 1000 });
    registry.press('d', { ...idle, now: 5000 });
    expect(desk.run).toHaveBeenCalledOnce();
  });
});

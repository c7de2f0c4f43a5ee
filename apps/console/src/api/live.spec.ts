import { expect, it } from 'vitest';
import { parseLive } from './live-channel.js';
import { ChangedCases, staleKeys } from './live-keys.js';

it('reads ids and versions only, and survives rubbish', () => {
  expect(parseLive('{"kind":"case","id":"c1","version":3}')).toEqual({ kind: 'case', id: 'c1', version: 3 });
  expect(parseLive('{"kind":"heartbeat"}')).toEqual({ kind: 'heartbeat', id: '', version: undefined });
  expect(parseLive('nonsense')).toBeNull();
  expect(parseLive('null')).toBeNull();
  expect(parseLive('{"id":"x"}')).toBeNull();
});

it('a decision makes its case and the approvals stale; an unknown kind nothing', () => {
  expect(staleKeys({ kind: 'decision', id: 'd' })).toContain('approvals');
  expect(staleKeys({ kind: 'decision', id: 'd' })).toContain('case');
  expect(staleKeys({ kind: 'list', id: 'e' })).toContain('list-entries');
  expect(staleKeys({ kind: 'weather', id: '' })).toEqual([]);
});

it('a case is read again when it changed, and not because of another one', () => {
  const pages: Record<number, { id: string }> = { 1: { id: 'c1' }, 2: { id: 'c2' } };
  const client = { getQueryData: ([, number]: readonly unknown[]) => pages[number as number] };
  const changed = new ChangedCases();
  const stale = () => {
    const isStale = changed.take(client as never);
    return [
      ['case', 1],
      ['case', 1, 'alerts', ''],
      ['case', 2],
      ['case', 3],
      ['case', 'preview', {}],
    ].map((queryKey) => isStale({ queryKey }));
  };
  changed.add({ kind: 'case', id: 'c1' });
  expect(stale()).toEqual([true, true, false, true, true]);
  changed.add({ kind: 'queue', id: 'q' });
  expect(stale()).toEqual([false, false, false, true, true]);
  changed.add({ kind: 'case', id: 'c2' });
  changed.add({ kind: 'decision', id: 'd' });
  expect(stale()).toEqual([true, true, true, true, true]);
});

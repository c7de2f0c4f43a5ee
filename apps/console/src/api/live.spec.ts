import { expect, it } from 'vitest';
import { parseLive } from './live-channel.js';
import { staleKeys } from './live-keys.js';

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

import type { Change } from '@portcullis/core/audit/recent-changes.query';
import { describe, expect, it } from 'vitest';
import { maySee, toLiveEvents } from './live-event.js';

const change = (more: Partial<Change>): Change => ({
  position: 1,
  entityKind: 'case',
  entityId: 'c1',
  caseId: 'c1',
  queueId: 'relay',
  caseVersion: 3,
  ...more,
});

describe('live events', () => {
  it('name each thing once, with its latest version, and carry no content', () => {
    const events = toLiveEvents([
      change({}),
      change({ position: 2, caseVersion: 4 }),
      change({ position: 3, entityKind: 'decision', entityId: 'd1', caseVersion: 4 }),
      change({
        position: 4,
        entityKind: 'allow_entry',
        entityId: 'e1',
        caseId: null,
        queueId: null,
        caseVersion: null,
      }),
      change({ position: 5, entityKind: 'hub_entry', entityId: 'h1', caseId: null, queueId: null, caseVersion: null }),
      change({ position: 6, entityKind: 'staff', entityId: 's1', caseId: null, queueId: null, caseVersion: null }),
    ]);
    expect(events).toEqual([
      { kind: 'case', id: 'c1', version: 4 },
      { kind: 'queue', id: 'relay' },
      { kind: 'decision', id: 'd1' },
      { kind: 'list', id: 'e1' },
      { kind: 'list', id: 'h1' },
      { kind: 'metrics', id: '6' },
    ]);
    expect(toLiveEvents([])).toEqual([]);
  });

  it('are for those who may read the thing', () => {
    const admin = { kind: 'staff', id: 'a', roles: ['admin'] } as const;
    const reviewer = { kind: 'staff', id: 'r', roles: ['reviewer'] } as const;
    expect(maySee(admin, { kind: 'case', id: 'c1' })).toBe(false);
    expect(maySee(admin, { kind: 'list', id: 'e1' })).toBe(false);
    expect(maySee(admin, { kind: 'delivery', id: 'x' })).toBe(true);
    expect(maySee(reviewer, { kind: 'case', id: 'c1' })).toBe(true);
  });
});

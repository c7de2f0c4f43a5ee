import {
  APPEAL_GROUNDS,
  APPEAL_STANDINGS,
  type AppealGround,
  type AppealStanding,
} from '@portcullis/contracts/portal/evidence';
import type { NewAppeal } from '../door/door.js';

/** An appeal while it is written. */
export interface AppealDraft {
  statement: string;
  grounds: AppealGround[];
  contactName: string;
  standing: AppealStanding | null;
  reliefAsked: boolean;
  relief: string;
  /** Goes along with each try to send it, so that it is filed once. */
  key: string;
  /** Milliseconds; 0 for what was never changed. */
  savedAt: number;
}

export const emptyDraft = (key: string): AppealDraft => ({
  statement: '',
  grounds: [],
  contactName: '',
  standing: null,
  reliefAsked: false,
  relief: '',
  key,
  savedAt: 0,
});

/** What was kept, taken over as far as it can be: an older release may have kept another shape. */
export function draftFrom(kept: unknown, key: string): AppealDraft {
  const draft = emptyDraft(key);
  if (kept === null || typeof kept !== 'object') return draft;
  const found = kept as Record<string, unknown>;
  const text = (name: string) => (typeof found[name] === 'string' ? (found[name] as string) : '');
  return {
    statement: text('statement'),
    grounds: Array.isArray(found.grounds)
      ? APPEAL_GROUNDS.filter((one) => (found.grounds as unknown[]).includes(one))
      : [],
    contactName: text('contactName'),
    standing: APPEAL_STANDINGS.find((one) => one === found.standing) ?? null,
    reliefAsked: found.reliefAsked === true,
    relief: text('relief'),
    key: text('key') || key,
    savedAt: typeof found.savedAt === 'number' ? found.savedAt : 0,
  };
}

export function isBlank(draft: AppealDraft): boolean {
  return (
    [draft.statement, draft.contactName, draft.relief].every((text) => text.trim() === '') && draft.grounds.length === 0
  );
}

/** What is sent. Call it for a draft without problems only. */
export function appealOf(draft: AppealDraft): NewAppeal {
  return {
    statement: draft.statement.trim(),
    grounds: draft.grounds,
    contactName: draft.contactName.trim(),
    standing: draft.standing ?? 'verified_contact',
    ...(draft.reliefAsked ? { relief: draft.relief.trim() } : {}),
  };
}

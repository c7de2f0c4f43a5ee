import type { Shape, TimelineEntry } from '@portcullis/ui';
import type { HistoryEntry } from '../casework/casework.queries.js';
import { actorName, eventWords } from './event-words.js';

const SHAPES: Record<string, Shape> = {
  intake: 'ring',
  grouping: 'fork',
  casework: 'half',
  decisions: 'diamond-filled',
  enforcement: 'arrow',
  notices: 'dash',
  appeals: 'back',
  outcomes: 'check',
};

/** A line of history as a sentence: who did what; and how the state moved, when it did. */
export function historyEntry(entry: HistoryEntry): TimelineEntry {
  const moved = stateChange(entry.before, entry.after);
  return {
    id: entry.id,
    at: entry.occurredAt,
    shape: SHAPES[entry.stage] ?? 'ring',
    what: `${actorName(entry)} ${eventWords(entry.kind, entry.stage)}${moved ? ` (${moved})` : ''}`,
    why: entry.why,
    automatic: entry.automatic,
  };
}

/** `investigating → proposed`, when both say a state and it changed. */
export function stateChange(before: unknown, after: unknown): string | null {
  const from = stateIn(before);
  const to = stateIn(after);
  if (to === null || from === to) return null;
  return from === null ? to : `${from} → ${to}`;
}

function stateIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('state' in value)) return null;
  return typeof value.state === 'string' ? value.state.replaceAll('_', ' ') : null;
}

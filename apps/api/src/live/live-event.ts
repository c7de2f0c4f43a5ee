import type { Change } from '@portcullis/core/audit/recent-changes.query';
import { type Actor, may, type Operation } from '@portcullis/domain';

export const LIVE_KINDS = [
  'case',
  'queue',
  'decision',
  'appeal',
  'delivery',
  'action',
  'campaign',
  'list',
  'metrics',
] as const;
export type LiveKind = (typeof LIVE_KINDS)[number];

/** What goes to a browser: that a thing changed, and its version where it has one. */
export interface LiveEvent {
  kind: LiveKind;
  id: string;
  version?: number | null;
}

/** Who may know of it: the same row of the table as for reading it. */
const READ: Record<LiveKind, Operation> = {
  case: 'casework.read',
  queue: 'casework.read',
  decision: 'decisions.read',
  appeal: 'appeals.read',
  delivery: 'enforcement.read',
  action: 'enforcement.read',
  campaign: 'grouping.read',
  list: 'grouping.read',
  metrics: 'metrics.read',
};
/** By what history calls a thing. */
const KIND_OF: Readonly<Record<string, LiveKind>> = {
  decision: 'decision',
  appeal: 'appeal',
  delivery: 'delivery',
  action: 'action',
  campaign: 'campaign',
  allow_entry: 'list',
  hub_entry: 'list',
  hub_import: 'list',
};

export const maySee = (actor: Actor, event: LiveEvent): boolean => may(actor, READ[event.kind]);

/** A batch of changes as events, each thing once, with its latest version. */
export function toLiveEvents(changes: readonly Change[]): LiveEvent[] {
  const events = new Map<string, LiveEvent>();
  const add = (event: LiveEvent) => events.set(`${event.kind} ${event.id}`, event);
  for (const change of changes) {
    if (change.caseId) add({ kind: 'case', id: change.caseId, version: change.caseVersion });
    if (change.queueId) add({ kind: 'queue', id: change.queueId });
    const kind = KIND_OF[change.entityKind];
    if (kind) add({ kind, id: change.entityId });
  }
  const last = changes.at(-1);
  if (last) add({ kind: 'metrics', id: String(last.position) });
  return [...events.values()];
}

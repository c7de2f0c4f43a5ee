import type { HistoryView } from '@portcullis/core/casework/history.query';
import type { HistoryEntry } from './history.types.js';

export const toEntry = (view: HistoryView): HistoryEntry => ({
  ...view,
  actor:
    view.actorName ??
    (view.actorId && view.actorId !== view.actorKind ? `${view.actorKind} ${view.actorId}` : view.actorKind),
});

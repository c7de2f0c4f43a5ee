import type { Query, QueryClient } from '@tanstack/react-query';
import type { LiveEvent } from './live-channel.js';

/** By what an event is about, first words of the query keys that it makes stale. */
const STALE: Readonly<Record<string, readonly string[]>> = {
  case: ['cases', 'case', 'peek', 'my-cases', 'customer'],
  queue: ['cases', 'queues', 'my-cases', 'me'],
  decision: ['approvals', 'decision', 'case', 'peek'],
  appeal: ['appeals', 'appeal', 'customer'],
  delivery: ['deliveries', 'actions', 'case', 'decision'],
  action: ['actions', 'case', 'customer', 'appeal'],
  campaign: ['campaigns', 'campaign'],
  list: ['list-entries', 'look-up', 'allow-preview'],
  metrics: ['overview', 'detectors', 'detector', 'history', 'audit'],
};

/** What the server's events may be about. The stream is listened to by name. */
export const LIVE_KINDS: readonly string[] = Object.keys(STALE);

/** What an event makes stale. The client reads again; the event carries no content. */
export const staleKeys = (event: LiveEvent): readonly string[] =>
  Object.hasOwn(STALE, event.kind) ? (STALE[event.kind] ?? []) : [];

/** How often a list may be read again while events pour in: figures over everything cost more than a case. */
export function restMs(key: string): number {
  if (key === 'overview' || key === 'detectors' || key === 'detector' || key === 'history' || key === 'audit')
    return 5_000;
  if (key === 'case') return 800;
  return key === 'cases' || key === 'queues' ? 1_500 : 400;
}

/**
 * Which cases changed since they were read. A case that is open is not read again because of another one: on a busy day
 * the reading of a large one would begin anew before it ends.
 */
export class ChangedCases {
  private ids: Set<string> | 'any' = new Set();

  add(event: LiveEvent): void {
    if (!staleKeys(event).includes('case')) return;
    // What is about a decision or an action does not name its case here.
    if (event.kind !== 'case' || event.id === '') this.ids = 'any';
    else if (this.ids !== 'any') this.ids.add(event.id);
  }

  /** @returns which readings below `case` are out of date; from then on nothing has changed */
  take(client: Pick<QueryClient, 'getQueryData'>): (query: Pick<Query, 'queryKey'>) => boolean {
    const ids = this.ids;
    this.ids = new Set();
    return ({ queryKey }) => {
      if (ids === 'any' || typeof queryKey[1] !== 'number') return true;
      const page = client.getQueryData<{ id?: string } | null>(['case', queryKey[1]]);
      return page?.id === undefined || ids.has(page.id);
    };
  }
}

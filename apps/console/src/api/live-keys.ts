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
  return key === 'cases' || key === 'queues' ? 1_500 : 400;
}

import type { LiveEvent } from './live-channel.js';

/** First words of the query keys that an event makes stale. The client reads again; the event carries no content. */
export function staleKeys(event: LiveEvent): readonly string[] {
  switch (event.kind) {
    case 'case':
      return ['cases', 'case', 'peek', 'my-cases', 'customer'];
    case 'queue':
      return ['cases', 'queues', 'my-cases', 'me'];
    case 'decision':
      return ['approvals', 'decision', 'case', 'peek'];
    case 'appeal':
      return ['appeals', 'appeal', 'customer'];
    case 'delivery':
      return ['deliveries', 'actions', 'case', 'decision'];
    case 'metrics':
      return ['overview', 'detectors', 'detector'];
    default:
      return [];
  }
}

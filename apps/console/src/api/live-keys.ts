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
    case 'action':
      return ['actions', 'case', 'customer', 'appeal'];
    case 'metrics':
      return ['overview', 'detectors', 'detector', 'history', 'audit'];
    default:
      return [];
  }
}

/** How often a list may be read again while events pour in: figures over everything cost more than a case. */
export function restMs(key: string): number {
  if (key === 'overview' || key === 'detectors' || key === 'detector' || key === 'history' || key === 'audit')
    return 5_000;
  return key === 'cases' || key === 'queues' ? 1_500 : 400;
}

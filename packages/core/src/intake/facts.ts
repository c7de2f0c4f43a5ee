import type { Entry } from './batch.js';

/**
 * A line of what a batch brought, as `alert.accept` tells it to metrics: by the hour of what was observed, the route,
 * the detector and its version. Each alert is in one of the counts.
 */
export interface AcceptFact {
  /** Beginning of the hour of `observedAt`, such as `2026-11-20T08:00:00.000Z`. */
  hour: string;
  route: string;
  detector: string;
  /** As the detector named it; absent when it did not. */
  version?: string;
  /** New alerts that go to grouping. */
  count: number;
  /** Occurrences that were counted on an alert which was there. */
  repeats?: number;
  /** New alerts that the allow-list covers. */
  suppressed?: number;
  /** New alerts of a detector or version on trial or withdrawn. */
  shadow?: number;
}

const HOUR_MS = 3_600_000;

export function factsOf(made: readonly Entry[]): AcceptFact[] {
  const lines = new Map<string, AcceptFact>();
  for (const { alert, admission, id, target } of made) {
    const hour = Math.floor(alert.observedAt / HOUR_MS);
    const version = alert.detectorClaim?.version ?? null;
    const key = `${hour}\u0000${admission.route}\u0000${admission.detector}\u0000${version ?? ''}`;
    let line = lines.get(key);
    if (!line) {
      line = {
        hour: new Date(hour * HOUR_MS).toISOString(),
        route: admission.route,
        detector: admission.detector,
        ...(version === null ? {} : { version }),
        count: 0,
      };
      lines.set(key, line);
    }
    if (id !== target) line.repeats = (line.repeats ?? 0) + alert.count;
    else if (admission.suppressedBy !== null) line.suppressed = (line.suppressed ?? 0) + 1;
    else if (admission.shadow) line.shadow = (line.shadow ?? 0) + 1;
    else line.count += 1;
  }
  return [...lines.values()];
}

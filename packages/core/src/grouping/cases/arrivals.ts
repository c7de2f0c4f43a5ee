import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import type { PendingAlert } from '../pending.js';
import type { Campaigns } from './campaigns.js';
import { placeKey } from './case-book.js';
import type { CaseRow, Place } from './case-row.js';
import type { SubjectGain } from './subjects.js';

/** Alerts of a batch that go to one case. */
export interface Arrival {
  place: Place;
  alerts: PendingAlert[];
  row: CaseRow | null;
  subjects: Map<string, SubjectGain>;
}

/** Where an alert's subject stands: its cluster, and inside a campaign its owner. */
export function placeOf(effect: GroupingEffect, campaigns: Campaigns, node: string): Place {
  const place = effect.places.get(node);
  if (!place) throw new Error(`${node} has no cluster`);
  return { cluster: place.cluster, slot: campaigns.is(place.cluster) ? place.owner : '' };
}

/** By place, what a batch brings there. */
export function sortByPlace(
  alerts: readonly PendingAlert[],
  effect: GroupingEffect,
  campaigns: Campaigns,
): Map<string, Arrival> {
  const arrivals = new Map<string, Arrival>();
  for (const alert of alerts) {
    const place = placeOf(effect, campaigns, alert.node);
    const key = placeKey(place);
    let arrival = arrivals.get(key);
    if (!arrival) {
      arrival = { place, alerts: [], row: null, subjects: new Map() };
      arrivals.set(key, arrival);
    }
    arrival.alerts.push(alert);
    const subject = arrival.subjects.get(alert.node);
    if (subject) {
      subject.alerts++;
      subject.severity = Math.max(subject.severity, alert.severity);
      subject.firstAt = Math.min(subject.firstAt, alert.observedAt);
      subject.lastAt = Math.max(subject.lastAt, alert.observedAt);
    } else {
      arrival.subjects.set(alert.node, {
        caseId: '',
        node: alert.node,
        kind: alert.subjectKind,
        id: alert.subjectId,
        organizationId: null,
        alerts: 1,
        severity: alert.severity,
        firstAt: alert.observedAt,
        lastAt: alert.observedAt,
      });
    }
  }
  return arrivals;
}

/** How many name each route. */
export function tallyOf(alerts: readonly PendingAlert[]): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const { route } of alerts) tally[route] = (tally[route] ?? 0) + 1;
  return tally;
}

import { type Evidence, natureOf, signalIndependence } from '@portcullis/domain';
import { type DetectorId, detectorEntry } from '../detectors/registry.js';
import type { AlertBody } from '../wire.js';
import type { Matter } from './matter.js';

/** An alert as a decision would cite it, by the registry that the demo starts with. */
export function evidenceOf(alert: AlertBody): Evidence {
  const entry = detectorEntry(alert.detector.id as DetectorId);
  return {
    id: alert.id,
    detectorId: entry.id,
    detectorVersion: entry.version,
    detectorState: entry.state,
    family: entry.family,
    sources: entry.sources,
    lawfulUse: entry.lawfulUse,
    nature: natureOf(entry.id, [entry.evidenceType]),
    elements: ['conduct'],
  };
}

/** Whether a decision on all alerts of the matter has this detector among its load-bearing evidence. */
export function restsOn({ made }: Matter, detector: DetectorId): boolean {
  const alerts = made.map(({ alert }) => alert);
  const bearing = new Set(signalIndependence(alerts.map(evidenceOf)).loadBearing);
  return alerts.some((alert) => alert.detector.id === detector && bearing.has(alert.id));
}

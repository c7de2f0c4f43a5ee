import { type NormalisedAlert, type Problem, problem } from '@portcullis/contracts';
import { sha256Hex } from '@portcullis/contracts/alert/sha256';
import { ROUTES } from '@portcullis/domain';
import type { RegisteredDetector, RegistrySnapshot } from './detector-registry.js';
import { defaultDetectorOf, type IntakeSource } from './incoming.js';

/** An alert that may come in, with what the registry makes of its claims. */
export interface Admission {
  detector: string;
  severity: number;
  route: string;
  /** Stored and counted, and shown to nobody who decides: the detector or its version is on trial or withdrawn. */
  shadow: boolean;
  /** The entry of the allow-list that covers it. */
  suppressedBy: string | null;
  /** 32 hex digits: what repeats it has the same. */
  foldKey: string;
  /** 32 hex digits, where the sender names its findings (OCSF): a later word on the finding has the same. */
  findingKey: string | null;
}

export type Admitted = { ok: true; admission: Admission } | { ok: false; problem: Problem };

const KNOWN_ROUTES: ReadonlySet<string> = new Set(ROUTES);

/** Which detector an alert is of. @returns a problem when the key does not speak for it */
export function detectorOf(alert: NormalisedAlert, source: IntakeSource): string | Problem {
  const id = alert.detectorClaim?.id ?? defaultDetectorOf(source);
  if (id === null) {
    return problem('invalid_alert', {
      errors: [{ pointer: '/detector', detail: 'is missing, and the key has no default detector' }],
    });
  }
  if (source.detectors.includes('*') || source.detectors.includes(id)) return id;
  return problem('detector_not_allowed', { detail: `The key does not speak for the detector ${id}.` });
}

/** What the registry and the allow-list make of an alert. @param now of the command */
export function admit(alert: NormalisedAlert, detector: string, registry: RegistrySnapshot, now: Date): Admitted {
  const entry = registry.detectors.get(detector);
  if (!entry) {
    const detail = `The detector ${detector} is not in the registry; somebody has to enter it first.`;
    return { ok: false, problem: problem('detector_not_allowed', { detail }) };
  }
  const shadow = isOnTrial(entry, alert.detectorClaim?.version ?? null);
  const suppressedBy = registry.suppressing(alert, detector, now);
  return {
    ok: true,
    admission: {
      detector,
      severity: Math.min(alert.severity, entry.highestSeverity),
      route: routeOf(alert, entry),
      shadow,
      suppressedBy,
      foldKey: laneOf(alert.foldKey, shadow, suppressedBy),
      findingKey:
        alert.findingUid === null
          ? null
          : laneOf(
              sha256Hex(`finding|${detector.length}:${detector}${alert.findingUid}`).slice(0, 32),
              shadow,
              suppressedBy,
            ),
    },
  };
}

function isOnTrial(entry: RegisteredDetector, version: string | null): boolean {
  if (entry.state !== 'active') return true;
  return version !== null && (entry.versions.get(version) ?? 'active') !== 'active';
}

/** The likeliest route that the registry permits; without a probability a claim counts as even odds. */
function routeOf(alert: NormalisedAlert, { permittedRoutes }: RegisteredDetector): string {
  let best = 'unknown';
  let odds = -1;
  for (const { route, probability } of alert.routes) {
    const own = probability ?? 0.5;
    if (own <= odds || !KNOWN_ROUTES.has(route) || (permittedRoutes && !permittedRoutes.has(route))) continue;
    best = route;
    odds = own;
  }
  return best;
}

/** What is held back folds apart: a repeat that comes after must not vanish behind an alert that nobody sees. */
function laneOf(key: string, shadow: boolean, suppressedBy: string | null): string {
  if (!shadow && suppressedBy === null) return key;
  return sha256Hex(`${key}|${shadow ? 'shadow' : ''}|${suppressedBy ?? ''}`).slice(0, 32);
}

import { Random } from '../random.js';
import type { AlertRef, StoryStep } from '../story/step.js';
import type { DirectoryRecord, TruthRow } from '../wire.js';
import { makeOrganization, type Organization } from '../world/organization.js';
import { country } from '../world/places.js';

/** One of the seven things that a visitor should find at once. */
export interface Scene {
  readonly number: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  readonly title: string;
  /** What to look at, in a sentence. */
  readonly look: string;
  readonly screen: 'desk' | 'case' | 'appeal' | 'overview' | 'portal' | 'command';
  /** Role that opens it. */
  readonly role: 'reviewer' | 'appeal_reviewer' | 'manager' | 'customer' | 'auditor';
  /** An alert of the case that it is about. */
  readonly anchor: AlertRef | null;
  readonly records: readonly DirectoryRecord[];
  readonly truth: readonly TruthRow[];
  readonly steps: readonly StoryStep[];
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface OrganizationSketch {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly country: string;
  readonly seats: number;
  readonly exchanges30d: number;
  readonly plan: Organization['plan'];
  readonly size: Organization['size'];
  readonly contact: string;
  readonly owner: string;
  readonly partner?: string;
}

/** A customer that is drawn by hand. */
export function sketched(sketch: OrganizationSketch): Organization {
  const home = country(sketch.country);
  const base = makeOrganization(Random.of(29, sketch.id), home, {
    id: sketch.id,
    size: sketch.size,
    plan: sketch.plan,
  });
  return {
    ...base,
    name: sketch.name,
    domain: sketch.domain,
    seats: sketch.seats,
    exchanges30d: sketch.exchanges30d,
    owner: { entity: `own_${sketch.id.slice(4)}`, name: sketch.owner, country: home.code },
    contact: { name: sketch.contact, email: `legal@${sketch.domain}` },
    partner: sketch.partner ?? null,
  };
}

export function refOf(alert: { readonly id: string; readonly detector: { readonly id: string } }): AlertRef {
  return { detector: alert.detector.id, id: alert.id };
}

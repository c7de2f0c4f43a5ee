import { Injectable } from '@nestjs/common';
import type { NormalisedAlert } from '@portcullis/contracts';
import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { listForm } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';

/** What the registry says of a detector (IN-10). Nothing of it comes from a sender. */
export interface RegisteredDetector {
  id: string;
  state: string;
  highestSeverity: number;
  /** Null when every route is permitted. */
  permittedRoutes: ReadonlySet<string> | null;
  /** State of each version that was seen. */
  versions: ReadonlyMap<string, string>;
}

interface AllowEntry {
  id: string;
  detector_id: string | null;
  subject_kind: string | null;
  subject_id: string | null;
  indicator_type: string | null;
  indicator_value: string | null;
  from_at: Date;
  until: Date;
}

/** The registry and the allow-list as of a moment. */
export class RegistrySnapshot {
  private readonly bySubject = new Map<string, AllowEntry[]>();
  private readonly byIndicator = new Map<string, AllowEntry[]>();

  constructor(
    readonly detectors: ReadonlyMap<string, RegisteredDetector>,
    entries: readonly AllowEntry[],
  ) {
    for (const entry of entries) {
      if (entry.subject_kind !== null && entry.subject_id !== null) {
        add(this.bySubject, pair(entry.subject_kind, entry.subject_id), entry);
      } else if (entry.indicator_type !== null && entry.indicator_value !== null) {
        add(this.byIndicator, pair(entry.indicator_type, formOf(entry.indicator_type, entry.indicator_value)), entry);
      }
    }
  }

  /** The entry of the allow-list that covers an alert, if any: each thing that the entry names must be in the alert. */
  suppressing(alert: NormalisedAlert, detector: string, now: Date): string | null {
    const fits = (entry: AllowEntry) =>
      entry.from_at <= now &&
      entry.until > now &&
      (entry.detector_id === null || entry.detector_id === detector) &&
      (entry.indicator_type === null ||
        alert.indicators.some(
          ({ type, value }) =>
            type === entry.indicator_type && listForm(type, value) === formOf(type, entry.indicator_value ?? ''),
        ));
    if (this.bySubject.size > 0) {
      const found = this.bySubject.get(pair(alert.subject.kind, alert.subject.id))?.find(fits);
      if (found) return found.id;
    }
    if (this.byIndicator.size > 0) {
      for (const { type, value } of alert.indicators) {
        const found = this.byIndicator.get(pair(type, listForm(type, value)))?.find(fits);
        if (found) return found.id;
      }
    }
    return null;
  }
}

const formOf = (type: string, value: string) => listForm(type, normaliseIndicatorValue(type, value));
const pair = (kind: string, id: string) => `${kind} ${id}`;

function add(map: Map<string, AllowEntry[]>, key: string, entry: AllowEntry): void {
  const there = map.get(key);
  if (there) there.push(entry);
  else map.set(key, [entry]);
}

/** A change by another process is seen after at most this long, or after twenty times what reading it costs. */
const FRESH_MS = 1000;
const COST_FACTOR = 20;

/** Keeps the registry and the allow-list at hand, so that a batch does not read them. */
@Injectable()
export class DetectorRegistry {
  private current: Promise<RegistrySnapshot> | null = null;
  private until = 0;

  constructor(private readonly uow: UnitOfWork) {}

  snapshot(): Promise<RegistrySnapshot> {
    const wall = performance.now();
    if (this.current && wall < this.until) return this.current;
    const reading = this.read();
    this.current = reading;
    this.until = wall + FRESH_MS;
    reading.then(
      () => {
        this.until = Math.max(this.until, performance.now() + COST_FACTOR * (performance.now() - wall));
      },
      () => {
        if (this.current === reading) this.current = null;
      },
    );
    return reading;
  }

  /** To be called after the registry or the allow-list changed in this process. */
  forget(): void {
    this.current = null;
  }

  private async read(): Promise<RegistrySnapshot> {
    const [rows, entries] = await Promise.all([
      this.uow.read<{ id: string; state: string; highest: number; routes: string[]; versions: Record<string, string> }>(
        `select d.id, d.state, d.highest_severity as highest, d.permitted_routes as routes,
           coalesce((select json_object_agg(v.version, v.state) from detector_version v where v.detector_id = d.id), '{}') as versions
         from detector d`,
        [],
        'intake-registry',
      ),
      this.uow.read<AllowEntry>(
        `select id, detector_id, subject_kind, subject_id, indicator_type, indicator_value, from_at, until
         from allow_entry where state = 'active' order by id`,
        [],
        'intake-allow-list',
      ),
    ]);
    const detectors = rows.map(({ id, state, highest, routes, versions }): [string, RegisteredDetector] => [
      id,
      {
        id,
        state,
        highestSeverity: highest,
        permittedRoutes: routes.length > 0 ? new Set(routes) : null,
        versions: new Map(Object.entries(versions)),
      },
    ]);
    return new RegistrySnapshot(new Map(detectors), entries);
  }
}

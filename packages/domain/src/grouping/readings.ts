import { isWeaker } from './lost-links.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Subject, Value } from './nodes.js';
import { type MatchKey, nameOfKey, type Sighting } from './sighting.js';

/** A sighting and what is known of it in memory; null is what the index does not have either. */
export interface Reading {
  readonly sighting: Sighting;
  subject: Subject | null | undefined;
  /** In the order of its keys. */
  readonly values: (Value | null | undefined)[];
}

/** Finds subjects and values of sightings, each once: those of the next batch while the one before is being written. */
export class Readings {
  /** As they were read ahead. */
  private readonly ahead = new Map<Sighting, Reading>();

  constructor(private readonly hood: Neighbourhood) {}

  /** Reads subjects, what they carry, and the values of sightings that go next, with the carriers that these will ask for. */
  async warm(sightings: readonly Sighting[]): Promise<void> {
    const readings = this.of(sightings);
    await this.findSubjects(readings);
    await this.hood.deepen(readings.flatMap(({ subject }) => subject ?? []));
    await this.findValues(readings);
    const joined = new Map<Value, Set<string>>();
    for (const { sighting, subject, values } of readings) {
      for (const value of values) {
        if (!value || value.members !== null || (value.isSpent && !value.type.isTextual)) continue;
        if (subject && subject.placeOf(value) >= 0) continue;
        const others = joined.get(value);
        if (others) others.add(sighting.node);
        else joined.set(value, new Set([sighting.node]));
      }
    }
    const wanted = [...joined].filter(([value, nodes]) => this.willAsk(value, nodes.size));
    await this.hood.enlist(wanted.map(([value]) => value));
    for (const reading of readings) this.ahead.set(reading.sighting, reading);
  }

  /** Whether the carriers of a value will be asked for when so many more have it. */
  private willAsk(value: Value, more: number): boolean {
    const { type, degree, listed, weight, joins, nominates } = value;
    if (nominates && !joins) return true;
    const then = this.hood.standingAt(value, degree + more);
    if (then.nominates && !then.joins) return true;
    const before = { weight, joins, nominates, degree, listed };
    return isWeaker({ type, listed, degree: degree + more, ...then, before });
  }

  /** What the index did not have may be there by the next batch. */
  cool(): void {
    this.ahead.clear();
  }

  /** As `warm` left them; nothing is known yet of others. */
  of(sightings: readonly Sighting[]): Reading[] {
    return sightings.map(
      (sighting) =>
        this.ahead.get(sighting) ?? {
          sighting,
          subject: undefined,
          values: new Array<undefined>(sighting.keys.length).fill(undefined),
        },
    );
  }

  async findSubjects(readings: readonly Reading[]): Promise<void> {
    const open = readings.filter((reading) => {
      reading.subject ??= reading.subject === null ? null : this.hood.subject(reading.sighting.node);
      return reading.subject === undefined;
    });
    await this.hood.loadSubjects([...new Set(open.map(({ sighting }) => sighting.node))]);
    for (const reading of open) reading.subject = this.hood.subject(reading.sighting.node) ?? null;
  }

  async findValues(readings: readonly Reading[]): Promise<void> {
    const unknown = new Map<string, MatchKey>();
    const open = readings.filter(({ sighting: { keys }, values }) => {
      let isOpen = false;
      for (let i = 0; i < keys.length; i++) {
        if (values[i] !== undefined) continue;
        const key = keys[i] as MatchKey;
        values[i] = this.hood.value(key);
        if (values[i] !== undefined) continue;
        isOpen = true;
        unknown.set(nameOfKey(key), key);
      }
      return isOpen;
    });
    await this.hood.loadValues([...unknown.values()]);
    for (const { sighting, values } of open) {
      for (let i = 0; i < values.length; i++) {
        if (values[i] === undefined) values[i] = this.hood.value(sighting.keys[i] as MatchKey) ?? null;
      }
    }
  }
}

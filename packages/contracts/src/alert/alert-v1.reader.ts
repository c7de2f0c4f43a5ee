import { ALERT_LIMITS, ALERT_V1_FIELDS } from './alert-v1.js';
import { normaliseIndicatorValue } from './indicator-normal-form.js';
import { implausibleInstant, parseInstant } from './instant.js';
import { pointerStep } from './json-pointer.js';
import type {
  DetectorClaim,
  EvidencePanel,
  Indicator,
  NormalisedAlert,
  RouteClaim,
  SubjectRef,
} from './normalised-alert.js';

/** What reading an alert yields before it is hashed and put in its fold. */
export type AlertContent = Omit<NormalisedAlert, 'format' | 'document' | 'contentHash' | 'foldKey'>;

type Json = Record<string, unknown>;
type Extra = Json | null;

/** Thrown inside this file only, and one object for all: the detailed reasons come from the zod schema. */
class Unfit extends Error {}
const UNFIT = new Unfit('unfit');

/**
 * Alert v1 checked and normalised in one pass, for the hot path; undefined when it does not fit. It accepts exactly
 * what the schema `alertV1` accepts together with plausible dates and at least one indicator or piece of evidence;
 * a property test holds the two together. The document has been through `canonicalJson`.
 */
export function readAlertV1(document: unknown, now: number): AlertContent | undefined {
  try {
    return read(document, now);
  } catch (error) {
    if (error === UNFIT) return undefined;
    throw error;
  }
}

function read(document: unknown, now: number): AlertContent {
  const doc = record(document);
  const observedAt = instantOf(doc.observedAt, now);
  const firstSeen = isGiven(doc.firstSeen) ? instantOf(doc.firstSeen, now) : undefined;
  const lastSeen = isGiven(doc.lastSeen) ? instantOf(doc.lastSeen, now) : undefined;
  if (firstSeen !== undefined && lastSeen !== undefined && firstSeen > lastSeen) throw UNFIT;
  const more = new Leftovers();
  const content: AlertContent = {
    externalId: filled(doc.id, ALERT_LIMITS.id),
    detectorClaim: isGiven(doc.detector) ? detector(doc.detector, more) : null,
    kind: optional(doc.kind, ALERT_LIMITS.word),
    title: optional(doc.title, ALERT_LIMITS.title),
    severity: whole(doc.severity, 0, ALERT_LIMITS.severity),
    confidence: isGiven(doc.confidence) ? between(doc.confidence, 0, 100) : null,
    observedAt,
    firstSeen: firstSeen ?? Math.min(observedAt, lastSeen ?? observedAt),
    lastSeen: lastSeen ?? Math.max(observedAt, firstSeen ?? observedAt),
    count: isGiven(doc.count) ? whole(doc.count, 1, ALERT_LIMITS.count) : 1,
    routes: routes(doc.routes, more),
    subject: subject(doc.subject, '/subject', more),
    related: related(doc.related, more),
    indicators: indicators(doc.indicators, more),
    evidence: evidence(doc.evidence, now),
    policyClauses: clauses(doc.policyClauses),
    fingerprint: optional(doc.fingerprint, ALERT_LIMITS.id),
    findingUid: null,
    occurrenceOf: null,
    extra: null,
  };
  if (content.indicators.length === 0 && content.evidence.length === 0) throw UNFIT;
  for (const name in doc) if (!ALERT_V1_FIELDS.has(name)) more.keep(name, doc[name]);
  content.extra = more.kept;
  return content;
}

/** Unknown fields, gathered so that nothing that was sent is lost. */
class Leftovers {
  kept: Extra = null;

  keep(name: string, value: unknown): void {
    this.kept ??= {};
    // `__proto__` is a name like any other in JSON; plain assignment would lose it.
    Object.defineProperty(this.kept, name, { value, enumerable: true, configurable: true, writable: true });
  }

  /** `known` is how many of the object's fields were read; more means that there are others. */
  keepInner(object: Json, at: string, known: readonly string[]): void {
    for (const name in object) {
      if (!known.includes(name)) this.keep(`${at}/${pointerStep(name)}`, object[name]);
    }
  }
}

const DETECTOR_FIELDS = ['id', 'version', 'state'] as const;
const ROUTE_FIELDS = ['route', 'probability'] as const;
const SUBJECT_FIELDS = ['kind', 'id'] as const;
const INDICATOR_FIELDS = ['type', 'value'] as const;

function detector(value: unknown, more: Leftovers): DetectorClaim {
  const claim = record(value);
  more.keepInner(claim, '/detector', DETECTOR_FIELDS);
  return {
    id: filled(claim.id, ALERT_LIMITS.detectorId).trim(),
    version: optional(claim.version, ALERT_LIMITS.word),
    state: optional(claim.state, ALERT_LIMITS.word),
  };
}

function routes(value: unknown, more: Leftovers): RouteClaim[] {
  const claims = list(value, ALERT_LIMITS.routes);
  const read: RouteClaim[] = [];
  for (let i = 0; i < claims.length; i++) {
    const claim = record(claims[i]);
    more.keepInner(claim, `/routes/${i}`, ROUTE_FIELDS);
    read.push({
      route: word(claim.route),
      probability: isGiven(claim.probability) ? between(claim.probability, 0, 1) : null,
    });
  }
  return read;
}

function subject(value: unknown, at: string, more: Leftovers): SubjectRef {
  const ref = record(value);
  more.keepInner(ref, at, SUBJECT_FIELDS);
  const kind = word(ref.kind);
  const id = filled(ref.id, ALERT_LIMITS.id);
  return { kind, id: normaliseIndicatorValue(kind, id) || id.trim() };
}

function related(value: unknown, more: Leftovers): SubjectRef[] {
  const refs = list(value, ALERT_LIMITS.related);
  const read: SubjectRef[] = [];
  for (let i = 0; i < refs.length; i++) read.push(subject(refs[i], `/related/${i}`, more));
  return distinct(
    read,
    (ref) => ref.kind,
    (ref) => ref.id,
  );
}

function indicators(value: unknown, more: Leftovers): Indicator[] {
  const sent = list(value, ALERT_LIMITS.indicators);
  const read: Indicator[] = [];
  for (let i = 0; i < sent.length; i++) {
    const one = record(sent[i]);
    more.keepInner(one, `/indicators/${i}`, INDICATOR_FIELDS);
    const type = word(one.type);
    if (typeof one.value !== 'string' || one.value.length > ALERT_LIMITS.value) throw UNFIT;
    const normal = normaliseIndicatorValue(type, one.value);
    if (normal !== '') read.push({ type, value: normal });
  }
  return distinct(
    read,
    (one) => one.type,
    (one) => one.value,
  );
}

function evidence(value: unknown, now: number): EvidencePanel[] {
  const panels = list(value, ALERT_LIMITS.evidence);
  for (const sent of panels) {
    const panel = record(sent);
    filled(panel.type, ALERT_LIMITS.word);
    optional(panel.family, ALERT_LIMITS.word);
    optional(panel.source, ALERT_LIMITS.id);
    if (isGiven(panel.collectedAt)) instantOf(panel.collectedAt, now);
  }
  return panels as EvidencePanel[];
}

function clauses(value: unknown): string[] {
  const sent = list(value, ALERT_LIMITS.policyClauses);
  return sent.map((clause) => filled(clause, ALERT_LIMITS.id).trim());
}

/** Few entries are the rule: comparing them beats building a set. */
function distinct<T>(items: T[], first: (item: T) => string, second: (item: T) => string): T[] {
  if (items.length < 2) return items;
  if (items.length > 16) {
    const seen = new Map<string, T>();
    for (const item of items) {
      const key = `${first(item)}\u0000${second(item)}`;
      if (!seen.has(key)) seen.set(key, item);
    }
    return seen.size === items.length ? items : [...seen.values()];
  }
  const isRepeat = (item: T, i: number) => {
    for (let j = 0; j < i; j++) {
      const other = items[j] as T;
      if (second(other) === second(item) && first(other) === first(item)) return true;
    }
    return false;
  };
  return items.some(isRepeat) ? items.filter((item, i) => !isRepeat(item, i)) : items;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function record(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw UNFIT;
  return value as Json;
}

const NOTHING: readonly unknown[] = [];

function list(value: unknown, max: number): readonly unknown[] {
  if (value === undefined || value === null) return NOTHING;
  if (!Array.isArray(value) || value.length > max) throw UNFIT;
  return value;
}

function filled(value: unknown, max: number): string {
  if (typeof value !== 'string' || value.length === 0 || value.length > max) throw UNFIT;
  const first = value.charCodeAt(0);
  if ((first <= 32 || first > 126) && value.trim() === '') throw UNFIT;
  return value;
}

/** A word of an open vocabulary: trimmed, lower case. */
function word(value: unknown): string {
  return filled(value, ALERT_LIMITS.word).trim().toLowerCase();
}

function optional(value: unknown, max: number): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || value.length > max) throw UNFIT;
  return value === '' ? null : value;
}

function between(value: unknown, min: number, max: number): number {
  if (typeof value !== 'number' || !(value >= min && value <= max)) throw UNFIT;
  return value;
}

function whole(value: unknown, min: number, max: number): number {
  if (!Number.isInteger(value)) throw UNFIT;
  return between(value, min, max);
}

function instantOf(value: unknown, now: number): number {
  if (typeof value !== 'string') throw UNFIT;
  const ms = parseInstant(value);
  if (Number.isNaN(ms) || implausibleInstant(ms, now) !== undefined) throw UNFIT;
  return ms;
}

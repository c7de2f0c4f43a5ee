import type { ActionKind, Scope, SubjectRef } from '../vocabulary.js';
import type { Reach } from './approvals-needed.js';

/** What an approval binds to (DE-3). What changed beyond tolerance since the proposal sends it back. */
export interface Binding {
  readonly policyVersion: number;
  readonly kind: ActionKind;
  readonly scope: Scope;
  readonly until: Date | null;
  /** Evidence by id with a digest of its content. */
  readonly evidence: readonly { readonly id: string; readonly digest: string }[];
  readonly subjects: readonly SubjectRef[];
  readonly reach: Reach;
}

/** The text that is hashed: equal bindings give equal text, in whatever order their parts were read. */
export function bindingText(binding: Binding): string {
  return canonicalise({
    ...binding,
    evidence: sortedBy(binding.evidence, (item) => item.id),
    subjects: sortedBy(binding.subjects, subjectKey),
  });
}

/**
 * Canonical JSON: keys in code-unit order, no white space, dates as ISO strings, `undefined` left out.
 * Throws on what JSON can't carry faithfully (NaN, infinities, bigint, functions).
 */
export function canonicalise(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonicalise: ${value} has no JSON form`);
    return JSON.stringify(value === 0 ? 0 : value);
  }
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item) => canonicalise(item ?? null)).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalise(item)}`).join(',')}}`;
  }
  throw new TypeError(`canonicalise: ${typeof value} has no JSON form`);
}

/** How far the reach may drift by itself (people join and leave) before an approval no longer speaks of it. */
export interface ReachTolerance {
  /** Share of the proposed figure, e.g. 0.1. */
  readonly relative: number;
  /** Counts below this are noise. */
  readonly absolute: number;
}
export const DEFAULT_REACH_TOLERANCE: ReachTolerance = { relative: 0.1, absolute: 5 };

/** What changed beyond tolerance, as phrases for the approver; empty when the proposal still stands. */
export function compareBinding(
  proposed: Binding,
  current: Binding,
  tolerance: ReachTolerance = DEFAULT_REACH_TOLERANCE,
): readonly string[] {
  const changes: string[] = [];
  if (proposed.policyVersion !== current.policyVersion) {
    changes.push(`policy version ${proposed.policyVersion} is now ${current.policyVersion}`);
  }
  if (proposed.kind !== current.kind || proposed.scope !== current.scope) changes.push('the action is another one');
  if (proposed.until?.getTime() !== current.until?.getTime()) changes.push('the end date is another one');
  changes.push(...evidenceChanges(proposed, current), ...subjectChanges(proposed, current));
  for (const [name, words] of REACH_WORDS) {
    const before = proposed.reach[name];
    const after = current.reach[name];
    // Reaching fewer people than was agreed is never a reason to send it back.
    if (after - before > Math.max(tolerance.absolute, before * tolerance.relative)) {
      changes.push(`${words} rose from ${before} to ${after}`);
    }
  }
  return changes;
}

const REACH_WORDS: readonly (readonly [keyof Reach, string])[] = [
  ['accounts', 'accounts hit'],
  ['seats', 'seats hit'],
  ['paying', 'paying customers hit'],
  ['unknownSubjects', 'subjects of unknown reach'],
];

function evidenceChanges(proposed: Binding, current: Binding): readonly string[] {
  const before = new Map(proposed.evidence.map((item) => [item.id, item.digest]));
  const after = new Map(current.evidence.map((item) => [item.id, item.digest]));
  const removed = [...before.keys()].filter((id) => !after.has(id)).length;
  const added = [...after.keys()].filter((id) => !before.has(id)).length;
  const altered = [...before].filter(([id, digest]) => after.has(id) && after.get(id) !== digest).length;
  return [
    ...(removed ? [`${removed} pieces of evidence are gone`] : []),
    ...(added ? [`${added} pieces of evidence are new`] : []),
    ...(altered ? [`${altered} pieces of evidence changed`] : []),
  ];
}

function subjectChanges(proposed: Binding, current: Binding): readonly string[] {
  const before = new Set(proposed.subjects.map(subjectKey));
  const added = current.subjects.filter((subject) => !before.has(subjectKey(subject))).length;
  return added ? [`${added} subjects were not in the proposal`] : [];
}

function subjectKey(subject: SubjectRef): string {
  return `${subject.kind}:${subject.id}`;
}

function sortedBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

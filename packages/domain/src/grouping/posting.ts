import type { Batch } from './batch.js';
import type { Subject, Value } from './nodes.js';

/** A subject was seen with a value on another day. */
export function widen(batch: Batch, subject: Subject, value: Value, place: number, day: number): void {
  const first = subject.firstDays[place] as number;
  const last = subject.lastDays[place] as number;
  if (day >= first && day <= last) return;
  subject.firstDays[place] = Math.min(day, first);
  subject.lastDays[place] = Math.max(day, last);
  const values = batch.grown.get(subject);
  if (values) values.add(value);
  else batch.grown.set(subject, new Set([value]));
}

/** A subject of several organizations belongs to the first by name, so that order cannot show. */
export function adopt(batch: Batch, subject: Subject, organization: string): void {
  const owner = `organization:${organization}`;
  if (subject.owner !== subject.node && subject.owner <= owner) return;
  if (subject.owner === owner || subject.node.startsWith('organization:')) return;
  if (!batch.adopted.has(subject)) batch.adopted.set(subject, subject.owner);
  subject.owner = owner;
}

import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { matchValue } from '@portcullis/domain';
import { type FieldRefusal, refuseField } from '../../access/permit.js';

export const ALLOW_SUBJECTS = ['api_key', 'account', 'organization', 'partner'] as const;

/** Alerts that are to be held back: of a detector or of all, about a subject, with a value, or both (OU-3). */
export interface AllowScope {
  detectorId: string | null;
  subject: { kind: string; id: string } | null;
  indicator: { type: string; value: string } | null;
}

export interface NewAllowEntry extends AllowScope {
  reason: string;
  /** Where it is known from. */
  source: string;
  evidence: string;
  until: Date;
  caseId: string | null;
  /** The entry that it takes further or brings back. */
  renews: string | null;
}

const LONGEST = 2000;

/** In the form in which intake compares it. */
export function scopeOf({ detectorId, subject, indicator }: AllowScope): AllowScope {
  const type = indicator?.type.trim().toLowerCase() ?? '';
  return {
    detectorId: detectorId?.trim() || null,
    subject: subject && { kind: subject.kind.trim().toLowerCase(), id: subject.id.trim() },
    indicator: indicator && { type, value: normaliseIndicatorValue(type, indicator.value) },
  };
}

/** What can be said against the scope without looking. */
export function problemInScope({ subject, indicator }: AllowScope): FieldRefusal | null {
  if (!subject && !indicator)
    return refuseField('subject', 'Name a subject, a value, or both: nothing else is held back.');
  if (subject && (subject.id === '' || subject.id.length > 500)) return refuseField('subject', 'Name the subject.');
  if (subject && !(ALLOW_SUBJECTS as readonly string[]).includes(subject.kind))
    return refuseField('subject', 'Choose what kind of subject it is.', ALLOW_SUBJECTS);
  if (indicator && indicator.type === '') return refuseField('type', 'Name the type of the value.');
  if (indicator && (indicator.value.length > 10_000 || matchValue(indicator.type, indicator.value) === null))
    return refuseField('value', 'This value says nothing and is too common to hold anything back by.');
  return null;
}

/** Twelve months on, at most (OU-3). */
export function latestEnd(now: Date): Date {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return end;
}

/** What can be said against an entry without looking. */
export function problemInEntry(entry: NewAllowEntry, now: Date): FieldRefusal | null {
  const inScope = problemInScope(entry);
  if (inScope) return inScope;
  if (entry.reason.trim() === '') return refuseField('reason', 'Say why: colleagues will read it later.');
  if (entry.source.trim() === '') return refuseField('source', 'Say where this is known from.');
  for (const name of ['reason', 'source', 'evidence'] as const) {
    if (entry[name].length > LONGEST) return refuseField(name, `At most ${LONGEST} characters.`);
  }
  if (!(entry.until > now)) return refuseField('until', 'It has to end after now.');
  if (entry.until > latestEnd(now)) return refuseField('until', 'An entry lasts 12 months at most; it can be renewed.');
  return null;
}

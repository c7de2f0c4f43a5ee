import type { AllowEntryInput, AllowScopeInput } from '../../generated/graphql.js';

/** What the dialog of the allow-list asks for. Texts as typed; `until` is a day. */
export interface AllowDraft {
  readonly detectorId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly type: string;
  readonly value: string;
  readonly until: string;
  readonly reason: string;
  readonly source: string;
  readonly evidence: string;
}

const DAY = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Three months are usual; a year is the most. */
export const emptyDraft = (now: number, over: Partial<AllowDraft> = {}): AllowDraft => ({
  detectorId: '',
  subjectKind: 'account',
  subjectId: '',
  type: '',
  value: '',
  until: dayOf(now + 90 * DAY),
  reason: '',
  source: '',
  evidence: '',
  ...over,
});

export const lastDay = (now: number): string => dayOf(now + 365 * DAY - DAY);
export const firstDay = (now: number): string => dayOf(now + DAY);

/** What it would hold back; null while it names nothing. */
export function scopeIn(draft: AllowDraft): AllowScopeInput | null {
  const subjectId = draft.subjectId.trim();
  const value = draft.value.trim();
  const type = draft.type.trim();
  if (subjectId === '' && (value === '' || type === '')) return null;
  return {
    ...(draft.detectorId !== '' && { detectorId: draft.detectorId }),
    ...(subjectId !== '' && { subjectKind: draft.subjectKind, subjectId }),
    ...(value !== '' && { type, value }),
  };
}

export type AllowProblems = Partial<Record<keyof AllowDraft, string>>;

/** What is still missing, by field. */
export function problemsIn(draft: AllowDraft, now: number): AllowProblems {
  const problems: AllowProblems = {};
  if (scopeIn(draft) === null) problems.value = 'Name a value, a subject, or both.';
  else if (draft.value.trim() !== '' && draft.type.trim() === '') problems.type = 'Name the type of the value.';
  if (draft.reason.trim() === '') problems.reason = 'A reason is needed.';
  if (draft.source.trim() === '') problems.source = 'Say where this is known from.';
  const until = Date.parse(draft.until);
  if (!(until > now)) problems.until = 'It ends on a later day.';
  else if (draft.until > lastDay(now)) problems.until = 'Twelve months at most; it can be renewed.';
  return problems;
}

/** The entry as the server takes it. It lasts to the end of its day, in UTC. */
export function inputOf(draft: AllowDraft, extra: { caseId?: string; renews?: string } = {}): AllowEntryInput | null {
  const scope = scopeIn(draft);
  if (!scope) return null;
  return {
    ...scope,
    ...extra,
    reason: draft.reason.trim(),
    source: draft.source.trim(),
    evidence: draft.evidence.trim(),
    until: `${draft.until}T23:59:59.000Z`,
  };
}

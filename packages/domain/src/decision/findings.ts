import type { ActionKind, Finding, Scope, SubjectRef } from '../vocabulary.js';
import { rungOf } from './ladder.js';

/** Findings that an action may attach to. Mere membership in a case is never enough. */
export const ACTIONABLE_FINDINGS = [
  'operator',
  'knowing_participant',
  'facilitator',
] as const satisfies readonly Finding[];

export interface FoundSubject {
  readonly subject: SubjectRef;
  readonly finding: Finding | null;
}

export interface SubjectPlan {
  readonly hit: readonly SubjectRef[];
  readonly leftOut: readonly { readonly subject: SubjectRef; readonly finding: Finding; readonly because: string }[];
  /** Subjects that nobody has found anything about: the proposal waits for them. */
  readonly withoutFinding: readonly SubjectRef[];
  /** Victims are told and helped, not punished: they get a notice of their own. */
  readonly victims: readonly SubjectRef[];
}

/** Whom an action of this kind would hit, and whom it leaves out and why. */
export function planSubjects(kind: ActionKind, scope: Scope, subjects: readonly FoundSubject[]): SubjectPlan {
  const hit: SubjectRef[] = [];
  const leftOut: { subject: SubjectRef; finding: Finding; because: string }[] = [];
  const withoutFinding: SubjectRef[] = [];
  for (const { subject, finding } of subjects) {
    if (finding === null) {
      if (rungOf(kind).hits) withoutFinding.push(subject);
    } else {
      const because = whyLeftOut(kind, scope, finding);
      if (because === null) hit.push(subject);
      else leftOut.push({ subject, finding, because });
    }
  }
  const victims = subjects.filter(({ finding }) => finding === 'victim').map(({ subject }) => subject);
  return { hit, leftOut, withoutFinding, victims };
}

/** Null when the action may hit a subject with this finding. */
export function whyLeftOut(kind: ActionKind, scope: Scope, finding: Finding): string | null {
  if (!rungOf(kind).hits) return null;
  switch (finding) {
    case 'operator':
    case 'knowing_participant':
    case 'facilitator':
      return null;
    case 'victim':
      // Shutting a stolen key protects its owner; anything wider would punish them.
      return kind === 'restrict' && scope === 'api_key' ? null : 'a victim is told and helped, not punished';
    case 'undetermined':
      // A question is how what is open gets determined.
      return kind === 'require_verification' ? null : 'what it is has not been determined: ask for verification first';
    case 'bystander':
      return 'a bystander has no part in it';
  }
}

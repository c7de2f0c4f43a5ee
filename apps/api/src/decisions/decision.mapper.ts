import type { DecisionEvidenceView, DecisionView } from '@portcullis/core/decisions/decision.query';
import type { Preview as CorePreview } from '@portcullis/core/decisions/preview.query';
import { type ActionKind, type Reach as DomainReach, narrowerChoices, rungOf, type Scope } from '@portcullis/domain';
import { toRefusal } from '../edge/graphql/base.types.js';
import type { CitedAlert, Decision, LeftOut, Narrower, Preview, Reach } from './decisions.types.js';

/** A decision as the schema shows it, with the row behind it for the fields that are computed on demand. */
export type DecisionParent = Decision & { view: DecisionView };

export function toDecision(view: DecisionView): DecisionParent {
  return {
    ...view,
    view,
    clause:
      view.clauseId === null
        ? null
        : {
            id: view.clauseId,
            policyVersion: view.policyVersion,
            title: view.clauseTitle ?? view.clauseId,
            body: view.clauseBody ?? '',
            routes: [],
          },
    reach: toReach(
      view.reach,
      view.reach.subjects,
      view.reach.leftOut,
      view.kind as ActionKind,
      view.scope as Scope | null,
    ),
    proposer: view.proposerId ? { id: view.proposerId, name: view.proposerName ?? '' } : null,
    approvals: view.approvals.map(({ staffId, name, answer, reason, at }) => ({
      by: { id: staffId, name },
      answer,
      reason,
      at: new Date(at),
    })),
  };
}

export const toCited = (view: DecisionEvidenceView): CitedAlert => ({
  ...view,
  detector: view.detectorId,
  subject: { kind: view.subjectKind, id: view.subjectId },
});

export function toPreview({ assessment, warnings }: CorePreview, kind: ActionKind, scope: Scope | null): Preview {
  const leftOut = new Map<string, LeftOut>();
  for (const { finding, because } of assessment.plan.leftOut) {
    const entry = leftOut.get(finding) ?? { finding, subjects: 0, why: because };
    entry.subjects += 1;
    leftOut.set(finding, entry);
  }
  return {
    reach: toReach(assessment.reach, assessment.hit.length, [...leftOut.values()], kind, scope),
    withoutFinding: assessment.plan.withoutFinding.length,
    independence: assessment.check.independence,
    needed: assessment.needed,
    warnings,
    refusals: assessment.check.problems.map(toRefusal),
    bindingHash: assessment.bindingHash.toString('hex'),
  };
}

function toReach(
  reach: DomainReach,
  subjects: number,
  leftOut: LeftOut[],
  kind: ActionKind,
  scope: Scope | null,
): Reach {
  return {
    ...reach,
    known: reach.unknownSubjects === 0,
    subjects,
    leftOut,
    sentence: rungOf(kind).hits ? reachSentence(reach, subjects, scope ?? 'account') : 'Nobody is hit.',
    narrower: scope === null ? [] : narrowerChoices({ kind, scope }).map(toNarrower),
  };
}

const toNarrower = ({ kind, scope }: { kind: ActionKind; scope: Scope }): Narrower => ({
  kind,
  scope,
  label: `${rungOf(kind).words}, ${scopeNoun(scope)}`,
});

const scopeNoun = (scope: Scope): string => (scope === 'api_key' ? 'API key' : scope.replaceAll('_', ' '));

const whole = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

function reachSentence(reach: DomainReach, subjects: number, scope: Scope): string {
  const many = (count: number, noun: string) => `${whole.format(count)} ${count === 1 ? noun : `${noun}s`}`;
  const parts = [many(subjects, scopeNoun(scope))];
  if (scope !== 'account') parts.push(many(reach.accounts, 'account'));
  parts.push(
    many(reach.seats, 'seat'),
    `${short.format(reach.exchanges30d)} ${reach.exchanges30d === 1 ? 'exchange' : 'exchanges'} in the last 30 days`,
    `${whole.format(reach.paying)} paying`,
  );
  if (reach.unknownSubjects > 0) parts.push(`reach unknown for ${whole.format(reach.unknownSubjects)}`);
  return parts.join(', ');
}

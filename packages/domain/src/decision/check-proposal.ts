import { type Refusal, refuse } from '../machine/refusal.js';
import type { ActionKind, Ground, Route, Scope } from '../vocabulary.js';
import type { Reach } from './approvals-needed.js';
import { type Evidence } from './evidence.js';
import type { SubjectPlan } from './findings.js';
import { rungOf } from './ladder.js';
import { type SignalIndependence, signalIndependence } from './signal-independence.js';

/** A proposal as DE-2 wants it: clause, route, ground, evidence for each element, and what else was considered. */
export interface Proposal {
  readonly kind: ActionKind;
  readonly scope: Scope;
  readonly until: Date | null;
  readonly clause: { readonly id: string; readonly elements: readonly string[] } | null;
  readonly route: Route | null;
  readonly ground: Ground | null;
  readonly evidence: readonly Evidence[];
  readonly reasons: string;
  readonly alsoConsidered: string;
  readonly plan: SubjectPlan;
  readonly reach: Reach;
}

export const PROPOSAL_PROBLEMS = [
  'SCOPE_NOT_POSSIBLE',
  'END_REQUIRED',
  'END_NOT_AHEAD',
  'CLAUSE_REQUIRED',
  'ROUTE_REQUIRED',
  'GROUND_REQUIRED',
  'REASONS_REQUIRED',
  'ALTERNATIVES_REQUIRED',
  'EVIDENCE_REQUIRED',
  'ELEMENT_WITHOUT_EVIDENCE',
  'NOBODY_TO_HIT',
  'FINDING_MISSING',
  'REACH_UNKNOWN',
  'SIGNALS_NOT_INDEPENDENT',
] as const;
export type ProposalProblemCode = (typeof PROPOSAL_PROBLEMS)[number];
/** A refusal that says at which field of the form it belongs. */
export type ProposalProblem = Refusal<ProposalProblemCode> & { readonly field: keyof Proposal };

export interface ProposalCheck {
  readonly problems: readonly ProposalProblem[];
  readonly independence: SignalIndependence;
}

/** Everything that stands against a proposal, at once, each at its field: the page shows it before anyone presses a key. */
export function checkProposal(proposal: Proposal, now: Date): ProposalCheck {
  const rung = rungOf(proposal.kind);
  const independence = signalIndependence(proposal.evidence);
  const problems: ProposalProblem[] = [];
  const say = (
    field: keyof Proposal,
    code: ProposalProblemCode,
    message: string,
    allowed: readonly string[] = [],
  ): void => {
    problems.push({ ...refuse(code, message, allowed), field });
  };

  if (!rung.scopes.includes(proposal.scope)) {
    say(
      'scope',
      'SCOPE_NOT_POSSIBLE',
      `"${rung.words}" has no scope ${proposal.scope.replace('_', ' ')}.`,
      rung.scopes,
    );
  }
  if (rung.end === 'required' && proposal.until === null) say('until', 'END_REQUIRED', `"${rung.words}" needs an end.`);
  if (proposal.until !== null && proposal.until <= now) say('until', 'END_NOT_AHEAD', 'The end lies ahead of now.');
  if (proposal.clause === null) say('clause', 'CLAUSE_REQUIRED', 'Name the policy clause.');
  if (proposal.reasons.trim() === '') say('reasons', 'REASONS_REQUIRED', 'Give the reasons in your own words.');
  if (proposal.evidence.length === 0) say('evidence', 'EVIDENCE_REQUIRED', 'Name the evidence this rests on.');
  if (!rung.hits) return { problems, independence };

  if (proposal.route === null) say('route', 'ROUTE_REQUIRED', 'Name the route.');
  if (proposal.ground === null) {
    say('ground', 'GROUND_REQUIRED', 'Contract or law: say which ground.', ['contractual', 'legal']);
  }
  if (proposal.alsoConsidered.trim() === '') {
    say('alsoConsidered', 'ALTERNATIVES_REQUIRED', 'Say what else was considered and why it is not enough.');
  }
  const bare = (proposal.clause?.elements ?? []).filter(
    (element) => !proposal.evidence.some((item) => item.elements.includes(element)),
  );
  if (bare.length > 0) {
    say('evidence', 'ELEMENT_WITHOUT_EVIDENCE', `No evidence is named for: ${bare.join(', ')}.`, bare);
  }
  const unfound = proposal.plan.withoutFinding.length;
  if (unfound > 0) {
    say('plan', 'FINDING_MISSING', `${unfound} subjects have no finding yet.`, ['casework.find']);
  } else if (proposal.plan.hit.length === 0) {
    say('plan', 'NOBODY_TO_HIT', 'With these findings the action would hit nobody.', [
      'no_violation',
      'require_verification',
    ]);
  }
  const ends = proposal.kind === 'suspend' || proposal.kind === 'terminate';
  if (ends && proposal.reach.unknownSubjects > 0) {
    say(
      'reach',
      'REACH_UNKNOWN',
      `Reach unknown: the directory does not know ${proposal.reach.unknownSubjects} of the subjects.`,
      ['require_verification', 'restrict'],
    );
  }
  if (rung.needsIndependentSignals && !independence.sufficient) {
    say('evidence', 'SIGNALS_NOT_INDEPENDENT', independence.sentences.join(' '), [
      'require_verification',
      'rate_limit',
      'restrict',
      'monitor',
    ]);
  }
  return { problems, independence };
}

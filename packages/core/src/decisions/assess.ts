import { createHash } from 'node:crypto';
import {
  type ActionKind,
  type ApprovalSlot,
  approvalsNeeded,
  type Binding,
  bindingText,
  checkProposal,
  type Ground,
  type ProposalCheck,
  planSubjects,
  type Reach,
  type Route,
  rungOf,
  type Scope,
  type Severity,
  type SubjectPlan,
  type SubjectRef,
} from '@portcullis/domain';
import { type CitedEvidence, readCited, readOffered } from './evidence.query.js';
import { type ReachSubject, type Reader, readCandidates, readReach, totalReach } from './reach.query.js';

/** What is proposed, or about to be. */
export interface ProposalDraft {
  caseId: string;
  severity: Severity;
  kind: ActionKind;
  /** Null for what hits nobody. */
  scope: Scope | null;
  /** Null takes all subjects of the case in this scope whose finding carries the action. */
  subjects: readonly SubjectRef[] | null;
  /** Alerts of the case; null takes one of each detector and version. */
  evidence: readonly string[] | null;
  until: Date | null;
  clauseId: string | null;
  route: Route | null;
  ground: Ground | null;
  reasons: string;
  considered: readonly string[];
}

export interface Assessment {
  plan: SubjectPlan;
  /** The subjects that would be hit, as the directory knows them. */
  hit: ReachSubject[];
  reach: Reach;
  evidence: CitedEvidence[];
  check: ProposalCheck;
  needed: readonly ApprovalSlot[];
  policyVersion: number;
  binding: Binding;
  bindingHash: Buffer;
}

const CLAUSE = `
  select v.id as version, c.id as clause from (select id from policy_version where effective_from <= $1 order by effective_from desc, id desc limit 1) v
  left join policy_clause c on c.policy_version = v.id and c.id = $2`;

const EMPTY_PLAN: SubjectPlan = { hit: [], leftOut: [], withoutFinding: [], victims: [] };

/**
 * Everything that a proposal would do and everything that stands against it, read in one place, so that the preview,
 * the proposal and the approval can't disagree.
 */
export async function assess(
  read: Reader,
  draft: Omit<ProposalDraft, 'severity'> & { severity: Severity | Promise<Severity> },
  now: Date,
): Promise<Assessment> {
  const { kind } = draft;
  const hits = rungOf(kind).hits;
  const scope = draft.scope ?? 'account';
  // None of these needs the answer of another: on one connection they travel together.
  const [{ plan, hit }, evidence, [policy], severity] = await Promise.all([
    hits ? readPlan(read, draft, scope) : { plan: EMPTY_PLAN, hit: [] },
    draft.evidence === null ? readOffered(read, draft.caseId) : readCited(read, draft.caseId, draft.evidence),
    read<{ version: number; clause: string | null }>(CLAUSE, [now, draft.clauseId]),
    draft.severity,
  ]);
  const reach = totalReach(hit);
  if (!policy) throw new Error('no policy version is in force');
  const check = checkProposal(
    {
      kind,
      scope,
      until: draft.until,
      clause: policy.clause === null ? null : { id: policy.clause, elements: hits ? ['conduct'] : [] },
      route: draft.route,
      ground: draft.ground,
      evidence,
      reasons: draft.reasons,
      alsoConsidered: draft.considered.join('; '),
      plan,
      reach,
    },
    now,
  );
  const binding: Binding = {
    policyVersion: policy.version,
    kind,
    scope,
    until: draft.until,
    evidence: evidence.map(({ id, digest }) => ({ id, digest })),
    subjects: plan.hit,
    reach,
  };
  return {
    plan,
    hit,
    reach,
    evidence,
    check,
    needed: approvalsNeeded({ kind, scope, reach, severity }),
    policyVersion: policy.version,
    binding,
    bindingHash: createHash('sha256').update(bindingText(binding)).digest(),
  };
}

async function readPlan(
  read: Reader,
  draft: Omit<ProposalDraft, 'severity'>,
  scope: Scope,
): Promise<{ plan: SubjectPlan; hit: ReachSubject[] }> {
  const plan = planSubjects(draft.kind, scope, await readCandidates(read, draft.caseId, scope, draft.subjects));
  return { plan, hit: await readReach(read, plan.hit) };
}

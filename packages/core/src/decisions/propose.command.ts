import { Injectable } from '@nestjs/common';
import {
  type ActionKind,
  type Clearing,
  type Ground,
  holderOf,
  type Refusal,
  type Route,
  refuse,
  rungOf,
  type Scope,
  type Severity,
  type SubjectRef,
} from '@portcullis/domain';
import { lockCase, saveCase, stepCase } from '../casework/case-step.js';
import { Gather, isSameMoment } from '../db/gather.js';
import { newId } from '../db/ids.js';
import { preparedReader } from '../db/prepared-reader.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { applyDecision } from './apply-decision.js';
import { type Assessment, assess } from './assess.js';
import { type NumberlessDecision, settleOwn } from './decision-row.js';

export interface ProposeInput {
  caseId: string;
  /** The version of the case that the proposer saw. */
  caseVersion: number;
  kind: ActionKind;
  scope: Scope | null;
  subjects: readonly SubjectRef[] | null;
  route: Route;
  ground: Ground | null;
  clause: string | null;
  /** Alert ids. */
  evidence: readonly string[];
  /** What the customer will read; specific enough to be contested. */
  facts: string;
  reasons: string;
  considered: readonly string[];
  until: Date | null;
  restriction?: unknown;
  /** For "no violation": what the alerts were, and why. */
  clearing?: Clearing | null;
}

export type ProposeResult =
  | { ok: true; decisionId: string; number: number; state: 'proposed' | 'approved'; caseVersion: number }
  | (Refusal & { field?: string; problems?: readonly (Refusal & { field?: string })[] });

const PROPOSAL_DAYS = 7;

/** Proposes a decision on a case; what needs no second person is approved and carried out in the same transaction. */
@Injectable()
export class ProposeDecision {
  private readonly clearings: Gather<Proposal, ProposeResult>;

  constructor(private readonly uow: UnitOfWork) {
    this.clearings = new Gather<Proposal, ProposeResult>({
      most: 8,
      groupsAtOnce: 3,
      fits: (group, one) =>
        group.every(({ input }) => input.caseId !== one.input.caseId) &&
        isSameMoment((group[0] ?? one).context, one.context),
      serve: (group) => this.proposeTogether(group),
    });
  }

  async propose(context: CommandContext, input: ProposeInput): Promise<ProposeResult> {
    // The commonest end of a case, and a small one: those of one moment are written together.
    return input.kind === 'no_violation'
      ? this.clearings.ask({ context, input })
      : this.uow.run(context, (tx) => proposeIn(tx, input));
  }

  /** Each of another case. Cases are locked in the order of their ids, as everywhere. */
  private async proposeTogether(group: readonly Proposal[]): Promise<ProposeResult[]> {
    const inOrder = [...group].sort((one, other) => (one.input.caseId < other.input.caseId ? -1 : 1));
    const results = await this.uow.runTogether(
      inOrder.map(({ context }) => context),
      async (txs) => {
        const proposing = txs.map((tx, index) => proposeIn(tx, (inOrder[index] as Proposal).input));
        // All come to their end, whatever happens to one, before the transaction does.
        await Promise.allSettled(proposing);
        return Promise.all(proposing);
      },
    );
    return group.map((proposal) => results[inOrder.indexOf(proposal)] as ProposeResult);
  }
}

interface Proposal {
  context: CommandContext;
  input: ProposeInput;
}

async function proposeIn(tx: Tx, input: ProposeInput): Promise<ProposeResult> {
  const { actor, now } = tx.context;
  if (actor.kind !== 'staff') return refuse('ROLE_NOT_ALLOWED', 'Only staff propose decisions.');
  // All that has to be read travels with the lock, and is read under it.
  const locking = lockCase(tx, input.caseId);
  const severity = locking.then((found) => (found?.severity ?? 0) as Severity);
  const [locked, sides, assessment] = await Promise.all([
    locking,
    tx.prepared<{ side: string }>(
      'participant-side',
      'select side from case_participant where case_id = $1 and staff_id = $2',
      [input.caseId, actor.id],
    ),
    assess(preparedReader(tx), { ...input, clauseId: input.clause, severity }, now),
  ]);
  if (!locked) return refuse('NOT_FOUND', 'There is no such case.');
  if (
    locked.version !== input.caseVersion &&
    holderOf({ heldBy: locked.heldBy, leaseUntil: locked.heldUntil }, now) !== actor.id
  ) {
    return refuse('STALE', 'The case changed since you opened it. Look again before you decide.', ['reload']);
  }
  const missing = missingEvidence(input, assessment);
  if (missing) return missing;

  const [first] = assessment.check.problems;
  // Who may, and from which state, comes before what is wrong with the form.
  const held = stepCase(
    tx,
    locked,
    {
      type: 'propose',
      reason: input.reasons,
      consulted: { exceptions: now, declarations: now, contractTerms: now },
      subjectsWithoutFinding: first ? [] : assessment.plan.withoutFinding,
    },
    { kind: input.kind },
  );
  if (held) return abandon(tx, held);
  if (first) return abandon(tx, { ...first, problems: assessment.check.problems });
  if (sides[0]?.side === 'appeal') {
    return abandon(tx, refuse('HAD_PART_IN_APPEAL', 'You heard an appeal in this case and can’t decide it.'));
  }

  const { decision, numbered } = insertDecision(tx, input, assessment);
  tx.record({
    stage: 'decisions',
    kind: 'decision.propose',
    entityKind: 'decision',
    entityId: decision.id,
    caseId: locked.id,
    body: {
      why: input.reasons,
      after: { state: 'proposed' },
      facts: {
        kind: input.kind,
        scope: input.scope,
        route: input.route,
        ground: input.ground,
        subjects: assessment.plan.hit.length,
        leftOut: assessment.plan.leftOut.length,
        ...assessment.reach,
        families: assessment.check.independence.families,
        bindingHash: assessment.bindingHash.toString('hex'),
      },
    },
  });
  const settled = assessment.needed.length === 0;
  if (settled) settleOwn(tx, decision);
  const [number] = await Promise.all([numbered, settled ? applyDecision(tx, locked, decision, assessment) : undefined]);
  await saveCase(tx, locked);
  return {
    ok: true,
    decisionId: decision.id,
    number,
    state: decision.state as 'proposed' | 'approved',
    caseVersion: locked.version,
  };
}

/** A refusal after a step was rehearsed: the events that the rehearsal recorded must not be written. */
function abandon<R extends Refusal>(tx: Tx, refusal: R): R {
  tx.discard();
  return refusal;
}

function missingEvidence(input: ProposeInput, assessment: Assessment): (Refusal & { field: string }) | null {
  const found = new Set(assessment.evidence.map((item) => item.id));
  const missing = input.evidence.filter((id) => !found.has(id));
  return missing.length === 0
    ? null
    : {
        ...refuse('EVIDENCE_NOT_IN_CASE', `${missing.length} of the alerts that you named are not in this case.`),
        field: 'evidence',
      };
}

// One statement: the foreign keys between its rows are checked at its end.
const INSERT = `
  with side as (
    insert into case_participant (case_id, staff_id, side, part, at) values ($2, $3, 'first_instance', 'proposer', $4)
    on conflict (case_id, staff_id) do nothing
  ), made as (
    insert into decision (id, case_id, kind, state, scope, route, ground, clause_id, policy_version, facts, reasons, considered, reach,
      independence, load_bearing, binding_hash, until, proposer_id, proposed_at, needed, expires_at, outcome_verdict, outcome_reason, restriction, decided_at)
    values ($1, $2, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $3, $4, $20, $21, $22, $23, $24,
      case when $6 = 'approved' then $4::timestamptz end)
    returning number
  ), participant as (
    insert into decision_participant (decision_id, case_id, staff_id, role, at) values ($1, $2, $3, 'proposer', $4)
  ), evidence as (
    insert into decision_evidence (decision_id, alert_id, element, detector_id, detector_version, family, sources, load_bearing)
    select $1, e.alert_id, 'conduct', e.detector_id, e.detector_version, e.family, string_to_array(e.sources, E'\\n'), e.load_bearing
    from unnest($25::uuid[], $26::text[], $27::text[], $28::text[], $29::text[], $30::boolean[])
      as e(alert_id, detector_id, detector_version, family, sources, load_bearing)
  ), subjects as (
    insert into decision_subject (decision_id, subject_kind, subject_id, organization_id)
    select $1, s.kind, s.id, s.organization_id from unnest($31::text[], $32::text[], $33::text[]) as s(kind, id, organization_id)
  )
  select number from made`;

/** Sends the insert; `numbered` is its number, once it has been made. */
function insertDecision(
  tx: Tx,
  input: ProposeInput,
  assessment: Assessment,
): { decision: NumberlessDecision; numbered: Promise<number> } {
  const { actor, now } = tx.context;
  const { evidence, hit, check } = assessment;
  const bearing = new Set(check.independence.loadBearing);
  const id = newId(now);
  const expiresAt = new Date(now.getTime() + PROPOSAL_DAYS * 86_400_000);
  const state = assessment.needed.length === 0 ? 'approved' : 'proposed';
  const inserted = tx.prepared<{ number: number }>('insert-decision', INSERT, [
    id,
    input.caseId,
    actor.id,
    now,
    input.kind,
    state,
    rungOf(input.kind).hits ? (input.scope ?? 'account') : null,
    input.route,
    input.ground,
    input.clause,
    assessment.policyVersion,
    input.facts,
    input.reasons,
    JSON.stringify(input.considered),
    JSON.stringify({
      ...assessment.reach,
      leftOut: countBy(assessment.plan.leftOut),
      subjects: hit.length,
      named: input.subjects !== null,
    }),
    JSON.stringify(check.independence),
    JSON.stringify(check.independence.loadBearing),
    assessment.bindingHash,
    input.until,
    JSON.stringify(assessment.needed),
    expiresAt,
    input.clearing?.verdict ?? null,
    input.clearing?.reason ?? null,
    input.restriction === undefined ? null : JSON.stringify(input.restriction),
    evidence.map((item) => item.id),
    evidence.map((item) => item.detectorId),
    evidence.map((item) => item.detectorVersion),
    evidence.map((item) => item.family),
    evidence.map((item) => item.sources.join('\n')),
    evidence.map((item) => bearing.has(item.id)),
    hit.map((subject) => subject.kind),
    hit.map((subject) => subject.id),
    hit.map((subject) => subject.organizationId),
  ]);
  const decision: NumberlessDecision = {
    id,
    caseId: input.caseId,
    state: 'proposed',
    kind: input.kind,
    scope: input.scope ?? 'account',
    route: input.route,
    clauseId: input.clause,
    until: input.until,
    proposerId: actor.id,
    proposedAt: now,
    expiresAt,
    needed: [...assessment.needed],
    given: [],
    clearing: input.clearing ?? null,
    bindingHash: assessment.bindingHash,
    automatic: false,
  };
  return { decision, numbered: inserted.then(([row]) => row?.number ?? 0) };
}

function countBy(leftOut: Assessment['plan']['leftOut']): { finding: string; subjects: number; why: string }[] {
  const counts = new Map<string, { finding: string; subjects: number; why: string }>();
  for (const { finding, because } of leftOut) {
    const entry = counts.get(finding) ?? { finding, subjects: 0, why: because };
    entry.subjects += 1;
    counts.set(finding, entry);
  }
  return [...counts.values()];
}

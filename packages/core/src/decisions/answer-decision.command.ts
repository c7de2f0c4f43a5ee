import { Injectable } from '@nestjs/common';
import { type Binding, compareBinding, type Refusal, refuse, type Severity, SYSTEM } from '@portcullis/domain';
import { type LockedCase, lockCase, saveCase, stepCase } from '../casework/case-step.js';
import { newId } from '../db/ids.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { applyDecision } from './apply-decision.js';
import { type Assessment, assess } from './assess.js';
import { type DecisionRow, lockDecision, stepDecision } from './decision-row.js';

export interface AnswerInput {
  decisionId: string;
  reason: string;
  /** The binding that the approver saw (hex); absent: the one of the proposal. */
  bindingHash?: string | null;
}
export type AnswerResult = { ok: true; state: DecisionRow['state']; missing: number } | Refusal;

type Answer = 'approve' | 'return' | 'refuse' | 'withdraw' | 'expire';

/** The second person's answer to a proposal, and the proposer's withdrawal of it. */
@Injectable()
export class AnswerDecision {
  constructor(private readonly uow: UnitOfWork) {}

  /** Adds an approval; the last one that is needed carries the decision out. */
  approve(context: CommandContext, input: AnswerInput): Promise<AnswerResult> {
    return this.uow.run(context, (tx) => answer(tx, 'approve', input));
  }
  /** Sends it back to its proposer with a point to mend. */
  return(context: CommandContext, input: AnswerInput): Promise<AnswerResult> {
    return this.uow.run(context, (tx) => answer(tx, 'return', input));
  }
  refuse(context: CommandContext, input: AnswerInput): Promise<AnswerResult> {
    return this.uow.run(context, (tx) => answer(tx, 'refuse', input));
  }
  withdraw(context: CommandContext, input: AnswerInput): Promise<AnswerResult> {
    return this.uow.run(context, (tx) => answer(tx, 'withdraw', input));
  }
  /** Expires what nobody answered in time. @returns how many */
  async expireDue(context: CommandContext): Promise<number> {
    const due = await this.uow.read<{ id: string }>(
      `select id from decision where state = 'proposed' and expires_at <= $1 order by id limit 500`,
      [context.now],
    );
    for (const { id } of due) {
      await this.uow.run({ ...context, actor: SYSTEM }, (tx) =>
        answer(tx, 'expire', { decisionId: id, reason: 'not answered in time' }),
      );
    }
    return due.length;
  }
}

async function answer(tx: Tx, type: Answer, input: AnswerInput): Promise<AnswerResult> {
  const [ref] = await tx.query<{ caseId: string }>('select case_id as "caseId" from decision where id = $1', [
    input.decisionId,
  ]);
  const locked = ref ? await lockCase(tx, ref.caseId) : null;
  const decision = locked ? await lockDecision(tx, input.decisionId) : null;
  if (!locked || !decision) return refuse('NOT_FOUND', 'There is no such decision.');

  if (type !== 'approve') {
    const refusal = stepDecision(tx, decision, { type, reason: input.reason });
    if (refusal) return refusal;
    const back = stepCase(tx, locked, { type: BACK[type], reason: input.reason });
    if (back) return abandon(tx, back);
    if (type === 'return' || type === 'refuse')
      await insertApproval(tx, decision, type === 'return' ? 'returned' : 'refused', input.reason);
    await updateDecision(tx, decision, input.reason);
    await saveCase(tx, locked);
    return { ok: true, state: decision.state, missing: 0 };
  }

  const assessment = await assessAgain(tx, locked, decision);
  const seen = input.bindingHash ? Buffer.from(input.bindingHash, 'hex') : decision.bindingHash;
  const changed =
    seen.equals(assessment.current.bindingHash) && seen.equals(decision.bindingHash) ? [] : assessment.changes;
  const refusal = stepDecision(tx, decision, {
    type: 'approve',
    reason: input.reason,
    changedBeyondTolerance: changed,
  });
  if (refusal) return refusal;
  await insertApproval(tx, decision, 'approved', input.reason);
  await updateDecision(tx, decision, null);
  if (decision.state === 'approved') {
    await applyDecision(tx, locked, decision, assessment.current);
    await saveCase(tx, locked);
  }
  return { ok: true, state: decision.state, missing: decision.needed.length - decision.given.length };
}

const BACK = {
  return: 'proposal_returned',
  refuse: 'proposal_refused',
  withdraw: 'proposal_withdrawn',
  expire: 'proposal_expired',
} as const satisfies Record<Exclude<Answer, 'approve'>, string>;

function abandon<R extends Refusal>(tx: Tx, refusal: R): R {
  tx.discard();
  return refusal;
}

interface ProposedRow {
  subjects: { kind: never; id: string }[];
  evidence: string[];
  reach: Binding['reach'];
  policyVersion: number;
  ground: never;
  reasons: string;
  considered: string[];
}

const PROPOSED = `
  select d.reach, d.policy_version as "policyVersion", d.ground, d.reasons, d.considered,
    coalesce((select json_agg(json_build_object('kind', s.subject_kind, 'id', s.subject_id)) from decision_subject s where s.decision_id = d.id), '[]') as subjects,
    coalesce((select json_agg(e.alert_id) from decision_evidence e where e.decision_id = d.id), '[]') as evidence
  from decision d where d.id = $1`;

/** Assesses an open proposal as of now, and says what changed beyond tolerance since it was made. */
export async function reassess(
  read: Tx['query'],
  decision: Pick<DecisionRow, 'id' | 'caseId' | 'kind' | 'scope' | 'route' | 'clauseId' | 'until'>,
  severity: number,
  now: Date,
): Promise<{ current: Assessment; changes: readonly string[] }> {
  const [row] = await read<ProposedRow>(PROPOSED, [decision.id]);
  if (!row) throw new Error(`decision ${decision.id} is gone`);
  const current = await assess(
    read,
    {
      caseId: decision.caseId,
      severity: severity as Severity,
      kind: decision.kind,
      scope: decision.scope,
      subjects: row.subjects,
      evidence: row.evidence,
      until: decision.until,
      clauseId: decision.clauseId,
      route: decision.route,
      ground: row.ground,
      reasons: row.reasons,
      considered: row.considered,
    },
    now,
  );
  const { accounts, seats, exchanges30d, paying, unknownSubjects } = row.reach;
  const proposed: Binding = {
    ...current.binding,
    policyVersion: row.policyVersion,
    // Accepted alerts never change, so evidence can only go missing (split off, withdrawn from the case).
    evidence: row.evidence.map((id) => ({
      id,
      digest: current.evidence.find((item) => item.id === id)?.digest ?? 'gone',
    })),
    subjects: row.subjects,
    reach: { accounts, seats, exchanges30d, paying, unknownSubjects },
  };
  const changes = [...compareBinding(proposed, current.binding)];
  if (current.plan.hit.length < row.subjects.length) {
    changes.push(`${row.subjects.length - current.plan.hit.length} of the subjects have another finding now`);
  }
  if (current.check.problems.length > 0) changes.push(...current.check.problems.map((problem) => problem.message));
  return { current, changes };
}

const assessAgain = (tx: Tx, locked: LockedCase, decision: DecisionRow) =>
  reassess((sql, values) => tx.query(sql, values), decision, locked.severity, tx.context.now);

async function insertApproval(
  tx: Tx,
  decision: DecisionRow,
  given: 'approved' | 'returned' | 'refused',
  reason: string,
): Promise<void> {
  const { actor, now } = tx.context;
  const slot = given === 'approved' ? (decision.given.at(-1)?.slot ?? null) : null;
  await tx.query(
    `with side as (
       insert into case_participant (case_id, staff_id, side, part, at) values ($2, $3, 'first_instance', 'approver', $4)
       on conflict (case_id, staff_id) do nothing
     ), participant as (
       insert into decision_participant (decision_id, case_id, staff_id, role, at) values ($1, $2, $3, 'approver', $4)
     )
     insert into approval (id, decision_id, staff_id, answer, slot, binding_hash, reason, at) values ($5, $1, $3, $6, $7, $8, $9, $4)`,
    [decision.id, decision.caseId, actor.id, now, newId(now), given, slot, decision.bindingHash, reason],
  );
}

async function updateDecision(tx: Tx, decision: DecisionRow, endedReason: string | null): Promise<void> {
  await tx.query(
    `update decision set state = $2, ended_reason = $3, decided_at = case when $2 = 'proposed' then null else $4::timestamptz end, version = version + 1 where id = $1`,
    [decision.id, decision.state, endedReason, tx.context.now],
  );
}

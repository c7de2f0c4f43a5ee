import {
  type ActionKind,
  type Actor,
  type AppealCommand,
  type AppealRefusalCode,
  type AppealState,
  type AppealThing,
  decideAppeal,
  type Refusal,
  type ReversalReason,
  SCOPES,
  type Scope,
  severityOfKind,
} from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';

/** An appeal that a command has locked, with the actions that it is about. */
export interface AppealRow {
  id: string;
  number: number;
  customerId: string;
  noticeId: string;
  decisionId: string;
  state: AppealState;
  statement: string;
  submittedAt: Date | null;
  acknowledgedAt: Date | null;
  dueAt: Date | null;
  pausedAt: Date | null;
  rounds: number;
  answerDueAt: Date | null;
  decidedAt: Date | null;
  cured: boolean;
  onTheFile: boolean;
  interimRelief: 'none' | 'asked' | 'granted' | 'refused';
  reliefDueAt: Date | null;
  reliefLimits: string | null;
  /** Why the customer says that work can't wait. */
  reliefReason: string | null;
  /** When the temporary access was taken back; null while it runs, and where there was none. */
  reliefEndedAt: Date | null;
  windowEndsAt: Date | null;
  reversalReason: ReversalReason | null;
  result: string | null;
  resultText: string | null;
  version: number;
  actions: AppealedAction[];
  /** From appeal_review, which customers can't see: null on the customer's side. */
  reviewerId: string | null;
  proposed: AppealThing['proposed'];
  caseId: string;
}
export interface AppealedAction {
  id: string;
  kind: ActionKind;
  scope: Scope;
  caseId: string;
  subjectKind: string;
  subjectId: string;
}

const LOCK = `
  select p.id, p.number, p.customer_id as "customerId", p.notice_id as "noticeId", p.decision_id as "decisionId", p.state, p.statement,
    p.submitted_at as "submittedAt", p.acknowledged_at as "acknowledgedAt", p.due_at as "dueAt", p.paused_at as "pausedAt",
    p.question_rounds as rounds, p.answer_due_at as "answerDueAt", p.decided_at as "decidedAt", p.cured, p.on_the_file as "onTheFile",
    p.interim_relief as "interimRelief", p.relief_due_at as "reliefDueAt", p.relief_limits as "reliefLimits", p.relief_reason as "reliefReason", p.relief_ended_at as "reliefEndedAt",
    n.appeal_until as "windowEndsAt", p.result_reason as "reversalReason", p.result, p.result_text as "resultText", p.version
  from appeal p join notice n on n.id = p.notice_id where p.id = $1 for update of p`;

const ACTIONS = `
  select a.id, a.kind, a.scope, a.case_id as "caseId", a.subject_kind as "subjectKind", a.subject_id as "subjectId"
  from appeal_action x join action a on a.id = x.action_id where x.appeal_id = $1 order by a.id`;

/** Locks an appeal. Lock its case and its actions first where they change too. @returns null when the caller can't see one */
export async function lockAppeal(tx: Tx, appealId: string): Promise<AppealRow | null> {
  const [row] = await tx.query<AppealRow>(LOCK, [appealId]);
  if (!row) return null;
  row.actions = await tx.query<AppealedAction>(ACTIONS, [appealId]);
  row.caseId = row.actions[0]?.caseId ?? '';
  row.reviewerId = null;
  row.proposed = null;
  return row;
}

/** The harshest of the actions speaks for the appeal. */
export function leadingAction(actions: readonly AppealedAction[]): AppealThing['action'] {
  const [lead] = [...actions].sort(
    (a, b) => severityOfKind(b.kind) - severityOfKind(a.kind) || SCOPES.indexOf(b.scope) - SCOPES.indexOf(a.scope),
  );
  if (!lead) throw new Error('an appeal without an action');
  return { id: lead.id, kind: lead.kind, scope: lead.scope };
}

/** Takes an appeal one step along its machine, in memory, with its event. @returns null when done, else the refusal */
export function stepAppeal(
  tx: Tx,
  appeal: AppealRow,
  command: AppealCommand,
  actor: Actor = tx.context.actor,
): Refusal<AppealRefusalCode> | null {
  const { now } = tx.context;
  const lead = leadingAction(appeal.actions);
  const decided = decideAppeal({ ...appeal, action: lead }, command, { now, actor });
  if (!decided.ok) return decided;
  const { next } = decided;
  Object.assign(appeal, {
    state: next.state,
    reviewerId: next.reviewerId,
    rounds: next.rounds,
    cured: next.cured,
    onTheFile: next.onTheFile,
    proposed: next.proposed,
    reversalReason: next.reversalReason,
  });
  for (const event of decided.events) {
    tx.record({
      stage: 'appeals',
      kind: event.name,
      entityKind: 'appeal',
      entityId: appeal.id,
      caseId: appeal.caseId,
      automatic: event.automatic,
      body: {
        why: event.reason ?? undefined,
        before: { state: event.from },
        after: { state: event.to },
        facts: {
          kind: lead.kind,
          scope: lead.scope,
          actions: appeal.actions.length,
          msSinceSubmitted: appeal.submittedAt ? now.getTime() - appeal.submittedAt.getTime() : null,
          ...event.detail,
        },
      },
    });
  }
  return null;
}

/** Writes an appeal that was stepped, with its next version. */
export async function saveAppeal(tx: Tx, appeal: AppealRow): Promise<void> {
  appeal.version += 1;
  await tx.query(
    `update appeal set state = $2, statement = $3, submitted_at = $4, acknowledged_at = $5, due_at = $6, paused_at = $7,
       question_rounds = $8, answer_due_at = $9, decided_at = $10, cured = $11, on_the_file = $12, interim_relief = $13,
       relief_due_at = $14, relief_limits = $15, result = $16, result_reason = $17, result_text = $18, version = $19, relief_reason = $20
     where id = $1`,
    [
      appeal.id,
      appeal.state,
      appeal.statement,
      appeal.submittedAt,
      appeal.acknowledgedAt,
      appeal.dueAt,
      appeal.pausedAt,
      appeal.rounds,
      appeal.answerDueAt,
      appeal.decidedAt,
      appeal.cured,
      appeal.onTheFile,
      appeal.interimRelief,
      appeal.reliefDueAt,
      appeal.reliefLimits,
      appeal.result,
      appeal.reversalReason,
      appeal.resultText,
      appeal.version,
      appeal.reliefReason,
    ],
  );
}

/** The clock stands while the customer has the ball, and the deadline moves by as long. */
export function pauseClock(appeal: AppealRow, now: Date): void {
  appeal.pausedAt ??= now;
}
export function resumeClock(appeal: AppealRow, now: Date): void {
  if (appeal.pausedAt && appeal.dueAt)
    appeal.dueAt = new Date(appeal.dueAt.getTime() + now.getTime() - appeal.pausedAt.getTime());
  appeal.pausedAt = null;
}

/** Closes the claim that an appeal has on its actions: another one may be filed. */
export async function releaseActions(tx: Tx, appeal: AppealRow): Promise<void> {
  await tx.query('update appeal_action set open = false where appeal_id = $1', [appeal.id]);
}

import { Injectable } from '@nestjs/common';
import {
  APPEALABLE_ACTION_STATES,
  DEFAULT_APPEAL_POLICY,
  decideRelief,
  type Refusal,
  refuse,
  SYSTEM,
} from '@portcullis/domain';
import { newId } from '../db/ids.js';
import type { CommandContext, Tx } from '../db/unit-of-work.js';
import {
  type AppealedAction,
  type AppealRow,
  lockAppeal,
  releaseActions,
  resumeClock,
  saveAppeal,
  stepAppeal,
} from './appeal-row.js';
import { type CustomerScope, CustomerUnitOfWork } from './customer-unit-of-work.js';

export interface FileAppealInput {
  statement: string;
  /** What is said to be wrong, such as `location`, `ownership`, `gateway`. */
  grounds: readonly string[];
  contactName: string;
  standing: 'verified_contact' | 'administrator' | 'representative';
  /** Why work can't wait; asks for temporary access during the review. */
  relief?: string | null;
}
export type AppealAnswer = { ok: true; appealId: string; number: number; version: number } | Refusal;

const HOUR = 3_600_000;

/** What a customer does about an action: appeal, add, answer, ask for temporary access, withdraw. */
@Injectable()
export class FileAppeal {
  constructor(private readonly uow: CustomerUnitOfWork) {}

  /** Files an appeal against all actions of the notice that the customer holds. It is acknowledged at once. */
  file(context: CommandContext, scope: CustomerScope, input: FileAppealInput): Promise<AppealAnswer> {
    return this.uow.run(context, scope, async (tx) => {
      const made = await openDraft(tx, scope, input);
      if ('code' in made) return made;
      const refusal = stepAppeal(tx, made, {
        type: 'submit',
        hasStanding: true,
        otherOpenAppeals: 0,
        statement: input.statement,
      });
      if (refusal) return refusal;
      await insertAppeal(tx, made, input);
      acknowledge(tx, made);
      if (input.relief?.trim()) {
        const asked = relief(tx, made, input.relief);
        if (asked) return abandon(tx, asked);
      }
      await saveAppeal(tx, made);
      return { ok: true, appealId: made.id, number: made.number, version: made.version };
    });
  }

  /** A message to the reviewer; where a question is open, it is the answer. */
  message(context: CommandContext, scope: CustomerScope, appealId: string, body: string): Promise<AppealAnswer> {
    return this.onAppeal(context, scope, appealId, async (tx, appeal) => {
      if (!body.trim()) return refuse('MESSAGE_REQUIRED', 'Write something first.', ['message']);
      if (appeal.state === 'info_requested') {
        const refusal = stepAppeal(tx, appeal, { type: 'answer' });
        if (refusal) return refusal;
        resumeClock(appeal, tx.context.now);
        appeal.answerDueAt = null;
      } else if (appeal.decidedAt) {
        return refuse('DECIDED', 'This appeal is decided. Reply to the mail to reach a person.');
      } else {
        tx.record({
          stage: 'appeals',
          kind: 'appeal.message',
          entityKind: 'appeal',
          entityId: appeal.id,
          caseId: appeal.caseId,
        });
      }
      await insertMessage(tx, appeal, body);
      return null;
    });
  }

  withdraw(context: CommandContext, scope: CustomerScope, appealId: string, reason: string): Promise<AppealAnswer> {
    return this.onAppeal(context, scope, appealId, async (tx, appeal) => {
      const refusal = stepAppeal(tx, appeal, { type: 'withdraw', reason });
      if (refusal) return refusal;
      Object.assign(appeal, { result: 'withdrawn', decidedAt: tx.context.now, pausedAt: null });
      await releaseActions(tx, appeal);
      return null;
    });
  }

  /** Completes an appeal that could not be looked into as it stood; possible once. */
  cure(context: CommandContext, scope: CustomerScope, appealId: string, statement: string): Promise<AppealAnswer> {
    return this.onAppeal(context, scope, appealId, async (tx, appeal) => {
      const refusal = stepAppeal(tx, appeal, { type: 'cure', hasStanding: true, otherOpenAppeals: 0, statement });
      if (refusal) return refusal;
      Object.assign(appeal, { statement, result: null, resultText: null, decidedAt: null });
      await tx.query('update appeal_action set open = true where appeal_id = $1', [appeal.id]);
      acknowledge(tx, appeal);
      return null;
    });
  }

  askRelief(context: CommandContext, scope: CustomerScope, appealId: string, reason: string): Promise<AppealAnswer> {
    return this.onAppeal(context, scope, appealId, async (tx, appeal) => relief(tx, appeal, reason));
  }

  private onAppeal(
    context: CommandContext,
    scope: CustomerScope,
    appealId: string,
    work: (tx: Tx, appeal: AppealRow) => Promise<Refusal | null>,
  ): Promise<AppealAnswer> {
    return this.uow.run(context, scope, async (tx) => {
      const appeal = await lockAppeal(tx, appealId);
      if (!appeal) return refuse('NOT_FOUND', 'There is no such appeal.');
      const refusal = await work(tx, appeal);
      if (refusal) return abandon(tx, refusal);
      await saveAppeal(tx, appeal);
      return { ok: true, appealId: appeal.id, number: appeal.number, version: appeal.version };
    });
  }
}

function abandon<R extends Refusal>(tx: Tx, refusal: R): R {
  tx.discard();
  return refusal;
}

interface NoticeRow {
  decisionId: string;
  windowEndsAt: Date | null;
}

async function openDraft(tx: Tx, scope: CustomerScope, input: FileAppealInput): Promise<AppealRow | Refusal> {
  const [notice] = await tx.query<NoticeRow>(
    'select decision_id as "decisionId", appeal_until as "windowEndsAt" from notice where id = $1 for update',
    [scope.noticeId],
  );
  if (!notice) return refuse('NOT_FOUND', 'There is no such notice.');
  const actions = await tx.query<AppealedAction & { state: string; openAppeal: string | null }>(
    `select a.id, a.kind, a.scope, a.case_id as "caseId", a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.state,
       (select x.appeal_id from appeal_action x where x.action_id = a.id and x.open) as "openAppeal"
     from notice_action n join action a on a.id = n.action_id where n.notice_id = $1 order by a.id`,
    [scope.noticeId],
  );
  if (actions.some((action) => action.openAppeal !== null)) {
    return refuse('APPEAL_ALREADY_OPEN', 'You have already appealed. Add to that appeal instead.', ['message']);
  }
  const appealable = actions.filter((action) =>
    ['executing', 'failed', 'retrying', ...APPEALABLE_ACTION_STATES].includes(action.state as never),
  );
  if (appealable.length === 0) return refuse('NOTHING_TO_APPEAL', 'Nothing of this is in effect any more.');
  return {
    id: newId(tx.context.now),
    number: 0,
    customerId: scope.customerId,
    noticeId: scope.noticeId,
    decisionId: notice.decisionId,
    state: 'draft',
    statement: input.statement.trim(),
    submittedAt: tx.context.now,
    acknowledgedAt: null,
    dueAt: null,
    pausedAt: null,
    rounds: 0,
    answerDueAt: null,
    decidedAt: null,
    cured: false,
    onTheFile: false,
    interimRelief: 'none',
    reliefDueAt: null,
    reliefLimits: null,
    windowEndsAt: notice.windowEndsAt,
    reversalReason: null,
    result: null,
    resultText: null,
    version: 1,
    actions: appealable,
    reviewerId: null,
    proposed: null,
    caseId: appealable[0]?.caseId ?? '',
  };
}

async function insertAppeal(tx: Tx, appeal: AppealRow, input: FileAppealInput): Promise<void> {
  const [row] = await tx.query<{ number: number }>(
    `insert into appeal (id, customer_id, notice_id, decision_id, state, standing, contact_name, statement, grounds, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning number`,
    [
      appeal.id,
      appeal.customerId,
      appeal.noticeId,
      appeal.decisionId,
      appeal.state,
      input.standing,
      input.contactName,
      appeal.statement,
      input.grounds,
      tx.context.now,
    ],
  );
  appeal.number = row?.number ?? 0;
  await tx.query(`insert into appeal_action (appeal_id, action_id, customer_id) select $1, unnest($2::uuid[]), $3`, [
    appeal.id,
    appeal.actions.map((action) => action.id),
    appeal.customerId,
  ]);
}

/** The system answers at once, and the clock to the decision starts. */
function acknowledge(tx: Tx, appeal: AppealRow): void {
  const { now } = tx.context;
  const refusal = stepAppeal(tx, appeal, { type: 'acknowledge' }, SYSTEM);
  if (refusal) throw new Error(`appeal ${appeal.id} can't be acknowledged: ${refusal.message}`);
  appeal.submittedAt ??= now;
  appeal.acknowledgedAt = now;
  appeal.dueAt = new Date(now.getTime() + DEFAULT_APPEAL_POLICY.targetHours * HOUR);
  tx.enqueue({
    topic: 'notices.compose',
    payload: { appealId: appeal.id, kind: 'appeal_acknowledged', at: now.toISOString() },
  });
}

function relief(tx: Tx, appeal: AppealRow, reason: string): Refusal | null {
  const current = { state: appeal.interimRelief, answerDueAt: appeal.reliefDueAt, limits: appeal.reliefLimits };
  const decided = decideRelief(current, { type: 'ask', reason }, { now: tx.context.now, actor: tx.context.actor });
  if (!decided.ok) return decided;
  appeal.interimRelief = decided.next.state;
  appeal.reliefDueAt = decided.next.answerDueAt;
  tx.record({
    stage: 'appeals',
    kind: 'relief.ask',
    entityKind: 'appeal',
    entityId: appeal.id,
    caseId: appeal.caseId,
    body: { why: reason },
  });
  return null;
}

async function insertMessage(tx: Tx, appeal: AppealRow, body: string): Promise<void> {
  await tx.query(
    `insert into appeal_message (id, appeal_id, customer_id, from_kind, body, at) values ($1, $2, $3, 'customer', $4, $5)`,
    [newId(tx.context.now), appeal.id, appeal.customerId, body.trim(), tx.context.now],
  );
}

import { Injectable } from '@nestjs/common';
import { type Refusal, refuse } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import type { CommandContext, Tx } from '../db/unit-of-work.js';
import { acknowledge, askForRelief } from './acknowledge.js';
import { type AppealRow, lockAppeal, releaseActions, resumeClock, saveAppeal, stepAppeal } from './appeal-row.js';
import { type NotAppealable } from './appealable.js';
import { type CustomerScope, CustomerUnitOfWork } from './customer-unit-of-work.js';
import { insertAppeal, openDraft } from './open-draft.js';

export interface FileAppealInput {
  statement: string;
  /** What is said to be wrong, such as `location`, `ownership`, `gateway`. */
  grounds: readonly string[];
  contactName: string;
  standing: 'verified_contact' | 'administrator' | 'representative';
  /** Why work can't wait; asks for temporary access during the review. */
  relief?: string | null;
}
/** An appeal after a command of its customer. */
export interface FiledAppeal {
  ok: true;
  appealId: string;
  number: number;
  state: string;
  dueAt: Date | null;
  version: number;
}
export type AppealAnswer = FiledAppeal | NotAppealable;
export type MessageAnswer = { ok: true; messageId: string; at: Date; answered: boolean } | Refusal;

/** The same words within this time are the second click of the same person. */
const SAME_CLICK_MS = 10 * 60_000;

/**
 * What a customer does about an action: appeal, add, answer, ask for temporary access, withdraw. Doing the same twice
 * doubles nothing: the second time answers as the first did, or says which appeal there is.
 */
@Injectable()
export class FileAppeal {
  constructor(private readonly uow: CustomerUnitOfWork) {}

  /** Files an appeal against all actions of the notice that the customer holds. It is acknowledged at once. */
  file(context: CommandContext, scope: CustomerScope, input: FileAppealInput): Promise<AppealAnswer> {
    return this.uow.attempt<FiledAppeal>(context, scope, async (tx) => {
      const appeal = await openDraft(tx, scope, input);
      if ('code' in appeal) return appeal;
      const { statement } = input;
      const refusal =
        stepAppeal(tx, appeal, { type: 'submit', hasStanding: true, otherOpenAppeals: 0, statement }) ??
        (input.relief?.trim() ? askForRelief(tx, appeal, input.relief.trim()) : null);
      if (refusal) return refusal;
      acknowledge(tx, appeal);
      await insertAppeal(tx, appeal, input);
      return filed(appeal);
    });
  }

  /** A message to the reviewer; where a question is open, it is the answer. */
  message(context: CommandContext, scope: CustomerScope, appealId: string, body: string): Promise<MessageAnswer> {
    return this.uow.attempt(context, scope, async (tx) => {
      const appeal = await lockAppeal(tx, appealId);
      if (!appeal || appeal.noticeId !== scope.noticeId) return noAppeal();
      const text = body.trim();
      if (!text) return refuse('MESSAGE_REQUIRED', 'Write something first.', ['message']);
      const before = await sameMessage(tx, appeal, text);
      if (before) return before;
      if (appeal.decidedAt) return alreadyDecided(appeal);
      if (await isFull(tx, appeal)) {
        return refuse('TOO_MANY_MESSAGES', 'This appeal holds as many messages as it can. Reply to the mail instead.');
      }
      const answered = appeal.state === 'info_requested';
      const refusal = answered ? answer(tx, appeal) : null;
      if (refusal) return refusal;
      if (!answered) recordOn(tx, appeal, 'appeal.message');
      const messageId = newId(context.now);
      await tx.query(
        `insert into appeal_message (id, appeal_id, customer_id, from_kind, body, at) values ($1, $2, $3, 'customer', $4, $5)`,
        [messageId, appeal.id, appeal.customerId, text, context.now],
      );
      await saveAppeal(tx, appeal);
      return { ok: true, messageId, at: context.now, answered };
    });
  }

  withdraw(context: CommandContext, scope: CustomerScope, appealId: string, reason: string): Promise<AppealAnswer> {
    return this.onAppeal(context, scope, appealId, async (tx, appeal) => {
      if (appeal.state === 'withdrawn') return 'unchanged';
      const refusal = stepAppeal(tx, appeal, { type: 'withdraw', reason });
      if (refusal) return refusal;
      Object.assign(appeal, { result: 'withdrawn', decidedAt: tx.context.now, pausedAt: null, answerDueAt: null });
      await releaseActions(tx, appeal);
      return null;
    });
  }

  /** Completes an appeal that could not be looked into as it stood; possible once. */
  cure(context: CommandContext, scope: CustomerScope, appealId: string, statement: string): Promise<AppealAnswer> {
    return this.onAppeal(context, scope, appealId, async (tx, appeal) => {
      const text = statement.trim();
      if (appeal.cured && appeal.state === 'acknowledged' && appeal.statement === text) return 'unchanged';
      const refusal = stepAppeal(tx, appeal, { type: 'cure', hasStanding: true, otherOpenAppeals: 0, statement: text });
      if (refusal) return refusal;
      Object.assign(appeal, { statement: text, result: null, resultText: null, decidedAt: null });
      await tx.query('update appeal_action set open = true where appeal_id = $1', [appeal.id]);
      acknowledge(tx, appeal);
      return null;
    });
  }

  askRelief(context: CommandContext, scope: CustomerScope, appealId: string, reason: string): Promise<AppealAnswer> {
    return this.onAppeal(context, scope, appealId, async (tx, appeal) =>
      appeal.interimRelief === 'asked' ? 'unchanged' : askForRelief(tx, appeal, reason.trim()),
    );
  }

  private onAppeal(
    context: CommandContext,
    scope: CustomerScope,
    appealId: string,
    work: (tx: Tx, appeal: AppealRow) => Promise<Refusal | 'unchanged' | null>,
  ): Promise<AppealAnswer> {
    return this.uow.attempt<FiledAppeal>(context, scope, async (tx) => {
      const appeal = await lockAppeal(tx, appealId);
      if (!appeal || appeal.noticeId !== scope.noticeId) return noAppeal();
      const refusal = await work(tx, appeal);
      if (refusal === 'unchanged') return filed(appeal);
      if (refusal) return refusal;
      await saveAppeal(tx, appeal);
      return filed(appeal);
    });
  }
}

export const noAppeal = () => refuse('NOT_FOUND', 'There is no such appeal.');

export const alreadyDecided = (appeal: AppealRow) =>
  appeal.state === 'inadmissible' && !appeal.cured
    ? refuse('COMPLETE_FIRST', 'Complete your appeal; you can do that once.', ['cure'])
    : refuse('DECIDED', 'This appeal is over. Reply to the mail to reach a person.');

export function recordOn(tx: Tx, appeal: AppealRow, kind: string, after?: unknown): void {
  const { id: entityId, caseId } = appeal;
  tx.record({ stage: 'appeals', kind, entityKind: 'appeal', entityId, caseId, ...(after ? { body: { after } } : {}) });
}

const filed = (appeal: AppealRow): FiledAppeal => ({
  ok: true,
  appealId: appeal.id,
  number: appeal.number,
  state: appeal.state,
  dueAt: appeal.dueAt,
  version: appeal.version,
});

/** The clock goes on from where it stood. */
function answer(tx: Tx, appeal: AppealRow): Refusal | null {
  const refusal = stepAppeal(tx, appeal, { type: 'answer' });
  if (refusal) return refusal;
  resumeClock(appeal, tx.context.now);
  appeal.answerDueAt = null;
  return null;
}

/** What a person can read before the deadline. An open question can always be answered. */
const MOST_MESSAGES = 200;

async function isFull(tx: Tx, appeal: AppealRow): Promise<boolean> {
  if (appeal.state === 'info_requested') return false;
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from appeal_message where appeal_id = $1 and from_kind = 'customer'`,
    [appeal.id],
  );
  return (row?.count ?? 0) >= MOST_MESSAGES;
}

async function sameMessage(tx: Tx, appeal: AppealRow, text: string): Promise<MessageAnswer | null> {
  const [last] = await tx.query<{ id: string; fromKind: string; body: string; at: Date }>(
    `select id, from_kind as "fromKind", body, at from appeal_message where appeal_id = $1 order by id desc limit 1`,
    [appeal.id],
  );
  const same = last?.fromKind === 'customer' && last.body === text;
  if (!same || tx.context.now.getTime() - last.at.getTime() > SAME_CLICK_MS) return null;
  return { ok: true, messageId: last.id, at: last.at, answered: false };
}

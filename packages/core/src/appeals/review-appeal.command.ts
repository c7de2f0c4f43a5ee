import { Injectable } from '@nestjs/common';
import { DEFAULT_APPEAL_POLICY, decideRelief, refuse, SYSTEM } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import {
  type AppealRow,
  lockAppeal,
  pauseClock,
  releaseActions,
  resumeClock,
  saveAppeal,
  stepAppeal,
} from './appeal-row.js';
import { endRelief, orderRelief } from './interim-relief.js';
import { matterOf } from './matter.query.js';
import {
  joinAppealSide,
  onAppeal,
  refuseUnlessIndependent,
  refuseUnlessMine,
  type StaffAppealAnswer,
} from './staff-appeal.js';

const DAY_MS = 86_400_000;

/** The work on an appeal before its end: taking it, reading, asking, writing, temporary access. */
@Injectable()
export class ReviewAppeal {
  constructor(private readonly uow: UnitOfWork) {}

  /** Takes an appeal; only somebody who had no part in the matter can. Taking it twice is harmless. */
  claim(context: CommandContext, appealId: string): Promise<StaffAppealAnswer> {
    return onAppeal(this.uow, context, { appealId, version: null }, async ({ tx, appeal }) => {
      if (appeal.reviewerId === context.actor.id && appeal.decidedAt === null) return 'unchanged';
      if (appeal.reviewerId) return refuse('HELD_BY_ANOTHER', 'Another appeal reviewer hears this one.');
      const matter = await matterOf(tx, appeal);
      const refusal =
        stepAppeal(tx, appeal, { type: 'admit', matter }) ??
        (await joinAppealSide(tx, appeal.caseId, 'appeal_reviewer'));
      if (refusal) return refusal;
      await tx.query(
        `insert into appeal_review (appeal_id, case_id, reviewer_id, assigned_at) values ($1, $2, $3, $4)
         on conflict (appeal_id) do update set reviewer_id = excluded.reviewer_id, assigned_at = excluded.assigned_at`,
        [appeal.id, appeal.caseId, context.actor.id, context.now],
      );
      return null;
    });
  }

  /** Notes what the reviewer thinks before the original reasons are unfolded. */
  noteFirstReading(context: CommandContext, appealId: string, text: string): Promise<StaffAppealAnswer> {
    return onAppeal(this.uow, context, { appealId, version: null }, async (work) => {
      const { tx, appeal } = work;
      const refusal = refuseUnlessMine(work) ?? refuseIfOver(appeal);
      if (refusal) return refusal;
      const note = text.trim();
      if (!note) return refuse('TEXT_REQUIRED', 'Write down how the case looks to you before you read the reasons.');
      const changed = await tx.execute(
        'update appeal_review set first_reading = $2, first_reading_at = $3 where appeal_id = $1 and first_reading_at is null',
        [appeal.id, note, context.now],
      );
      if (changed === 0) return refuse('ALREADY_NOTED', 'A first reading is noted already.', ['decide']);
      recordOn(tx, appeal, 'appeal.read', { internalNote: note });
      return null;
    });
  }

  /** Asks the customer; the clock stands until the answer or the deadline for it. Two rounds at most. */
  ask(context: CommandContext, appealId: string, version: number, question: string): Promise<StaffAppealAnswer> {
    return onAppeal(this.uow, context, { appealId, version }, async ({ tx, appeal }) => {
      const { now } = context;
      const matter = await matterOf(tx, appeal);
      const refusal = stepAppeal(tx, appeal, { type: 'ask', reason: question, question, matter });
      if (refusal) return refusal;
      pauseClock(appeal, now);
      appeal.answerDueAt = new Date(now.getTime() + DEFAULT_APPEAL_POLICY.answerDays * DAY_MS);
      const messageId = await insertMessage(tx, appeal, question, true);
      const payload = { appealId: appeal.id, kind: 'appeal_question' as const, messageId, at: now.toISOString() };
      tx.enqueue({ topic: 'notices.compose', payload });
      return null;
    });
  }

  message(context: CommandContext, appealId: string, body: string): Promise<StaffAppealAnswer> {
    return onAppeal(this.uow, context, { appealId, version: null }, async (work) => {
      const { tx, appeal } = work;
      const refusal = refuseUnlessMine(work) ?? refuseIfOver(appeal);
      if (refusal) return refusal;
      if (!body.trim()) return refuse('MESSAGE_REQUIRED', 'Write something first.');
      if (await isSaidAlready(tx, appeal, body.trim())) return 'unchanged';
      const messageId = await insertMessage(tx, appeal, body, false);
      recordOn(tx, appeal, 'appeal.message');
      const at = context.now.toISOString();
      tx.enqueue({ topic: 'notices.compose', payload: { appealId: appeal.id, kind: 'appeal_message', messageId, at } });
      return null;
    });
  }

  /** Answers a request for temporary access during the review. What is granted has limits, which the control plane is told. */
  decideRelief(
    context: CommandContext,
    appealId: string,
    version: number,
    grant: boolean,
    reason: string,
    limits: string,
  ): Promise<StaffAppealAnswer> {
    return onAppeal(this.uow, context, { appealId, version }, async (work) => {
      const { tx, appeal } = work;
      const barred = refuseIfOver(appeal) ?? (await refuseUnlessIndependent(work));
      if (barred) return barred;
      const current = { state: appeal.interimRelief, answerDueAt: appeal.reliefDueAt, limits: appeal.reliefLimits };
      const command = grant ? ({ type: 'grant', reason, limits } as const) : ({ type: 'refuse', reason } as const);
      const decided = decideRelief(current, command, { now: context.now, actor: context.actor });
      if (!decided.ok) return decided;
      Object.assign(appeal, { interimRelief: decided.next.state, reliefLimits: decided.next.limits });
      recordOn(tx, appeal, grant ? 'relief.grant' : 'relief.refuse', {
        why: reason,
        after: { limits: decided.next.limits },
      });
      const told = grant
        ? `Temporary access during the review is granted: ${limits.trim()}. ${reason}`
        : `Temporary access during the review is not granted. ${reason}`;
      const messageId = await insertMessage(tx, appeal, told, false);
      const at = context.now.toISOString();
      tx.enqueue({ topic: 'notices.compose', payload: { appealId: appeal.id, kind: 'appeal_message', messageId, at } });
      if (grant) await orderRelief(tx, appeal, limits.trim());
      return null;
    });
  }

  /** Answers an appeal that can't be looked into as it stands; the customer can complete it once. */
  findInadmissible(
    context: CommandContext,
    appealId: string,
    version: number,
    reason: string,
  ): Promise<StaffAppealAnswer> {
    return onAppeal(this.uow, context, { appealId, version }, async ({ tx, appeal }) => {
      const matter = await matterOf(tx, appeal);
      const refusal =
        stepAppeal(tx, appeal, { type: 'find_inadmissible', reason, matter }) ??
        (await joinAppealSide(tx, appeal.caseId, 'appeal_reviewer'));
      if (refusal) return refusal;
      Object.assign(appeal, { result: 'inadmissible', resultText: reason.trim(), decidedAt: context.now });
      await releaseActions(tx, appeal);
      await endRelief(tx, appeal, []);
      const payload = { appealId: appeal.id, kind: 'appeal_result' as const, at: context.now.toISOString() };
      tx.enqueue({ topic: 'notices.compose', payload });
      return null;
    });
  }

  /**
   * Questions that nobody answered in time: the matter is decided on what is there. And temporary access whose appeal
   * the customer withdrew: it ends. @returns how many questions
   */
  async timeOutDue(context: CommandContext): Promise<number> {
    const system = { ...context, actor: SYSTEM };
    const withdrawn = await this.uow.read<{ id: string }>(
      `select id from appeal where interim_relief = 'granted' and relief_ended_at is null and decided_at is not null order by id limit 500`,
    );
    for (const { id: appealId } of withdrawn) {
      await onAppeal(this.uow, system, { appealId, version: null }, async ({ tx, appeal }) => {
        await endRelief(tx, appeal, []);
        return null;
      });
    }
    const due = await this.uow.read<{ id: string }>(
      `select id from appeal where state = 'info_requested' and answer_due_at <= $1 order by id limit 500`,
      [context.now],
    );
    let done = 0;
    for (const { id } of due) done += await this.uow.run(system, (tx) => timeOut(tx, id));
    return done;
  }
}

async function timeOut(tx: Tx, appealId: string): Promise<number> {
  const appeal = await lockAppeal(tx, appealId);
  if (!appeal?.answerDueAt) return 0;
  // The customer was quicker.
  if (stepAppeal(tx, appeal, { type: 'time_out', answerDueAt: appeal.answerDueAt })) return 0;
  resumeClock(appeal, tx.context.now);
  appeal.answerDueAt = null;
  await saveAppeal(tx, appeal);
  return 1;
}

const refuseIfOver = (appeal: AppealRow) =>
  appeal.decidedAt === null ? null : refuse('DECIDED', 'This appeal is over.', []);

function recordOn(
  tx: Tx,
  appeal: AppealRow,
  kind: string,
  body?: { why?: string; after?: unknown; internalNote?: string },
): void {
  const { id: entityId, caseId } = appeal;
  tx.record({ stage: 'appeals', kind, entityKind: 'appeal', entityId, caseId, ...(body ? { body } : {}) });
}

async function isSaidAlready(tx: Tx, appeal: AppealRow, body: string): Promise<boolean> {
  const [last] = await tx.query<{ same: boolean }>(
    `select staff_id = $2 and body = $3 and at > $4 as same from appeal_message where appeal_id = $1 order by id desc limit 1`,
    [appeal.id, tx.context.actor.id, body, new Date(tx.context.now.getTime() - 60_000)],
  );
  return last?.same ?? false;
}

async function insertMessage(tx: Tx, appeal: AppealRow, body: string, question: boolean): Promise<string> {
  const id = newId(tx.context.now);
  await tx.query(
    `insert into appeal_message (id, appeal_id, customer_id, from_kind, staff_id, body, question, at) values ($1, $2, $3, 'staff', $4, $5, $6, $7)`,
    [id, appeal.id, appeal.customerId, tx.context.actor.id, body.trim(), question, tx.context.now],
  );
  return id;
}

import { Injectable } from '@nestjs/common';
import { decideRelief, type Refusal, refuse, SYSTEM } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { enqueueDeliveries } from '../enforcement/enqueue-delivery.js';
import { laneOf } from '../enforcement/order-actions.js';
import {
  type AppealRow,
  lockAppeal,
  pauseClock,
  releaseActions,
  resumeClock,
  saveAppeal,
  stepAppeal,
} from './appeal-row.js';
import { readMatter } from './matter.query.js';
import { joinAppealSide, onAppeal, type StaffAppealAnswer } from './staff-appeal.js';

const ANSWER_DAYS = 7;

/** The work on an appeal before its end: taking it, reading, asking, writing, temporary access. */
@Injectable()
export class ReviewAppeal {
  constructor(private readonly uow: UnitOfWork) {}

  /** Takes an appeal; only somebody who had no part in the matter can. */
  claim(context: CommandContext, appealId: string): Promise<StaffAppealAnswer> {
    return this.uow.run(context, (tx) =>
      onAppeal(tx, appealId, null, async (appeal) => {
        if (appeal.reviewerId) return refuse('HELD_BY_ANOTHER', 'Another appeal reviewer hears this one.');
        const matter = await readMatter(tx, appeal.caseId, appeal.decisionId);
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
      }),
    );
  }

  /** Notes what the reviewer thinks before the original reasons are unfolded. */
  noteFirstReading(context: CommandContext, appealId: string, text: string): Promise<StaffAppealAnswer> {
    return this.mine(context, appealId, null, async (tx, appeal) => {
      if (!text.trim())
        return refuse('TEXT_REQUIRED', 'Write down how the case looks to you before you read the original reasons.');
      const changed = await tx.execute(
        'update appeal_review set first_reading = $2, first_reading_at = $3 where appeal_id = $1 and first_reading_at is null',
        [appeal.id, text.trim(), context.now],
      );
      if (changed === 0) return refuse('ALREADY_NOTED', 'A first reading is noted already.');
      tx.record({
        stage: 'appeals',
        kind: 'appeal.read',
        entityKind: 'appeal',
        entityId: appeal.id,
        caseId: appeal.caseId,
        body: { internalNote: text.trim() },
      });
      return null;
    });
  }

  /** Asks the customer; the clock stands until the answer or the deadline for it. Two rounds at most. */
  ask(context: CommandContext, appealId: string, version: number, question: string): Promise<StaffAppealAnswer> {
    return this.uow.run(context, (tx) =>
      onAppeal(tx, appealId, version, async (appeal) => {
        const matter = await readMatter(tx, appeal.caseId, appeal.decisionId);
        const refusal = stepAppeal(tx, appeal, { type: 'ask', reason: question, question, matter });
        if (refusal) return refusal;
        pauseClock(appeal, context.now);
        appeal.answerDueAt = new Date(context.now.getTime() + ANSWER_DAYS * 86_400_000);
        const messageId = await insertMessage(tx, appeal, question, true);
        tx.enqueue({
          topic: 'notices.compose',
          payload: { appealId: appeal.id, kind: 'appeal_question', messageId, at: context.now.toISOString() },
        });
        return null;
      }),
    );
  }

  message(context: CommandContext, appealId: string, body: string): Promise<StaffAppealAnswer> {
    return this.mine(context, appealId, null, async (tx, appeal) => {
      if (!body.trim()) return refuse('MESSAGE_REQUIRED', 'Write something first.');
      await insertMessage(tx, appeal, body, false);
      tx.record({
        stage: 'appeals',
        kind: 'appeal.message',
        entityKind: 'appeal',
        entityId: appeal.id,
        caseId: appeal.caseId,
      });
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
    return this.uow.run(context, (tx) =>
      onAppeal(tx, appealId, version, async (appeal) => {
        const current = { state: appeal.interimRelief, answerDueAt: appeal.reliefDueAt, limits: appeal.reliefLimits };
        const decided = decideRelief(current, grant ? { type: 'grant', reason, limits } : { type: 'refuse', reason }, {
          now: context.now,
          actor: context.actor,
        });
        if (!decided.ok) return decided;
        Object.assign(appeal, { interimRelief: decided.next.state, reliefLimits: decided.next.limits });
        tx.record({
          stage: 'appeals',
          kind: grant ? 'relief.grant' : 'relief.refuse',
          entityKind: 'appeal',
          entityId: appeal.id,
          caseId: appeal.caseId,
          body: { why: reason, after: { limits: decided.next.limits } },
        });
        await insertMessage(
          tx,
          appeal,
          grant
            ? `Temporary access during the review is granted: ${limits}. ${reason}`
            : `Temporary access during the review is not granted. ${reason}`,
          false,
        );
        if (grant) await tellControlPlane(tx, appeal, limits);
        return null;
      }),
    );
  }

  /** Questions that nobody answered in time: the matter is decided on what is there. @returns how many */
  async timeOutDue(context: CommandContext): Promise<number> {
    const due = await this.uow.read<{ id: string }>(
      `select id from appeal where state = 'info_requested' and answer_due_at <= $1 order by id limit 500`,
      [context.now],
    );
    for (const { id } of due) {
      await this.uow.run({ ...context, actor: SYSTEM }, async (tx) => {
        const appeal = await lockAppeal(tx, id);
        if (!appeal?.answerDueAt) return;
        if (stepAppeal(tx, appeal, { type: 'time_out', answerDueAt: appeal.answerDueAt })) return tx.discard();
        resumeClock(appeal, context.now);
        appeal.answerDueAt = null;
        await saveAppeal(tx, appeal);
      });
    }
    return due.length;
  }

  /** Answers an appeal that can't be looked into as it stands; the customer can complete it once. */
  findInadmissible(
    context: CommandContext,
    appealId: string,
    version: number,
    reason: string,
  ): Promise<StaffAppealAnswer> {
    return this.uow.run(context, (tx) =>
      onAppeal(tx, appealId, version, async (appeal) => {
        const matter = await readMatter(tx, appeal.caseId, appeal.decisionId);
        const refusal =
          stepAppeal(tx, appeal, { type: 'find_inadmissible', reason, matter }) ??
          (await joinAppealSide(tx, appeal.caseId, 'appeal_reviewer'));
        if (refusal) return refusal;
        Object.assign(appeal, { result: 'inadmissible', resultText: reason, decidedAt: context.now });
        await releaseActions(tx, appeal);
        tx.enqueue({
          topic: 'notices.compose',
          payload: { appealId: appeal.id, kind: 'appeal_result', at: context.now.toISOString() },
        });
        return null;
      }),
    );
  }

  private mine(
    context: CommandContext,
    appealId: string,
    version: number | null,
    work: (tx: Tx, appeal: AppealRow) => Promise<Refusal | null>,
  ): Promise<StaffAppealAnswer> {
    return this.uow.run(context, (tx) =>
      onAppeal(tx, appealId, version, async (appeal) =>
        appeal.reviewerId === context.actor.id
          ? work(tx, appeal)
          : refuse(
              'NOT_YOURS',
              appeal.reviewerId ? 'Another appeal reviewer hears this one.' : 'Take the appeal first.',
              ['appeals.claim'],
            ),
      ),
    );
  }
}

async function insertMessage(tx: Tx, appeal: AppealRow, body: string, question: boolean): Promise<string> {
  const id = newId(tx.context.now);
  await tx.query(
    `insert into appeal_message (id, appeal_id, customer_id, from_kind, staff_id, body, question, at) values ($1, $2, $3, 'staff', $4, $5, $6, $7)`,
    [id, appeal.id, appeal.customerId, tx.context.actor.id, body.trim(), question, tx.context.now],
  );
  return id;
}

async function tellControlPlane(tx: Tx, appeal: AppealRow, limits: string): Promise<void> {
  await enqueueDeliveries(
    tx,
    appeal.actions.map((action) => ({
      endpoint: 'control_plane' as const,
      lane: laneOf(action.subjectKind, action.subjectId),
      kind: 'action.requested',
      actionId: action.id,
      caseId: action.caseId,
      payload: {
        actionId: action.id,
        kind: 'restrict',
        scope: action.scope,
        subjects: [{ kind: action.subjectKind, id: action.subjectId }],
        effects: { temporaryAccess: limits },
        reasonCode: 'temporary_access_during_review',
      },
    })),
  );
}

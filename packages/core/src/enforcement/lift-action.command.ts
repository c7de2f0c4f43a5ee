import { Injectable } from '@nestjs/common';
import { type Refusal, refuse, SYSTEM } from '@portcullis/domain';
import { lockCase } from '../casework/case-step.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { endActions } from './end-actions.js';

export type LiftResult = { ok: true } | Refusal;

/** Ends an action before its date: not because it was wrong, but because it is no longer needed. */
@Injectable()
export class LiftAction {
  constructor(private readonly uow: UnitOfWork) {}

  lift(context: CommandContext, actionId: string, reason: string): Promise<LiftResult> {
    return this.uow.run(context, async (tx) => {
      if (!(await lockCaseOf(tx, actionId))) return refuse('NOT_FOUND', 'There is no such action.');
      const refusal = await endActions(tx, [actionId], { type: 'lift', reason });
      if (refusal) {
        tx.discard();
        return refusal;
      }
      tx.enqueue({
        topic: 'notices.compose',
        payload: { actionIds: [actionId], kind: 'action_ended', at: tx.context.now.toISOString() },
      });
      return { ok: true };
    });
  }

  /** Ends what has reached its date. @returns how many */
  async expireDue(context: CommandContext): Promise<number> {
    const due = await this.uow.read<{ id: string }>(
      `select id from action where state = 'active' and until <= $1 order by id limit 500`,
      [context.now],
    );
    for (const { id } of due) {
      await this.uow.run({ ...context, actor: SYSTEM }, async (tx) => {
        await lockCaseOf(tx, id);
        const refusal = await endActions(tx, [id], { type: 'expire', openVerification: false });
        // Somebody else ended it in the meantime.
        if (refusal) return tx.discard();
        tx.enqueue({
          topic: 'notices.compose',
          payload: { actionIds: [id], kind: 'action_ended', at: tx.context.now.toISOString() },
        });
      });
    }
    return due.length;
  }
}

async function lockCaseOf(tx: Tx, actionId: string): Promise<boolean> {
  const [ref] = await tx.query<{ caseId: string }>('select case_id as "caseId" from action where id = $1', [actionId]);
  return ref !== undefined && (await lockCase(tx, ref.caseId)) !== null;
}

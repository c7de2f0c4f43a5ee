import { Injectable } from '@nestjs/common';
import {
  type ActionCommand,
  type ActionState,
  type Refusal,
  refuse,
  UNSETTLED_ACTION_STATES,
} from '@portcullis/domain';
import { advanceCase, type LockedCase, lockCase, saveCase } from '../casework/case-step.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { type ActionRow, lockActions, stepAction } from './action-row.js';
import { closeHarm } from './end-actions.js';

export interface Confirmation {
  status: 'in_effect' | 'failed' | 'lifted';
  /** When it took effect at the control plane; taken as now when it lies ahead. */
  at: Date;
  detail?: string;
}
export type ConfirmResult = { ok: true; state: ActionState } | (Refusal & { expected?: readonly string[] });

/** The control plane's answer about an action: it is in effect, it failed, or it is lifted. Twice is harmless. */
@Injectable()
export class ConfirmAction {
  constructor(private readonly uow: UnitOfWork) {}

  confirm(context: CommandContext, actionId: string, confirmation: Confirmation): Promise<ConfirmResult> {
    return this.uow.run(context, (tx) => confirmIn(tx, actionId, confirmation));
  }
}

async function confirmIn(tx: Tx, actionId: string, confirmation: Confirmation): Promise<ConfirmResult> {
  const [ref] = await tx.query<{ caseId: string }>('select case_id as "caseId" from action where id = $1', [actionId]);
  const locked = ref ? await lockCase(tx, ref.caseId) : null;
  const [action] = locked ? await lockActions(tx, [actionId]) : [];
  if (!locked || !action) return refuse('NOT_FOUND', 'There is no such action.');
  // An action that ended by its date has nothing left to wait for; the control plane says so all the same.
  if (action.state === 'expired' && confirmation.status === 'lifted') return { ok: true, state: action.state };
  const at = confirmation.at > tx.context.now ? tx.context.now : confirmation.at;
  const command = commandFor(action, confirmation, at);
  const refusal = await stepAction(tx, action, command, {
    failure: confirmation.status === 'failed' ? (confirmation.detail ?? 'no detail given') : null,
  });
  if (refusal) {
    return {
      ...refuse(
        'OUT_OF_ORDER',
        `The action is ${action.state.replaceAll('_', ' ')}; "${confirmation.status}" was not expected.`,
      ),
      expected: EXPECTED[action.state] ?? [],
    };
  }
  if (action.state === 'reversed') await closeHarm(tx, action, at);
  if (command.type === 'confirm') await supersedeEarlier(tx, action);
  await settleCase(tx, locked, action.decisionId);
  return { ok: true, state: action.state };
}

function commandFor(action: ActionRow, { status, detail }: Confirmation, at: Date): ActionCommand {
  if (status === 'in_effect') return { type: 'confirm', inEffectAt: at };
  if (status === 'failed') return { type: 'fail', detail: detail ?? '' };
  const reversing = action.state === 'reversing' || action.state === 'reversed';
  return { type: reversing ? 'confirm_reversal' : 'confirm_lift' };
}

const EXPECTED: Partial<Record<ActionState, readonly string[]>> = {
  executing: ['in_effect', 'failed'],
  retrying: ['in_effect', 'failed'],
  failed: ['in_effect', 'failed'],
  active: ['in_effect'],
  lifting: ['lifted'],
  reversing: ['lifted'],
  lifted: ['lifted'],
  reversed: ['lifted'],
};

/** A case whose executor has answered for every action is resolved. */
async function settleCase(tx: Tx, locked: LockedCase, decisionId: string): Promise<void> {
  if (locked.state !== 'enforcing') return;
  const [row] = await tx.query<{ open: number }>(
    'select count(*)::int as open from action where decision_id = $1 and state = any($2)',
    [decisionId, UNSETTLED_ACTION_STATES],
  );
  if ((row?.open ?? 0) > 0) return;
  advanceCase(tx, locked, { type: 'resolve', openActions: 0 });
  await saveCase(tx, locked);
}

/** A new action of the same kind on the same subject takes the place of the one before. */
async function supersedeEarlier(tx: Tx, action: ActionRow): Promise<void> {
  const earlier = await tx.query<{ id: string }>(
    `select id from action where subject_kind = $1 and subject_id = $2 and kind = $3 and state = 'active' and id < $4 order by id`,
    [action.subjectKind, action.subjectId, action.kind, action.id],
  );
  for (const old of await lockActions(
    tx,
    earlier.map(({ id }) => id),
  )) {
    await stepAction(
      tx,
      old,
      { type: 'supersede', reason: 'a newer decision on the same subject', byActionId: action.id },
      { actor: { kind: 'system', id: 'system' } },
    );
  }
}

import { type Refusal, refuse } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import type { Tx } from '../db/unit-of-work.js';
import type { AppealRow } from './appeal-row.js';
import { appealable, type NotAppealable, noticedActions } from './appealable.js';
import type { CustomerScope } from './customer-unit-of-work.js';
import type { FileAppealInput } from './file-appeal.command.js';

interface NoticeRow {
  decisionId: string;
  windowEndsAt: Date | null;
}

/** Withdrawn ones with it: each may hold papers. */
const MOST_APPEALS = 5;

/** An appeal in memory, against whatever of the notice can be appealed; the notice is locked, so that two clicks wait. */
export async function openDraft(
  tx: Tx,
  scope: CustomerScope,
  { statement }: FileAppealInput,
): Promise<AppealRow | NotAppealable | Refusal> {
  const { now } = tx.context;
  const [notice] = await tx.query<NoticeRow>(
    'select decision_id as "decisionId", appeal_until as "windowEndsAt" from notice where id = $1 for update',
    [scope.noticeId],
  );
  if (!notice) return refuse('NOT_FOUND', 'There is no such notice.');
  const able = appealable(await noticedActions(tx, scope.noticeId), notice.windowEndsAt, {
    now,
    customerId: scope.customerId,
  });
  if (!able.ok) return able;
  const [filed] = await tx.query<{ count: number }>('select count(*)::int as count from appeal where notice_id = $1', [
    scope.noticeId,
  ]);
  if ((filed?.count ?? 0) >= MOST_APPEALS) {
    return refuse('TOO_MANY_APPEALS', 'You have withdrawn several appeals. Reply to the mail to reach a person.');
  }
  return {
    id: newId(now),
    number: 0,
    customerId: scope.customerId,
    noticeId: scope.noticeId,
    decisionId: notice.decisionId,
    state: 'draft',
    statement: statement.trim(),
    submittedAt: now,
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
    reliefReason: null,
    reliefEndedAt: null,
    windowEndsAt: notice.windowEndsAt,
    reversalReason: null,
    result: null,
    resultText: null,
    version: 1,
    actions: able.actions.map(({ state: _, earlier: __, ...action }) => action),
    reviewerId: null,
    proposed: null,
    caseId: able.actions[0]?.caseId ?? '',
  };
}

/** Writes a new appeal as it stands after its first steps, and gives it its number. */
export async function insertAppeal(tx: Tx, appeal: AppealRow, input: FileAppealInput): Promise<void> {
  const [row] = await tx.query<{ number: number }>(
    `insert into appeal (id, customer_id, notice_id, decision_id, state, standing, contact_name, statement, grounds, created_at,
       submitted_at, acknowledged_at, due_at, interim_relief, relief_due_at, relief_reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) returning number`,
    [
      appeal.id,
      appeal.customerId,
      appeal.noticeId,
      appeal.decisionId,
      appeal.state,
      input.standing,
      input.contactName.trim(),
      appeal.statement,
      input.grounds,
      tx.context.now,
      appeal.submittedAt,
      appeal.acknowledgedAt,
      appeal.dueAt,
      appeal.interimRelief,
      appeal.reliefDueAt,
      appeal.reliefReason,
    ],
  );
  appeal.number = row?.number ?? 0;
  const actionIds = appeal.actions.map((action) => action.id);
  await tx.query('insert into appeal_action (appeal_id, action_id, customer_id) select $1, unnest($2::uuid[]), $3', [
    appeal.id,
    actionIds,
    appeal.customerId,
  ]);
}

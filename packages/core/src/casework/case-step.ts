import {
  type Actor,
  type CaseCommand,
  type CaseRefusalCode,
  type CaseState,
  decideCase,
  type Refusal,
  SYSTEM,
} from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';

/** What a command needs to know of a case that it has locked. */
export interface LockedCase {
  id: string;
  number: number;
  state: CaseState;
  route: string;
  severity: number;
  queueId: string;
  region: string | null;
  organizationId: string | null;
  heldBy: string | null;
  heldUntil: Date | null;
  assigneeId: string | null;
  openedAt: Date;
  firstReviewedAt: Date | null;
  dueAt: Date;
  slaPausedAt: Date | null;
  monitorUntil: Date | null;
  decidedAt: Date | null;
  resolvedAt: Date | null;
  finalAt: Date | null;
  alertCount: number;
  subjectCount: number;
  version: number;
}

/** Columns of `case_file c` that make a LockedCase. */
export const LOCKED_CASE_COLUMNS = `
    c.id, c.number, c.state, c.route, c.severity, c.queue_id as "queueId", c.region, c.organization_id as "organizationId",
    c.held_by as "heldBy", c.held_until as "heldUntil", c.assignee_id as "assigneeId", c.opened_at as "openedAt",
    c.first_reviewed_at as "firstReviewedAt", c.due_at as "dueAt", c.sla_paused_at as "slaPausedAt", c.monitor_until as "monitorUntil",
    c.decided_at as "decidedAt", c.resolved_at as "resolvedAt", c.final_at as "finalAt",
    c.alert_count as "alertCount", c.subject_count as "subjectCount", c.version`;
const LOCK = `select ${LOCKED_CASE_COLUMNS} from case_file c where c.id = $1 for update`;

/** Locks a case for the rest of the transaction. @returns null when there is none with this id */
export async function lockCase(tx: Tx, caseId: string): Promise<LockedCase | null> {
  return (await tx.prepared<LockedCase>('lock-case', LOCK, [caseId]))[0] ?? null;
}

const SAVE = `
  update case_file set state = $2, held_by = $3, held_until = $4, monitor_until = $5,
    held_since = case when $3::uuid is null then null when held_by is distinct from $3 then $6 else held_since end,
    first_reviewed_at = $7, decided_at = $8, resolved_at = $9, final_at = $10, assignee_id = $11, sla_paused_at = $12,
    version = $13, updated_at = $6
  where id = $1`;

/**
 * Takes a case one step along its machine: asks the rule, records the event, and brings `locked` up to date.
 * The row itself is written by `saveCase`, once, however many steps one command takes.
 * @returns null when done, else the rule's refusal, with nothing changed
 */
export function stepCase(
  tx: Tx,
  locked: LockedCase,
  command: CaseCommand,
  facts: Record<string, unknown> = {},
): Refusal<CaseRefusalCode> | null {
  const { now, actor } = tx.context;
  return stepCaseAs(tx, locked, command, actor, now, facts);
}

/** The steps that follow by themselves from what a person did (decided, enforcing, resolved, final). */
export function advanceCase(
  tx: Tx,
  locked: LockedCase,
  command: CaseCommand,
  facts: Record<string, unknown> = {},
): void {
  const refusal = stepCaseAs(tx, locked, command, SYSTEM, tx.context.now, facts);
  if (refusal) throw new Error(`case ${locked.id}: ${command.type} from ${locked.state}: ${refusal.message}`);
}

function stepCaseAs(
  tx: Tx,
  locked: LockedCase,
  command: CaseCommand,
  actor: Actor,
  now: Date,
  facts: Record<string, unknown>,
): Refusal<CaseRefusalCode> | null {
  const decided = decideCase(
    {
      id: locked.id,
      state: locked.state,
      heldBy: locked.heldBy,
      leaseUntil: locked.heldUntil,
      monitoringUntil: locked.monitorUntil,
    },
    command,
    { now, actor },
  );
  if (!decided.ok) return decided;
  const { next } = decided;
  for (const event of decided.events) {
    tx.record({
      stage: 'casework',
      kind: event.name,
      entityKind: 'case',
      entityId: locked.id,
      caseId: locked.id,
      automatic: event.automatic,
      body: {
        why: event.reason ?? undefined,
        before: { state: event.from },
        after: { state: event.to },
        facts: {
          route: locked.route,
          severity: locked.severity,
          queue: locked.queueId,
          region: locked.region,
          msSinceOpened: now.getTime() - locked.openedAt.getTime(),
          dueAt: locked.dueAt.toISOString(),
          ...(command.type === 'claim' && locked.firstReviewedAt === null ? { first: true } : {}),
          ...facts,
        },
      },
    });
  }
  locked.state = next.state;
  locked.heldBy = next.heldBy;
  locked.heldUntil = next.leaseUntil;
  locked.monitorUntil = next.monitoringUntil ?? null;
  if (command.type === 'claim' && actor.kind === 'staff') {
    locked.assigneeId = actor.id;
    locked.firstReviewedAt ??= now;
  }
  if (next.state === 'decided') locked.decidedAt = now;
  if (next.state === 'resolved') locked.resolvedAt = now;
  if (next.state === 'final') locked.finalAt = now;
  if (next.state === 'reopened') Object.assign(locked, { resolvedAt: null, finalAt: null });
  return null;
}

/** Writes a case that was stepped, with its next version. */
export async function saveCase(tx: Tx, locked: LockedCase): Promise<void> {
  locked.version += 1;
  tx.post('save-case', SAVE, [
    locked.id,
    locked.state,
    locked.heldBy,
    locked.heldUntil,
    locked.monitorUntil,
    tx.context.now,
    locked.firstReviewedAt,
    locked.decidedAt,
    locked.resolvedAt,
    locked.finalAt,
    locked.assigneeId,
    locked.slaPausedAt,
    locked.version,
  ]);
}

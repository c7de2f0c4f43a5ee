import { Injectable } from '@nestjs/common';
import { type BecausePart, priorityOf, type Refusal, type Severity } from '@portcullis/domain';
import { refuseField } from '../access/permit.js';
import { newId } from '../db/ids.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { type LockedCase, lockCase, saveCase, stepCase } from './case-step.js';
import { caseNotFound, refuseStale } from './stale.js';

export const WAITING_PARTIES = ['customer', 'partner'] as const;

interface Step {
  caseId: string;
  /** What the person saw; null for the system. */
  version: number | null;
  reason: string;
}

/** While a customer or a partner has the ball, the SLA clock stands still. */
@Injectable()
export class WaitForParty {
  constructor(private readonly uow: UnitOfWork) {}

  async wait(context: CommandContext, { party, ...step }: Step & { party: string }): Promise<{ ok: true } | Refusal> {
    if (!(WAITING_PARTIES as readonly string[]).includes(party)) {
      return refuseField('party', 'One waits for the customer or for a partner.', WAITING_PARTIES);
    }
    const type = party === 'customer' ? 'wait_for_customer' : 'wait_for_partner';
    return this.step(context, step, async (tx, locked) => {
      const refusal = stepCase(tx, locked, { type, reason: step.reason });
      if (refusal) return refusal;
      locked.slaPausedAt = context.now;
      await turnInterval(tx, locked.id, 'paused');
      await saveCase(tx, locked);
      await tx.query('update case_file set waiting_for = $2 where id = $1', [locked.id, party]);
      return null;
    });
  }

  /** An answer came, or the wait was given up: the clock runs on from where it stood. */
  async resume(context: CommandContext, step: Step): Promise<{ ok: true } | Refusal> {
    return this.step(context, step, async (tx, locked) => {
      const pausedMs = locked.slaPausedAt ? context.now.getTime() - locked.slaPausedAt.getTime() : 0;
      const refusal = stepCase(tx, locked, { type: 'resume', reason: step.reason }, { pausedMs });
      if (refusal) return refusal;
      locked.slaPausedAt = null;
      await turnInterval(tx, locked.id, 'running');
      await saveCase(tx, locked);
      await reprioritise(tx, locked, new Date(locked.dueAt.getTime() + pausedMs), false);
      return null;
    });
  }

  private step(
    context: CommandContext,
    { caseId, version }: Step,
    work: (tx: Tx, locked: LockedCase) => Promise<Refusal | null>,
  ): Promise<{ ok: true } | Refusal> {
    return this.uow.run(context, async (tx) => {
      const locked = await lockCase(tx, caseId);
      if (!locked) return caseNotFound();
      const stale = version === null ? null : await refuseStale(tx, locked, version);
      return stale ?? (await work(tx, locked)) ?? { ok: true };
    });
  }
}

async function turnInterval(tx: Tx, caseId: string, kind: 'running' | 'paused'): Promise<void> {
  const { now } = tx.context;
  await tx.query('update sla_interval set ended_at = $2 where case_id = $1 and ended_at is null', [caseId, now]);
  await tx.query('insert into sla_interval (id, case_id, kind, started_at) values ($1, $2, $3, $4)', [
    newId(now),
    caseId,
    kind,
    now,
  ]);
}

/** Sets a new due time, and with it the priority and its reasons. */
export async function reprioritise(tx: Tx, locked: LockedCase, dueAt: Date, reopened: boolean): Promise<void> {
  const [row] = await tx.query<{ active: number; because: BecausePart[] }>(
    'select active_subject_count as active, because from case_file where id = $1',
    [locked.id],
  );
  const before = row?.because ?? [];
  const { actBy, because } = priorityOf({
    severity: locked.severity as Severity,
    slaDueAt: dueAt,
    activeAccounts: row?.active ?? 0,
    suspectedVictims: before.reduce((most, part) => (part.kind === 'victims' ? part.count : most), 0),
    reopened: reopened || before.some((part) => part.kind === 'reopened'),
  });
  locked.dueAt = dueAt;
  await tx.query('update case_file set due_at = $2, act_by = $3, because = $4, waiting_for = null where id = $1', [
    locked.id,
    dueAt,
    actBy,
    JSON.stringify(because),
  ]);
}

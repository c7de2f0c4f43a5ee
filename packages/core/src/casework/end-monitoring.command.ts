import { Injectable } from '@nestjs/common';
import { DEFAULT_SLA_MINUTES, type Severity, SYSTEM } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { type LockedCase, lockCase, saveCase, stepCase } from './case-step.js';
import { reprioritise } from './wait.command.js';

/** Cases that were only watched come back to their queue when the date has come. */
@Injectable()
export class EndMonitoring {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns how many came back */
  async endDue(context: CommandContext): Promise<number> {
    const due = await this.uow.read<{ id: string }>(
      `select id from case_file where state = 'monitoring' and monitor_until <= $1 order by id limit 500`,
      [context.now],
    );
    for (const { id } of due) {
      await this.uow.run({ ...context, actor: SYSTEM }, async (tx) => {
        const locked = await lockCase(tx, id);
        // New evidence may have brought it back meanwhile.
        if (!locked) return;
        const dueAt = await dueAnew(tx, locked);
        const facts = { dueAt: dueAt.toISOString() };
        if (stepCase(tx, locked, { type: 'monitoring_due', newEvidence: false }, facts)) return tx.discard();
        await saveCase(tx, locked);
        await startClock(tx, locked, dueAt);
      });
    }
    return due.length;
  }
}

/** The time to decide counts anew: while the case was watched nobody owed it anything. */
async function dueAnew(tx: Tx, locked: LockedCase): Promise<Date> {
  const [queue] = await tx.query<{ sla: Record<string, number> }>(
    'select sla_minutes as sla from queue where id = $1',
    [locked.queueId],
  );
  const minutes = queue?.sla[String(locked.severity)] ?? DEFAULT_SLA_MINUTES[locked.severity as Severity];
  return new Date(tx.context.now.getTime() + minutes * 60_000);
}

async function startClock(tx: Tx, locked: LockedCase, dueAt: Date): Promise<void> {
  const { now } = tx.context;
  await reprioritise(tx, locked, dueAt, false);
  await tx.query(`insert into sla_interval (id, case_id, kind, started_at) values ($1, $2, 'running', $3)`, [
    newId(now),
    locked.id,
    now,
  ]);
}

import { Injectable } from '@nestjs/common';
import { DEFAULT_SLA_MINUTES, type Refusal, type Severity } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { lockCase, saveCase, stepCase } from './case-step.js';
import { caseNotFound, refuseStale } from './stale.js';
import { reprioritise } from './wait.command.js';

/** A final case goes back to its queue with a new clock; what was decided before stays in its history. */
@Injectable()
export class ReopenCase {
  constructor(private readonly uow: UnitOfWork) {}

  async reopen(
    context: CommandContext,
    input: { caseId: string; version: number; reason: string },
  ): Promise<{ ok: true } | Refusal> {
    return this.uow.run(context, async (tx) => {
      const locked = await lockCase(tx, input.caseId);
      if (!locked) return caseNotFound();
      const stale = await refuseStale(tx, locked, input.version);
      if (stale) return stale;
      const [queue] = await tx.query<{ sla: Record<string, number> }>(
        'select sla_minutes as sla from queue where id = $1',
        [locked.queueId],
      );
      const minutes = queue?.sla[String(locked.severity)] ?? DEFAULT_SLA_MINUTES[locked.severity as Severity];
      const dueAt = new Date(context.now.getTime() + minutes * 60_000);
      const refusal = stepCase(tx, locked, { type: 'reopen', reason: input.reason }, { dueAt: dueAt.toISOString() });
      if (refusal) return refusal;
      locked.assigneeId = null;
      await saveCase(tx, locked);
      await reprioritise(tx, locked, dueAt, true);
      await tx.query(`insert into sla_interval (id, case_id, kind, started_at) values ($1, $2, 'running', $3)`, [
        newId(context.now),
        locked.id,
        context.now,
      ]);
      return { ok: true };
    });
  }
}

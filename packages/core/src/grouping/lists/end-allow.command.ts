import { Injectable } from '@nestjs/common';
import { type CommandContext, type Tx, UnitOfWork } from '../../db/unit-of-work.js';

const AT_ONCE = 5000;
/** Intake may go by an entry for a moment after its end; what it still held back comes in, too. */
const LATE_MS = 120_000;

// What was held back is in no case and waits for none. The alert itself never changes.
const REVIVE = `
  insert into alert_pending (alert_id)
  select a.id from alert a where a.suppressed_by = $1 and not a.shadow
    and not exists (select 1 from case_alert c where c.alert_id = a.id)
    and not exists (select 1 from alert_pending p where p.alert_id = a.id)
  order by a.id limit ${AT_ONCE} on conflict do nothing`;

/** Lets alerts come in that an entry held back, some at a time, in this transaction. @returns how many */
export async function reviveSome(tx: Tx, id: string): Promise<number> {
  const count = await tx.execute(REVIVE, [id]);
  if (count > 0) {
    await tx.query('update allow_entry set revived = revived + $2 where id = $1', [id, count]);
    tx.record({
      stage: 'grouping',
      kind: 'allow.revive',
      entityKind: 'allow_entry',
      entityId: id,
      automatic: true,
      body: { facts: { alerts: count } },
    });
    tx.wake('grouping');
  }
  return count;
}

/** Ends entries of the allow-list whose date has come, and lets in what ended ones held back (IN-6). */
@Injectable()
export class EndAllowEntries {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns alerts that came in */
  async run(context: CommandContext, signal?: AbortSignal): Promise<number> {
    await this.uow.run(context, async (tx) => {
      const ended = await tx.query<{ id: string }>(
        `update allow_entry set state = 'expired', ended_at = until
         where id in (select id from allow_entry where state = 'active' and until <= $1 order by id limit 500 for update skip locked) returning id`,
        [context.now],
      );
      for (const { id } of ended)
        tx.record({
          stage: 'grouping',
          kind: 'allow.expire',
          entityKind: 'allow_entry',
          entityId: id,
          automatic: true,
        });
    });
    const reviving = await this.uow.read<{ id: string; endedAt: Date }>(
      `select id, ended_at as "endedAt" from allow_entry where state in ('expired','revoked') and revived_at is null order by id limit 100`,
    );
    let total = 0;
    for (const { id, endedAt } of reviving) {
      for (let more = true; more && !signal?.aborted; ) {
        const count = await this.uow.run(context, async (tx) => {
          const [row] = await tx.query('select 1 from allow_entry where id = $1 for update', [id]);
          if (!row) return 0;
          const revived = await reviveSome(tx, id);
          if (revived < AT_ONCE && context.now.getTime() - endedAt.getTime() > LATE_MS)
            await tx.query('update allow_entry set revived_at = $2 where id = $1', [id, context.now]);
          return revived;
        });
        total += count;
        more = count === AT_ONCE;
      }
    }
    return total;
  }
}

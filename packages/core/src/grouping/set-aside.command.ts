import { Injectable } from '@nestjs/common';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { GROUPING_LOCK } from './regroup.js';

/** Hours until an alert that was set aside is tried again, by how often it failed; afterwards each day. */
const RETRY_HOURS = [1, 4, 24];
const HOUR = 3_600_000;

const TAKE = `
  delete from alert_pending where alert_id = $1 and alert_id = (select alert_id from alert_pending order by alert_id limit 1)
  returning alert_id as id, sighting`;

const KEEP = `
  insert into alert_set_aside (alert_id, sighting, error, failed_at, retry_at) values ($1, $2, $3, $4, $5)
  on conflict (alert_id) do update set error = excluded.error, failed_at = excluded.failed_at, tries = alert_set_aside.tries + 1,
    retry_at = excluded.retry_at`;

const PUT_BACK = `
  with due as (
    update alert_set_aside set retry_at = null where alert_id in (
      select alert_id from alert_set_aside where retry_at <= $1 order by retry_at limit 100 for update skip locked)
    returning alert_id, sighting)
  insert into alert_pending (alert_id, sighting) select alert_id, sighting from due on conflict do nothing`;

// Whoever is neither set aside nor waiting has been grouped, or was held back meanwhile.
const FORGET = `
  delete from alert_set_aside a where retry_at is null and not exists (select 1 from alert_pending p where p.alert_id = a.alert_id)`;

/** Alerts at which grouping fails: kept beside the others with what went wrong, and tried again. None is lost. */
@Injectable()
export class SetAside {
  constructor(private readonly uow: UnitOfWork) {}

  /** The alert that is grouped next; null when none waits. */
  async next(): Promise<string | null> {
    const [row] = await this.uow.read<{ id: string }>(
      'select alert_id as id from alert_pending order by alert_id limit 1',
    );
    return row?.id ?? null;
  }

  /**
   * Sets the alert aside that was next, at which grouping failed alone.
   * @returns whether it was; not when somebody groups, when it is no longer the next one, or when changes of the hub
   * list wait, which may be what failed
   */
  put(context: CommandContext, alertId: string, error: string): Promise<boolean> {
    return this.uow.run(context, async (tx) => {
      const [state] = await tx.query<{ got: boolean; hubs: boolean }>(
        `select pg_try_advisory_xact_lock(${GROUPING_LOCK}) as got, exists (select 1 from hub_entry where pending) as hubs`,
      );
      if (!state?.got || state.hubs) return false;
      const [taken] = await tx.query<{ id: string; sighting: unknown }>(TAKE, [alertId]);
      if (!taken) return false;
      await this.keep(tx, taken, error);
      return true;
    });
  }

  private async keep(tx: Tx, { id, sighting }: { id: string; sighting: unknown }, error: string): Promise<void> {
    const { now } = tx.context;
    const [before] = await tx.query<{ tries: number }>('select tries from alert_set_aside where alert_id = $1', [id]);
    const hours = RETRY_HOURS[before?.tries ?? 0] ?? (RETRY_HOURS.at(-1) as number);
    await tx.query(KEEP, [
      id,
      sighting === null ? null : JSON.stringify(sighting),
      error.slice(0, 2000),
      now,
      new Date(now.getTime() + hours * HOUR),
    ]);
    tx.record({
      stage: 'grouping',
      kind: 'alert.set_aside',
      entityKind: 'alert',
      entityId: id,
      body: { why: 'grouping failed at it', internalNote: error.slice(0, 2000) },
    });
  }

  /** Lets those wait for grouping again whose time has come, and forgets those that were grouped. @returns how many */
  putBack(context: CommandContext): Promise<number> {
    return this.uow.run(context, async (tx) => {
      await tx.execute(FORGET);
      const back = await tx.execute(PUT_BACK, [context.now]);
      if (back > 0) tx.wake('grouping');
      return back;
    });
  }
}

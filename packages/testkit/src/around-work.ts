import type { CommandContext, Tx, UnitOfWork } from '@portcullis/core/db/unit-of-work';
import type { Database } from './private-database.js';

/**
 * A unit of work for whoever only runs alone, with something around what it does in its transactions.
 * @param wrap gets the work, which takes a transaction (the one that it is in, or one that is changed a little), and
 *   whether the caller goes on before the commit is known: of grouping, those are the batches
 */
export function aroundWork(
  uow: UnitOfWork,
  wrap: <T>(work: (tx: Tx) => Promise<T>, tx: Tx, goesOn: boolean) => Promise<T>,
): UnitOfWork {
  const run = <T>(context: CommandContext, work: (tx: Tx) => Promise<T>, sent?: () => void): Promise<T> =>
    uow.run(context, (tx) => wrap(work, tx, sent !== undefined), sent);
  return { run } as UnitOfWork;
}

/** For another worker of grouping that waits for the lock instead of going away. */
export const patiently = (uow: UnitOfWork): UnitOfWork =>
  aroundWork(uow, (work, tx) =>
    work({
      ...tx,
      query: (sql, values) =>
        tx.query(sql.replace(/pg_try(_advisory_xact_lock\(\d+\)) as got/, 'true as got from pg$1'), values),
    }),
  );

/** Until somebody waits for a lock of the application. */
export async function untilSomebodyWaits(db: Database): Promise<void> {
  for (let waiting = 0; waiting === 0; ) {
    [{ waiting }] = await db.query(
      `select count(*)::int as waiting from pg_locks where locktype = 'advisory' and not granted`,
    );
  }
}

import type { CommandContext, Tx, UnitOfWork } from '@portcullis/core/db/unit-of-work';

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

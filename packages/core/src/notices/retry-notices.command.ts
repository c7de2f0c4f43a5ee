import type { CommandContext, UnitOfWork } from '../db/unit-of-work.js';

/** Few, since a server that was away may be slow. */
const PER_JOB = 20;
const LEASE_MS = 10 * 60_000;

/** Asks again for notices whose next attempt is due. @returns how many */
export async function retryDueNotices(uow: UnitOfWork, context: CommandContext, limit = 500): Promise<number> {
  return uow.run(context, async (tx) => {
    // Moved ahead, so that the next round does not ask for the same ones; sending sets the time anew.
    const due = await tx.query<{ id: string }>(
      `with due as (
         select n.id from notice n where n.next_attempt_at <= $1 and n.attempts > 0
         order by n.next_attempt_at limit $2 for update skip locked)
       update notice n set next_attempt_at = $1::timestamptz + $3 * interval '1 millisecond' from due where n.id = due.id returning n.id`,
      [context.now, limit, LEASE_MS],
    );
    const ids = due.map(({ id }) => id);
    while (ids.length > 0) tx.enqueue({ topic: 'notices.send', payload: { noticeIds: ids.splice(0, PER_JOB) } });
    return due.length;
  });
}

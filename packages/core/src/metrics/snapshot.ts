import type { CommandContext, UnitOfWork } from '../db/unit-of-work.js';

/** Runs a statement that stays prepared under its name. */
export type Reader = <Row extends object>(name: string, sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** How far history is counted. */
export interface Horizon {
  position: number;
  /** Now, or the latest moment that was counted when counting is behind. */
  asOf: Date;
  /** The earliest moment that history tells of: before it nothing was watched. Null while there is none. */
  firstAt: Date | null;
}

const HORIZON = `
  select s.position, s.first_at as "firstAt", s.last_at as "lastAt", (select max(c.position) from event_chain c) > s.position as behind
  from rollup_state s`;

/** Reads counts and lists as of one moment, however many statements it takes. */
export function inSnapshot<T>(
  uow: UnitOfWork,
  context: CommandContext,
  work: (read: Reader, horizon: Horizon) => Promise<T>,
): Promise<T> {
  return uow.run(context, async (tx) => {
    tx.post('metrics-snapshot', 'set transaction isolation level repeatable read read only');
    const read: Reader = (name, sql, values) => tx.prepared(name, sql, values);
    const [row] = await read<{ position: number; firstAt: Date | null; lastAt: Date | null; behind: boolean | null }>(
      'metrics-horizon',
      HORIZON,
    );
    const position = row?.position ?? 0;
    const asOf = row?.behind && row.lastAt ? row.lastAt : context.now;
    return work(read, { position, asOf, firstAt: row?.firstAt ?? null });
  });
}

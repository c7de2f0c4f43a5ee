import { Injectable } from '@nestjs/common';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { type ListSql, listOf } from './drill-lists.js';
import { titleOf } from './drill-title.js';
import { decodeMark, type Mark } from './mark.js';
import { inSnapshot, type Reader } from './snapshot.js';

export type DrillKind = 'cases' | 'alerts' | 'actions' | 'appeals';

/** The list behind a mark: ids in order, and as many as the mark shows. */
export interface DrillView {
  title: string;
  /** Length of the list, or the sum that the mark shows. */
  total: number;
  kind: DrillKind;
  ids: string[];
  endCursor: string | null;
  hasNextPage: boolean;
}

const MOST = 200;

@Injectable()
export class DrillQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns null when the token or the cursor is none of ours */
  async page(
    context: CommandContext,
    token: string,
    { first, after }: { first: number; after: string | null },
  ): Promise<DrillView | null> {
    const mark = decodeMark(token);
    if (!mark) return null;
    const list = listOf(mark);
    const start = after === null ? null : list.cursor.exec(after);
    if (after !== null && !start) return null;
    const size = Math.max(1, Math.min(first, MOST));
    return inSnapshot(this.uow, context, async (read) => {
      // A list is asked for once or twice, and its plan is for what it asks.
      await read('drill-plans', PLANS);
      const name = `drill-${mark.list}${start ? '-on' : ''}`;
      const page = list.length === 'known' ? knownPage : openPage;
      const total = list.length === 'counted' ? await lengthOf(read, list, mark) : mark.total;
      return {
        title: titleOf(mark),
        total,
        kind: list.kind,
        ...(await page(read, { name, list, start, size, total })),
      };
    });
  }
}

const PLANS = `select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_bitmapscan', 'off', true)`;

interface Asked {
  name: string;
  list: ListSql;
  /** A cursor in its parts; null for the first page. */
  start: RegExpExecArray | null;
  size: number;
  total: number;
}
type Page = Pick<DrillView, 'ids' | 'endCursor' | 'hasNextPage'>;

/** One text for each list, whatever the size of the page. */
function ask(read: Reader, { name, list, start }: Asked, columns: string, from: readonly unknown[], limit: number) {
  const values = [...list.values, ...from, limit];
  const beyond = start ? `and ${list.beyond(list.values.length)}` : '';
  return read<{ id: string; cursor: string }>(
    name,
    `select ${columns} from (${list.sql}) l where true ${beyond} order by ${list.order} limit $${values.length}`,
    values,
  );
}

/** A row more than is shown tells whether there are more. */
async function openPage(read: Reader, asked: Asked): Promise<Page> {
  const { start, size } = asked;
  const rows = await ask(read, asked, 'id, cursor', start?.slice(1) ?? [], size + 1);
  const shown = rows.slice(0, size);
  return {
    ids: shown.map((row) => row.id),
    endCursor: shown.at(-1)?.cursor ?? null,
    hasNextPage: rows.length > size,
  };
}

/** How many there are is known, so that nobody looks for one more through all that came later. */
async function knownPage(read: Reader, asked: Asked): Promise<Page> {
  const { start, size, total } = asked;
  const seen = start ? Number(start[2]) : 0;
  const left = Math.max(0, Math.min(size, total - seen));
  const rows = left === 0 ? [] : await ask(read, asked, 'id', start ? [start[1]] : [], left);
  const last = rows.at(-1);
  return {
    ids: rows.map((row) => row.id),
    endCursor: last ? `${last.id}.${seen + rows.length}` : null,
    hasNextPage: rows.length === left && seen + rows.length < total,
  };
}

async function lengthOf(read: Reader, list: ListSql, mark: Mark): Promise<number> {
  const [row] = await read<{ n: number }>(
    `drill-total-${mark.list}`,
    `select count(*)::float8 as n from (${list.sql}) l`,
    list.values,
  );
  return row?.n ?? 0;
}

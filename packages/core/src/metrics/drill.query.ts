import { Injectable } from '@nestjs/common';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { type ListSql, listOf } from './drill-lists.js';
import { titleOf } from './drill-title.js';
import { decodeMark, type Mark } from './mark.js';
import { inSnapshot } from './snapshot.js';

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
    const limit = Math.max(1, Math.min(first, MOST));
    return inSnapshot(this.uow, context, async (read) => {
      const values = [...list.values];
      const from = start ? `and ${list.beyond(values.length)}` : '';
      const rows = await read<{ id: string; cursor: string }>(
        `drill-${mark.list}${start ? '-on' : ''}`,
        `select id, cursor from (${list.sql}) l where true ${from} order by ${list.order} limit ${limit + 1}`,
        start ? [...values, ...start.slice(1)] : values,
      );
      const shown = rows.slice(0, limit);
      return {
        title: titleOf(mark),
        total: await totalOf(read, list, mark),
        kind: list.kind,
        ids: shown.map((row) => row.id),
        endCursor: shown.at(-1)?.cursor ?? null,
        hasNextPage: rows.length > limit,
      };
    });
  }
}

async function totalOf(
  read: Parameters<Parameters<typeof inSnapshot>[2]>[0],
  list: ListSql,
  mark: Mark,
): Promise<number> {
  if (!list.isCounted) return mark.total;
  const [row] = await read<{ n: number }>(
    `drill-total-${mark.list}`,
    `select count(*)::float8 as n from (${list.sql}) l`,
    list.values,
  );
  return row?.n ?? 0;
}

import { Injectable } from '@nestjs/common';
import { CASE_STATES, FOLLOWING_CASE_STATES, ROUTES } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';
import { CASE_ROW_COLUMNS, CASE_ROW_JOINS, type CaseRowView } from './case-row.js';
import { clamp, decodeCursor, type Page, pageOf } from './cursor.js';

export interface CaseFilter {
  queue?: string | null;
  /** Without it: what is open. */
  states?: readonly string[] | null;
  routes?: readonly string[] | null;
  minimumSeverity?: number | null;
  /** Held by or assigned to this person. */
  mineOf?: string | null;
  organizationId?: string | null;
  campaignId?: string | null;
  detector?: string | null;
  /** A case number, or the exact id of a subject. */
  search?: string | null;
  openedFrom?: Date | null;
  openedTo?: Date | null;
  decidedFrom?: Date | null;
  decidedTo?: Date | null;
  ids?: readonly string[] | null;
}
export const CASE_SORTS = ['ACT_BY', 'OPENED', 'SEVERITY', 'LAST_ALERT'] as const;
export type CaseSort = (typeof CASE_SORTS)[number];

export const MOST_ROWS = 200;

interface Sort {
  order: string;
  /** Compares a row with the parameters of a cursor, from the first given number on. */
  after: (first: number) => string;
  kinds: readonly ('number' | 'string')[];
  key: (row: CaseRowView) => (string | number)[];
}
const time = (parameter: number): string => `to_timestamp($${parameter}::double precision / 1000)`;

/** Keyset orders. Ids are made in order of opening, so that "opened" is the order of ids. */
const SORTS: Record<CaseSort, Sort> = {
  ACT_BY: {
    order: 'c.act_by, c.id',
    after: (n) => `(c.act_by, c.id) > (${time(n)}, $${n + 1}::uuid)`,
    kinds: ['number', 'string'],
    key: (row) => [row.actBy.getTime(), row.id],
  },
  OPENED: { order: 'c.id desc', after: (n) => `c.id < $${n}::uuid`, kinds: ['string'], key: (row) => [row.id] },
  SEVERITY: {
    order: 'c.severity desc, c.act_by, c.id',
    after: (n) =>
      `(c.severity < $${n} or (c.severity = $${n} and (c.act_by, c.id) > (${time(n + 1)}, $${n + 2}::uuid)))`,
    kinds: ['number', 'number', 'string'],
    key: (row) => [row.severity, row.actBy.getTime(), row.id],
  },
  LAST_ALERT: {
    order: 'c.last_alert_at desc, c.id desc',
    after: (n) => `(c.last_alert_at, c.id) < (${time(n)}, $${n + 1}::uuid)`,
    kinds: ['number', 'string'],
    key: (row) => [row.lastAlertAt.getTime(), row.id],
  },
};

/** Literals, not parameters: only then does the planner match the partial index of open cases. */
const OPEN = `c.state in ('${FOLLOWING_CASE_STATES.join("','")}')`;

/** Lists of cases: one statement a page, by keyset, whatever the backlog. */
@Injectable()
export class QueuePageQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns null when the cursor is not one of this order */
  async page(
    filter: CaseFilter,
    sort: CaseSort,
    { first, after, now }: { first: number; after: string | null; now: Date },
  ): Promise<Page<CaseRowView> | null> {
    const { order, after: beyond, kinds, key } = SORTS[sort];
    const values: unknown[] = [now];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const wheres = conditions(filter, bind);
    if (after !== null) {
      const parts = decodeCursor(after, kinds);
      if (!parts) return null;
      const start = values.length + 1;
      values.push(...parts);
      wheres.push(beyond(start));
    }
    const limit = clamp(first, MOST_ROWS);
    const sql = `select ${CASE_ROW_COLUMNS} from case_file c ${CASE_ROW_JOINS}
       where ${wheres.join(' and ') || 'true'} order by ${order} limit ${limit + 1}`;
    const rows = await this.uow.read<CaseRowView>(sql, values, usualName(sql));
    return pageOf(rows, limit, key);
  }

  /** Rows by id, in the order of the ids; null where there is none. */
  async byIds(ids: readonly string[], now: Date): Promise<(CaseRowView | null)[]> {
    const rows = await this.uow.read<CaseRowView>(
      `select ${CASE_ROW_COLUMNS} from case_file c ${CASE_ROW_JOINS} where c.id = any($2::uuid[])`,
      [now, [...ids]],
      'case-rows',
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** What somebody holds or was assigned, most urgent first. */
  async mine(staffId: string, now: Date): Promise<CaseRowView[]> {
    return this.uow.read<CaseRowView>(
      `select ${CASE_ROW_COLUMNS} from case_file c ${CASE_ROW_JOINS}
       where c.id in (select id from case_file where held_by = $2 and held_until > $1
         union select id from case_file where assignee_id = $2 and state in ('${FOLLOWING_CASE_STATES.join("','")}') limit ${MOST_ROWS})
       order by (h.id is null), c.act_by, c.id limit ${MOST_ROWS}`,
      [now, staffId],
    );
  }
}

/** How many kinds of page stay prepared on each connection; planning one costs more than running it. */
const MOST_USUAL = 40;
const usual = new Map<string, string>();

/** A name for the kinds of page that come first; rarer ones are planned each time. */
function usualName(sql: string): string | undefined {
  const known = usual.get(sql);
  if (known || usual.size >= MOST_USUAL) return known;
  const name = `case-page-${usual.size}`;
  usual.set(sql, name);
  return name;
}

function conditions(filter: CaseFilter, bind: (value: unknown) => string): string[] {
  const wheres: string[] = [];
  const add = (sql: string) => wheres.push(sql);
  const narrow = filter.ids || filter.search || filter.campaignId || filter.organizationId;
  const states = filter.states?.filter((state) => (CASE_STATES as readonly string[]).includes(state));
  // Words of a closed vocabulary are written out, so that a partial index can serve them.
  if (states) add(states.length > 0 ? `c.state in ('${states.join("','")}')` : 'false');
  else if (!narrow && !filter.decidedFrom && !filter.decidedTo) add(OPEN);
  if (filter.queue) add(`c.queue_id = ${bind(filter.queue)}`);
  const routes = filter.routes?.filter((route) => (ROUTES as readonly string[]).includes(route));
  if (routes) add(`c.route = any(${bind(routes)}::text[])`);
  if (filter.minimumSeverity) add(`c.severity >= ${bind(filter.minimumSeverity)}`);
  if (filter.mineOf) {
    const me = bind(filter.mineOf);
    add(`((c.held_by = ${me} and c.held_until > $1) or c.assignee_id = ${me})`);
  }
  if (filter.organizationId) add(`c.organization_id = ${bind(filter.organizationId)}`);
  if (filter.campaignId) add(`c.campaign_id = ${bind(filter.campaignId)}`);
  if (filter.ids) add(`c.id = any(${bind([...filter.ids])}::uuid[])`);
  if (filter.detector) {
    add(`exists (select 1 from case_alert x where x.case_id = c.id and x.detector_id = ${bind(filter.detector)})`);
  }
  if (filter.search) add(search(filter.search.trim(), bind));
  if (filter.openedFrom) add(`c.opened_at >= ${bind(filter.openedFrom)}`);
  if (filter.openedTo) add(`c.opened_at < ${bind(filter.openedTo)}`);
  if (filter.decidedFrom) add(`c.decided_at >= ${bind(filter.decidedFrom)}`);
  if (filter.decidedTo) add(`c.decided_at < ${bind(filter.decidedTo)}`);
  return wheres;
}

function search(text: string, bind: (value: unknown) => string): string {
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  const subjects = `select x.case_id from case_subject x where x.subject_id = ${bind(text)}
    and x.subject_kind in ('account', 'organization', 'api_key', 'partner', 'end_user')`;
  const byNumber = number ? `select x.id from case_file x where x.number = ${bind(Number(number))} union all ` : '';
  return `c.id in (${byNumber}${subjects})`;
}

import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';
import { clamp, decodeCursor, type Page, pageOf } from './cursor.js';

export interface HistoryView {
  id: string;
  position: number | null;
  stage: string;
  kind: string;
  actorKind: string;
  actorId: string | null;
  actorName: string | null;
  automatic: boolean;
  occurredAt: Date;
  recordedAt: Date;
  entityKind: string;
  entityId: string;
  caseNumber: number | null;
  why: string | null;
  before: unknown;
  after: unknown;
  facts: unknown;
}
export interface HistoryFilter {
  caseNumber?: number | null;
  entityKind?: string | null;
  entityId?: string | null;
  /** Id of a person or machine. */
  actor?: string | null;
  kind?: string | null;
}

const COLUMNS = `
  e.id, p.position, e.stage, e.kind, e.actor_kind as "actorKind", e.actor_id as "actorId", s.name as "actorName", e.automatic,
  e.occurred_at as "occurredAt", e.recorded_at as "recordedAt", e.entity_kind as "entityKind", e.entity_id as "entityId",
  c.number as "caseNumber", b.body->>'why' as why, b.body->'before' as before, b.body->'after' as after, b.body->'facts' as facts`;
const JOINS = `
  left join event_body b on b.event_id = e.id
  left join staff s on e.actor_kind = 'staff' and s.id::text = e.actor_id
  left join case_file c on c.id = e.case_id`;

/** Rows of the chain that one page may look through for a rare kind or actor; the cursor then goes on from there. */
const WINDOW = 20_000;
const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

/** Reads of history. Along the whole of it by position; within one case or thing by id. */
@Injectable()
export class HistoryQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** What happened to a case, newest first. @returns null when the cursor is none of this list */
  async ofCase(caseId: string, first: number, after: string | null): Promise<Page<HistoryView> | null> {
    return this.byId('e.case_id = $1', [caseId], first, after);
  }

  async page(filter: HistoryFilter, first: number, after: string | null): Promise<Page<HistoryView> | null> {
    if (filter.caseNumber) {
      return this.byId(
        `e.case_id = (select id from case_file where number = $1) and ($2::text is null or e.actor_id = $2) and ($3::text is null or e.kind = $3)`,
        [filter.caseNumber, filter.actor ?? null, filter.kind ?? null],
        first,
        after,
      );
    }
    if (filter.entityKind && filter.entityId) {
      // Those of a case are found by the case: the index of all others does not have them.
      const entity =
        filter.entityKind === 'case'
          ? `e.case_id = case when $2 ~ '${UUID}' then $2::uuid end`
          : `e.entity_kind <> 'case'`;
      return this.byId(
        `e.entity_kind = $1 and e.entity_id = $2 and ${entity} and ($3::text is null or e.actor_id = $3) and ($4::text is null or e.kind = $4)`,
        [filter.entityKind, filter.entityId, filter.actor ?? null, filter.kind ?? null],
        first,
        after,
      );
    }
    return this.byPosition(filter, first, after);
  }

  private async byId(
    where: string,
    values: unknown[],
    first: number,
    after: string | null,
  ): Promise<Page<HistoryView> | null> {
    const limit = clamp(first, 200);
    const key = after === null ? [] : decodeCursor(after, ['string']);
    if (!key) return null;
    const bound = [...values, limit + 1, ...key];
    const n = values.length;
    const rows = await this.uow.read<HistoryView>(
      `with page as (
         select * from event e where ${where} ${key.length > 0 ? `and e.id < $${n + 2}::uuid` : ''} order by e.id desc limit $${n + 1}
       )
       select ${COLUMNS} from page e left join event_chain p on p.event_id = e.id ${JOINS} order by e.id desc`,
      bound,
    );
    return pageOf(rows, limit, (last) => [last.id]);
  }

  private async byPosition(
    filter: HistoryFilter,
    first: number,
    after: string | null,
  ): Promise<Page<HistoryView> | null> {
    const limit = clamp(first, 200);
    const key = after === null ? [Number.MAX_SAFE_INTEGER] : decodeCursor(after, ['number']);
    if (!key) return null;
    const rows = await this.uow.read<HistoryView & { floor: number }>(
      `with window_of as (
         select position, event_id from event_chain where position < $1 order by position desc limit ${WINDOW}
       ), floor as (select coalesce(min(position), 0) as floor from window_of)
       select f.floor, x.* from floor f left join (
         select ${COLUMNS} from window_of p join event e on e.id = p.event_id ${JOINS}
         where ($2::text is null or e.kind = $2) and ($3::text is null or e.actor_id = $3) and ($4::text is null or e.entity_kind = $4)
         order by p.position desc limit $5
       ) x on true order by x.position desc`,
      [key[0], filter.kind ?? null, filter.actor ?? null, filter.entityKind ?? null, limit + 1],
    );
    const found = rows.filter((row) => row.id !== null);
    const page = pageOf<HistoryView>(found, limit, (last) => [last.position ?? 0]);
    const floor = rows[0]?.floor ?? 0;
    if (page.hasNextPage || floor <= 1) return page;
    // Nothing more in this window, but history goes on below it.
    return { ...page, endCursor: Buffer.from(JSON.stringify([floor])).toString('base64url'), hasNextPage: true };
  }

  async chain(): Promise<{ headPosition: number; headHash: string; unsealed: number }> {
    const [row] = await this.uow.read<{ headPosition: number; headHash: string; unsealed: number }>(
      `select coalesce(h.position, 0) as "headPosition", coalesce(encode(h.hash, 'hex'), repeat('0', 64)) as "headHash",
         (select count(*)::int from (select 1 from event_unsealed limit 10000) u) as unsealed
       from (select 1) one left join (select position, hash from event_chain order by position desc limit 1) h on true`,
    );
    return row ?? { headPosition: 0, headHash: '0'.repeat(64), unsealed: 0 };
  }
}

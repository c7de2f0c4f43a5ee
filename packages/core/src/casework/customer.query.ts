import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';
import { clamp, decodeCursor, type Page, pageOf } from './cursor.js';

export interface CustomerView {
  kind: string;
  id: string;
  name: string;
  country: string | null;
  plan: string | null;
  size: string | null;
  language: string | null;
  seats: number | null;
  exchanges30d: number | null;
  /** The directory's entry as it was sent. */
  entry: Record<string, unknown>;
}

const number = (field: string): string =>
  `case when jsonb_typeof(e.data->'${field}') = 'number' then (e.data->'${field}')::text::double precision end`;
const COLUMNS = `
  e.kind, e.id, coalesce(e.data->>'name', e.id) as name, e.data->>'country' as country, e.data->>'plan' as plan, e.data->>'size' as size,
  e.data->>'language' as language, ${number('seats')} as seats, ${number('exchanges30d')} as "exchanges30d", e.data as entry`;
/** Keys of one kind whose name or id begins with `$4`. */
const named = (kind: 'organization' | 'partner'): string => `
  (select x.kind, x.id from directory_entry x where x.kind = '${kind}' and not x.deleted
    and lower(x.data->>'name') >= lower($4) and lower(x.data->>'name') < lower($4) || U&'\\+10FFFF' limit 5000)
  union all (select x.kind, x.id from directory_entry x where x.kind = '${kind}' and x.id >= $4 and x.id < $4 || U&'\\+10FFFF' limit 5000)`;
const MOST_ACCOUNTS = 10_000;

/** Customers as the directory knows them: organizations and partners, and accounts and keys by their id. */
@Injectable()
export class CustomerQuery {
  constructor(private readonly uow: UnitOfWork) {}

  async byId(kind: string, id: string): Promise<CustomerView | null> {
    const rows = await this.uow.read<CustomerView>(
      `select ${COLUMNS} from directory_entry e where e.kind = $1 and e.id = $2 and not e.deleted`,
      [kind, id],
    );
    return rows[0] ?? null;
  }

  /**
   * Organizations, then partners, by id; or those whose name or id begins with a text.
   * @returns null when the cursor is none of this list
   */
  async page(search: string | null, first: number, after: string | null): Promise<Page<CustomerView> | null> {
    const limit = clamp(first, 200);
    const key = after === null ? ['organization', ''] : decodeCursor(after, ['string', 'string']);
    if (!key) return null;
    const text = search?.trim() ?? '';
    const rows = await this.uow.read<CustomerView>(
      `select ${COLUMNS} from directory_entry e where e.kind in ('organization', 'partner') and not e.deleted and (e.kind, e.id) > ($1, $2)
         ${text === '' ? '' : `and (e.kind, e.id) in (${named('organization')} union all ${named('partner')})`}
       order by e.kind, e.id limit $3`,
      text === '' ? [...key, limit + 1] : [...key, limit + 1, text],
    );
    return pageOf(rows, limit, (last) => [last.kind, last.id]);
  }

  /** Accounts of organizations and of what partners brought, each counted up to a limit. */
  async accounts(customers: readonly { kind: string; id: string }[]): Promise<number[]> {
    const rows = await this.uow.read<{ count: number }>(
      `select n.count from unnest($1::text[], $2::text[]) with ordinality o(kind, id, place) cross join lateral (
         select count(*)::int as count from (
           select 1 from directory_entry a where a.kind = 'account' and not a.deleted and a.organization_id in (
             select o.id where o.kind <> 'partner'
             union all select g.id from directory_entry g
               where o.kind = 'partner' and g.kind = 'organization' and g.data->>'partner' = o.id and not g.deleted)
           limit ${MOST_ACCOUNTS}) x) n order by o.place`,
      [customers.map(({ kind }) => kind), customers.map(({ id }) => id)],
    );
    return rows.map(({ count }) => count);
  }

  async contacts(kind: string, id: string): Promise<Record<string, unknown>[]> {
    const rows = await this.uow.read<{ data: Record<string, unknown> }>(
      `select jsonb_build_object('id', c.id, 'name', c.data->>'name', 'email', c.data->>'email', 'role', c.data->>'role', 'verifiedAt', c.data->>'verifiedAt') as data
       from directory_entry c where c.kind = 'contact' and not c.deleted
         and ((c.parent_kind = $1 and c.parent_id = $2) or ($1 = 'organization' and c.organization_id = $2)) order by c.id limit 50`,
      [kind, id],
    );
    return rows.map((row) => row.data);
  }

  /** Ids of the cases that speak of a customer, newest first. */
  async cases(kind: string, id: string): Promise<string[]> {
    const rows = await this.uow.read<{ id: string }>(
      `select id from (
         select case_id as id from case_subject where subject_kind = $1 and subject_id = $2
         union select case_id from case_subject where $1 = 'organization' and organization_id = $2
         union select c.id from case_file c where $1 = 'organization' and c.organization_id = $2
       ) x order by id desc limit 100`,
      [kind, id],
    );
    return rows.map((row) => row.id);
  }
}

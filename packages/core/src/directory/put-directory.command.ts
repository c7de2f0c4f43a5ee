import { Injectable } from '@nestjs/common';
import type { NormalisedDirectoryRecord } from '@portcullis/contracts/directory/parse-directory';
import type { Refusal } from '@portcullis/domain';
import { refuseUnless } from '../access/permit.js';
import { BY_INDEX } from '../db/plans.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { adoptSubjects } from './adopt-subjects.js';
import { placeEntries } from './place-entries.js';

/** `duplicate`: an equal or a newer version of the entry is known already. */
export type DirectoryStatus = 'accepted' | 'duplicate';
/** One status for each record, in their order. */
export type PutDirectoryResult = { ok: true; statuses: DirectoryStatus[] };

/** Whoever writes the directory: one at a time, since an entry can move everything below it. */
const DIRECTORY_LOCK = 7_603_002;
const ROWS_PER_STATEMENT = 5000;

/**
 * Takes the provider's word on its customers: reach, addresses and the groups of fairness figures come from here and
 * from nowhere else. All records in one transaction; a newer version wins, whatever the order in which they come.
 */
@Injectable()
export class PutDirectory {
  constructor(private readonly uow: UnitOfWork) {}

  async put(
    context: CommandContext,
    records: readonly NormalisedDirectoryRecord[],
  ): Promise<PutDirectoryResult | Refusal> {
    const refusal = refuseUnless(context.actor, 'directory.write');
    if (refusal) return refusal;
    if (records.length === 0) return { ok: true, statuses: [] };
    return this.uow.run(context, async (tx) => {
      await tx.query(BY_INDEX);
      await tx.query(`select pg_advisory_xact_lock(${DIRECTORY_LOCK})`);
      const known = await knownVersions(tx, records);
      const newest = new Map<string, NormalisedDirectoryRecord>();
      const statuses = records.map((record): DirectoryStatus => {
        const key = keyOf(record);
        const version = newest.get(key)?.version ?? known.get(key) ?? -1;
        if (record.version <= version) return 'duplicate';
        newest.set(key, record);
        return 'accepted';
      });
      const entries = [...newest.values()];
      for (const page of pagesOf(entries)) await upsert(tx, page);
      await placeEntries(tx, entries);
      const adopted = await adoptSubjects(tx, entries);
      record(tx, entries, known, adopted);
      return { ok: true, statuses };
    });
  }
}

const keyOf = ({ kind, id }: { kind: string; id: string }): string => `${kind}:${id}`;

function* pagesOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += ROWS_PER_STATEMENT) yield all.slice(from, from + ROWS_PER_STATEMENT);
}

async function knownVersions(tx: Tx, records: readonly NormalisedDirectoryRecord[]): Promise<Map<string, number>> {
  const known = new Map<string, number>();
  for (const page of pagesOf(records)) {
    const rows = await tx.prepared<{ kind: string; id: string; version: number }>(
      'directory-versions',
      `select e.kind, e.id, e.version from unnest($1::text[], $2::text[]) as r(kind, id)
       join directory_entry e on e.kind = r.kind and e.id = r.id`,
      [page.map(({ kind }) => kind), page.map(({ id }) => id)],
    );
    for (const row of rows) known.set(keyOf(row), row.version);
  }
  return known;
}

/** A tombstone keeps the name, so that old cases still say whom they were about, and its place if none is given. */
const UPSERT = `
  insert into directory_entry as e (kind, id, version, deleted, parent_kind, parent_id, data, updated_at)
  select kind, id, version, deleted, parent_kind, parent_id, data, $8
  from unnest($1::text[], $2::text[], $3::bigint[], $4::boolean[], $5::text[], $6::text[], $7::jsonb[])
    as r(kind, id, version, deleted, parent_kind, parent_id, data)
  on conflict (kind, id) do update set version = excluded.version, deleted = excluded.deleted, updated_at = excluded.updated_at,
    parent_kind = case when excluded.deleted then coalesce(excluded.parent_kind, e.parent_kind) else excluded.parent_kind end,
    parent_id = case when excluded.deleted then coalesce(excluded.parent_id, e.parent_id) else excluded.parent_id end,
    data = case when excluded.deleted then jsonb_strip_nulls(jsonb_build_object('name', e.data->'name')) || excluded.data else excluded.data end
  where excluded.version > e.version`;

async function upsert(tx: Tx, entries: readonly NormalisedDirectoryRecord[]): Promise<void> {
  await tx.prepared('directory-upsert', UPSERT, [
    entries.map(({ kind }) => kind),
    entries.map(({ id }) => id),
    entries.map(({ version }) => version),
    entries.map(({ deleted }) => deleted),
    entries.map(({ parent }) => parent?.kind ?? null),
    entries.map(({ parent }) => parent?.id ?? null),
    entries.map((entry) => JSON.stringify(dataOf(entry))),
    tx.context.now,
  ]);
}

/** The partner who brings an organization is its parent, its field `partner`, or both. */
function dataOf({ kind, parent, data }: NormalisedDirectoryRecord): Record<string, unknown> {
  return kind === 'organization' && parent?.kind === 'partner' && data.partner === undefined
    ? { ...data, partner: parent.id }
    : data;
}

function record(
  tx: Tx,
  entries: readonly NormalisedDirectoryRecord[],
  known: ReadonlyMap<string, number>,
  adopted: number,
): void {
  if (entries.length === 0) return;
  const kinds: Record<string, number> = {};
  for (const { kind } of entries) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const { actor } = tx.context;
  tx.record({
    stage: 'intake',
    kind: 'directory.put',
    entityKind: 'directory',
    entityId: actor.id,
    body: {
      facts: {
        entries: entries.length,
        added: entries.filter((entry) => !known.has(keyOf(entry))).length,
        deleted: entries.filter(({ deleted }) => deleted).length,
        kinds,
        ...(adopted > 0 ? { subjectsPlaced: adopted } : {}),
      },
    },
  });
}

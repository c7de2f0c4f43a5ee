import type { Tx } from '../db/unit-of-work.js';

interface EntryKey {
  kind: string;
  id: string;
}

/** A chain longer than this is a circle. */
const LONGEST_CHAIN = 16;

/** The nearest organization above: an organization is its own, other entries follow their parent's. */
const PLACE_BY_PARENT = `
  update directory_entry e set organization_id = case
      when e.kind = 'organization' then e.id
      when e.parent_kind = 'organization' then e.parent_id
      else p.organization_id end
  from unnest($1::text[], $2::text[]) as r(kind, id)
  join directory_entry self on self.kind = r.kind and self.id = r.id
  left join directory_entry p on p.kind = self.parent_kind and p.id = self.parent_id
  where e.kind = r.kind and e.id = r.id and e.organization_id is distinct from case
      when e.kind = 'organization' then e.id
      when e.parent_kind = 'organization' then e.parent_id
      else p.organization_id end
  returning e.kind, e.id`;

const CHILDREN = `
  select c.kind, c.id from unnest($1::text[], $2::text[]) as r(kind, id)
  join directory_entry c on c.parent_kind = r.kind and c.parent_id = r.id
  where c.kind <> 'organization' and c.parent_kind <> 'organization' order by c.kind, c.id`;

/**
 * Says of each entry whose customer it belongs to, and of whatever hangs below one that moved. A parent may come later
 * than its child.
 */
export async function placeEntries(tx: Tx, entries: readonly EntryKey[]): Promise<void> {
  let open: readonly EntryKey[] = entries;
  for (let depth = 0; open.length > 0 && depth < LONGEST_CHAIN; depth += 1) {
    const moved = await tx.prepared<EntryKey>('directory-place', PLACE_BY_PARENT, columnsOf(open));
    if (moved.length === 0) return;
    open = await tx.prepared<EntryKey>('directory-children', CHILDREN, columnsOf(moved));
  }
}

const columnsOf = (keys: readonly EntryKey[]): string[][] => [keys.map(({ kind }) => kind), keys.map(({ id }) => id)];

import type { Tx } from '../db/unit-of-work.js';
import { GROUPING_LOCK } from '../grouping/assign.command.js';

interface EntryKey {
  kind: string;
  id: string;
}

const STRAYS = `
  select distinct s.case_id as "caseId" from unnest($1::text[], $2::text[]) as r(kind, id)
  join directory_entry e on e.kind = r.kind and e.id = r.id and not e.deleted and e.organization_id is not null
  join case_subject s on s.subject_kind = e.kind and s.subject_id = e.id and s.organization_id is null`;

const ADOPT = `
  update case_subject s set organization_id = e.organization_id
  from directory_entry e
  where s.case_id = any($1::uuid[]) and s.organization_id is null and e.kind = s.subject_kind and e.id = s.subject_id
    and not e.deleted and e.organization_id is not null`;

/** A case about one customer alone carries that customer's place and language. */
const CASES = `
  update case_file c set organization_id = x.organization_id, region = coalesce(c.region, o.data->>'country'),
    language = coalesce(c.language, o.data->>'language')
  from (
    select case_id, min(organization_id) as organization_id from case_subject where case_id = any($1::uuid[])
    group by case_id having count(distinct organization_id) = 1 and count(*) = count(organization_id)
  ) x left join directory_entry o on o.kind = 'organization' and o.id = x.organization_id
  where c.id = x.case_id and c.organization_id is null`;

/**
 * Subjects that alerts spoke of before the directory did find their customer now.
 * @returns how many
 */
export async function adoptSubjects(tx: Tx, entries: readonly EntryKey[]): Promise<number> {
  const strays = await tx.prepared<{ caseId: string }>('directory-strays', STRAYS, [
    entries.map(({ kind }) => kind),
    entries.map(({ id }) => id),
  ]);
  if (strays.length === 0) return 0;
  // Grouping writes subjects too, many at a time: one after the other.
  await tx.query(`select pg_advisory_xact_lock(${GROUPING_LOCK})`);
  const caseIds = strays.map(({ caseId }) => caseId).sort();
  await tx.query('select id from case_file where id = any($1::uuid[]) order by id for update', [caseIds]);
  const adopted = await tx.execute(ADOPT, [caseIds]);
  await tx.execute(CASES, [caseIds]);
  return adopted;
}

import { subjectOf } from '@portcullis/domain';
import { uuids } from '../../db/array-parameters.js';
import { newId } from '../../db/ids.js';
import type { Tx } from '../../db/unit-of-work.js';

/** SQL: of the subjects of proposal `p` on case `f`, those who are in the case still and do not belong with it. */
export const ASTRAY = `
  select s.subject_kind as kind, s.subject_id as id from jsonb_to_recordset(p.subjects) as q(kind text, id text)
  join case_subject s on s.case_id = f.id and s.subject_kind = q.kind and s.subject_id = q.id
  join grouping_subject g on g.node = q.kind || ':' || q.id and g.cluster_id <> f.cluster_id`;

/** Why two cases should be one where no single link made them so. */
export const UNITED_BY_RULES = 'By the rules in force, and what people said, the two are one.';

/** Keeps what grouping would do, for a person to say; once, as long as nobody has. @returns whether it is a new one */
export async function propose(
  tx: Tx,
  kind: 'merge' | 'part',
  caseId: string,
  otherCaseId: string | null,
  subjects: readonly string[],
  because: unknown,
): Promise<boolean> {
  const made = await tx.execute(
    `insert into case_proposal (id, kind, case_id, other_case_id, subjects, because, created_at)
     select $1::uuid, $2::text, $3::uuid, $4::uuid, $5::jsonb, $6::json, $7::timestamptz where not exists (
       select 1 from case_proposal where kind = $2 and resolved_at is null
         and (($2 = 'part' and case_id = $3 and subjects @> $5) or ($2 = 'merge' and case_id = $4 and other_case_id = $3)))
     on conflict do nothing`,
    [
      newId(tx.context.now),
      kind,
      caseId,
      otherCaseId,
      JSON.stringify(subjects.map(subjectOf)),
      because === null ? null : JSON.stringify(because),
      tx.context.now,
    ],
  );
  return made > 0;
}

const RESOLVE_PARTS = `
  update case_proposal p set resolved_at = $2, resolution = 'moot' from case_file f
  where p.case_id = any($1::uuid[]) and p.kind = 'part' and p.resolved_at is null and f.id = p.case_id and not exists (${ASTRAY})`;

/** Forgets what was proposed of these cases and is so by now: whoever was to part has left, or belongs again. */
export function resolveParts(tx: Tx, caseIds: readonly string[]): void {
  if (caseIds.length > 0) tx.post('grouping-resolve-parts', RESOLVE_PARTS, [uuids(caseIds), tx.context.now]);
}

/** A person said what becomes of these nodes, who do not belong with their case. */
export async function answerParts(
  tx: Tx,
  caseId: string,
  nodes: readonly string[],
  resolution: 'taken_out' | 'kept',
): Promise<void> {
  await tx.query(
    `update case_proposal p set resolved_at = $3, resolution = $4 from case_file f
     where p.case_id = $1 and p.kind = 'part' and p.resolved_at is null and f.id = p.case_id
       and not exists (select 1 from (${ASTRAY}) a where a.kind || ':' || a.id <> all($2::text[]))`,
    [caseId, nodes, tx.context.now, resolution],
  );
}

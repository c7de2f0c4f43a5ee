import type { InMatter, Participation } from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';

const PARTICIPANTS = `
  select p.staff_id as "staffId", coalesce(d.role, p.part) as part,
    $3::uuid in (select staff_above(p.staff_id)) as managed, p.staff_id in (select staff_above($3::uuid)) as manages
  from case_participant p
  left join decision_participant d on d.case_id = p.case_id and d.staff_id = p.staff_id and d.decision_id = $2
  where p.case_id = $1 and p.side = 'first_instance'`;

interface Row {
  staffId: string;
  part: Participation;
  managed: boolean;
  manages: boolean;
}

type Reader = <R extends object>(sql: string, values?: readonly unknown[]) => Promise<R[]>;

/** Who had a part in the matter of an appeal, and which of them this person manages or is managed by (AP-3). */
export async function readMatter(
  read: Reader,
  matter: { caseId: string; decisionId: string },
  staffId: string,
): Promise<InMatter> {
  const rows = await read<Row>(PARTICIPANTS, [matter.caseId, matter.decisionId, staffId]);
  const others = rows.filter((row) => row.staffId !== staffId);
  return {
    participants: rows.map((row) => ({ staffId: row.staffId, part: row.part })),
    manages: others.filter((row) => row.managed).map((row) => row.staffId),
    managedBy: others.filter((row) => row.manages).map((row) => row.staffId),
  };
}

/** For a command on an appeal, about whoever gives it. */
export const matterOf = (tx: Tx, appeal: { caseId: string; decisionId: string }): Promise<InMatter> =>
  readMatter(tx.query, appeal, tx.context.actor.id);

import type { InMatter, Participation } from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';

const PART = `
  select p.staff_id as "staffId", coalesce(d.role, p.part) as part from case_participant p
  left join decision_participant d on d.case_id = p.case_id and d.staff_id = p.staff_id and d.decision_id = $2
  where p.case_id = $1 and p.side = 'first_instance'`;

/** Who had a part in the matter of an appeal, and whom among the staff this person manages (AP-3). */
export async function readMatter(tx: Tx, caseId: string, decisionId: string): Promise<InMatter> {
  const participants = await tx.query<{ staffId: string; part: Participation }>(PART, [caseId, decisionId]);
  const manages = await tx.query<{ id: string }>('select id from staff where manager_id = $1', [tx.context.actor.id]);
  return { participants, manages: manages.map(({ id }) => id) };
}

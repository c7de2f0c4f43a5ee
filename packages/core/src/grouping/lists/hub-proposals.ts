import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { matchValue, type Refusal } from '@portcullis/domain';
import { type FieldRefusal, refuseField } from '../../access/permit.js';
import { newId } from '../../db/ids.js';
import type { Tx } from '../../db/unit-of-work.js';
import type { Correcting } from '../corrections/correcting.js';
import { needsSecond, reachOfValue, tooManyInside } from './hub-reach.js';
import { assignSecond, type ListAnswer, noSecond, refuseAnswer, type Waiting } from './second-person.js';

type Unlink = Extract<Correcting, { act: 'unlink' }>;
type Refused = Refusal | FieldRefusal;

/** The value as it is kept, and as grouping compares it; null for one that says nothing. */
export function hubKeyOf(input: Pick<Unlink, 'type' | 'value'>): { type: string; value: string; match: string } | null {
  const type = input.type.trim().toLowerCase();
  const value = normaliseIndicatorValue(type, input.value);
  const match = matchValue(type, value);
  return match === null ? null : { type, value, match };
}

/**
 * Keeps a hub as a proposal where it reaches beyond one case (EV-4).
 * @returns null where one person is enough
 */
export async function proposeWideHub(
  tx: Tx,
  input: Unlink,
): Promise<{ ok: true; id: string; after: []; waitsFor: string } | Refused | null> {
  const key = hubKeyOf(input);
  if (!key) return null;
  const reach = await reachOfValue((sql, values) => tx.query(sql, values), key.type, key.match);
  if (!needsSecond(reach, key.type, key.match)) return null;
  const tooMany = await tooManyInside((sql, values) => tx.query(sql, values), key.type, key.match);
  if (tooMany) return refuseField('value', tooMany);
  const { actor, now } = tx.context;
  const [listed] = await tx.query(
    'select 1 from hub_entry where indicator_type = $1 and indicator_value = $2 and revoked_at is null',
    [key.type, key.value],
  );
  if (listed) return refuseField('value', 'This value is on the list already.');
  const id = newId(now);
  const second = await assignSecond(tx, actor.id as string, id);
  if (!second) return noSecond();
  const made = await tx.execute(
    `insert into hub_proposal (id, indicator_type, indicator_value, kind, reason, source, case_id, cases, subjects, state, proposed_by, proposed_at, assigned_to)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'proposed', $10, $11, $12) on conflict do nothing`,
    [
      id,
      key.type,
      key.value,
      input.kind,
      input.reason,
      input.source,
      input.caseId,
      reach.cases,
      reach.subjects,
      actor.id,
      now,
      second.id,
    ],
  );
  if (made === 0) return refuseField('value', 'Somebody proposed this already; it waits for a second person.');
  tx.record({
    stage: 'grouping',
    kind: 'hub.propose',
    entityKind: 'hub_entry',
    entityId: id,
    caseId: input.caseId ?? undefined,
    body: {
      why: input.reason,
      after: { type: key.type, value: key.value, kind: input.kind, source: input.source },
      facts: { assigned: second.id, ...reach },
    },
  });
  return { ok: true, id, after: [], waitsFor: second.name };
}

interface Row extends Waiting {
  state: string;
  type: string;
  value: string;
  kind: string;
  reason: string;
  source: string;
  caseId: string | null;
}

/** @returns what was proposed, when this person may give this answer to it now */
export async function lockHubProposal(
  tx: Tx,
  id: string,
  answer: ListAnswer,
): Promise<{ ok: true; input: Omit<Unlink, 'act'> & { reason: string } } | Refused> {
  const [row] = await tx.query<Row>(
    `select p.state, p.indicator_type as type, p.indicator_value as value, p.kind, p.reason, p.source, p.case_id as "caseId",
       p.proposed_by as "proposedBy", p.proposed_at as "proposedAt", p.assigned_to as "assignedTo", s.name as "assignedName"
     from hub_proposal p join staff s on s.id = p.assigned_to where p.id = $1 for update of p`,
    [id],
  );
  if (!row) return refuseField('id', 'There is no such proposal.');
  const refused = refuseAnswer(tx.context, row, answer);
  if (refused) return refused;
  const { type, value, kind, reason, source } = row;
  // A case that was decided meanwhile keeps its make-up; the value stops linking all the same.
  return { ok: true, input: { caseId: null, type, value, kind, reason, source, proposedBy: row.proposedBy as string } };
}

/** @param entry the entry that a confirmed one became */
export async function closeHubProposal(
  tx: Tx,
  id: string,
  answer: ListAnswer,
  reason: string,
  entry: string | null,
): Promise<void> {
  const state = answer === 'confirm' ? 'confirmed' : answer === 'refuse' ? 'refused' : 'withdrawn';
  const { actor, now } = tx.context;
  const [row] = await tx.query<{ caseId: string | null }>(
    `update hub_proposal set state = $2, answered_by = $3, answered_at = $4, answer_reason = $5, entry_id = $6 where id = $1
     returning case_id as "caseId"`,
    [id, state, actor.id, now, reason, entry],
  );
  // By its case the entry counts as a correction.
  if (entry && row?.caseId) await tx.query('update hub_entry set case_id = $2 where id = $1', [entry, row.caseId]);
  tx.record({
    stage: 'grouping',
    kind: `hub.${answer}`,
    entityKind: 'hub_entry',
    entityId: id,
    caseId: row?.caseId ?? undefined,
    body: { why: reason, facts: entry ? { entry } : {} },
  });
}

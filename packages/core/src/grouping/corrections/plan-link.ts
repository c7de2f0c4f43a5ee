import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { matchValue } from '@portcullis/domain';
import { refuseField } from '../../access/permit.js';
import { newId } from '../../db/ids.js';
import type { Tx } from '../../db/unit-of-work.js';
import { listedAmong, noteListChange } from '../hub-changes.js';
import { reachOfValue, tooManyInside } from '../lists/hub-reach.js';
import { type Act, type CorrectionPlan, causeOf } from './plan.js';
import { isRefusal, type Refused, standings } from './standing.js';

/** A value links nobody from now on. */
export async function planUnlink(tx: Tx, input: Act<'unlink'>): Promise<CorrectionPlan | Refused> {
  const type = input.type.trim().toLowerCase();
  const value = normaliseIndicatorValue(type, input.value);
  const match = matchValue(type, value);
  if (match === null) return refuseField('value', 'This value says nothing and links nobody.');
  if (input.caseId) {
    const cases = await standings(tx, [{ id: input.caseId, version: null }]);
    if (isRefusal(cases)) return cases;
  }
  const id = newId(tx.context.now);
  const read = <R extends object>(sql: string, values: readonly unknown[]) => tx.query<R>(sql, [...values]);
  const tooMany = await tooManyInside(read, type, match);
  if (tooMany) return refuseField('value', tooMany);
  const { cases } = await reachOfValue(read, type, match);
  const confirmedBy = input.proposedBy ? tx.context.actor.id : null;
  const made = await tx.execute(
    `insert into hub_entry (id, indicator_type, indicator_value, kind, reason, source, added_by, added_at, case_id, cases, confirmed_by,
       indicator_match, pending)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, false) on conflict do nothing`,
    [
      id,
      type,
      value,
      input.kind,
      input.reason,
      input.source,
      input.proposedBy ?? tx.context.actor.id,
      tx.context.now,
      input.caseId,
      // What a rehearsal shows is taken back; whoever means it is asked for a second person first.
      confirmedBy || !input.rehearsed ? cases : null,
      confirmedBy,
      match,
    ],
  );
  if (made === 0) return refuseField('value', 'This value is on the list already.');
  await noteListChange(tx);
  tx.record({
    stage: 'grouping',
    kind: 'hub.add',
    entityKind: 'hub_entry',
    entityId: id,
    caseId: input.caseId ?? undefined,
    body: {
      why: input.reason,
      after: { type, value, kind: input.kind, source: input.source },
      facts: { act: 'unlink', correction: id },
    },
  });
  return {
    ok: true,
    hubs: [{ type, value: match, listed: true }],
    corrections: [],
    undone: [],
    cause: causeOf('unlink', input.reason, id, [], []),
    caseIds: input.caseId ? [input.caseId] : [],
  };
}

/** A value links again. */
export async function planRelink(tx: Tx, input: Act<'relink'>): Promise<CorrectionPlan | Refused> {
  const [entry] = await tx.query<{ type: string; value: string; caseId: string | null }>(
    `update hub_entry set revoked_at = $2, pending = false, revoked_by = $3, revoke_reason = $4
     where id = $1 and revoked_at is null
     returning indicator_type as type, indicator_value as value, case_id as "caseId"`,
    [input.hubId, tx.context.now, tx.context.actor.id, input.reason],
  );
  const match = entry && matchValue(entry.type, entry.value);
  if (!entry || match === null || match === undefined) return refuseField('hubId', 'There is no such entry in force.');
  const key = { type: entry.type, value: match };
  await noteListChange(tx);
  // In another spelling it may still be listed.
  const [other] = await listedAmong(tx, [key]);
  tx.record({
    stage: 'grouping',
    kind: 'hub.revoke',
    entityKind: 'hub_entry',
    entityId: input.hubId,
    caseId: entry.caseId ?? undefined,
    body: { why: input.reason, before: entry, facts: { act: 'relink', undoes: input.hubId } },
  });
  return {
    ok: true,
    hubs: [{ ...key, listed: other !== undefined }],
    corrections: [],
    undone: [],
    cause: causeOf('relink', input.reason, input.hubId, [], []),
    caseIds: entry.caseId ? [entry.caseId] : [],
  };
}

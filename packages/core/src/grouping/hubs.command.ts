import { Injectable } from '@nestjs/common';
import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { matchValue, type Refusal, refuse } from '@portcullis/domain';
import { type FieldRefusal, refuseField, refuseUnless } from '../access/permit.js';
import { newId } from '../db/ids.js';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { needsSecond, reachOfValue } from './lists/hub-reach.js';

export const HUB_KINDS = ['vpn', 'hosting', 'gateway', 'agency', 'university', 'client', 'address', 'other'] as const;

export interface NewHub {
  type: string;
  value: string;
  kind: (typeof HUB_KINDS)[number];
  reason: string;
  /** Where this is known from. */
  source: string;
}

/** The maintained list of values that join nobody: a VPN exit, an agency's card, a golden image's device id. */
@Injectable()
export class HubList {
  constructor(private readonly uow: UnitOfWork) {}

  /** Stops linking by a value. Undecided cases that hang on it alone part with the next batch. */
  async add(context: CommandContext, hub: NewHub): Promise<{ ok: true; id: string } | Refusal | FieldRefusal> {
    const refusal = refuseUnless(context.actor, 'grouping.correct') ?? problemIn(hub);
    if (refusal) return refusal;
    const type = hub.type.trim().toLowerCase();
    const value = normaliseIndicatorValue(type, hub.value);
    return this.uow.run(context, async (tx) => {
      const id = newId(context.now);
      const reach = await reachOfValue((sql, values) => tx.query(sql, values), type, matchValue(type, value) ?? value);
      if (needsSecond(reach)) return refuse('FOUR_EYES', 'It reaches beyond one case: propose it to a second person.');
      const made = await tx.execute(
        `insert into hub_entry (id, indicator_type, indicator_value, kind, reason, source, added_by, added_at, cases)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
        [id, type, value, hub.kind, hub.reason, hub.source, context.actor.id ?? null, context.now, reach.cases],
      );
      if (made === 0) return refuseField('value', 'This value is on the list already.');
      tx.record({
        stage: 'grouping',
        kind: 'hub.add',
        entityKind: 'hub_entry',
        entityId: id,
        body: { why: hub.reason, after: { type, value, kind: hub.kind, source: hub.source } },
      });
      tx.wake('grouping');
      return { ok: true as const, id };
    });
  }

  /** Lets a value link again. */
  async revoke(context: CommandContext, id: string, reason: string): Promise<{ ok: true } | Refusal | FieldRefusal> {
    const refusal = refuseUnless(context.actor, 'grouping.correct');
    if (refusal) return refusal;
    if (reason.trim() === '') return refuseField('reason', 'Say why.');
    return this.uow.run(context, async (tx) => {
      const done = await tx.execute(
        `update hub_entry set revoked_at = $2, pending = true, revoked_by = $3, revoke_reason = $4
         where id = $1 and revoked_at is null`,
        [id, context.now, context.actor.id, reason],
      );
      if (done === 0) return refuseField('id', 'There is no such entry in force.');
      tx.record({
        stage: 'grouping',
        kind: 'hub.revoke',
        entityKind: 'hub_entry',
        entityId: id,
        body: { why: reason },
      });
      tx.wake('grouping');
      return { ok: true as const };
    });
  }
}

function problemIn(hub: NewHub): FieldRefusal | null {
  if (hub.type.trim() === '') return refuseField('type', 'Name the type of the value.');
  if (matchValue(hub.type, hub.value) === null)
    return refuseField('value', 'This value says nothing and links nobody.');
  if (!HUB_KINDS.includes(hub.kind)) return refuseField('kind', 'Choose what kind of hub it is.', HUB_KINDS);
  if (hub.reason.trim() === '') return refuseField('reason', 'Say why.');
  if (hub.source.trim() === '') return refuseField('source', 'Say where this is known from.');
  return null;
}

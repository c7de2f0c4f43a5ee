import { Injectable } from '@nestjs/common';
import { type Refusal, refuse } from '@portcullis/domain';
import { type FieldRefusal, refuseField, refuseUnless } from '../../access/permit.js';
import { newId } from '../../db/ids.js';
import { type CommandContext, type Tx, UnitOfWork } from '../../db/unit-of-work.js';
import { type NewAllowEntry, problemInEntry, scopeOf } from './allow-entry.js';
import { reviveSome } from './end-allow.command.js';
import { assignSecond, type ListAnswer, noSecond, refuseAnswer, type Waiting } from './second-person.js';

type Refused = Refusal | FieldRefusal;

interface Row extends Waiting {
  state: string;
  until: Date;
}

const ROW = `
  select e.state, e.until, e.proposed_by as "proposedBy", coalesce(e.proposed_at, e.from_at) as "proposedAt",
    e.assigned_to as "assignedTo", s.name as "assignedName"
  from allow_entry e left join staff s on s.id = e.assigned_to where e.id = $1 for update of e`;

const SAME = `
  select state from allow_entry where state in ('proposed','active') and until > $7 and id is distinct from $6
    and detector_id is not distinct from $1 and subject_kind is not distinct from $2 and subject_id is not distinct from $3
    and indicator_type is not distinct from $4 and indicator_value is not distinct from $5 limit 1`;

/**
 * The allow-list (OU-3): alerts that are known to be no violation are held back as they come in, kept and counted. Each
 * entry ends by its date, has two people under it, and lets what it held back come in when it ends (IN-6).
 */
@Injectable()
export class AllowList {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns who was asked to confirm it */
  async propose(
    context: CommandContext,
    input: NewAllowEntry,
  ): Promise<{ ok: true; id: string; waitsFor: string } | Refused> {
    const entry = { ...input, ...scopeOf(input) };
    const refusal = refuseUnless(context.actor, 'grouping.lists.propose') ?? problemInEntry(entry, context.now);
    if (refusal) return refusal;
    return this.uow.run(context, async (tx) => {
      // Two people with one idea are told of each other.
      await tx.query(`select pg_advisory_xact_lock(hashtext('allow_entry'))`);
      const refused = await refuseNames(tx, entry);
      if (refused) return refused;
      const id = newId(context.now);
      const second = await assignSecond(tx, context.actor.id as string, id);
      if (!second) return noSecond();
      await tx.query(
        `insert into allow_entry (id, detector_id, subject_kind, subject_id, indicator_type, indicator_value, reason, source, evidence,
           case_id, state, proposed_by, proposed_at, assigned_to, from_at, until, renews)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'proposed', $11, $12, $13, $12, $14, $15)`,
        [
          id,
          ...names(entry),
          entry.reason,
          entry.source,
          entry.evidence,
          entry.caseId,
          context.actor.id,
          context.now,
          second.id,
          entry.until,
          entry.renews,
        ],
      );
      const { detectorId, subject, indicator, source, until } = entry;
      const after = { detectorId, subject, indicator, source, until: until.toISOString() };
      record(tx, id, 'allow.propose', entry.reason, { after, facts: { assigned: second.id } }, entry.caseId);
      return { ok: true as const, id, waitsFor: second.name };
    });
  }

  /** Confirms or refuses what somebody else proposed; its proposer may withdraw it. */
  async answer(
    context: CommandContext,
    id: string,
    answer: ListAnswer,
    reason: string,
  ): Promise<{ ok: true; id: string } | Refused> {
    const refusal = refuseUnless(
      context.actor,
      answer === 'withdraw' ? 'grouping.lists.propose' : 'grouping.lists.confirm',
    );
    if (refusal) return refusal;
    if (reason.trim() === '') return refuseField('reason', 'Say why: colleagues will read it later.');
    return this.uow.run(context, async (tx) => {
      const [row] = await tx.query<Row>(ROW, [id]);
      if (!row) return refuseField('id', 'There is no such entry.');
      const refused = refuseAnswer(context, row, answer);
      if (refused) return refused;
      if (answer === 'confirm' && row.until <= context.now)
        return refuse('NOT_NOW', 'It would have ended by now. Propose it again with a later end.', ['refuse']);
      const state = answer === 'confirm' ? 'active' : answer === 'refuse' ? 'refused' : 'withdrawn';
      await tx.query(
        `update allow_entry set state = $2, answered_by = $3, answered_at = $4, answer_reason = $5,
           approved_by = case when $2 = 'active' then $3::uuid end where id = $1`,
        [id, state, context.actor.id, context.now, reason],
      );
      record(tx, id, `allow.${answer}`, reason, {});
      return { ok: true as const, id };
    });
  }

  /** Ends an entry before its date. What it held back comes in; nothing is lost. */
  async revoke(context: CommandContext, id: string, reason: string): Promise<{ ok: true; id: string } | Refused> {
    const refusal = refuseUnless(context.actor, 'grouping.lists.confirm');
    if (refusal) return refusal;
    if (reason.trim() === '') return refuseField('reason', 'Say why: colleagues will read it later.');
    return this.uow.run(context, async (tx) => {
      const [row] = await tx.query<Row>(ROW, [id]);
      if (!row) return refuseField('id', 'There is no such entry.');
      if (row.state !== 'active') return refuse('NOT_NOW', `It is ${row.state}.`, ['reload']);
      await tx.query(
        `update allow_entry set state = 'revoked', ended_by = $2, ended_at = $3, end_reason = $4 where id = $1`,
        [id, context.actor.id, context.now, reason],
      );
      record(tx, id, 'allow.revoke', reason, {});
      await reviveSome(tx, id);
      return { ok: true as const, id };
    });
  }
}

const names = ({ detectorId, subject, indicator }: NewAllowEntry) => [
  detectorId,
  subject?.kind ?? null,
  subject?.id ?? null,
  indicator?.type ?? null,
  indicator?.value ?? null,
];

async function refuseNames(tx: Tx, entry: NewAllowEntry): Promise<Refused | null> {
  if (entry.detectorId) {
    const [known] = await tx.query('select 1 from detector where id = $1', [entry.detectorId]);
    if (!known) return refuseField('detectorId', 'There is no such detector in the registry.');
  }
  if (entry.renews) {
    const [earlier] = await tx.query('select 1 from allow_entry where id = $1', [entry.renews]);
    if (!earlier) return refuseField('renews', 'There is no such entry.');
  }
  const [same] = await tx.query<{ state: string }>(SAME, [...names(entry), entry.renews, tx.context.now]);
  if (!same) return null;
  return refuseField(
    entry.indicator ? 'value' : 'subject',
    same.state === 'active'
      ? 'This is on the allow-list already.'
      : 'Somebody proposed this already; it waits for a second person.',
  );
}

type Body = { after?: unknown; facts?: unknown };

function record(tx: Tx, id: string, kind: string, why: string, body: Body, caseId: string | null = null): void {
  tx.record({
    stage: 'grouping',
    kind,
    entityKind: 'allow_entry',
    entityId: id,
    caseId: caseId ?? undefined,
    body: { why, ...body },
  });
}

import { Injectable } from '@nestjs/common';
import { isHubKind, type Refusal, refuse } from '@portcullis/domain';
import { type FieldRefusal, refuseField, refuseUnless } from '../../access/permit.js';
import { ints, texts, uuids } from '../../db/array-parameters.js';
import { columnsAs } from '../../db/columns.js';
import { newId } from '../../db/ids.js';
import { type CommandContext, type Tx, UnitOfWork } from '../../db/unit-of-work.js';
import { HUB_MATCH } from '../hub-changes.js';
import { withoutCrowded } from './hub-crowded.js';
import { type ImportReach, listedOf, MOST_VALUES, reachOfValues, typesOfAlerts } from './hub-import.query.js';
import { type HubLineProblem, type ReadHubLines, readHubLines } from './hub-lines.js';
import { assignSecond, type ListAnswer, noSecond, refuseAnswer, type Waiting } from './second-person.js';

export interface HubFile {
  /** As CSV, see `readHubLines`. */
  text: string;
  /** Of lines that name a value only. */
  type: string;
  /** Of lines that name none. */
  kind: string;
}

export interface NewHubImport extends HubFile {
  fileName: string | null;
  reason: string;
  /** Where all of it is known from. */
  source: string;
  /** Lines that cannot be read are left out; else they are a reason to refuse. */
  leaveOut: boolean;
}

export interface HubImportPreview {
  ok: true;
  values: number;
  /** Of those, how many are on the list already. */
  listed: number;
  /** Lines that say again what an earlier one says. */
  repeated: number;
  /** The first of them. */
  problems: HubLineProblem[];
  problemCount: number;
  reach: ImportReach;
}

type Refused = Refusal | FieldRefusal;

interface Row extends Waiting {
  state: string;
  reason: string;
  source: string;
}

const ROW = `
  select i.state, i.reason, i.source, i.proposed_by as "proposedBy", i.proposed_at as "proposedAt", i.assigned_to as "assignedTo",
    s.name as "assignedName"
  from hub_import i join staff s on s.id = i.assigned_to where i.id = $1 for update of i`;

const KEEP = `
  insert into hub_import_value (import_id, place, indicator_type, indicator_value, indicator_match, kind)
  select $6, place, type, value, match, kind from ${columnsAs('n', 'place int, type text, value text, match text, kind text')}`;

const LIST = `
  insert into hub_entry (id, indicator_type, indicator_value, indicator_match, kind, reason, source, added_by, added_at, confirmed_by, import_id)
  select n.id, v.indicator_type, v.indicator_value, v.indicator_match, v.kind, $3, $4, $5, $6, $7, $8
  from ${columnsAs('n', 'id uuid, place int')} join hub_import_value v on v.import_id = $8 and v.place = n.place
  where not exists (select 1 from hub_entry h where h.indicator_type = v.indicator_type and ${HUB_MATCH} = v.indicator_match
    and h.revoked_at is null)
  order by v.indicator_type, v.indicator_value
  on conflict do nothing`;

// What another file holds that is in force stays on the list, as an entry of that file.
const INHERITED = `
  select distinct on (v.indicator_type, v.indicator_match) v.import_id as import, v.place from hub_entry gone
  join hub_import_value v on v.indicator_type = gone.indicator_type and v.indicator_match = gone.indicator_match
  join hub_import i on i.id = v.import_id and i.state = 'confirmed'
  where gone.import_id = $1 and gone.revoked_at = $2 and i.id <> $1
  order by v.indicator_type, v.indicator_match, i.answered_at desc`;

const INHERIT = `
  insert into hub_entry (id, indicator_type, indicator_value, indicator_match, kind, reason, source, added_by, added_at, confirmed_by, import_id)
  select n.id, v.indicator_type, v.indicator_value, v.indicator_match, v.kind, i.reason, i.source, i.proposed_by, $4, i.answered_by, i.id
  from ${columnsAs('n', 'id uuid, import uuid, place int')} join hub_import_value v on v.import_id = n.import and v.place = n.place
  join hub_import i on i.id = n.import
  order by v.indicator_type, v.indicator_value
  on conflict do nothing`;

/** How many of one person's imports may wait. */
const MOST_WAITING = 20;

const NOTHING_NEW = 'All of its values are on the list already.';
const SHOWN_PROBLEMS = 20;
const LONGEST_REASON = 2000;
const LONGEST_TEXT = 200_000;

/**
 * Lists of hubs that come as files: the exits of a VPN, the networks of a host. A file waits as a whole for a second
 * person, who is assigned (EV-4); its values are then on the hub list, and grouping takes them into account batch by
 * batch. Taken back, all of them link again, but for what another file holds that is in force.
 */
@Injectable()
export class HubImports {
  constructor(private readonly uow: UnitOfWork) {}

  /** What a file holds and how far it would reach. Changes nothing. */
  async preview(context: CommandContext, file: HubFile): Promise<HubImportPreview | Refused> {
    const read = refuseUnless(context.actor, 'grouping.lists.propose') ?? (await this.readFile(file));
    if ('ok' in read) return read;
    const ask = <R extends object>(sql: string, values: readonly unknown[]) => this.uow.read<R>(sql, values);
    return {
      ok: true,
      values: read.lines.length,
      listed: await listedOf(ask, read.lines),
      repeated: read.repeated,
      problems: read.problems.slice(0, SHOWN_PROBLEMS),
      problemCount: read.problems.length,
      reach: await reachOfValues(ask, read.lines),
    };
  }

  private async readFile({ text, type, kind }: HubFile): Promise<ReadHubLines | FieldRefusal> {
    if (!isHubKind(kind)) return refuseField('kind', 'Choose what kind of hubs they are.');
    if (text.length > LONGEST_TEXT)
      return refuseField('text', `At most ${LONGEST_TEXT.toLocaleString('en')} characters at once. Split the file.`);
    const types = await typesOfAlerts((sql, values) => this.uow.read(sql, values));
    const read = readHubLines(text, { type: type.trim().toLowerCase(), kind }, 2 * MOST_VALUES, types);
    if (!read || read.lines.length > MOST_VALUES)
      return refuseField('text', `At most ${MOST_VALUES.toLocaleString('en')} values at once. Split the file.`);
    if (read.lines.length + read.problems.length === 0) return refuseField('text', 'There is no value in it.');
    return withoutCrowded((sql, values) => this.uow.read(sql, values), read);
  }

  /** @returns who was asked to confirm it */
  async propose(
    context: CommandContext,
    input: NewHubImport,
  ): Promise<{ ok: true; id: string; waitsFor: string } | Refused> {
    const read =
      refuseUnless(context.actor, 'grouping.lists.propose') ?? problemInWords(input) ?? (await this.readFile(input));
    if ('ok' in read) return read;
    const [problem] = read.problems;
    if (problem && !input.leaveOut) {
      const more = read.problems.length - 1;
      return refuseField(
        'text',
        `Line ${problem.line} cannot be read: ${problem.why}${more > 0 ? ` And ${more} more.` : ''}`,
        ['mend it', 'leave it out'],
      );
    }
    return this.uow.run(context, async (tx) => {
      const ask = <R extends object>(sql: string, values: readonly unknown[]) => tx.query<R>(sql, [...values]);
      const { lines } = read;
      if ((await listedOf(ask, lines)) === lines.length) return refuseField('text', NOTHING_NEW);
      const mine = `select 1 from hub_import where proposed_by = $1 and state = 'proposed'`;
      if ((await tx.query(mine, [context.actor.id])).length >= MOST_WAITING)
        return refuse('NOT_NOW', `${MOST_WAITING} files of yours wait already. Withdraw one, or have one answered.`);
      const id = newId(context.now);
      const second = await assignSecond(tx, context.actor.id as string, id);
      if (!second) return noSecond();
      const { known, shared } = await reachOfValues(ask, lines);
      await tx.query(
        `insert into hub_import (id, file_name, reason, source, values_count, left_out, known, shared, state, proposed_by, proposed_at, assigned_to)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'proposed', $9, $10, $11)`,
        [
          id,
          input.fileName?.slice(0, 200) ?? null,
          input.reason,
          input.source,
          lines.length,
          read.problems.length,
          known,
          shared,
          context.actor.id,
          context.now,
          second.id,
        ],
      );
      await tx.query(KEEP, [
        ints(lines.map((_, place) => place)),
        texts(lines.map(({ type }) => type)),
        texts(lines.map(({ value }) => value)),
        texts(lines.map(({ match }) => match)),
        texts(lines.map(({ kind }) => kind)),
        id,
      ]);
      const after = { values: lines.length, source: input.source, file: input.fileName };
      const facts = { assigned: second.id, known, shared, leftOut: read.problems.length };
      record(tx, id, 'hub_import.propose', input.reason, { after, facts });
      return { ok: true as const, id, waitsFor: second.name };
    });
  }

  /** Whether there is an import with this id. */
  async has(id: string): Promise<boolean> {
    return (await this.uow.read('select 1 from hub_import where id = $1', [id])).length > 0;
  }

  /** Confirms or refuses what somebody else proposed; its proposer may withdraw it. */
  async answer(
    context: CommandContext,
    id: string,
    answer: ListAnswer,
    reason: string,
  ): Promise<{ ok: true; id: string } | Refused> {
    const operation = answer === 'withdraw' ? 'grouping.lists.propose' : 'grouping.lists.confirm';
    const refusal = refuseUnless(context.actor, operation);
    if (refusal) return refusal;
    if (reason.trim() === '') return refuseField('reason', 'Say why: colleagues will read it later.');
    return this.uow.run(context, async (tx) => {
      const [row] = await tx.query<Row>(ROW, [id]);
      if (!row) return refuseField('id', 'There is no such import.');
      const refused = refuseAnswer(context, row, answer);
      if (refused) return refused;
      const listed = answer === 'confirm' ? await list(tx, id, row) : null;
      if (listed === 0) return refuse('NOT_NOW', NOTHING_NEW, ['refuse']);
      const state = answer === 'confirm' ? 'confirmed' : answer === 'refuse' ? 'refused' : 'withdrawn';
      await tx.query(
        'update hub_import set state = $2, answered_by = $3, answered_at = $4, answer_reason = $5, listed = $6 where id = $1',
        [id, state, context.actor.id, context.now, reason, listed],
      );
      record(tx, id, `hub_import.${answer}`, reason, listed === null ? {} : { facts: { listed } });
      if (listed) tx.wake('grouping');
      return { ok: true as const, id };
    });
  }

  /** Takes all of it off the list again, but for what another file holds that is in force. */
  async revoke(context: CommandContext, id: string, reason: string): Promise<{ ok: true; id: string } | Refused> {
    const refusal = refuseUnless(context.actor, 'grouping.lists.confirm');
    if (refusal) return refusal;
    if (reason.trim() === '') return refuseField('reason', 'Say why: colleagues will read it later.');
    return this.uow.run(context, async (tx) => {
      const [row] = await tx.query<Row>(ROW, [id]);
      if (!row) return refuseField('id', 'There is no such import.');
      if (row.state !== 'confirmed') return refuse('NOT_NOW', `It is ${row.state}.`, ['reload']);
      const taken = await tx.execute(
        `update hub_entry set revoked_at = $2, pending = true, revoked_by = $3, revoke_reason = $4
         where import_id = $1 and revoked_at is null`,
        [id, context.now, context.actor.id, reason],
      );
      const inherited = await tx.query<{ import: string; place: number }>(INHERITED, [id, context.now]);
      if (inherited.length > 0)
        await tx.query(INHERIT, [
          uuids(inherited.map(() => newId(context.now))),
          uuids(inherited.map((one) => one.import)),
          ints(inherited.map(({ place }) => place)),
          context.now,
        ]);
      await tx.query(
        `update hub_import set state = 'revoked', ended_by = $2, ended_at = $3, end_reason = $4 where id = $1`,
        [id, context.actor.id, context.now, reason],
      );
      record(tx, id, 'hub_import.revoke', reason, { facts: { taken, kept: inherited.length } });
      tx.wake('grouping');
      return { ok: true as const, id };
    });
  }
}

/** @returns entries that it became */
async function list(tx: Tx, id: string, { reason, source, proposedBy }: Row): Promise<number> {
  const places = await tx.query<{ place: number }>(
    'select place from hub_import_value where import_id = $1 order by place',
    [id],
  );
  const { actor, now } = tx.context;
  return tx.execute(LIST, [
    uuids(places.map(() => newId(now))),
    ints(places.map(({ place }) => place)),
    reason,
    source,
    proposedBy,
    now,
    actor.id,
    id,
  ]);
}

function problemInWords({ reason, source }: NewHubImport): FieldRefusal | null {
  if (reason.trim() === '') return refuseField('reason', 'Say why: colleagues will read it later.');
  if (source.trim() === '') return refuseField('source', 'Say where this is known from.');
  for (const [field, text] of Object.entries({ reason, source })) {
    if (text.length > LONGEST_REASON) return refuseField(field, `At most ${LONGEST_REASON} characters.`);
  }
  return null;
}

type Body = { after?: unknown; facts?: unknown };

function record(tx: Tx, id: string, kind: string, why: string, body: Body): void {
  tx.record({ stage: 'grouping', kind, entityKind: 'hub_import', entityId: id, body: { why, ...body } });
}

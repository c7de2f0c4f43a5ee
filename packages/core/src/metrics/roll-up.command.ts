import { Injectable } from '@nestjs/common';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { Cells } from './cells.js';
import { acceptedIn, COUNTED_KINDS, type Fact, factsOf, type SealedEvent } from './facts.js';
import { addLabelled } from './labelled.js';
import { addResting } from './resting.js';
import { settleActions } from './settled.js';
import { Spans } from './spans.js';

export interface RolledUp {
  /** Events read; 0 when there was nothing to read, or somebody else is reading. */
  read: number;
  /** Up to where history is counted now. */
  position: number;
}

interface EventRow extends Omit<SealedEvent, 'facts'> {
  facts: Record<string, unknown> | null;
}

const READ = `
  select p.position, e.kind, e.entity_id as "entityId", e.case_id as "caseId", e.occurred_at as at,
    b.body->'before'->>'state' as before, b.body->'after'->>'state' as after, b.body->'facts' as facts
  from (select position, event_id from event_chain where position > $1 order by position limit $2) p
  join event e on e.id = p.event_id
  left join event_body b on b.event_id = e.id and e.kind ~ '${COUNTED_KINDS}'
  order by p.position`;

// The tables grow a thousandfold while plans are kept: each is made for the tables as they are, along their indexes.
const PLANS = `select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'off', true)`;

const TABLES = ['rollup_hour', 'rollup_day', 'rollup_week', 'metric_fact', 'metric_span'] as const;

/** What is counted, and under which names. A change of it makes every installation count its history anew. */
const RULES = 3;

/** Reads history on from where it stopped and adds what it says to the counts: each event once, whatever happens. */
@Injectable()
export class RollUp {
  constructor(private readonly uow: UnitOfWork) {}

  /** One batch; the position moves in the same transaction as the counts. */
  run(context: CommandContext, batch = 2_000): Promise<RolledUp> {
    return this.uow.run(context, async (tx) => {
      const [state] = await tx.prepared<{ position: number; rules: number }>(
        'rollup-lock',
        'select position, rules from rollup_state for update skip locked',
      );
      if (!state) return { read: 0, position: 0 };
      tx.post('rollup-plans', PLANS);
      if (state.rules === RULES) return readOn(tx, state.position, batch);
      await forget(tx);
      return readOn(tx, 0, batch);
    });
  }

  /** Forgets all counts and reads history from its beginning. @returns how many events were read */
  async rebuild(context: CommandContext, batch = 2_000): Promise<number> {
    await this.uow.run(context, async (tx) => {
      await tx.query('select position from rollup_state for update');
      await forget(tx);
    });
    return this.drain(context, batch);
  }

  /** Reads until nothing is left. @returns how many events were read */
  async drain(context: CommandContext, batch = 2_000): Promise<number> {
    let total = 0;
    for (;;) {
      const { read } = await this.run(context, batch);
      total += read;
      if (read === 0) return total;
    }
  }
}

async function forget(tx: Tx): Promise<void> {
  await tx.query(`truncate ${TABLES.join(', ')}`);
  await tx.query('update rollup_state set position = 0, first_at = null, last_at = null, rules = $1', [RULES]);
}

async function readOn(tx: Tx, from: number, batch: number): Promise<RolledUp> {
  const rows = await tx.prepared<EventRow>('rollup-read', READ, [from, batch]);
  const last = rows.at(-1);
  if (!last) return { read: 0, position: from };
  const events: SealedEvent[] = rows.map((row) => ({ ...row, facts: row.facts ?? {} }));

  const cells = new Cells();
  const spans = await Spans.load(tx, cells, entitiesOf(events));
  const facts: PlacedFact[] = [];
  const effects: { event: SealedEvent; change: 1 | -1 }[] = [];
  for (const event of events) {
    if (event.kind === 'alert.accept') {
      for (const { hour, n, ...of } of acceptedIn(event)) cells.addAlerts(hour, n, of);
      continue;
    }
    if (event.kind.startsWith('case.')) spans.ofCase(event);
    const change = spans.ofAction(event);
    if (change !== 0) effects.push({ event, change });
    for (const [ordinal, fact] of factsOf(event).entries()) facts.push(place(fact, event, ordinal, spans));
  }
  for (const fact of facts) count(cells, fact);

  await addLabelled(tx, cells, events);
  await addResting(tx, cells, effects);
  await writeFacts(tx, facts);
  await settleActions(tx, cells, events);
  await spans.write(tx);
  await cells.write(tx);
  const times = events.map((event) => event.at.getTime());
  await tx.prepared(
    'rollup-move',
    'update rollup_state set position = $1, first_at = least(first_at, $2), last_at = greatest(last_at, $3)',
    [last.position, new Date(smallest(times)), new Date(-smallest(times.map((time) => -time)))],
  );
  return { read: rows.length, position: last.position };
}

const smallest = (numbers: readonly number[]): number =>
  numbers.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);

/** Cases and actions whose spans a batch may ask for. */
function* entitiesOf(events: readonly SealedEvent[]): Iterable<string> {
  for (const { kind, caseId, entityId, after } of events) {
    if (caseId !== null && /^(case|action|appeal|outcome)\./.test(kind)) yield caseId;
    if (kind.startsWith('action.') && after !== null) yield entityId;
  }
}

export interface PlacedFact extends Fact {
  position: number;
  ordinal: number;
  caseId: string | null;
  route: string;
  queue: string;
}

function place(fact: Fact, event: SealedEvent, ordinal: number, spans: Spans): PlacedFact {
  const { route, queue } = spans.placeOf(event.caseId);
  const told = event.facts.queue;
  return {
    ...fact,
    position: event.position,
    ordinal,
    caseId: event.caseId,
    route: fact.route ?? route,
    queue: typeof told === 'string' ? told : queue,
  };
}

function count(cells: Cells, { metric, at, route, queue, kind, n, ms }: PlacedFact): void {
  cells.add(metric, at, n, { route, queue, kind });
  if (ms === null) return;
  if (metric === 'case_decided') cells.addDuration('time_to_decision', at, ms, { route, queue });
  if (metric === 'case_reviewed') cells.addDuration('time_to_first_review', at, ms, { route, queue });
}

async function writeFacts(tx: Tx, facts: readonly PlacedFact[]): Promise<void> {
  if (facts.length === 0) return;
  await tx.prepared(
    'insert-facts',
    `insert into metric_fact (position, ordinal, metric, at, route, queue, kind, n, ms, entity_id, case_id, batch)
     select * from unnest($1::bigint[], $2::smallint[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::bigint[],
       $9::bigint[], $10::uuid[], $11::uuid[], $12::uuid[])`,
    [
      facts.map((fact) => fact.position),
      facts.map((fact) => fact.ordinal),
      facts.map((fact) => fact.metric),
      facts.map((fact) => fact.at),
      facts.map((fact) => fact.route),
      facts.map((fact) => fact.queue),
      facts.map((fact) => fact.kind),
      facts.map((fact) => fact.n),
      facts.map((fact) => fact.ms),
      facts.map((fact) => fact.entityId),
      facts.map((fact) => fact.caseId),
      facts.map((fact) => fact.batch),
    ],
  );
}

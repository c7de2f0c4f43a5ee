import { createHash } from 'node:crypto';
import { booleans, bytes, instants, jsons, texts, uuids } from '../db/array-parameters.js';
import { columnsAs } from '../db/columns.js';
import { newId } from '../db/ids.js';
import { pooledRandomBytes } from '../db/random-bytes.js';
import type { CommandContext, Tx } from '../db/unit-of-work.js';

/** One thing that happened. The envelope is kept for ever; the body can be erased by law. */
export interface HistoryEvent {
  /** A stage word of PRODUCT.md, such as `decisions`. */
  stage: string;
  /** `<entity>.<past participle>`, such as `decision.approved`. */
  kind: string;
  entityKind: string;
  entityId: string;
  caseId?: string | undefined;
  /** Overrides "done by the actor's kind": true when a rule, not a person, did it. */
  automatic?: boolean;
  body?: {
    why?: string | undefined;
    before?: unknown;
    after?: unknown;
    internalNote?: string | undefined;
    publicNote?: string | undefined;
    /** Facts that metrics and screens read; small. */
    facts?: unknown;
  };
}

const SALT_BYTES = 16;

const COLUMNS = `id uuid, stage text, kind text, entity_kind text, entity_id text, case_id uuid, actor_kind text, actor_id text, occurred_at timestamptz, request_id text, automatic boolean, digest bytea, salt bytea, body json`;

/** The digest that the chain covers: SHA-256 over salt and body, so that an erased body can't be guessed. */
export const bodyDigest = (salt: Buffer, body: string): Buffer =>
  createHash('sha256').update(salt).update(body, 'utf8').digest();

/** An event with who made it happen, when, and in which request. */
export interface AttributedEvent {
  context: CommandContext;
  event: HistoryEvent;
}

/** Writes events with their bodies and leaves them for the sequencer: one statement, whatever their number. */
export async function appendEvents(tx: Tx, events: readonly AttributedEvent[]): Promise<void> {
  const salts = pooledRandomBytes(SALT_BYTES * events.length);
  const rows = events.map(({ context: { actor, now, requestId }, event }, index) => {
    const salt = salts.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES);
    const body = JSON.stringify(event.body ?? {});
    return { id: newId(), event, actor, now, requestId, salt, body, digest: bodyDigest(salt, body) };
  });
  await tx.prepared(
    'append-events',
    `with r as (
       select * from ${columnsAs('r', COLUMNS)}
     ), bodies as (
       insert into event_body (event_id, salt, body) select id, salt, body from r
     ), unsealed as (
       insert into event_unsealed (event_id) select id from r
     )
     insert into event (id, stage, kind, entity_kind, entity_id, case_id, actor_kind, actor_id, automatic, occurred_at, request_id, body_digest)
     select r.id, r.stage, r.kind, r.entity_kind, r.entity_id, r.case_id, r.actor_kind, r.actor_id, r.automatic, r.occurred_at, r.request_id, r.digest
     from r`,
    [
      uuids(rows.map((row) => row.id)),
      texts(rows.map((row) => row.event.stage)),
      texts(rows.map((row) => row.event.kind)),
      texts(rows.map((row) => row.event.entityKind)),
      texts(rows.map((row) => row.event.entityId)),
      uuids(rows.map((row) => row.event.caseId ?? null)),
      texts(rows.map((row) => row.actor.kind)),
      texts(rows.map((row) => row.actor.id ?? null)),
      instants(rows.map((row) => row.now)),
      texts(rows.map((row) => row.requestId ?? null)),
      booleans(rows.map((row) => row.event.automatic ?? row.actor.kind !== 'staff')),
      bytes(rows.map((row) => row.digest)),
      bytes(rows.map((row) => row.salt)),
      jsons(rows.map((row) => row.body)),
    ],
  );
}

import { newId } from '../db/ids.js';
import type { Tx } from '../db/unit-of-work.js';
import type { OutboxPayload, OutboxTopic } from './topics.js';

/** Work that the worker must do because of a transaction. The payload carries ids, never state. */
export type OutboxMessage = {
  [T in OutboxTopic]: {
    /** `<stage>.<verb>`, such as `notices.send`; all of them stand in topics.ts. */
    topic: T;
    payload: OutboxPayload<T>;
    /** Not before this instant. */
    notBefore?: Date;
  };
}[OutboxTopic];

export async function insertOutbox(tx: Tx, messages: readonly OutboxMessage[]): Promise<void> {
  await tx.prepared(
    'insert-outbox',
    `insert into outbox (id, topic, payload, not_before, request_id)
     select r.id, r.topic, r.payload, coalesce(r.not_before, now()), $5
     from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::timestamptz[]) as r(id, topic, payload, not_before)`,
    [
      messages.map(() => newId()),
      messages.map((message) => message.topic),
      messages.map((message) => JSON.stringify(message.payload)),
      messages.map((message) => message.notBefore ?? null),
      tx.context.requestId ?? null,
    ],
  );
}

import { newId } from '../db/ids.js';
import type { CommandContext, Tx } from '../db/unit-of-work.js';
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

/** A message with the request that it comes from. */
export interface AttributedMessage {
  context: CommandContext;
  message: OutboxMessage;
}

export async function insertOutbox(tx: Tx, messages: readonly AttributedMessage[]): Promise<void> {
  await tx.prepared(
    'insert-outbox',
    `insert into outbox (id, topic, payload, not_before, request_id)
     select r.id, r.topic, r.payload, coalesce(r.not_before, now()), r.request_id
     from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::timestamptz[], $5::text[]) as r(id, topic, payload, not_before, request_id)`,
    [
      messages.map(() => newId()),
      messages.map(({ message }) => message.topic),
      messages.map(({ message }) => JSON.stringify(message.payload)),
      messages.map(({ message }) => message.notBefore ?? null),
      messages.map(({ context }) => context.requestId ?? null),
    ],
  );
}

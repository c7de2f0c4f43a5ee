import { z } from 'zod';

const id = z.uuid();
const instant = z.iso.datetime();

/**
 * All work that a transaction can leave for the worker, with what each row carries: ids, never state. Rows outlive a
 * deploy, so fields are only added, and optional. The worker refuses to start when one of these has no processor.
 */
export const outboxPayloads = {
  /** Write what the customer is to be told of a decision, the end of actions, or an appeal. `at`: when that was, possibly simulated. */
  'notices.compose': z.union([
    z.object({ decisionId: id, at: instant }),
    z.object({ actionIds: z.array(id), kind: z.literal('action_ended'), at: instant }),
    z.object({
      appealId: id,
      kind: z.enum(['appeal_acknowledged', 'appeal_question', 'appeal_message', 'appeal_result']),
      /** For a question or a message: the one in `appeal_message`. */
      messageId: id.optional(),
      at: instant,
    }),
    /** A customer asked for a fresh link with an older one. */
    z.object({ linkId: id, kind: z.literal('fresh_link'), at: instant }),
  ]),
  /** Send notices that are ready. */
  'notices.send': z.object({ noticeIds: z.array(id).min(1).max(200) }),
  /** An order could not be delivered to the control plane: note it on the action. */
  'enforcement.undelivered': z.object({ deliveryId: id, actionId: id }),
  /** Tell detectors the outcomes that were recorded together. */
  'outcomes.feedback': z.object({
    caseId: id,
    decisionId: id.nullable(),
    appealId: id.nullable(),
    at: instant,
    batch: id,
  }),
} satisfies Record<`${string}.${string}`, z.ZodType>;

export type OutboxTopic = keyof typeof outboxPayloads;
export type OutboxPayload<T extends OutboxTopic> = z.output<(typeof outboxPayloads)[T]>;
export const OUTBOX_TOPICS = Object.keys(outboxPayloads) as OutboxTopic[];

import { z } from 'zod';

const id = z.uuid();
const instant = z.iso.datetime();

/**
 * All work that a transaction can leave for the worker, with what each row carries: ids, never state. Rows outlive a
 * deploy, so fields are only added, and optional. The worker refuses to start when one of these has no processor.
 */
export const outboxPayloads = {
  /** Write the notices that follow from an approved decision, or from the end of actions. `at`: when that was, possibly simulated. */
  'notices.compose': z.union([
    z.object({ decisionId: id, at: instant }),
    z.object({ actionIds: z.array(id), kind: z.literal('action_ended'), at: instant }),
  ]),
  /** Send a notice that is ready. */
  'notices.send': z.object({ noticeId: id }),
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

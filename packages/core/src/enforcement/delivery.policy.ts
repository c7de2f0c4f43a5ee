/** How long a message is tried, and how often. */
export interface DeliveryPolicy {
  /** For one attempt, from the first byte to the last. */
  timeoutMs: number;
  firstWaitMs: number;
  longestWaitMs: number;
  /** A message that nobody took for so long since its first attempt becomes a dead letter. */
  giveUpAfterMs: number;
  /** Attempts on a message that the receiver itself calls wrong (400, 413, 415, 422). */
  refusedAttempts: number;
}

/** Standard Webhooks asks for a day and more. */
export const DELIVERY_POLICY: DeliveryPolicy = {
  timeoutMs: 10_000,
  firstWaitMs: 1_000,
  longestWaitMs: 30 * 60_000,
  giveUpAfterMs: 27 * 3_600_000,
  refusedAttempts: 6,
};

/** What came of one attempt: an answer, or none (`status` null). */
export interface Attempt {
  status: number | null;
  /** For people: what the receiver said, or why there was no answer. */
  detail: string;
  /** From `Retry-After`. */
  retryAfterMs?: number | undefined;
}

export type AttemptVerdict =
  | { is: 'delivered' }
  | { is: 'retry'; at: Date }
  /** No attempt is left. */
  | { is: 'dead' }
  /** 410: the receiver wants no more messages; its endpoint is switched off and the message waits. */
  | { is: 'gone' };

const REFUSED = new Set([400, 413, 415, 422]);

/**
 * What to do after an attempt.
 * @param attempts how many there were, with this one
 * @param random 0 to 1, spreads the retries of many lanes
 */
export function judgeAttempt(
  attempt: Attempt,
  { attempts, firstAttemptAt, now }: { attempts: number; firstAttemptAt: Date; now: Date },
  policy: DeliveryPolicy,
  random: number,
): AttemptVerdict {
  const { status } = attempt;
  if (status !== null && status >= 200 && status < 300) return { is: 'delivered' };
  if (status === 410) return { is: 'gone' };
  if (status !== null && REFUSED.has(status) && attempts >= policy.refusedAttempts) return { is: 'dead' };
  if (now.getTime() - firstAttemptAt.getTime() >= policy.giveUpAfterMs) return { is: 'dead' };
  const doubled = Math.min(policy.firstWaitMs * 2 ** Math.min(attempts - 1, 30), policy.longestWaitMs);
  const wait = Math.max(doubled * (0.75 + random / 2), Math.min(attempt.retryAfterMs ?? 0, policy.longestWaitMs));
  return { is: 'retry', at: new Date(now.getTime() + Math.round(wait)) };
}

/** Whether an attempt says something about the receiver as a whole, not about this message. */
export const receiverIsDown = ({ status }: Attempt): boolean =>
  status === null || status === 429 || status === 502 || status === 503 || status === 504;

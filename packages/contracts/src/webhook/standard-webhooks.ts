import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const WEBHOOK_TOLERANCE_SECONDS = 300;
export const WEBHOOK_SECRET_PREFIX = 'whsec_';

const MIN_SECRET_BYTES = 16;
const VERSION = 'v1';
const MAX_SIGNATURES = 16;

export type WebhookHeaders = {
  'webhook-id': string;
  /** Seconds since the epoch. */
  'webhook-timestamp': string;
  /** `v1,<base64>`, several parted by a space while a secret is rotated. */
  'webhook-signature': string;
};

export type WebhookRefusal =
  | 'headers_missing'
  | 'timestamp_unreadable'
  | 'timestamp_too_old'
  | 'timestamp_in_future'
  | 'signature_mismatch';

export type WebhookVerdict =
  | { ok: true; id: string; timestampSeconds: number }
  | { ok: false; refusal: WebhookRefusal };

/** A new secret of 256 bits, as `whsec_` and base64. */
export function newWebhookSecret(): string {
  return WEBHOOK_SECRET_PREFIX + randomBytes(32).toString('base64');
}

/**
 * Headers of a Standard Webhooks message. More than one secret gives one signature each, so that a receiver can change
 * over without losing a message.
 * @param id the same for every attempt at one message
 * @param now epoch milliseconds of this attempt
 * @throws when a secret is not base64 of at least 128 bits, or the id holds a dot, which would make the signed text ambiguous
 */
export function signWebhook(
  id: string,
  body: string | Uint8Array,
  secrets: string | readonly string[],
  now: number,
): WebhookHeaders {
  if (id === '' || /[.\s]/.test(id)) throw new Error('a webhook id is not empty and has no dot and no space');
  const timestamp = `${Math.floor(now / 1000)}`;
  const signatures = listOf(secrets).map(
    (secret) => `${VERSION},${mac(keyOf(secret), id, timestamp, body).toString('base64')}`,
  );
  if (signatures.length === 0) throw new Error('a webhook needs a secret');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/**
 * Whether a message is from a holder of one of the secrets, unchanged and recent. All comparisons take constant time.
 * @param headers names in lower case
 * @param body as received, before any parsing
 */
export function verifyWebhook(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: string | Uint8Array,
  secrets: string | readonly string[],
  now: number,
  toleranceSeconds: number = WEBHOOK_TOLERANCE_SECONDS,
): WebhookVerdict {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signature = headers['webhook-signature'];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string' || id === '') {
    return { ok: false, refusal: 'headers_missing' };
  }
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, refusal: 'timestamp_unreadable' };
  const seconds = Number(timestamp);
  if (seconds < now / 1000 - toleranceSeconds) return { ok: false, refusal: 'timestamp_too_old' };
  if (seconds > now / 1000 + toleranceSeconds) return { ok: false, refusal: 'timestamp_in_future' };

  const expected = listOf(secrets).map((secret) => mac(keyOf(secret), id, timestamp, body));
  let matches = false;
  for (const entry of signature.split(' ').slice(0, MAX_SIGNATURES)) {
    if (!entry.startsWith(`${VERSION},`)) continue;
    const sent = Buffer.from(entry.slice(VERSION.length + 1), 'base64');
    for (const own of expected) {
      if (sent.length === own.length && timingSafeEqual(sent, own)) matches = true;
    }
  }
  return matches ? { ok: true, id, timestampSeconds: seconds } : { ok: false, refusal: 'signature_mismatch' };
}

function listOf(secrets: string | readonly string[]): readonly string[] {
  return typeof secrets === 'string' ? [secrets] : secrets;
}

function keyOf(secret: string): Buffer {
  const encoded = secret.startsWith(WEBHOOK_SECRET_PREFIX) ? secret.slice(WEBHOOK_SECRET_PREFIX.length) : secret;
  const key = Buffer.from(encoded, 'base64');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || key.length < MIN_SECRET_BYTES) {
    throw new Error('a webhook secret is whsec_ and base64 of at least 16 bytes');
  }
  return key;
}

function mac(key: Buffer, id: string, timestamp: string, body: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}

import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newWebhookSecret, signWebhook, verifyWebhook } from './standard-webhooks.js';

const now = Date.UTC(2026, 10, 21, 12);
const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const other = newWebhookSecret();
const body = '{"type":"action.requested"}';

describe('Standard Webhooks', () => {
  it('signs id, timestamp and body with HMAC-SHA256 in base64', () => {
    const headers = signWebhook('msg_1', body, secret, now);
    const expected = createHmac('sha256', Buffer.alloc(24, 7))
      .update(`msg_1.${now / 1000}.${body}`)
      .digest('base64');
    expect(headers).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': `${now / 1000}`,
      'webhook-signature': `v1,${expected}`,
    });
  });

  it('agrees with the example of the specification', () => {
    const headers = signWebhook(
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      '{"test": 2432232314}',
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      1614265330_000,
    );
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('verifies what it signed, also with either secret of a rotation', () => {
    const headers = signWebhook('msg_1', body, [other, secret], now);
    for (const held of [secret, other, [newWebhookSecret(), secret]]) {
      expect(verifyWebhook(headers, body, held, now)).toEqual({ ok: true, id: 'msg_1', timestampSeconds: now / 1000 });
      expect(verifyWebhook(headers, new TextEncoder().encode(body), held, now).ok).toBe(true);
    }
    expect(verifyWebhook(headers, body, newWebhookSecret(), now)).toEqual({ ok: false, refusal: 'signature_mismatch' });
  });

  it('refuses what was changed, what is old, what is early and what is not signed', () => {
    const headers = signWebhook('msg_1', body, secret, now);
    const refusal = (changed: Record<string, string | undefined>, sent = body, at = now) => {
      const verdict = verifyWebhook({ ...headers, ...changed }, sent, secret, at);
      return verdict.ok ? 'ok' : verdict.refusal;
    };
    expect(refusal({}, `${body} `)).toBe('signature_mismatch');
    expect(refusal({ 'webhook-id': 'msg_2' })).toBe('signature_mismatch');
    expect(refusal({ 'webhook-timestamp': `${now / 1000 + 1}` })).toBe('signature_mismatch');
    expect(refusal({ 'webhook-signature': headers['webhook-signature'].replace('v1,', 'v1a,') })).toBe(
      'signature_mismatch',
    );
    expect(refusal({ 'webhook-signature': undefined })).toBe('headers_missing');
    expect(refusal({ 'webhook-timestamp': '1e9' })).toBe('timestamp_unreadable');
    expect(refusal({}, body, now + 301_000)).toBe('timestamp_too_old');
    expect(refusal({}, body, now - 301_000)).toBe('timestamp_in_future');
    expect(refusal({}, body, now + 299_000)).toBe('ok');
  });

  it('never throws on headers from outside', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ unit: 'binary' }), (id, timestamp, signature) => {
        const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
        expect(verifyWebhook(headers, body, secret, now).ok).toBe(false);
      }),
    );
  });

  it('does not sign with a secret that is none, or an id that makes the text ambiguous', () => {
    expect(() => signWebhook('msg_1', body, 'whsec_short', now)).toThrow(/16 bytes/);
    expect(() => signWebhook('msg_1', body, [], now)).toThrow(/secret/);
    expect(() => signWebhook('msg.1', body, secret, now)).toThrow(/dot/);
  });
});

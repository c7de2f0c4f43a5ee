import { describe, expect, it } from 'vitest';
import { judgeAttempt, DELIVERY_POLICY as policy, receiverIsDown } from './delivery.policy.js';
import { EndpointGate } from './endpoint-gate.js';

const now = new Date('2026-11-20T08:00:00.000Z');
const judge = (status: number | null, attempts = 1, agoMs = 0, retryAfterMs?: number) =>
  judgeAttempt(
    { status, detail: '', retryAfterMs },
    { attempts, firstAttemptAt: new Date(now.getTime() - agoMs), now },
    policy,
    0.5,
  );
const waitMs = (verdict: ReturnType<typeof judge>) =>
  verdict.is === 'retry' ? verdict.at.getTime() - now.getTime() : null;

describe('an attempt', () => {
  it('is good with any 2xx and with nothing else', () => {
    expect([200, 201, 202, 204, 299].map((status) => judge(status).is)).toEqual(Array(5).fill('delivered'));
    expect(
      [null, 100, 199, 301, 302, 400, 401, 404, 409, 422, 429, 500, 503].map((status) => judge(status).is),
    ).toEqual(Array(13).fill('retry'));
  });

  it('that is answered 410 ends the endpoint, not the message', () => {
    expect(judge(410, 99, policy.giveUpAfterMs * 2)).toEqual({ is: 'gone' });
  });

  it('is repeated after waits that double, from a second to half an hour', () => {
    expect([1, 2, 3, 7, 12, 40].map((attempts) => waitMs(judge(500, attempts)))).toEqual([
      1_000, 2_000, 4_000, 64_000, 1_800_000, 1_800_000,
    ]);
  });

  it('is repeated not earlier than the receiver asks, and not later than the longest wait', () => {
    expect(waitMs(judge(429, 1, 0, 90_000))).toBe(90_000);
    expect(waitMs(judge(429, 1, 0, 86_400_000))).toBe(1_800_000);
  });

  it('is spread by a quarter either way', () => {
    const at = (random: number) =>
      judgeAttempt({ status: 500, detail: '' }, { attempts: 1, firstAttemptAt: now, now }, policy, random);
    expect([0, 1].map((random) => waitMs(at(random)))).toEqual([750, 1_250]);
  });

  it('is the last after more than a day', () => {
    expect(judge(500, 50, 24 * 3_600_000).is).toBe('retry');
    expect(judge(500, 50, policy.giveUpAfterMs).is).toBe('dead');
    expect(judge(null, 50, policy.giveUpAfterMs).is).toBe('dead');
  });

  it('that the receiver itself calls wrong is not repeated for a day', () => {
    expect(judge(422, policy.refusedAttempts - 1).is).toBe('retry');
    expect(judge(422, policy.refusedAttempts).is).toBe('dead');
    expect(judge(404, policy.refusedAttempts).is).toBe('retry');
  });

  it('tells a receiver that is down from a message that it does not like', () => {
    expect([null, 429, 502, 503, 504].every((status) => receiverIsDown({ status, detail: '' }))).toBe(true);
    expect([200, 400, 409, 410, 500].some((status) => receiverIsDown({ status, detail: '' }))).toBe(false);
  });
});

describe('the gate of an endpoint', () => {
  const at = (ms: number) => new Date(now.getTime() + ms);

  it('closes after five failures in a row, for longer each time, and lets one try', () => {
    const gate = new EndpointGate();
    for (let i = 0; i < 4; i += 1) gate.failed('control_plane', now);
    expect(gate.state('control_plane', now)).toBe('open');
    gate.failed('control_plane', now);
    expect([0, 999, 1_000].map((ms) => gate.state('control_plane', at(ms)))).toEqual(['closed', 'closed', 'probe']);
    gate.failed('control_plane', at(1_000));
    expect([2_999, 3_000].map((ms) => gate.state('control_plane', at(ms)))).toEqual(['closed', 'probe']);
    expect(gate.state('detector:x', now)).toBe('open');
  });

  it('opens with the first answer, and says so once', () => {
    const gate = new EndpointGate();
    for (let i = 0; i < 5; i += 1) gate.failed('control_plane', now);
    expect(gate.answered('control_plane')).toBe(true);
    expect(gate.state('control_plane', now)).toBe('open');
    expect(gate.answered('control_plane')).toBe(false);
  });

  it('forgets failures that are not in a row', () => {
    const gate = new EndpointGate();
    for (let i = 0; i < 20; i += 1) {
      gate.failed('control_plane', now);
      if (i % 3 === 0) gate.answered('control_plane');
    }
    expect(gate.state('control_plane', now)).toBe('open');
  });
});

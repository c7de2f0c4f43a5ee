import { type Stack, startStack } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

/**
 * Alerts come in while processes are killed at random moments. Whatever was acknowledged must be in a case once, and
 * what was sent twice must not be there twice. Checked from outside, through the intake and the export.
 */
const rounds = Number(process.env.CRASH_ROUNDS ?? 12);
const seed = Number(process.env.CRASH_SEED ?? 7);
const senders = 4;
const batchSize = 50;
const victims = ['api', 'worker', 'postgres', 'worker', 'api', 'postgres'] as const;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ world: 'empty' });
});
afterAll(() => stack?.close());

/** mulberry32: the same kills at the same moments for the same seed. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function batch(sender: number, number: number, observedAt: string) {
  return Array.from({ length: batchSize }, (_, index) => {
    const serial = number * batchSize + index;
    return {
      id: `crash-${sender}-${serial}`,
      detector: { id: 'crash-detector', version: '1' },
      observedAt,
      severity: 3,
      subject: { kind: 'account', id: `acct_${sender}_${serial % 97}` },
      indicators: [
        { type: 'device_id', value: `device-${serial % 31}` },
        { type: 'ip', value: `203.0.113.${serial % 250}` },
      ],
    };
  });
}

interface Sent {
  acknowledged: Set<string>;
  unanswered: number;
  refused: string[];
}

/** Sends batches until told to end. A batch without an answer is sent again until it has one, as a detector would. */
async function send(sender: number, sent: Sent, isOver: () => boolean): Promise<void> {
  for (let number = 0; !isOver(); number += 1) {
    const alerts = batch(sender, number, new Date().toISOString());
    for (;;) {
      const answer = await post(alerts);
      if (answer?.ok) {
        const body = (await answer.json()) as {
          accepted: number;
          duplicates: number;
          folded: number;
          suppressed: number;
          rejected: number;
        };
        const counted = body.accepted + body.duplicates + body.folded + body.suppressed;
        if (body.rejected > 0 || counted !== alerts.length) sent.refused.push(JSON.stringify(body));
        for (const { id } of alerts) sent.acknowledged.add(id);
        break;
      }
      if (answer && answer.status < 500 && answer.status !== 429)
        sent.refused.push(`${answer.status} ${await answer.text()}`);
      sent.unanswered += 1;
      if (!isRunning()) throw new Error(`The launcher gave up:\n${stack.output()}`);
      await sleep(200);
    }
  }
}

function isRunning(): boolean {
  try {
    return process.kill(stack.pid, 0);
  } catch {
    return false;
  }
}

async function post(alerts: object[]): Promise<Response | undefined> {
  try {
    return await fetch(`${stack.api}/v1/alerts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stack.detectorKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(alerts),
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    return undefined; // killed in the middle: the sender cannot know
  }
}

/** Waits until something more is acknowledged. */
async function isTaking(sent: Sent): Promise<void> {
  const before = sent.acknowledged.size;
  const deadline = Date.now() + 90_000;
  while (sent.acknowledged.size === before && Date.now() < deadline) await sleep(50);
}

async function status(): Promise<{ accepted: number; grouped: number; pending: number } | undefined> {
  try {
    const response = await fetch(`${stack.api}/v1/intake/status`, {
      headers: { authorization: `Bearer ${stack.exportKey}` },
    });
    return response.ok
      ? ((await response.json()) as { accepted: number; grouped: number; pending: number })
      : undefined;
  } catch {
    return undefined;
  }
}

it(`loses and doubles nothing over ${rounds} kills of api, worker and PostgreSQL`, async () => {
  const random = randomOf(seed);
  const sent: Sent = { acknowledged: new Set(), unanswered: 0, refused: [] };
  let over = false;
  const sending = Promise.all(Array.from({ length: senders }, (_, sender) => send(sender, sent, () => over)));
  sending.catch(() => undefined); // Thrown below, where it is awaited.
  const killed: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Mostly while alerts are being taken again, now and then in the middle of a recovery.
    if (random() < 0.75) await isTaking(sent);
    await sleep(300 + random() * 2_500);
    const victim = victims[Math.floor(random() * victims.length)] ?? 'worker';
    try {
      stack.killProcess(victim);
      killed.push(victim);
    } catch (error) {
      killed.push(`${victim} (was down: ${(error as Error).message})`);
    }
  }
  await isTaking(sent);
  over = true;
  await sending;
  console.log(
    `seed ${seed}: ${killed.join(', ')}; ${sent.acknowledged.size} acknowledged, ${sent.unanswered} sent again`,
  );
  expect(sent.refused).toEqual([]);
  expect(sent.acknowledged.size).toBeGreaterThan(batchSize * senders);

  const deadline = Date.now() + 180_000;
  for (let now = await status(); now?.pending !== 0; now = await status()) {
    if (Date.now() > deadline)
      throw new Error(`Not caught up after three minutes: ${JSON.stringify(now)}\n${stack.output()}`);
    await sleep(500);
  }
  const response = await fetch(`${stack.api}/v1/export/memberships.ndjson`, {
    headers: { authorization: `Bearer ${stack.exportKey}` },
  });
  const lines = (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { alertId: string; caseId: string | null });
  const exported = lines.map(({ alertId }) => alertId);
  expect(new Set(exported).size, 'an id is exported twice').toBe(exported.length);
  const known = new Set(exported);
  const missing = [...sent.acknowledged].filter((id) => !known.has(id));
  expect(missing, 'acknowledged and lost').toEqual([]);
  expect(lines.filter(({ caseId }) => caseId === null)).toEqual([]);
  expect(exported.length).toBe(sent.acknowledged.size);
  expect((await status())?.accepted, 'the counters agree').toBe(exported.length);
});

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newWebhookSecret, verifyWebhook } from '@portcullis/contracts/webhook/standard-webhooks';
import { SYSTEM } from '@portcullis/domain';
import { aStaff, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../db/ids.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { DELIVERER_OPTIONS, Deliverer, type DelivererOptions } from './deliverer.js';
import { DELIVERY_POLICY } from './delivery.policy.js';
import { enqueueDeliveries, type NewDelivery } from './enqueue-delivery.js';
import { ReplayDelivery } from './replay-delivery.command.js';
import { SkipDelivery } from './skip-delivery.command.js';
import { WebhookSender } from './webhook-sender.js';

interface Received {
  id: string;
  sequence: number;
  lane: string;
  data: Record<string, unknown>;
}
type Behaviour = (request: IncomingMessage, response: ServerResponse, received: Received) => void | Promise<void>;

const ok: Behaviour = (_request, response) => void response.writeHead(204).end();
const answer =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (_request, response) =>
    void response.writeHead(status, headers).end('told to');

let database: PrivateDatabase;
let uow: UnitOfWork;
let server: Server;
let url: string;
let secret: string;
let received: Received[] = [];
let behave: Behaviour = ok;
let now = Date.parse('2026-11-20T08:00:00.000Z');
const clock = { now: () => new Date(now) };
const context = () => ({ actor: SYSTEM, now: clock.now() });
const faults: unknown[] = [];

beforeAll(async () => {
  database = await privateDatabase();
  const pool = await database.open('app', 10);
  uow = new UnitOfWork(pool);
  secret = newWebhookSecret();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const verdict = verifyWebhook(request.headers, body, secret, now);
      if (!verdict.ok) return void response.writeHead(401).end(verdict.refusal);
      const { data } = JSON.parse(body) as { data: Record<string, unknown> };
      const one = { id: verdict.id, sequence: data.sequence as number, lane: String(data.lane), data };
      received.push(one);
      void behave(request, response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await database.close();
});
beforeEach(async () => {
  received = [];
  behave = ok;
  await uow.read('delete from delivery');
  await uow.read('delete from delivery_lane');
  await uow.read('delete from webhook_endpoint');
  await uow.read(`insert into webhook_endpoint (id, kind, url, secrets) values ($1, 'control_plane', $2, $3)`, [
    newId(),
    url,
    JSON.stringify([secret]),
  ]);
});
afterEach(() => expect(faults.splice(0)).toEqual([]));

function deliverer(options: Partial<DelivererOptions> = {}, timeoutMs = 500): Deliverer {
  const sender = new WebhookSender({ allowPrivate: true, timeoutMs });
  return new Deliverer(
    uow,
    sender,
    clock,
    { ...DELIVERER_OPTIONS, policy: DELIVERY_POLICY, source: 'https://portcullis.example', endpointsMs: 0, ...options },
    (fault) => faults.push(fault),
  );
}

async function drain(one = deliverer()): Promise<void> {
  for (;;) {
    const taken = await one.takeDue();
    if (taken > 0) continue;
    await one.idle();
    if ((await one.takeDue()) === 0) return;
  }
}

async function enqueue(...lanes: string[]): Promise<void> {
  const messages = lanes.map(
    (lane): NewDelivery => ({ endpoint: 'control_plane', lane, kind: 'action.requested', payload: { lane } }),
  );
  await uow.run(context(), (tx) => enqueueDeliveries(tx, messages));
}

const states = () =>
  uow.read<{ state: string; attempts: number; status: number | null; error: string | null }>(
    'select state, attempts, last_status as status, last_error as error from delivery order by lane, sequence',
  );
const orders = (lane: string) => received.filter((one) => one.lane === lane).map(({ sequence }) => sequence);
const advance = (ms: number) => {
  now += ms;
};

describe('delivery', () => {
  it('sends every message once, signed, in order within each lane', async () => {
    const lanes = Array.from({ length: 40 }, (_, index) => `lane-${index % 8}`);
    await enqueue(...lanes);
    await enqueue(...lanes);
    await drain();
    expect(received).toHaveLength(80);
    for (let lane = 0; lane < 8; lane += 1) expect(orders(`lane-${lane}`)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(received.map(({ id }) => id)).size).toBe(80);
    expect((await states()).every(({ state, status }) => state === 'delivered' && status === 204)).toBe(true);
  });

  it('keeps the order when three deliverers work at once and messages keep coming', async () => {
    behave = async (_request, response) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
      response.writeHead(202).end();
    };
    const workers = [deliverer(), deliverer(), deliverer()];
    for (let round = 0; round < 10; round += 1) {
      await enqueue('a', 'b', 'c', 'a');
      await Promise.all(workers.map((worker) => worker.takeDue()));
    }
    await Promise.all(workers.map(drain));
    expect(orders('a')).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(orders('b')).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
    expect(orders('c')).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
  });

  it('retries what failed with the same id and the same text, and nothing overtakes it', async () => {
    behave = answer(500);
    await enqueue('a', 'a', 'b');
    await drain();
    expect(received.map(({ lane, sequence }) => `${lane}${sequence}`).sort()).toEqual(['a1', 'b1']);
    expect(await states()).toMatchObject([
      { state: 'pending', attempts: 1, status: 500, error: 'told to' },
      { state: 'pending', attempts: 0 },
      { state: 'pending', attempts: 1 },
    ]);
    await drain();
    expect(received).toHaveLength(2);
    behave = ok;
    advance(5_000);
    await drain();
    expect(orders('a')).toEqual([1, 1, 2]);
    const [first, again] = received.filter(({ lane, sequence }) => lane === 'a' && sequence === 1);
    expect(again).toEqual(first);
  });

  it.each<[string, Behaviour]>([
    ['drops the connection', (request) => void request.socket.destroy()],
    ['answers garbage', (request) => void request.socket.end('\u0000\u0001 this is not HTTP\r\n\r\n')],
    ['does not answer', () => undefined],
    ['redirects', answer(302, { location: 'http://127.0.0.1:1/' })],
    ['says that it is too busy', answer(429, { 'retry-after': '2' })],
  ])('outlives a receiver that %s', async (_name, behaviour) => {
    behave = behaviour;
    await enqueue('a');
    await drain(deliverer({}, 200));
    expect(await states()).toMatchObject([{ state: 'pending', attempts: 1, error: expect.any(String) }]);
    behave = ok;
    advance(10_000);
    await drain();
    expect(await states()).toMatchObject([{ state: 'delivered', attempts: 2, error: null }]);
  });

  it('takes an endless answer by its status and reads no further', async () => {
    behave = (_request, response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
    };
    await enqueue('a');
    await drain();
    expect(await states()).toMatchObject([{ state: 'delivered', status: 200 }]);
  });

  it('comes again after a lease that ended without a word, and the first sender then changes nothing', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    behave = async (_request, response) => {
      if (received.length === 1) await held;
      response.writeHead(204).end();
    };
    const slow = deliverer({ leaseMs: 1_000 }, 30_000);
    await enqueue('a', 'a');
    await slow.takeDue();
    while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    advance(1_001);
    await drain(deliverer({ leaseMs: 1_000 }));
    release();
    await slow.idle();
    expect(orders('a')).toEqual([1, 1, 2]);
    expect((await states()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('leaves a receiver that is down alone, and catches up by itself when it is back', async () => {
    behave = answer(503);
    await enqueue(...Array.from({ length: 60 }, (_, index) => `lane-${index}`));
    const one = deliverer({ lanes: 8 });
    await drain(one);
    const tried = received.length;
    expect(tried).toBeLessThan(30);
    await one.takeDue();
    expect(received).toHaveLength(tried);
    behave = ok;
    received = [];
    advance(1_500);
    await drain(one);
    expect(received).toHaveLength(60);
  });

  it('waits without counting when there is no endpoint', async () => {
    await uow.read('update webhook_endpoint set active = false');
    await enqueue('a');
    await drain();
    expect(await states()).toMatchObject([{ state: 'pending', attempts: 0 }]);
    await uow.read('update webhook_endpoint set active = true');
    await drain();
    expect(orders('a')).toEqual([1]);
  });

  it('switches an endpoint off that answers 410, and says so in history', async () => {
    behave = answer(410);
    await enqueue('a', 'b');
    await drain(deliverer({ lanes: 1 }));
    const [endpoint] = await uow.read('select active, disabled_reason as reason from webhook_endpoint');
    expect(endpoint).toEqual({ active: false, reason: 'the receiver answered 410' });
    expect(received).toHaveLength(1);
    expect((await states()).map(({ state }) => state)).toEqual(['pending', 'pending']);
    const events = await uow.read(`select kind, automatic from event where kind = 'endpoint.disabled'`);
    expect(events).toEqual([{ kind: 'endpoint.disabled', automatic: true }]);
  });

  it('does not reach private addresses unless it may', async () => {
    await enqueue('a');
    const strict = new Deliverer(
      uow,
      new WebhookSender({ allowPrivate: false, timeoutMs: 500 }),
      clock,
      { ...DELIVERER_OPTIONS, policy: DELIVERY_POLICY, source: '' },
      (fault) => faults.push(fault),
    );
    await drain(strict);
    expect(received).toEqual([]);
    expect((await states())[0]?.error).toMatch(/https addresses|not a public address/);
  });

  it('sends outcomes as CloudEvents to a detector that asked for them', async () => {
    const bodies: { type: string | undefined; text: string }[] = [];
    server.prependListener('request', (request) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () =>
        bodies.push({ type: request.headers['content-type'], text: Buffer.concat(chunks).toString() }),
      );
    });
    await uow.read(`insert into detector (id, name) values ('relay-signature', 'Relay') on conflict do nothing`);
    await uow.read(
      `insert into webhook_endpoint (id, kind, detector_id, url, secrets, format) values ($1, 'detector', 'relay-signature', $2, $3, 'cloudevent')`,
      [newId(), url, JSON.stringify({ current: secret })],
    );
    const data = { detector: 'relay-signature', alertId: 'relay-1', verdict: { verdict_id: 2, name: 'True Positive' } };
    const more = { provisional: true, caseRef: 'C-1', decidedAt: '2026-11-20T08:00:00.000Z' };
    const [sent] = await uow.run(context(), (tx) =>
      enqueueDeliveries(tx, [
        {
          endpoint: 'detector',
          detectorId: 'relay-signature',
          lane: 'detector:relay-signature',
          kind: 'alert.outcome',
          payload: { ...data, ...more },
        },
      ]),
    );
    await drain();
    expect(bodies[0]?.type).toBe('application/cloudevents+json; charset=utf-8');
    expect(JSON.parse(bodies[0]?.text ?? '')).toEqual({
      specversion: '1.0',
      id: sent?.id,
      source: 'https://portcullis.example/v1/outcomes',
      type: 'alert.outcome',
      subject: 'relay-signature/relay-1',
      time: '2026-11-20T08:00:00.000Z',
      datacontenttype: 'application/json',
      data: { ...data, ...more },
    });
  });

  it('signs with every secret while one is rotated', async () => {
    await uow.read('update webhook_endpoint set secrets = $1', [JSON.stringify([newWebhookSecret(), secret])]);
    await enqueue('a');
    await drain();
    expect(await states()).toMatchObject([{ state: 'delivered' }]);
  });
});

describe('a dead letter', () => {
  const dead = async (): Promise<string> => {
    behave = (request, response, one) => (one.sequence === 2 ? answer(422) : ok)(request, response, one);
    await enqueue('a', 'a', 'a', 'b');
    for (let attempt = 0; attempt < DELIVERY_POLICY.refusedAttempts; attempt += 1) {
      await drain();
      advance(120_000);
    }
    const [row] = await uow.read<{ id: string }>(`select id from delivery where state = 'dead'`);
    expect(row).toBeDefined();
    return row?.id as string;
  };
  const staff = async (...roles: Parameters<typeof aStaff>[1]) => ({
    actor: await aStaff({ database: await database.open('app', 1), now: clock.now() }, roles),
    now: clock.now(),
  });

  it('holds its lane and no other, and new messages wait behind it', async () => {
    await dead();
    await enqueue('a', 'b');
    await drain();
    expect([...new Set(orders('a'))]).toEqual([1, 2]);
    expect(orders('b')).toEqual([1, 2]);
    expect(await uow.read(`select lane from delivery_lane where held`)).toEqual([{ lane: 'a' }]);
    expect(await uow.read(`select 1 as one from event where kind = 'delivery.died'`)).toHaveLength(1);
  });

  it('is replayed by those who may, and then the lane goes on in order', async () => {
    const id = await dead();
    const replay = new ReplayDelivery(uow);
    expect(await replay.replay(await staff('reviewer'), id)).toMatchObject({ ok: false, code: 'ROLE_NOT_ALLOWED' });
    received = [];
    behave = ok;
    expect(await replay.replay(await staff('senior_reviewer'), id)).toEqual({ ok: true });
    await drain();
    expect(orders('a')).toEqual([2, 3]);
    expect(received.some(({ data }) => 'precededBy' in data)).toBe(false);
    expect(await replay.replay(await staff('manager'), id)).toMatchObject({ ok: false, code: 'NOT_DEAD' });
  });

  it('is skipped with a reason, and the next order names its predecessor', async () => {
    const id = await dead();
    const skip = new SkipDelivery(uow);
    const manager = await staff('manager');
    expect(await skip.skip(manager, id, ' ')).toMatchObject({ ok: false, code: 'REASON_REQUIRED' });
    expect(await skip.skip(await staff('admin'), id, 'x')).toMatchObject({ ok: false, code: 'ROLE_NOT_ALLOWED' });
    received = [];
    behave = ok;
    expect(await skip.skip(manager, id, 'done by hand')).toEqual({ ok: true });
    await enqueue('a');
    await drain();
    expect(received.map(({ sequence, data }) => [sequence, data.precededBy])).toEqual([
      [3, 1],
      [4, undefined],
    ]);
    expect((await states()).map(({ state }) => state)).toEqual([
      'delivered',
      'skipped',
      'delivered',
      'delivered',
      'delivered',
    ]);
  });
});

it('empties thousands of waiting messages in many lanes, each once and in its order', async () => {
  const lanes = Array.from({ length: 500 }, (_, index) => `many-${index}`);
  for (let round = 0; round < 4; round += 1) await enqueue(...lanes);
  await drain(deliverer({}, 30_000)); // No receiver is too slow here, however busy the machine is.
  expect(received).toHaveLength(2_000);
  for (const lane of lanes) expect(orders(lane)).toEqual([1, 2, 3, 4]);
});

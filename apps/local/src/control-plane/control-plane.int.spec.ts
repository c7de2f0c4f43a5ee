import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ControlPlane, startControlPlane } from './control-plane.js';

const secret = `whsec_${randomBytes(24).toString('base64')}`;
const directory = mkdtempSync(join(tmpdir(), 'portcullis-plane-'));
let api: Server;
let plane: ControlPlane;
let heard: { path: string; key: string; body: { status: string } }[] = [];
let answers: number[] = [];

const start = async (file?: string) =>
  startControlPlane({ api: apiUrl(), key: 'the-key', secret, executionMs: 5, file });
const stateOf = async ({ url }: ControlPlane) => (await (await fetch(`${url}/state`)).json()) as { inEffect: object[] };
const apiUrl = () => `http://127.0.0.1:${(api.address() as { port: number }).port}`;

beforeEach(async () => {
  heard = [];
  answers = [];
  api = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      heard.push({ path: request.url ?? '', key: request.headers.authorization ?? '', body: JSON.parse(text) });
      response.writeHead(answers.shift() ?? 200).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => api.once('listening', resolve));
  plane = await start();
});

afterEach(async () => {
  await plane.close();
  api.close();
  rmSync(directory, { recursive: true, force: true });
});

function order(sequence: number, over: object = {}) {
  const actionId = randomUUID();
  return {
    actionId,
    idempotencyKey: actionId,
    kind: 'suspend',
    scope: 'account',
    subjects: [{ kind: 'account', id: 'acct_91' }],
    sequence,
    effects: {},
    reasonCode: 'supported-regions',
    ...over,
  };
}

function send(data: object, { key = secret, at = Date.now(), type = 'action.requested' } = {}): Promise<Response> {
  const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
  const id = randomUUID();
  const seconds = Math.floor(at / 1000);
  const signature = createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
    .update(`${id}.${seconds}.${body}`)
    .digest('base64');
  return fetch(plane.webhookUrl, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      // A rotation sends several; only one needs to fit.
      'webhook-signature': `v1,${randomBytes(32).toString('base64')} v1,${signature}`,
    },
  });
}

describe('the demo control plane', () => {
  it('takes a signed order, carries it out and confirms it with its key', async () => {
    const suspend = order(1);
    expect((await send(suspend)).status).toBe(202);
    await vi.waitFor(() => expect(plane.held()[0]?.confirmed).toBe(true));
    expect(heard).toEqual([
      expect.objectContaining({ path: `/v1/actions/${suspend.actionId}/confirmations`, key: 'Bearer the-key' }),
    ]);
    expect(heard[0]?.body).toMatchObject({ status: 'in_effect' });
    const state = await stateOf(plane);
    expect(state.inEffect).toMatchObject([{ subject: 'account:acct_91', kind: 'suspend' }]);

    await send(order(2, { kind: 'lift' }));
    await vi.waitFor(() => expect(heard[1]?.body).toMatchObject({ status: 'lifted' }));
    expect((await stateOf(plane)).inEffect).toEqual([]);
  });

  it('refuses what is unsigned, signed by another, or old', async () => {
    expect((await fetch(plane.webhookUrl, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await send(order(1), { key: `whsec_${randomBytes(24).toString('base64')}` })).status).toBe(401);
    expect((await send(order(1), { at: Date.now() - 600_000 })).status).toBe(401);
    expect(plane.held()).toEqual([]);
  });

  it('executes once what is delivered twice, and refuses what is out of order with what it expected', async () => {
    const first = order(7);
    await send(first);
    expect(await (await send(first)).json()).toMatchObject({ again: true });
    const late = await send(order(9));
    expect(late.status).toBe(409);
    expect(await late.json()).toMatchObject({ expected: 8 });
    expect((await send(order(6))).status).toBe(409);
    expect((await send(order(8))).status).toBe(202);
    expect((await send(order(12, { precededBy: 9 }))).status).toBe(409);
    expect((await send(order(12, { precededBy: 8 }))).status).toBe(202);
    expect(plane.held()).toHaveLength(3);
  });

  it('keeps telling the API until it has heard, and stops when it never will', async () => {
    answers = [500, 503, 200];
    await send(order(1));
    await vi.waitFor(() => expect(plane.held()[0]?.confirmed).toBe(true), { timeout: 5_000 });
    expect(heard).toHaveLength(3);
    answers = [404];
    await send(order(2));
    await vi.waitFor(() => expect(plane.held()[0]?.confirmed).toBe(true));
    expect(heard).toHaveLength(4);
  });

  it('misbehaves as it is told, for as many messages as it is told', async () => {
    const tell = (behaviour: string, more: object = {}) =>
      fetch(`${plane.url}/behaviour`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ behaviour, times: 1, ...more }),
      });
    await tell('error');
    expect((await send(order(1))).status).toBe(500);
    await tell('gone');
    expect((await send(order(1))).status).toBe(410);
    await tell('garbage');
    await expect(send(order(1))).rejects.toThrow();
    await tell('down');
    await expect(send(order(1))).rejects.toThrow();
    await tell('slow', { delayMs: 50 });
    expect((await send(order(1))).status).toBe(202);
    await tell('confirm_twice');
    const twice = order(2);
    await send(twice);
    await vi.waitFor(() => expect(heard.filter(({ path }) => path.includes(twice.actionId))).toHaveLength(2));
    await tell('fail');
    await send(order(3));
    await vi.waitFor(() => expect(heard.at(-1)?.body).toMatchObject({ status: 'failed' }));
    await tell('silent');
    await send(order(4));
    expect((await tell('nonsense')).status).toBe(422);
  });

  it('remembers over a restart what it answered, and confirms what it had not', async () => {
    const file = join(directory, 'ledger.ndjson');
    await plane.close();
    plane = await start(file);
    plane.script.set('silent', 1);
    await send(order(1));
    await plane.close();
    plane = await start(file);
    await vi.waitFor(() => expect(plane.held()[0]).toMatchObject({ status: 'in_effect', confirmed: true }));
    expect((await send(order(1))).status).toBe(409);
  });

  it('keeps other messages in an inbox, and shows everything on its page', async () => {
    expect((await send({ alertId: 'relay-1', reason: '<b>x</b>' }, { type: 'alert.outcome' })).status).toBe(204);
    const html = await (await fetch(plane.url)).text();
    expect(html).toContain('alert.outcome');
    expect(html).not.toContain('<b>x</b>');
  });
});

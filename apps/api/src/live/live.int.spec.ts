import { get, type IncomingMessage } from 'node:http';
import { sealAll } from '@portcullis/core';
import { aCase, aWorld } from '@portcullis/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStaffDoor, type SignedInPerson, type TestDoor } from '../edge/test-door.js';
import { LiveHub } from './live-hub.js';

let door: TestDoor;
let url: string;
let sequencer: Awaited<ReturnType<TestDoor['database']['open']>>;
beforeAll(async () => {
  door = await openStaffDoor();
  sequencer = await door.database.open('sequencer', 2);
  await door.app.listen(0, '127.0.0.1');
  url = await door.app.getUrl();
});
afterAll(() => door?.close());

interface Stream {
  status: number;
  text: () => string;
  until: (pattern: RegExp) => Promise<string>;
  ended: Promise<void>;
  close: () => void;
}

function listen(person: SignedInPerson | null, headers: Record<string, string> = {}): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/live`, { headers: { ...person?.headers, ...headers } }, (answer: IncomingMessage) => {
      let text = '';
      const waiters = new Set<() => void>();
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
        for (const waiter of waiters) waiter();
      });
      const ended = new Promise<void>((done) => answer.on('close', () => done()));
      const until = (pattern: RegExp) =>
        new Promise<string>((found, lost) => {
          const timer = setTimeout(() => lost(new Error(`no ${pattern} in ${text}`)), 8000);
          const look = () => {
            if (!pattern.test(text)) return;
            clearTimeout(timer);
            waiters.delete(look);
            found(text);
          };
          waiters.add(look);
          look();
        });
      resolve({ status: answer.statusCode ?? 0, text: () => text, until, ended, close: () => request.destroy() });
    });
    request.on('error', reject);
  });
}

describe('the live stream', () => {
  it('is for those who are signed in', async () => {
    const stream = await listen(null);
    expect(stream.status).toBe(401);
  });

  it('tells what changed, by id and version, to those who may see it', async () => {
    const world = await aWorld(door.dataSource, new Date());
    const made = await aCase(world, { accounts: { acct_live: ['tls_header_signature'] } });
    const mira = await door.signIn(['reviewer'], { queues: ['relay'] });
    const admin = await door.signIn(['admin']);
    const [hers, his] = await Promise.all([listen(mira), listen(admin)]);
    await Promise.all([hers.until(/event: heartbeat/), his.until(/event: heartbeat/)]);
    await mira.query(`mutation { claimCase(caseId: "${made.id}") { case { id } } }`);
    await sealAll(sequencer);
    const told = await hers.until(/event: queue\ndata: .*\n/);
    expect(told).toContain(JSON.stringify({ kind: 'case', id: made.id, version: made.version + 1 }));
    expect(told).toContain(JSON.stringify({ kind: 'queue', id: 'relay' }));
    await his.until(/event: metrics/);
    expect(his.text()).not.toContain(made.id);

    const position = /id: (\d+)\nevent: case/.exec(told)?.[1] ?? '';
    hers.close();
    await mira.query(`mutation { comment(caseId: "${made.id}", body: "while away") { refusal { code } } }`);
    await sealAll(sequencer);
    const again = await listen(mira, { 'last-event-id': position });
    await again.until(new RegExp(`event: case\\ndata: .*${made.id}`));
    again.close();
    his.close();
  });

  it('ends when its session ends, and all end when the process stops', async () => {
    const person = await door.signIn(['manager']);
    const other = await door.signIn(['manager']);
    const [stream, second] = await Promise.all([listen(person), listen(other)]);
    await door.app.inject({ method: 'DELETE', url: '/session', headers: person.headers });
    const hub = door.app.get(LiveHub, { strict: false });
    (hub as unknown as { tell(what: (listener: { beat(n: number): void }) => void): void }).tell((l) => l.beat(0));
    await stream.ended;
    await hub.close();
    await second.ended;
  });
});

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verifyHistory } from '@portcullis/core/audit/verify';
import { newId } from '@portcullis/core/db/ids';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AnswerDecision } from '@portcullis/core/decisions/answer-decision.command';
import { ProposeDecision } from '@portcullis/core/decisions/propose.command';
import { enqueueDeliveries } from '@portcullis/core/enforcement/enqueue-delivery';
import { SYSTEM } from '@portcullis/domain';
import { type Postgres, startPostgres } from '@portcullis/postgres';
import { throwAwaySettings } from '@portcullis/postgres/settings';
import { aCase, anAccount, aStaff, aWorld, found, held, prepareServer } from '@portcullis/testkit';
import { createPrivateDatabase, type PrivateDatabase } from '@portcullis/testkit/private-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../worker/src/testing/mail-server.js';
import { type Receiver, startReceiver } from '../../worker/src/testing/receiver.js';

/**
 * Orders and notices keep coming while workers and PostgreSQL are killed at random moments. In the end every order has
 * arrived, each lane in order, every notice was mailed, and history is whole. What came twice has the same id.
 */
const rounds = Number(process.env.CRASH_ROUNDS ?? 16);
const lanes = 40;
const root = fileURLToPath(new URL('../../..', import.meta.url));

let dataDir: string;
let postgres: Postgres;
let database: PrivateDatabase;
let receiver: Receiver;
let mail: MailServer;
let uow: UnitOfWork;
const workers: (ChildProcess | undefined)[] = [undefined, undefined];
const endedByThemselves: string[] = [];
let stopping = false;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const context = () => ({ actor: SYSTEM, now: new Date() });

beforeAll(async () => {
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-b', 'apps/worker'], { cwd: root, stdio: 'inherit' });
  dataDir = mkdtempSync(join(tmpdir(), 'portcullis-throwaway-'));
  postgres = await startPg();
  database = await createPrivateDatabase(await prepareServer(postgres.url()));
  receiver = await startReceiver();
  mail = await startMailServer();
  receiver.answer = async () => {
    await sleep(Math.random() * 8);
    return Math.random() < 0.03 ? 500 : 204;
  };
});
afterAll(async () => {
  stopping = true;
  for (const worker of workers) worker?.kill('SIGKILL');
  await Promise.all([receiver?.close(), mail?.close()]);
  await database?.close();
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function startPg(): Promise<Postgres> {
  const port = postgres?.port;
  // A commit that was answered must outlive the kill of the server, if not that of the machine.
  const settings = { ...throwAwaySettings, synchronous_commit: 'on' };
  return startPostgres({ dataDir, superuserPassword: 'crash', settings, ...(port ? { port } : {}) });
}

function startWorker(index: number): void {
  const settings: Record<string, string> = {
    NODE_ENV: 'test',
    DATABASE_URL: database.urls.app,
    DATABASE_SEQUENCER_URL: database.urls.sequencer,
    DATABASE_QUEUE_URL: database.urls.queue,
    QUEUE_URL: process.env.PORTCULLIS_QUEUE_URL ?? '',
    SMTP_URL: mail.url,
    ALLOW_PRIVATE_WEBHOOKS: 'true',
    LINK_SECRET: 'a secret of the tests, long enough',
    LOG_LEVEL: 'fatal',
  };
  const env = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`PORTCULLIS_${name}`, value]));
  const child = spawn(process.execPath, [join(root, 'apps/worker/dist/main.js')], {
    env: { ...process.env, PORTCULLIS_TEST_PG: undefined, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let ready = false;
  child.on('message', (message: { type?: string }) => {
    ready ||= message.type === 'ready';
  });
  let said = '';
  child.stderr?.on('data', (chunk) => (said += chunk));
  workers[index] = child;
  child.once('exit', (code, signal) => {
    if (stopping || workers[index] !== child) return;
    // Killed, or it could not start because PostgreSQL was killed meanwhile: its supervisor starts it again.
    if (signal !== 'SIGKILL' && ready) endedByThemselves.push(`${signal ?? code}: ${said.slice(-2000)}`);
    setTimeout(() => !stopping && startWorker(index), 200);
  });
}

/** Repeats until the database takes it; a commit whose answer was lost may have happened. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (fault) {
      if (stopping) throw fault;
      await sleep(100);
    }
  }
}

it(`loses nothing and mixes up nothing over ${rounds} kills`, async () => {
  const world = await aWorld(await database.open('app', 10), new Date());
  uow = new UnitOfWork(world.database);
  const reviewer = await aStaff(world, ['reviewer']);
  const senior = await aStaff(world, ['senior_reviewer']);
  for (const kind of ['control_plane', 'detector']) {
    await uow.read('insert into webhook_endpoint (id, kind, url, secrets) values ($1, $2, $3, $4)', [
      newId(),
      kind,
      receiver.url,
      JSON.stringify([receiver.secret]),
    ]);
  }
  startWorker(0);
  startWorker(1);

  let over = false;
  const acknowledged = new Set<string>();
  const ordering = (async () => {
    while (!over) {
      const messages = Array.from({ length: 5 }, () => ({
        endpoint: 'control_plane' as const,
        lane: `lane-${Math.floor(Math.random() * lanes)}`,
        kind: 'action.requested',
        payload: {},
      }));
      const enqueued = await persist(() =>
        uow.run(context(), (tx) =>
          enqueueDeliveries(
            tx,
            messages.map((message) => ({ ...message, payload: { lane: message.lane } })),
          ),
        ),
      );
      for (const { id } of enqueued) acknowledged.add(id);
      await sleep(15);
    }
  })();
  const decided = new Set<string>();
  const deciding = (async () => {
    for (let index = 0; !over; index += 1) {
      const decisionId = await persist(() => suspend(index + Math.random()));
      decided.add(decisionId);
      await sleep(150);
    }
  })();
  async function suspend(serial: number): Promise<string> {
    const account = `acct_${serial}`;
    await anAccount(world, { id: account, organization: `org_${serial}`, email: `owner@org-${serial}.example` });
    const built = await aCase(world, { accounts: { [account]: ['tls_header_signature', 'instrument_reuse'] } });
    const caseVersion = await held(world, built, reviewer.id);
    await found(world, built, reviewer.id, { [account]: 'operator' });
    const proposed = await new ProposeDecision(uow).propose(
      { actor: reviewer, now: new Date() },
      {
        caseId: built.id,
        caseVersion,
        kind: 'suspend',
        scope: 'account',
        subjects: null,
        route: 'transfer_station',
        ground: 'contractual',
        clause: 'supported-regions',
        evidence: built.alerts.map(({ id }) => id),
        facts: 'One relay program, one card.',
        reasons: 'Two independent signals.',
        considered: ['A warning.'],
        until: new Date(Date.now() + 86_400_000),
      },
    );
    if (!proposed.ok) throw new Error(proposed.message);
    const { decisionId } = proposed;
    const approved = await new AnswerDecision(uow).approve(
      { actor: senior, now: new Date() },
      { decisionId, reason: 'ok' },
    );
    if (!approved.ok) throw new Error(approved.message);
    return decisionId;
  }

  const killed: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await sleep(400 + Math.random() * 1_600);
    if (round % 5 === 4) {
      process.kill(postgres.pid, 'SIGKILL');
      await postgres.ended;
      await postgres.stop();
      // Backends of the killed server may need a moment to notice.
      postgres = await persist(startPg);
      killed.push('postgres');
    } else {
      const index = round % 2;
      workers[index]?.kill('SIGKILL');
      killed.push(`worker ${index + 1}`);
    }
  }
  over = true;
  await Promise.all([ordering, deciding]);

  const left = () =>
    persist(async () => {
      const [row] = await uow.read<Record<string, number>>(
        `select (select count(*) from delivery where state <> 'delivered') as deliveries, (select count(*) from outbox where completed_at is null) as outbox,
           (select count(*) from notice where state <> 'sent') as notices, (select count(*) from event_unsealed) as unsealed`,
      );
      return row as Record<string, number>;
    });
  // What the dead held is due again after a minute: held back by their queue, it would take three.
  const deadline = Date.now() + 150_000;
  for (let now = await left(); Object.values(now).some((count) => count > 0); now = await left()) {
    if (Date.now() > deadline) {
      const open = await uow.read(
        `select topic, attempts, count(*), min(not_before) - now() as due, max(last_error) as error from outbox
         where completed_at is null group by topic, attempts`,
      );
      throw new Error(`not caught up: ${JSON.stringify({ ...now, open })}`);
    }
    await sleep(500);
  }

  const rows = await uow.read<{ id: string; lane: string; sequence: number }>(
    'select id, lane, sequence from delivery',
  );
  const arrived = new Map<string, string[]>();
  const seen = new Set<string>();
  const laneOf = new Map(rows.map(({ id, lane }) => [id, lane]));
  for (const { id } of receiver.messages) {
    const lane = laneOf.get(id) as string;
    if (!seen.has(id)) arrived.set(lane, [...(arrived.get(lane) ?? []), id]);
    seen.add(id);
  }
  const ordered = new Map<string, string[]>();
  for (const { id, lane } of rows.sort((a, b) => a.sequence - b.sequence))
    ordered.set(lane, [...(ordered.get(lane) ?? []), id]);
  expect(
    [...acknowledged].filter((id) => !seen.has(id)),
    'acknowledged and never arrived',
  ).toEqual([]);
  expect(seen.size).toBe(rows.length);
  for (const [lane, ids] of ordered) expect(arrived.get(lane), `order of ${lane}`).toEqual(ids);

  const notices = await uow.read<{ id: string }>(`select id from notice`);
  const messageIds = mail.mails.map(({ headers }) => headers['message-id'] ?? '');
  expect(new Set(messageIds).size, 'one Message-ID for one notice').toBe(notices.length);
  const [told] = await uow.read<{ count: number }>(
    `select count(distinct decision_id) as count from notice where kind = 'statement_of_reasons' and decision_id = any($1)`,
    [[...decided]],
  );
  expect(told?.count).toBe(decided.size);
  const history = await verifyHistory(await database.open('sequencer', 2), null);
  expect(history.faults).toEqual([]);
  expect(endedByThemselves).toEqual([]);

  const twice = receiver.messages.length - seen.size;
  console.log(
    `${killed.length} kills; ${rows.length} orders, ${twice} came again; ${notices.length} notices, ${messageIds.length - notices.length} mailed again`,
  );
});

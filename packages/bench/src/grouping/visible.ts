import { createHash } from 'node:crypto';
import { NODE_FLAGS } from '@portcullis/core/config/node-flags';
import { newId } from '@portcullis/core/db/ids';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import type { AlertBody } from '@portcullis/simulator';
import { createPrivateDatabase } from '@portcullis/testkit/private-database';
import { prepareServer } from '@portcullis/testkit/template';
import pg from 'pg';
import { ApiProcess } from '../casework/api-process.js';
import { type Latencies, latenciesOf, machineNow } from '../casework/report.js';
import { AlertSender, KEY } from './alert-sender.js';
import { cpuOf, cpuOfFamily, usageOf } from './process-usage.js';
import { type Mark, tenthsOf } from './tenths.js';
import { WorkerProcess } from './worker-process.js';
import { bodiesOf, type LinesWanted, worldLines } from './world-lines.js';

export interface VisibleOptions extends LinesWanted {
  workers: number;
  batch: number;
  atOnce: number;
  /** The setting of the api: alerts that may wait before it answers 429. */
  maxPending: number;
  profile: boolean;
  /** Of the server. */
  postgresPid: number;
}

export interface VisibleRun {
  sent: number;
  accepted: number;
  folded: number;
  answered429: number;
  /** Until the last answer, until the last membership, until the overview counted all of them. */
  seconds: { intake: number; grouped: number; visible: number };
  /** Alerts that were sent, a second, until all were visible. */
  perSecond: number;
  tenths: number[];
  lastToFirst: number;
  cases: number;
  peakMegabytes: { api: number; worker: number };
  cpuSeconds: { api: number; worker: number; postgres: number };
  /** Of all three together, for an alert: what the machine's other load does not change much. */
  cpuMicroseconds: number;
  /** CPU seconds of PostgreSQL for whom. */
  postgresFor: Record<string, number>;
  load: number | undefined;
}

interface Stage {
  api: ApiProcess;
  workers: WorkerProcess[];
  client: pg.Client;
}

/** An api and workers as they are deployed, on a database of their own. */
async function onStage<T>(
  superuserUrl: string,
  { workers: count, maxPending, profile }: Pick<VisibleOptions, 'workers' | 'maxPending' | 'profile'>,
  play: (stage: Stage) => Promise<T>,
): Promise<T> {
  const database = await createPrivateDatabase(await prepareServer(superuserUrl));
  const endings: (() => Promise<unknown>)[] = [() => database.close()];
  try {
    const owner = await database.open('superuser', 1);
    await seedReference(owner);
    await owner.query(
      `insert into api_key (id, name, scopes, prefix, secret_hash, detectors) values ($1, 'bench', '{detector}', 'pck_only', $2, '{*}')`,
      [newId(), createHash('sha256').update(KEY).digest()],
    );
    const client = new pg.Client({ connectionString: database.urls.superuser });
    await client.connect();
    endings.push(() => client.end());
    const flags = [...NODE_FLAGS, ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${process.cwd()}`] : [])];
    const settings = {
      PORTCULLIS_REGISTER_DETECTORS_ON_SIGHT: 'true',
      PORTCULLIS_INTAKE_MAX_PENDING: String(maxPending),
    };
    const api = await ApiProcess.start(database.urls, 10, settings, flags);
    endings.push(() => api.stop());
    const workers: WorkerProcess[] = [];
    for (let i = 0; i < count; i++) {
      const worker = await WorkerProcess.start(database.urls, flags);
      endings.push(() => worker.stop());
      workers.push(worker);
    }
    return await play({ api, workers, client });
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

async function cpuByClient(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ pid: number; name: string }>(
    `select pid, coalesce(nullif(application_name, ''), backend_type) as name from pg_stat_activity`,
  );
  const uses: Record<string, number> = {};
  for (const { pid, name } of rows) uses[name] = (uses[name] ?? 0) + cpuOf(pid);
  return uses;
}

// Counted along the index: cheap enough to ask again and again while few alerts wait.
const PROGRESS = `
  select (select count(*)::int from alert_pending) as waiting,
    (select coalesce(sum(n), 0)::int from rollup_day where metric = 'alerts') as counted,
    (select count(*)::int from event_unsealed) as unsealed`;

interface Progress {
  waiting: number;
  counted: number;
  unsealed: number;
}

/** A look costs a small share of the time between two looks. */
const COST_FACTOR = 25;
const SOONEST_MS = 100;

/** Sends all alerts as fast as intake takes them, and waits until each is in its case and in the overview's counts. */
export function measureVisible(superuserUrl: string, options: VisibleOptions): Promise<VisibleRun> {
  const bodies = bodiesOf(worldLines(options), options.batch);
  return onStage(superuserUrl, options, async ({ api, workers, client }) => {
    const sender = new AlertSender(api.port, options.atOnce);
    const cpu = () => ({
      api: usageOf(api.pid).cpuSeconds,
      worker: workers.reduce((sum, worker) => sum + usageOf(worker.pid).cpuSeconds, 0),
      postgres: cpuOfFamily(options.postgresPid),
    });
    const before = cpu();
    const grouped: Mark[] = [];
    const visible: Mark[] = [];
    const started = performance.now();
    const since = () => performance.now() - started;
    let intakeMs = 0;
    const sending = sender.sendAll(bodies).then(() => {
      intakeMs = since();
    });
    let failed: unknown;
    sending.catch((fault: unknown) => {
      failed = fault;
    });
    for (;;) {
      if (failed) throw failed;
      const sent = sender.accepted;
      const asked = performance.now();
      const { waiting, counted, unsealed } = (await client.query<Progress>(PROGRESS)).rows[0] as Progress;
      const cost = performance.now() - asked;
      // What was answered is committed, so this is not too much.
      grouped.push({ done: Math.max(0, sent - waiting), at: since() });
      visible.push({ done: Math.max(0, Math.min(sent - waiting, counted)), at: since() });
      const isAll = intakeMs > 0 && waiting === 0 && counted === sender.accepted && unsealed === 0;
      if (isAll) break;
      if (process.stderr.isTTY) process.stderr.write(`\r${sent} in, ${sent - waiting} grouped, ${counted} counted   `);
      await new Promise((wake) => setTimeout(wake, Math.max(SOONEST_MS, COST_FACTOR * cost)));
    }
    const after = cpu();
    const postgresFor = await cpuByClient(client);
    const cpuSeconds = {
      api: after.api - before.api,
      worker: after.worker - before.worker,
      postgres: after.postgres - before.postgres,
    };
    if (process.stderr.isTTY) process.stderr.write('\r');
    await sending;
    sender.close();
    // Alerts in shadow and suppressed ones are counted, and have no case.
    const { rows } = await client.query<{ due: number; members: number; cases: number }>(
      `select (select count(*)::int from alert where suppressed_by is null and not shadow) as due,
         (select count(*)::int from case_alert) as members,
         (select count(*)::int from case_file where merged_into is null) as cases`,
    );
    const { due = 0, members = 0, cases = 0 } = rows[0] ?? {};
    if (members !== due) throw new Error(`${members} of ${due} alerts are in a case`);
    const sent = sender.accepted + sender.folded;
    const end = (marks: readonly Mark[]) => (marks.find(({ done }) => done >= sender.accepted)?.at ?? since()) / 1000;
    const tenths = tenthsOf(visible, sender.accepted).map((rate) => (rate * sent) / sender.accepted);
    const uses = workers.map((worker) => usageOf(worker.pid));
    const seconds = { intake: intakeMs / 1000, grouped: end(grouped), visible: end(visible) };
    return {
      sent,
      accepted: sender.accepted,
      folded: sender.folded,
      answered429: sender.heldUp,
      seconds,
      perSecond: sent / seconds.visible,
      tenths,
      lastToFirst: (tenths[9] as number) / (tenths[0] as number),
      cases,
      peakMegabytes: { api: usageOf(api.pid).peakMegabytes, worker: Math.max(...uses.map((use) => use.peakMegabytes)) },
      cpuSeconds,
      postgresFor,
      cpuMicroseconds: ((cpuSeconds.api + cpuSeconds.worker + cpuSeconds.postgres) * 1e6) / sent,
      load: machineNow().load,
    };
  });
}

export interface DelayRun {
  rate: number;
  /** Alerts a second that intake really took. */
  taken: number;
  /** Milliseconds from the answer, which comes after the commit, to a membership that others see. */
  membership: Latencies;
  /** To the overview's counts. */
  counted: Latencies;
  load: number | undefined;
}

/** How often others look whether what was sent is there. */
const LOOK_MS = 20;
const FRAME_MS = 50;

/** Sends at a given rate, whatever becomes of it, and looks how long each request's alerts take. */
export function measureDelay(
  superuserUrl: string,
  options: VisibleOptions,
  { rate, seconds, before }: { rate: number; seconds: number; before: number },
): Promise<DelayRun> {
  const size = Math.max(1, Math.round((rate * FRAME_MS) / 1000));
  const lines = worldLines({ ...options, alerts: before + Math.ceil(seconds * rate) });
  const ahead = bodiesOf(take(lines, before), 1000);
  const bodies = bodiesOf(lines, size);
  return onStage(superuserUrl, options, async ({ api, client }) => {
    const sender = new AlertSender(api.port, 64);
    await sender.sendAll(ahead);
    const total = async () => (await client.query<Progress>(PROGRESS)).rows[0] as Progress;
    for (let now = await total(); now.waiting + now.unsealed > 0; now = await total()) await pause(200);

    const open: { at: number; detector: string; id: string; sum: number; member: number; counted: number }[] = [];
    const closed: typeof open = [];
    const started = performance.now();
    let left = bodies.length;
    const sendOne = async (body: Buffer, due: number) => {
      await pause(Math.max(0, started + due - performance.now()));
      await sender.send(body);
      const at = performance.now();
      const text = body.toString('utf8').trimEnd();
      const { id, detector } = JSON.parse(text.slice(text.lastIndexOf('\n') + 1)) as AlertBody;
      open.push({ at, detector: detector.id, id, sum: sender.accepted, member: 0, counted: 0 });
      left -= 1;
    };
    const sending = Promise.all(bodies.map((body, i) => sendOne(body, i * FRAME_MS)));
    let failed: unknown;
    sending.catch((fault: unknown) => {
      failed = fault;
    });
    while (left > 0 || open.length > 0) {
      if (failed) throw failed;
      const asked = open.filter(({ member }) => member === 0);
      const { rows } = await client.query<{ id: string; member: boolean }>({
        name: 'delay-members',
        // A folded one is in the case of the alert that stands for it; one in shadow will not be in any.
        text: `select q.id, c.alert_id is not null as member from unnest($1::text[], $2::text[]) q(detector, id)
               join alert_identity i on i.detector_id = q.detector and i.external_id = q.id
               join alert a on a.id = i.alert_id left join case_alert c on c.alert_id = i.alert_id
               where c.alert_id is not null or a.shadow or a.suppressed_by is not null`,
        values: [asked.map(({ detector }) => detector), asked.map(({ id }) => id)],
      });
      const { rows: sums } = await client.query<{ n: number }>(
        `select coalesce(sum(n), 0)::int as n from rollup_day where metric = 'alerts'`,
      );
      const now = performance.now();
      const there = new Map(rows.map(({ id, member }) => [id, member]));
      for (const one of asked) if (there.get(one.id)) one.member = now;
      for (const one of open) if (one.counted === 0 && (sums[0]?.n ?? 0) >= one.sum) one.counted = now;
      for (let i = open.length - 1; i >= 0; i--) {
        const one = open[i] as (typeof open)[number];
        if (there.get(one.id) === false) open.splice(i, 1);
        else if (one.member > 0 && one.counted > 0) closed.push(...open.splice(i, 1));
      }
      await pause(LOOK_MS);
    }
    await sending;
    sender.close();
    const last = Math.max(...closed.map(({ at }) => at));
    return {
      rate,
      taken: (bodies.length * size * 1000) / (last - started),
      membership: latenciesOf(closed.map(({ at, member }) => member - at)),
      counted: latenciesOf(closed.map(({ at, counted }) => counted - at)),
      load: machineNow().load,
    };
  });
}

const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));

function* take<T>(from: Generator<T>, most: number): Generator<T> {
  for (let i = 0; i < most; i++) {
    const { value, done } = from.next();
    if (done) return;
    yield value;
  }
}

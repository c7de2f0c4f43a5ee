import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { newId } from '@portcullis/core/db/ids';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import { settingsForOneMachine, startThrowAwayPostgres } from '@portcullis/postgres';
import { createPrivateDatabase } from '@portcullis/testkit/private-database';
import { prepareServer } from '@portcullis/testkit/template';
import { ApiProcess } from './casework/api-process.js';
import { LATENCY_HEAD, type Latencies, latenciesOf, machineNow, printLatencies, writeJson } from './casework/report.js';
import { bodiesOf } from './intake/alert-lines.js';
import { clear, copyBack, rowsOf } from './intake/copy-rows.js';

const USAGE = `Alerts over HTTP until they are durable, beside COPY of the same rows into the same tables.

  --alerts N      in a round (default 100,000; 500,000 with --full)
  --batch N       alerts in a request (default 1,000)
  --at-once N     requests at a time (default 4)
  --rounds N      rounds of each, in turn (default 3)
  --pool N        connections of the api (default 10)
  --profile       writes a CPU profile of the api to the working directory
  --json FILE     default bench-results/intake.json`;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const { values } = parseArgs({
  options: {
    alerts: { type: 'string' },
    batch: { type: 'string', default: '1000' },
    'at-once': { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    pool: { type: 'string', default: '10' },
    profile: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    json: { type: 'string', default: join(root, 'bench-results/intake.json') },
    help: { type: 'boolean', default: false },
  },
});

const KEY = 'pck_only_for_a_benchmark_of_minutes';

interface Round {
  perSecond: number;
  latencies: Latencies;
  copyPerSecond: number;
  ratio: number;
}

/** Posts all bodies, some at a time. @returns milliseconds of each request */
async function send(port: number, bodies: readonly Buffer[], atOnce: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-ndjson' };
  const times: number[] = [];
  let next = 0;
  const post = (body: Buffer) =>
    new Promise<string>((done, fail) => {
      const call = request({ port, path: '/v1/alerts', method: 'POST', agent, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => (answer.statusCode === 200 ? done(text) : fail(new Error(text))));
      });
      call.on('error', fail);
      call.end(body);
    });
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (;;) {
        const body = bodies[next++];
        if (!body) break;
        const begun = performance.now();
        await post(body);
        times.push(performance.now() - begun);
      }
    }),
  );
  agent.destroy();
  return times;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const n0 = (number: number) => Math.round(number).toLocaleString('en');

if (values.help) console.log(USAGE);
else {
  const alerts = Number(values.alerts ?? (values.full ? 500_000 : values.quick ? 20_000 : 100_000));
  const [batch, atOnce, rounds] = [Number(values.batch), Number(values['at-once']), Number(values.rounds)];
  const postgres = await startThrowAwayPostgres(settingsForOneMachine());
  try {
    const database = await createPrivateDatabase(await prepareServer(postgres.url()));
    const owner = await database.open('superuser', 1);
    await seedReference(owner);
    await owner.query(
      `insert into api_key (id, name, scopes, prefix, secret_hash, detectors) values ($1, 'bench', '{detector}', 'pck_only', $2, '{*}')`,
      [newId(), createHash('sha256').update(KEY).digest()],
    );
    const flags = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${process.cwd()}`] : [];
    const settings = { PORTCULLIS_REGISTER_DETECTORS_ON_SIGHT: 'true', PORTCULLIS_INTAKE_MAX_PENDING: '100000000' };
    const api = await ApiProcess.start(database.urls, Number(values.pool), settings, flags);
    const bodies = bodiesOf(alerts, batch, Date.now());
    const bytes = bodies.reduce((sum, body) => sum + body.length, 0) / alerts;
    const machine = machineNow();
    console.log(
      `${n0(alerts)} alerts of ${n0(bytes)} bytes, ${batch} in a request, ${atOnce} at once; ${machine.cores} cores, ${machine.cpu}, Node ${machine.node}, load ${machine.load?.toFixed(1)}`,
    );
    await send(api.port, bodiesOf(10_000, batch, Date.now() - 7_200_000), atOnce);
    const done: Round[] = [];
    for (let round = 1; round <= rounds; round++) {
      await clear(database.urls.superuser);
      const [cpu, begun] = [api.usage().cpuSeconds, performance.now()];
      const times = await send(api.port, bodies, atOnce);
      const seconds = (performance.now() - begun) / 1000;
      const [stored] = (await owner.query('select count(*)::int as n from alert_pending')) as { n: number }[];
      if (stored?.n !== alerts) throw new Error(`${stored?.n} of ${alerts} alerts were stored`);
      const rows = await rowsOf(database.urls.superuser);
      await clear(database.urls.superuser);
      const copySeconds = await copyBack(database.urls.superuser, rows);
      const [perSecond, copyPerSecond] = [alerts / seconds, alerts / copySeconds];
      done.push({ perSecond, copyPerSecond, ratio: perSecond / copyPerSecond, latencies: latenciesOf(times) });
      const { cpuSeconds, megabytes } = api.usage();
      console.log(
        `round ${round}: intake ${n0(perSecond)}/s, COPY ${n0(copyPerSecond)}/s, ratio ${((100 * perSecond) / copyPerSecond).toFixed(1)} %; api ${(((cpuSeconds - cpu) * 1e6) / alerts).toFixed(0)} µs of CPU an alert, ${megabytes.toFixed(0)} MB`,
      );
    }
    console.log(LATENCY_HEAD);
    for (const [i, { latencies }] of done.entries()) printLatencies(`request, round ${i + 1}`, latencies);
    const medians = {
      perSecond: median(done.map(({ perSecond }) => perSecond)),
      copyPerSecond: median(done.map(({ copyPerSecond }) => copyPerSecond)),
      ratio: median(done.map(({ ratio }) => ratio)),
    };
    console.log(
      `median: intake ${n0(medians.perSecond)}/s, COPY ${n0(medians.copyPerSecond)}/s, ratio ${(100 * medians.ratio).toFixed(1)} % (bar 15 %)`,
    );
    writeJson(values.json, {
      at: new Date().toISOString(),
      machine,
      alerts,
      bytes,
      batch,
      atOnce,
      medians,
      rounds: done,
    });
    await api.stop();
    await database.close();
  } finally {
    await postgres.stop();
  }
}

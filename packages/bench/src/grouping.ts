import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UnitOfWork } from '@portcullis/core';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import { SYSTEM } from '@portcullis/domain';
import { settingsForOneMachine, startThrowAwayPostgres } from '@portcullis/postgres';
import { type AlertBody, buildWorld, type WorldName, worldPlan } from '@portcullis/simulator';
import { createPrivateDatabase } from '@portcullis/testkit/private-database';
import { prepareServer } from '@portcullis/testkit/template';
import pg from 'pg';
import { storeAlerts } from './grouping/alert-rows.js';

const USAGE = `How fast waiting alerts get into their cases: grouping alone, on PostgreSQL, without intake.

  --alerts N      default 100,000 (2,000,000 with --full)
  --workers N,N   workers that try at once, each count on a database of its own (default 1)
  --world NAME    default simple
  --seed N        default 1
  --batch N       alerts in one transaction (default 4,000)
  --json FILE     default bench-results/grouping.json`;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const { values } = parseArgs({
  options: {
    alerts: { type: 'string' },
    workers: { type: 'string', default: '1' },
    world: { type: 'string', default: 'simple' },
    seed: { type: 'string', default: '1' },
    batch: { type: 'string', default: '4000' },
    full: { type: 'boolean', default: false },
    json: { type: 'string', default: join(root, 'bench-results/grouping.json') },
    help: { type: 'boolean', default: false },
  },
});

interface Run {
  workers: number;
  alerts: number;
  seconds: number;
  perSecond: number;
  /** Rate in each tenth. */
  tenths: number[];
  cases: number;
  clusters: number;
  peakMegabytes: number;
}

async function measure(superuserUrl: string, workers: number, alerts: number): Promise<Run> {
  const database = await createPrivateDatabase(await prepareServer(superuserUrl));
  try {
    const app = await database.open('app', workers + 2);
    await seedReference(app);
    await load(database.urls.app, alerts);
    const uow = new UnitOfWork(app);
    const marks: { done: number; at: number }[] = [];
    let done = 0;
    let peak = 0;
    const started = performance.now();
    await Promise.all(
      Array.from({ length: workers }, async () => {
        const assign = new AssignAlerts(uow, Number(values.batch));
        for (;;) {
          const result = await assign.run({ actor: SYSTEM, now: new Date() });
          if (result.status === 'idle') break;
          if (result.status === 'busy') {
            await new Promise((wake) => setTimeout(wake, 20));
            continue;
          }
          done += result.alerts;
          marks.push({ done, at: performance.now() - started });
          peak = Math.max(peak, process.memoryUsage().rss);
          if (process.stderr.isTTY)
            process.stderr.write(`\r${done.toLocaleString('en')} of ${alerts.toLocaleString('en')}`);
        }
      }),
    );
    const seconds = (performance.now() - started) / 1000;
    const [counts] = (await app.query(
      `select (select count(*) from case_file where merged_into is null) as cases, (select count(*) from grouping_cluster) as clusters`,
    )) as { cases: number; clusters: number }[];
    return {
      workers,
      alerts: done,
      seconds,
      perSecond: done / seconds,
      tenths: tenthsOf(marks, done),
      cases: counts?.cases ?? 0,
      clusters: counts?.clusters ?? 0,
      peakMegabytes: peak / 2 ** 20,
    };
  } finally {
    await database.close();
  }
}

function tenthsOf(marks: readonly { done: number; at: number }[], total: number): number[] {
  const at = (count: number) => {
    const i = marks.findIndex((mark) => mark.done >= count);
    const [before, after] = [marks[i - 1] ?? { done: 0, at: 0 }, marks[i] as { done: number; at: number }];
    return before.at + ((after.at - before.at) * (count - before.done)) / Math.max(1, after.done - before.done);
  };
  return Array.from({ length: 10 }, (_, i) => {
    const [from, to] = [(total * i) / 10, (total * (i + 1)) / 10];
    return (to - from) / ((at(to) - (i === 0 ? 0 : at(from))) / 1000);
  });
}

async function load(url: string, alerts: number): Promise<void> {
  const seed = Number(values.seed);
  let scale = 1;
  let world = buildWorld(worldPlan(values.world as WorldName, { seed, scale }), { seed });
  while (world.alertCount < alerts) {
    scale *= Math.max(1.1, (alerts / world.alertCount) * 1.05);
    world = buildWorld(worldPlan(values.world as WorldName, { seed, scale }), { seed });
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let chunk: { line: string; body: AlertBody }[] = [];
  let stored = 0;
  for (const { alert: line } of world.lines('time', { from: 0, to: alerts })) {
    chunk.push({ line, body: JSON.parse(line) as AlertBody });
    if (chunk.length < 2000) continue;
    await storeAlerts(client, chunk);
    stored += chunk.length;
    chunk = [];
    if (process.stderr.isTTY) process.stderr.write(`\rstoring ${stored.toLocaleString('en')}`);
  }
  if (chunk.length > 0) await storeAlerts(client, chunk);
  await client.query('vacuum analyze alert_pending').catch(() => undefined);
  await client.end();
  if (process.stderr.isTTY) process.stderr.write('\r');
}

if (values.help) console.log(USAGE);
else {
  const alerts = Number(values.alerts ?? (values.full ? 2_000_000 : 100_000));
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  const postgres = await startThrowAwayPostgres({
    ...settingsForOneMachine(),
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
  });
  const runs: Run[] = [];
  try {
    console.log(
      `grouping, world ${values.world}, seed ${values.seed}, ${machine.cores} cores, ${machine.cpu}, Node ${machine.node}`,
    );
    console.log('workers    alerts  seconds  alerts/s  first tenth  last tenth     cases  clusters   peak MB');
    for (const workers of values.workers.split(',').map(Number)) {
      const run = await measure(postgres.url(), workers, alerts);
      runs.push(run);
      const cells: [string | number, number][] = [
        [workers, 7],
        [run.alerts, 10],
        [run.seconds.toFixed(1), 9],
        [Math.round(run.perSecond), 10],
        [Math.round(run.tenths[0] as number), 13],
        [Math.round(run.tenths[9] as number), 12],
        [run.cases, 10],
        [run.clusters, 10],
        [Math.round(run.peakMegabytes), 10],
      ];
      console.log(cells.map(([cell, width]) => `${cell}`.padStart(width)).join(''));
    }
  } finally {
    await postgres.stop();
  }
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(
    values.json,
    JSON.stringify({ at: new Date().toISOString(), machine, world: values.world, seed: values.seed, runs }, null, 2),
  );
}

import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UnitOfWork } from '@portcullis/core';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import { SYSTEM } from '@portcullis/domain';
import { overTcp, settingsForOneMachine, startThrowAwayPostgres } from '@portcullis/postgres';
import type { WorldName } from '@portcullis/simulator';
import { createPrivateDatabase } from '@portcullis/testkit/private-database';
import { prepareServer } from '@portcullis/testkit/template';
import { LATENCY_HEAD, machineNow, printLatencies, writeJson } from './casework/report.js';
import { measureAfterSplit, type SplitRun } from './grouping/after-split.js';
import { storeAlerts } from './grouping/alert-rows.js';
import { BARS, DELAY_BAR, FLAT_BAR, RATE_BAR } from './grouping/bars.js';
import { OwnMemory, WHOSE_MEMORY } from './grouping/own-memory.js';
import { cpuOfFamily } from './grouping/process-usage.js';
import { COUNTING_STATEMENTS, printStatements } from './grouping/statements.js';
import { type Mark, tenthsOf } from './grouping/tenths.js';
import { type DelayRun, measureDelay, measureVisible, type VisibleRun } from './grouping/visible.js';
import { worldLines } from './grouping/world-lines.js';

const USAGE = `How fast waiting alerts get into their cases: grouping alone, on PostgreSQL, without intake; then how long alerts
take into their cases at 2,000 a second. By itself 100,000 alerts with 1, 2, 4 and 8 workers, some minutes in all; with
--full 100,000, 1,000,000, 2,000,000 and 5,000,000 with one, about an hour. Told what to measure, it measures that only.

  --visible       the whole way instead: over HTTP through the real api, a real worker, until each alert is in its case
                  and in the counts of the overview
  --rate N,N      the delay instead: sends N alerts a second and looks when each request's are in their cases
  --seconds N     how long, with --rate (default 30)
  --before N      alerts that are there before, with --rate (default 20,000)

  --split N,N     batches on a campaign of N accounts instead, before and after somebody took accounts out of it

  --alerts N,N    how many alerts (with --visible one number, default 100,000, with --full 500,000; the bar is for
                  2,000,000)
  --first N       only the first N of them, where most cases begin (alone)
  --one-value T   one and the same value of this type of indicator on every alert, such as ip or device_id
  --workers N,N   workers that try at once, each count on a database of its own (default 1 where
                  something else is said)
  --world NAME    default simple
  --seed N        default 1
  --batch N       alerts in one transaction of grouping (alone and with --split; default 4,000)
  --request N     alerts in one request (default 1,000)
  --at-once N     requests at a time (default 4)
  --max-pending N alerts that may wait before the api answers 429 (default 2,000,000)
  --statements    prints what PostgreSQL spent its time on
  --profile       writes CPU profiles of api and worker to the working directory
  --json FILE     default bench-results/grouping.json

${BARS}

${WHOSE_MEMORY} With --visible it is that of each process.`;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const { values } = parseArgs({
  options: {
    alerts: { type: 'string' },
    workers: { type: 'string' },
    world: { type: 'string', default: 'simple' },
    seed: { type: 'string', default: '1' },
    batch: { type: 'string', default: '4000' },
    visible: { type: 'boolean', default: false },
    rate: { type: 'string' },
    seconds: { type: 'string', default: '30' },
    before: { type: 'string', default: '20000' },
    split: { type: 'string' },
    'one-value': { type: 'string' },
    first: { type: 'string' },
    request: { type: 'string', default: '1000' },
    'at-once': { type: 'string', default: '4' },
    'max-pending': { type: 'string', default: '2000000' },
    statements: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    json: { type: 'string', default: join(root, 'bench-results/grouping.json') },
    help: { type: 'boolean', default: false },
  },
});

const world = { world: values.world as WorldName, seed: Number(values.seed), oneValue: values['one-value'] };
const sending = {
  batch: Number(values.request),
  atOnce: Number(values['at-once']),
  maxPending: Number(values['max-pending']),
  profile: values.profile,
};
/** Nothing was said of what to measure: everything, as far as time allows. */
const isAll = !values.rate && !values.split && !values.visible && !values.alerts && !values.workers && !values.first;
const workerCounts = (values.workers ?? (isAll && !values.full ? '1,2,4,8' : '1')).split(',').map(Number);

interface Run {
  workers: number;
  alerts: number;
  seconds: number;
  perSecond: number;
  /** Rate in each tenth; empty where fewer turns than that were taken, of many batches each. */
  tenths: number[];
  cases: number;
  clusters: number;
  /** Of the benching process: when grouping began, and at most until its end. */
  megabytesBefore: number;
  peakMegabytes: number;
  /** Of an alert, in microseconds. All workers together are one process here. */
  cpu: { workers: number; postgres: number };
}

async function measure(superuserUrl: string, postgresPid: number, workers: number, alerts: number): Promise<Run> {
  const database = await createPrivateDatabase(await prepareServer(superuserUrl));
  let memory: OwnMemory | undefined;
  try {
    const app = await database.open('app', 4 * workers + 2);
    await seedReference(app);
    await load(database.urls.app, alerts);
    const uow = new UnitOfWork(app);
    const marks: Mark[] = [];
    let done = 0;
    memory = new OwnMemory();
    const before = { workers: process.cpuUsage(), postgres: cpuOfFamily(postgresPid) };
    const started = performance.now();
    await Promise.all(
      Array.from({ length: workers }, async () => {
        const assign = new AssignAlerts(uow, Number(values.batch));
        for (;;) {
          const result = await assign.run(() => ({ actor: SYSTEM, now: new Date() }));
          if (result.status === 'idle') break;
          if (result.status === 'busy') {
            await new Promise((wake) => setTimeout(wake, 20));
            continue;
          }
          done += result.alerts;
          marks.push({ done, at: performance.now() - started });
          if (process.stderr.isTTY)
            process.stderr.write(`\r${done.toLocaleString('en')} of ${alerts.toLocaleString('en')}`);
        }
      }),
    );
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(before.workers);
    const postgres = cpuOfFamily(postgresPid) - before.postgres;
    const [counts] = (await app.query(
      `select (select count(*) from case_file where merged_into is null) as cases, (select count(*) from grouping_cluster) as clusters`,
    )) as { cases: number; clusters: number }[];
    return {
      workers,
      alerts: done,
      seconds,
      perSecond: done / seconds,
      tenths: marks.length < 10 ? [] : tenthsOf(marks, done),
      cases: counts?.cases ?? 0,
      clusters: counts?.clusters ?? 0,
      megabytesBefore: memory.before,
      peakMegabytes: memory.peak,
      cpu: { workers: (user + system) / done, postgres: (postgres * 1e6) / done },
    };
  } finally {
    memory?.end();
    await database.close();
  }
}

function* chosenLines(alerts: number): Generator<string> {
  const most = values.first === undefined ? alerts : Number(values.first);
  let given = 0;
  for (const line of worldLines({ ...world, alerts })) {
    if (given++ >= most) return;
    yield line;
  }
}

async function load(url: string, alerts: number): Promise<void> {
  const terminal = process.stderr.isTTY;
  await storeAlerts(url, chosenLines(alerts), (stored) => {
    if (terminal) process.stderr.write(`\rstoring ${stored.toLocaleString('en')}`);
  });
  if (terminal) process.stderr.write('\r');
}

async function alone(url: string, postgresPid: number, sizes: readonly number[]): Promise<Run[]> {
  const runs: Run[] = [];
  console.log(
    'workers    alerts  seconds  alerts/s  first tenth  last tenth     cases  clusters  MB before   peak MB  CPU µs an alert: Node  PostgreSQL',
  );
  for (const [workers, alerts] of workerCounts.flatMap((count) => sizes.map((size) => [count, size] as const))) {
    const run = await measure(url, postgresPid, workers, alerts);
    runs.push(run);
    const cells: [string | number, number][] = [
      [workers, 7],
      [run.alerts, 10],
      [run.seconds.toFixed(1), 9],
      [Math.round(run.perSecond), 10],
      [whole(run.tenths[0]), 13],
      [whole(run.tenths[9]), 12],
      [run.cases, 10],
      [run.clusters, 10],
      [Math.round(run.megabytesBefore), 11],
      [Math.round(run.peakMegabytes), 10],
      [Math.round(run.cpu.workers), 23],
      [Math.round(run.cpu.postgres), 12],
    ];
    console.log(cells.map(([cell, width]) => `${cell}`.padStart(width)).join(''));
  }
  console.log(`${WHOSE_MEMORY}\n${BARS}`);
  return runs;
}

async function visible(url: string, postgresPid: number, alerts: number): Promise<VisibleRun[]> {
  const runs: VisibleRun[] = [];
  for (const workers of workerCounts) {
    const run = await measureVisible(url, { ...world, ...sending, alerts, workers, postgresPid });
    runs.push(run);
    const { intake, grouped, visible: all } = run.seconds;
    console.log(
      `${n0(run.sent)} alerts, ${n0(run.accepted)} findings in ${n0(run.cases)} cases, ${workers} worker${workers > 1 ? 's' : ''}: all taken in after ${intake.toFixed(1)} s (429: ${run.answered429}), grouped ${grouped.toFixed(1)} s, visible ${all.toFixed(1)} s: ${n0(run.perSecond)}/s (${RATE_BAR})`,
    );
    console.log(
      `  a second in each tenth: ${run.tenths.map(n0).join(' ')}; last/first ${run.lastToFirst.toFixed(2)} (${FLAT_BAR})`,
    );
    console.log(
      `  peak MB: api ${n0(run.peakMegabytes.api)}, worker ${n0(run.peakMegabytes.worker)}; CPU s: api ${run.cpuSeconds.api.toFixed(1)}, worker ${run.cpuSeconds.worker.toFixed(1)}, PostgreSQL ${run.cpuSeconds.postgres.toFixed(1)}, ${n0(run.cpuMicroseconds)} µs an alert; load ${run.load?.toFixed(1)}`,
    );
    const used = Object.entries(run.postgresFor).filter(([, seconds]) => seconds >= 0.1);
    used.sort(([, a], [, b]) => b - a);
    console.log(
      `  PostgreSQL's CPU s for: ${used.map(([name, seconds]) => `${name} ${seconds.toFixed(1)}`).join(', ')}`,
    );
  }
  return runs;
}

async function delay(url: string, postgresPid: number): Promise<DelayRun[]> {
  const runs: DelayRun[] = [];
  console.log(LATENCY_HEAD);
  for (const rate of (values.rate ?? '2000').split(',').map(Number)) {
    const workers = workerCounts[0] as number;
    const course = { rate, seconds: Number(values.seconds), before: Number(values.before) };
    const run = await measureDelay(url, { ...world, ...sending, alerts: 0, workers, postgresPid }, course);
    runs.push(run);
    printLatencies(`${n0(rate)}/s to membership`, run.membership);
    printLatencies(`${n0(rate)}/s to overview`, run.counted);
    console.log(`  taken ${n0(run.taken)}/s; load ${run.load?.toFixed(1)}; ${DELAY_BAR}`);
  }
  return runs;
}

async function afterSplit(url: string): Promise<SplitRun[]> {
  const runs: SplitRun[] = [];
  console.log(LATENCY_HEAD);
  for (const accounts of (values.split ?? '').split(',').map(Number)) {
    const run = await measureAfterSplit(url, accounts, { batch: Number(values.batch), batches: 40, seed: world.seed });
    runs.push(run);
    printLatencies(`${n0(accounts)} accounts, before`, run.before.later);
    printLatencies(`${n0(accounts)} accounts, after`, run.after.later);
    console.log(
      `  first batch ${n0(run.before.first)} ms before, ${n0(run.after.first)} ms after; a correction ${n0(run.correction)} ms`,
    );
  }
  return runs;
}

const whole = (number: number | undefined) => (number === undefined ? '–' : Math.round(number));
const n0 = (number: number) => Math.round(number).toLocaleString('en');

if (values.help) console.log(USAGE);
else {
  const small = values.full && values.visible ? '500000' : '100000';
  const sizes = (values.alerts ?? (isAll && values.full ? '100000,1000000,2000000,5000000' : small))
    .split(',')
    .map(Number);
  const machine = machineNow();
  const postgres = await startThrowAwayPostgres({
    ...settingsForOneMachine(),
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    ...(values.statements ? COUNTING_STATEMENTS : {}),
  });
  try {
    const shared = world.oneValue === undefined ? '' : `, one ${world.oneValue} on all`;
    console.log(
      `grouping, world ${world.world}, seed ${world.seed}${shared}, ${machine.cores} cores, ${machine.cpu}, Node ${machine.node}, load ${machine.load?.toFixed(1)}`,
    );
    const [url, pid] = [postgres.url(), postgres.pid];
    const runs: object[] = values.rate
      ? await delay(url, pid)
      : values.visible
        ? await visible(url, pid, sizes[0] as number)
        : values.split
          ? await afterSplit(overTcp(url))
          : await alone(overTcp(url), pid, sizes);
    if (isAll) runs.push(...(await delay(url, pid)));
    if (values.statements) await printStatements(url);
    writeJson(values.json, { at: new Date().toISOString(), machine, ...world, runs });
  } finally {
    await postgres.stop();
  }
}

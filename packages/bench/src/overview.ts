import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UnitOfWork } from '@portcullis/core';
import { RollUp } from '@portcullis/core/metrics/roll-up.command';
import { SYSTEM } from '@portcullis/domain';
import { settingsForOneMachine, startThrowAwayPostgres } from '@portcullis/postgres';
import { createPrivateDatabase, type Database } from '@portcullis/testkit/private-database';
import { prepareServer } from '@portcullis/testkit/template';
import { ApiProcess } from './casework/api-process.js';
import { LATENCY_HEAD, type Latencies, latenciesOf, machineNow, printLatencies, writeJson } from './casework/report.js';
import { fillHistory, MANAGER } from './overview/history.js';

const USAGE = `Counting history, and the overview over HTTP beside the same GROUP BY on the raw rows.

  --alerts N      default 5,000,000 (500,000 with --quick)
  --days N        default 400
  --per-case N    alerts in a case (default 50)
  --seconds N     for each kind of overview (default 5)
  --json FILE     default bench-results/overview.json`;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const { values } = parseArgs({
  options: {
    alerts: { type: 'string' },
    days: { type: 'string', default: '400' },
    'per-case': { type: 'string', default: '50' },
    seconds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    json: { type: 'string', default: join(root, 'bench-results/overview.json') },
    help: { type: 'boolean', default: false },
  },
});

const POINTS = '{ key label points { at value low high n partial drill } }';
const RATE = '{ estimate low high n provisional }';
const OVERVIEW = `query($input: OverviewInput!) { overview(input: $input) { from to grain zone asOf asOfPosition
  figures { key label value atLeast unit low high n note previous definition drill }
  alertsByRoute ${POINTS} casesOpened ${POINTS} casesClosed ${POINTS} backlog ${POINTS} backlogAge { key label count drill }
  decisionTimes ${POINTS} actionsByKind ${POINTS} appealsByResult ${POINTS} funnel { key label count drill }
  queues { queue name open late oldestOpenedAt opened closed drill lateDrill }
  scorecard { detector version name state family alerts truePositive falsePositive benign unknown unlabelled fromAppeals precision ${RATE}
    actionablePrecision ${RATE} previous ${RATE} changedOn loadBearingActions drill }
  annotations { at label kind } } }`;
const DRILL = `query($token: String!) { drill(token: $token, first: 50) { title total kind cases { id number title } alerts { id externalId }
  actions { id kind } appeals { id } pageInfo { endCursor hasNextPage } } }`;

interface Overview {
  overview: { figures: { key: string; value: number | null; drill: string | null }[] };
}

const DAY = 86_400_000;
const daysBack = (days: number) => {
  const to = Math.ceil(Date.now() / DAY) * DAY;
  return { from: new Date(to - days * DAY).toISOString(), to: new Date(to).toISOString() };
};
const KINDS: readonly { label: string; input: object }[] = [
  { label: 'today, by the hour', input: { ...daysBack(1), grain: 'hour' } },
  { label: '30 days', input: daysBack(30) },
  { label: '30 days, one route', input: { ...daysBack(30), route: 'transfer_station' } },
  { label: '30 days of Bogota', input: { ...daysBack(30), zone: 'America/Bogota' } },
  { label: '90 days', input: daysBack(90) },
  { label: '365 days', input: daysBack(365) },
];

async function measure(ask: () => Promise<unknown>, seconds: number): Promise<Latencies> {
  await ask();
  await ask();
  const times: number[] = [];
  for (const end = performance.now() + seconds * 1000; performance.now() < end || times.length < 10; ) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return latenciesOf(times);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const number = (value: number) => Math.round(value).toLocaleString('en');

async function count(database: Database, sql: string): Promise<number> {
  return Number(((await database.query(sql)) as { n: string }[])[0]?.n);
}

if (values.help) console.log(USAGE);
else {
  const alerts = Number(values.alerts ?? (values.quick ? 500_000 : 5_000_000));
  const days = Number(values.days);
  const seconds = Number(values.seconds);
  const postgres = await startThrowAwayPostgres(settingsForOneMachine());
  try {
    const database = await createPrivateDatabase(await prepareServer(postgres.url()));
    const owner = await database.open('superuser', 2);
    const size = { alerts, days, alertsPerCase: Number(values['per-case']), detectors: 30 };
    let last: { name: string; at: number } | null = null;
    const step = (name: string) => {
      if (last) console.log(`  ${last.name.padEnd(24)} ${((performance.now() - last.at) / 1000).toFixed(1)} s`);
      last = { name, at: performance.now() };
    };
    console.log(`writing ${number(alerts)} alerts in ${number(days)} days`);
    await fillHistory(owner, size, step);
    step('');
    const events = await count(owner, 'select count(*) as n from event_chain');
    const app = await database.open('app', 2);
    const rollUp = new RollUp(new UnitOfWork(app));
    const rolled = await timed(() => rollUp.drain({ actor: SYSTEM, now: new Date() }));
    await owner.query('vacuum analyze rollup_hour, rollup_day, rollup_week, metric_fact, metric_span');
    const cells = {
      hours: await count(owner, 'select count(*) as n from rollup_hour'),
      days: await count(owner, 'select count(*) as n from rollup_day'),
      weeks: await count(owner, 'select count(*) as n from rollup_week'),
      facts: await count(owner, 'select count(*) as n from metric_fact'),
      spans: await count(owner, 'select count(*) as n from metric_span'),
    };
    const machine = machineNow();
    console.log(
      `${number(events)} events counted in ${(rolled / 1000).toFixed(1)} s, ${number((events / rolled) * 1000)}/s, ${number((alerts / rolled) * 1000)} alerts/s; ` +
        `${number(cells.hours)} cells by hour, ${number(cells.days)} by day, ${number(cells.weeks)} by week, ${number(cells.facts)} facts, ${number(cells.spans)} spans`,
    );
    console.log(`${machine.cores} cores, ${machine.cpu}, Node ${machine.node}, load ${machine.load?.toFixed(1)}`);
    const api = await ApiProcess.start(database.urls, 10);
    const cookie = await api.signIn(MANAGER);
    const results: Record<string, Latencies> = {};
    console.log(LATENCY_HEAD);
    const show = (label: string, latencies: Latencies) => {
      results[label] = latencies;
      printLatencies(label, latencies);
    };
    for (const { label, input } of KINDS) {
      show(`overview, ${label}`, await measure(() => api.graphql(cookie, OVERVIEW, { input }), seconds));
    }
    const { overview } = await api.graphql<Overview>(cookie, OVERVIEW, { input: daysBack(30) });
    for (const { key, value, drill } of overview.figures) {
      if (
        !drill ||
        [
          'time_to_decision_p90',
          'time_to_decision_p99',
          'time_to_first_review_p50',
          'time_to_first_review_p90',
          'hours_wrongly_suspended',
        ].includes(key)
      )
        continue;
      const ask = () => api.graphql(cookie, DRILL, { token: drill });
      show(`list, ${key}`, await measure(ask, Math.min(1, seconds)));
      results[`list, ${key}`] = { ...(results[`list, ${key}`] as Latencies), value } as Latencies;
    }
    const raw = `select route, date_trunc('day', observed_at) as day, count(*) from alert where observed_at >= $1 group by 1, 2`;
    for (const back of [30, 365]) {
      show(`raw GROUP BY, ${back} days`, await measure(() => owner.query(raw, [daysBack(back).from]), 0));
    }
    const result = {
      at: new Date().toISOString(),
      machine,
      size,
      events,
      rolledSeconds: rolled / 1000,
      cells,
      results,
    };
    writeJson(values.json, result);
    await api.stop();
    await database.close();
  } finally {
    await postgres.stop();
  }
}

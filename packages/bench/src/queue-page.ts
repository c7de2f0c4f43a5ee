import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { settingsForOneMachine, startThrowAwayPostgres } from '@portcullis/postgres';
import { createPrivateDatabase } from '@portcullis/testkit/private-database';
import { prepareServer } from '@portcullis/testkit/template';
import { ApiProcess } from './casework/api-process.js';
import { fillBacklog } from './casework/backlog.js';
import { openLoop } from './casework/open-loop.js';
import { LATENCY_HEAD, type Latencies, latenciesOf, machineNow, printLatencies, writeJson } from './casework/report.js';

const USAGE = `The queue page over HTTP: 50 rows with nested fields, filtered and sorted, page after page.
Throughput and latency closed-loop with as many people as --at-once, who never pause; latency open-loop at half of that rate.

  --cases N       default 1,000,000 (100,000 with --quick), a fifth of them closed
  --at-once N     default 20
  --seconds N     for each kind of page (default 5)
  --json FILE     default bench-results/queue-page.json`;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const { values } = parseArgs({
  options: {
    cases: { type: 'string' },
    'at-once': { type: 'string', default: '20' },
    seconds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    json: { type: 'string', default: join(root, 'bench-results/queue-page.json') },
    help: { type: 'boolean', default: false },
  },
});

const PAGE = `query($filter: CaseFilter, $sort: CaseSort!, $after: String) { cases(filter: $filter, sort: $sort, first: 50, after: $after) {
  nodes { id number title state route severity queueId region language organizationId actBy dueAt slaPausedAt because { code text }
    alertCount subjectCount activeSubjectCount openedAt lastAlertAt decidedAt heldBy { id name } heldUntil assignee { id name }
    campaign { id number title } version }
  pageInfo { endCursor hasNextPage } } }`;
interface Page {
  cases: { nodes: unknown[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } };
}

const KINDS: readonly { label: string; filter: object; sort: string }[] = [
  { label: 'all queues by priority', filter: {}, sort: 'ACT_BY' },
  { label: 'one queue by priority', filter: { queue: 'relay' }, sort: 'ACT_BY' },
  { label: 'severity 4 and up', filter: { queue: 'relay', minimumSeverity: 4 }, sort: 'ACT_BY' },
  { label: 'by severity', filter: {}, sort: 'SEVERITY' },
  { label: 'newest', filter: {}, sort: 'OPENED' },
  { label: 'closed', filter: { states: ['final'] }, sort: 'OPENED' },
];

/** On from page to page, and from the top again after a while, as people read. */
class Reader {
  private after: string | null = null;
  private pages = 0;

  constructor(
    private readonly api: ApiProcess,
    private readonly cookie: string,
    private readonly kind: (typeof KINDS)[number],
  ) {}

  async next(): Promise<void> {
    const { filter, sort } = this.kind;
    const { cases } = await this.api.graphql<Page>(this.cookie, PAGE, { filter, sort, after: this.after });
    this.pages += 1;
    this.after = cases.pageInfo.hasNextPage && this.pages % 20 > 0 ? cases.pageInfo.endCursor : null;
  }
}

async function measure(api: ApiProcess, cookies: readonly string[], kind: (typeof KINDS)[number], seconds: number) {
  const readers = cookies.map((cookie) => new Reader(api, cookie, kind));
  const times: number[] = [];
  const from = performance.now() + 1000;
  const end = from + seconds * 1000;
  await Promise.all(
    readers.map(async (reader) => {
      while (performance.now() < end) {
        const begun = performance.now();
        await reader.next();
        if (begun >= from) times.push(performance.now() - begun);
      }
    }),
  );
  const perSecond = times.length / seconds;
  const calm: number[] = [];
  await openLoop(readers, { seconds, perSecond: perSecond / 2 }, async (reader, due) => {
    await reader.next();
    calm.push(performance.now() - due);
  });
  return { perSecond, latencies: latenciesOf(times), halfLoad: latenciesOf(calm) };
}

if (values.help) console.log(USAGE);
else {
  const cases = Number(values.cases ?? (values.quick ? 100_000 : 1_000_000));
  const postgres = await startThrowAwayPostgres(settingsForOneMachine());
  try {
    const database = await createPrivateDatabase(await prepareServer(postgres.url()));
    const owner = await database.open('superuser', 2);
    const emails = await fillBacklog(owner, {
      cases,
      closedShare: 0.2,
      people: Number(values['at-once']),
      alerts: false,
    });
    const api = await ApiProcess.start(database.urls, 10);
    const cookies: string[] = [];
    for (const email of emails) cookies.push(await api.signIn(email));
    const machine = machineNow();
    console.log(
      `${cases.toLocaleString('en')} cases, ${emails.length} at once, ${machine.cores} cores, ${machine.cpu}, Node ${machine.node}, load ${machine.load?.toFixed(1)}`,
    );
    console.log(LATENCY_HEAD);
    const results: Record<string, { perSecond: number; latencies: Latencies; halfLoad: Latencies }> = {};
    for (const kind of KINDS) {
      const result = await measure(api, cookies, kind, Number(values.seconds));
      results[kind.label] = result;
      printLatencies(`${kind.label} (${result.perSecond.toFixed(0)}/s)`, result.latencies);
      printLatencies('  at half of that', result.halfLoad);
    }
    writeJson(values.json, { at: new Date().toISOString(), machine, cases, atOnce: emails.length, results });
    await api.stop();
    await database.close();
  } finally {
    await postgres.stop();
  }
}

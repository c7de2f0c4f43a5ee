import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { settingsForOneMachine, startThrowAwayPostgres } from '@portcullis/postgres';
import { createPrivateDatabase } from '@portcullis/testkit/private-database';
import { prepareServer } from '@portcullis/testkit/template';
import { ApiProcess } from './casework/api-process.js';
import { fillBacklog } from './casework/backlog.js';
import { openLoop } from './casework/open-loop.js';
import { LATENCY_HEAD, latenciesOf, machineNow, printLatencies, writeJson } from './casework/report.js';

const USAGE = `Claim, decide, next over HTTP: claim-next, then "no violation" with clause, reason and evidence.
Throughput closed-loop with as many reviewers as --people, latency open-loop at half of that rate.

  --cases N       open cases (default 100,000; 1,000,000 with --full)
  --people N      reviewers at once (default 64)
  --seconds N     of each of the two parts, after a warm-up of a third (default 12)
  --pool N        database connections of the api (default 12)
  --json FILE     default bench-results/claim.json`;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const { values } = parseArgs({
  options: {
    cases: { type: 'string' },
    people: { type: 'string', default: '64' },
    seconds: { type: 'string', default: '12' },
    pool: { type: 'string', default: '12' },
    full: { type: 'boolean', default: false },
    json: { type: 'string', default: join(root, 'bench-results/claim.json') },
    help: { type: 'boolean', default: false },
  },
});

const CLAIM = `mutation { claimNext { refusal { code }
  case { id row { version route severity because { text } } alerts(first: 3) { nodes { id } } } } }`;
const DECIDE = `mutation($input: ProposeInput!) { propose(input: $input) { decision { number state } refusal { code message } } }`;

interface Claimed {
  claimNext: {
    case: { id: string; row: { version: number; route: string }; alerts: { nodes: { id: string }[] } } | null;
  };
}
interface Decided {
  propose: { decision: { state: string } | null; refusal: { code: string; message: string } | null };
}

class Desk {
  readonly claims: number[] = [];
  readonly decisions: number[] = [];
  readonly seen = new Set<string>();
  doubles = 0;

  constructor(
    private readonly api: ApiProcess,
    private readonly clause: string,
  ) {}

  /** @param due when the cycle should have begun: waiting for a free reviewer counts */
  async cycle(cookie: string, due = performance.now()): Promise<void> {
    const { claimNext } = await this.api.graphql<Claimed>(cookie, CLAIM);
    const claimed = claimNext.case;
    if (!claimed) throw new Error('Nothing was left to claim: take more cases.');
    const between = performance.now();
    this.claims.push(between - due);
    if (this.seen.has(claimed.id)) this.doubles += 1;
    this.seen.add(claimed.id);
    const { propose } = await this.api.graphql<Decided>(cookie, DECIDE, {
      input: {
        caseId: claimed.id,
        caseVersion: claimed.row.version,
        kind: 'no_violation',
        route: claimed.row.route,
        ground: 'contractual',
        clause: this.clause,
        evidence: claimed.alerts.nodes.map((alert) => alert.id),
        facts: 'A declared gateway explains the signature; its users are in supported regions.',
        reasons: 'The gateway was declared in March and its egress addresses match.',
        considered: ['Warn: there is nothing to warn of.'],
        outcomeVerdict: 'benign',
        outcomeReason: 'legitimate_gateway',
      },
    });
    if (propose.decision?.state !== 'approved') throw new Error(JSON.stringify(propose));
    this.decisions.push(performance.now() - between);
  }
}

/** Every reviewer goes on to the next case at once. @returns cycles a second after the warm-up */
async function closedLoop(desk: Desk, cookies: readonly string[], seconds: number): Promise<number> {
  const warmUp = seconds / 3;
  let measured = 0;
  const begun = performance.now();
  const elapsed = () => (performance.now() - begun) / 1000;
  await Promise.all(
    cookies.map(async (cookie) => {
      while (elapsed() < warmUp + seconds) {
        await desk.cycle(cookie);
        if (elapsed() >= warmUp && elapsed() < warmUp + seconds) measured += 1;
      }
    }),
  );
  return measured / seconds;
}

if (values.help) console.log(USAGE);
else {
  const cases = Number(values.cases ?? (values.full ? 1_000_000 : 100_000));
  const seconds = Number(values.seconds);
  const postgres = await startThrowAwayPostgres({
    ...settingsForOneMachine(),
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
  });
  let api: ApiProcess | undefined;
  try {
    const database = await createPrivateDatabase(await prepareServer(postgres.url()));
    const owner = await database.open('superuser', 2);
    const emails = await fillBacklog(owner, { cases, people: Number(values.people), alerts: true });
    const [clause] = (await owner.query('select id from policy_clause order by id limit 1')) as { id: string }[];
    api = await ApiProcess.start(database.urls, Number(values.pool));
    const cookies: string[] = [];
    for (const email of emails) cookies.push(await api.signIn(email));

    const machine = machineNow();
    console.log(
      `${cases.toLocaleString('en')} open cases, ${emails.length} reviewers, ${machine.cores} cores, ${machine.cpu}, Node ${machine.node}, load ${machine.load?.toFixed(1)}`,
    );
    const busy = new Desk(api, clause?.id ?? '');
    const before = api.usage();
    const perSecond = await closedLoop(busy, cookies, seconds);
    const after = api.usage();
    const cpuMs = ((after.cpuSeconds - before.cpuSeconds) * 1000) / busy.decisions.length;
    const calm = new Desk(api, clause?.id ?? '');
    await openLoop(cookies, { seconds, perSecond: perSecond / 2 }, (cookie, due) => calm.cycle(cookie, due));

    const [held] = (await owner.query(
      `select count(*)::int as twice from (select case_id from decision group by case_id having count(*) > 1) x`,
    )) as { twice: number }[];
    const doubles = busy.doubles + calm.doubles + (held?.twice ?? 0);
    console.log(
      `closed loop: ${perSecond.toFixed(0)} cycles a second (${(perSecond * 2).toFixed(0)} requests); api ${cpuMs.toFixed(1)} ms of CPU a cycle, ${after.megabytes.toFixed(0)} MB`,
    );
    console.log(LATENCY_HEAD);
    printLatencies('claim, half load', latenciesOf(calm.claims));
    printLatencies('decide, half load', latenciesOf(calm.decisions));
    console.log(`cases held or decided twice: ${doubles}`);
    writeJson(values.json, {
      at: new Date().toISOString(),
      machine,
      cases,
      people: emails.length,
      perSecond,
      apiCpuMsPerCycle: cpuMs,
      apiMegabytes: after.megabytes,
      halfLoad: { claim: latenciesOf(calm.claims), decide: latenciesOf(calm.decisions) },
      doubles,
    });
    await api.stop();
    await database.close();
    if (doubles > 0) process.exitCode = 1;
  } finally {
    await postgres.stop();
  }
}

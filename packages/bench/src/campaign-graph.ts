import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { settingsForOneMachine, startThrowAwayPostgres } from '@portcullis/postgres';
import { createPrivateDatabase } from '@portcullis/testkit/private-database';
import { prepareServer } from '@portcullis/testkit/template';
import { ApiProcess } from './casework/api-process.js';
import { fillBacklog } from './casework/backlog.js';
import { LATENCY_HEAD, type Latencies, latenciesOf, machineNow, printLatencies, writeJson } from './casework/report.js';
import { fillCampaign } from './grouping/fill-campaign.js';

const USAGE = `The page of a large campaign over HTTP: its head, its graph of links, one hop on, a path between two accounts.

  --accounts N    of the campaign (default 25,000; 5,000 with --quick)
  --strangers N   accounts around it that share its hubs (default 100,000; 10,000 with --quick)
  --times N       each question is asked so often (default 200)
  --at-once N     default 1
  --json FILE     default bench-results/campaign-graph.json`;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const { values } = parseArgs({
  options: {
    accounts: { type: 'string' },
    strangers: { type: 'string' },
    times: { type: 'string', default: '200' },
    'at-once': { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    json: { type: 'string', default: join(root, 'bench-results/campaign-graph.json') },
    help: { type: 'boolean', default: false },
  },
});

const NODE = 'nodes { id kind value hub weight subjects caseNumber } edges { source target weight firstSeen lastSeen }';
const HEAD = `query { campaign(number: 1) { id number title route severity alertCount subjectCount caseCount exchanges firstAlertAt lastAlertAt
  facts { routes { name alerts } detectors { name alerts } regions { name cases } organizations dwellHours } } }`;
const GRAPH = `query { campaign(number: 1) { graph { hiddenNodes subjects sampledSubjects spanDays ${NODE} } } }`;
const HOP = `query($node: ID!, $drawn: [ID!]!) { graphNeighbours(node: $node, drawn: $drawn) { leftOut ${NODE} refusal { code } } }`;
const PATH = `query($from: ID!, $to: ID!) { graphPath(from: $from, to: $to) { hops looked complete ${NODE} refusal { code } } }`;

interface Graph {
  campaign: { graph: { nodes: { id: string; hub: boolean }[]; edges: unknown[] } };
}

async function timed(times: number, atOnce: number, ask: (turn: number) => Promise<unknown>): Promise<Latencies> {
  const taken: number[] = [];
  let turn = 0;
  for (let i = 0; i < 5; i++) await ask(i);
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (turn < times) {
        const mine = turn++;
        const begun = performance.now();
        await ask(mine);
        taken.push(performance.now() - begun);
      }
    }),
  );
  return latenciesOf(taken);
}

if (values.help) console.log(USAGE);
else {
  const accounts = Number(values.accounts ?? (values.quick ? 5000 : 25_000));
  const strangers = Number(values.strangers ?? (values.quick ? 10_000 : 100_000));
  const [times, atOnce] = [Number(values.times), Number(values['at-once'])];
  const postgres = await startThrowAwayPostgres(settingsForOneMachine());
  try {
    const database = await createPrivateDatabase(await prepareServer(postgres.url()));
    const owner = await database.open('superuser', 2);
    const [email] = await fillBacklog(owner, { cases: 0, people: 1, alerts: false });
    await owner.query('delete from campaign');
    await owner.query('alter table campaign alter column number restart');
    await fillCampaign(owner, accounts, strangers);
    const api = await ApiProcess.start(database.urls, 10);
    const cookie = await api.signIn(email as string);
    const machine = machineNow();
    console.log(
      `${accounts.toLocaleString('en')} accounts, ${strangers.toLocaleString('en')} strangers, ${atOnce} at once, ${machine.cores} cores, ${machine.cpu}, load ${machine.load?.toFixed(1)}`,
    );
    const { graph } = (await api.graphql<Graph>(cookie, GRAPH)).campaign;
    console.log(`${graph.nodes.length} nodes and ${graph.edges.length} links are drawn`);
    const drawn = graph.nodes.slice(0, 240).map(({ id }) => id);
    const followed = graph.nodes.filter(({ hub }) => !hub);
    const account = (n: number) => `account:acct-${1 + (n % accounts)}`;
    const questions: Record<string, (turn: number) => Promise<unknown>> = {
      'head of the page': () => api.graphql(cookie, HEAD),
      'graph of 300 nodes': () => api.graphql(cookie, GRAPH),
      'one hop on': (turn) => api.graphql(cookie, HOP, { node: followed[turn % followed.length]?.id, drawn }),
      'path in the campaign': (turn) =>
        api.graphql(cookie, PATH, { from: account(turn * 37), to: account(turn * 7919 + 11) }),
      'no path to a stranger': (turn) =>
        api.graphql(cookie, PATH, {
          from: account(turn * 37),
          to: `account:acct-${accounts + 1 + (turn % strangers)}`,
        }),
    };
    console.log(LATENCY_HEAD);
    const results: Record<string, Latencies> = {};
    for (const [label, ask] of Object.entries(questions)) {
      const latencies = await timed(times, atOnce, ask);
      results[label] = latencies;
      printLatencies(label, latencies);
    }
    writeJson(values.json, { at: new Date().toISOString(), machine, accounts, strangers, atOnce, results });
    await api.stop();
    await database.close();
  } finally {
    await postgres.stop();
  }
}

import { type CommandContext, UnitOfWork } from '@portcullis/core';
import { newId } from '@portcullis/core/db/ids';
import { AssignAlerts } from '@portcullis/core/grouping/assign.command';
import { ConsequenceQuery } from '@portcullis/core/grouping/corrections/consequence.query';
import { CorrectGrouping } from '@portcullis/core/grouping/corrections/correct.command';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import { SYSTEM } from '@portcullis/domain';
import type { Database } from '@portcullis/testkit';
import { createPrivateDatabase } from '@portcullis/testkit/private-database';
import { prepareServer } from '@portcullis/testkit/template';
import { type Latencies, latenciesOf } from '../casework/report.js';
import { storeAlerts } from './alert-rows.js';

export interface SplitRun {
  /** Accounts of the campaign. */
  accounts: number;
  /** Accounts that somebody takes out of it, one after the other. */
  takenOut: number;
  /** Milliseconds that one of these corrections took, by median. */
  correction: number;
  before: Course;
  after: Course;
}

interface Course {
  /** The first batch, for which everything has to be read, in milliseconds. */
  first: number;
  /** All others. */
  later: Latencies;
}

const TAKEN_OUT = 3;
const DAY_MS = 86_400_000;

/**
 * What a batch of alerts on a campaign takes before and after somebody took accounts out of it. Accounts rotate cards,
 * devices and addresses that they share; a quarter of the later alerts is about accounts that were never seen before.
 */
export async function measureAfterSplit(
  superuserUrl: string,
  accounts: number,
  { batch, batches, seed }: { batch: number; batches: number; seed: number },
): Promise<SplitRun> {
  const database = await createPrivateDatabase(await prepareServer(superuserUrl));
  try {
    const app = await database.open('app', 6);
    await seedReference(app);
    const uow = new UnitOfWork(app);
    const context = (): CommandContext => ({ actor: SYSTEM, now: new Date() });
    const draw = drawer(seed);
    let number = 0;
    const lines = (count: number, account: (i: number) => number) =>
      Array.from({ length: count }, (_, i) => lineOf(number++, account(i), accounts, draw));
    const store = (made: string[]) => storeAlerts(database.urls.app, made, () => undefined);

    await store(lines(3 * accounts, (i) => (i < accounts ? i : draw(accounts))));
    await new AssignAlerts(uow).drain(context);
    const course = async (): Promise<Course> => {
      await store(lines(batch * batches, () => (draw(4) ? draw(accounts) : accounts + draw(accounts))));
      const assign = new AssignAlerts(uow, batch);
      const times: number[] = [];
      for (;;) {
        const started = performance.now();
        const { status } = await assign.run(context, { most: 1 });
        if (status !== 'assigned') break;
        times.push(performance.now() - started);
      }
      const [first, ...others] = times;
      return { first: first ?? 0, later: latenciesOf(others) };
    };

    const before = await course();
    const corrections: number[] = [];
    for (let i = 0; i < TAKEN_OUT; i++) corrections.push(await takeOut(app, uow));
    const after = await course();
    return { accounts, takenOut: TAKEN_OUT, correction: latenciesOf(corrections).p50, before, after };
  } finally {
    await database.close();
  }
}

/** Takes some account out of the largest cluster. @returns milliseconds */
async function takeOut(db: Database, uow: UnitOfWork): Promise<number> {
  const staff = newId();
  await db.query(`insert into staff (id, email, name, roles) values ($1, $2, 'Ines', '{senior_reviewer}')`, [
    staff,
    `${staff}@portcullis.example`,
  ]);
  const [one] = (await db.query(
    `select f.id, f.version, s.subject_id as account from case_file f join case_subject s on s.case_id = f.id
     where f.cluster_id = (select id from grouping_cluster order by size desc limit 1) and f.merged_into is null
     order by f.number limit 1`,
  )) as { id: string; version: number; account: string }[];
  if (!one) throw new Error('There is no case to take anybody out of');
  const started = performance.now();
  const done = await new CorrectGrouping(uow, new ConsequenceQuery(uow)).correct(
    { actor: { kind: 'staff', id: staff, roles: ['senior_reviewer'] }, now: new Date() },
    {
      act: 'split',
      caseId: one.id,
      version: one.version,
      subjects: [{ kind: 'account', id: one.account }],
      alerts: [],
      reason: 'Not of this scheme.',
    },
  );
  if (!done.ok) throw new Error(`The split was refused: ${JSON.stringify(done)}`);
  return performance.now() - started;
}

function lineOf(number: number, account: number, accounts: number, draw: (below: number) => number): string {
  const pool = Math.max(1, Math.floor(accounts / 10));
  const indicators = [
    { type: 'ip', value: `10.${draw(40)}.${draw(accounts / 100)}.${draw(20)}` },
    { type: 'prompt_template', value: `tpl-${draw(accounts / 100)}` },
    { type: 'ja4', value: `t13d${draw(30)}` },
  ];
  if (draw(2)) indicators.push({ type: 'device_id', value: `device-${draw(pool)}` });
  if (draw(3) === 0) indicators.push({ type: 'payment_instrument', value: `card-${draw(pool)}` });
  const observedAt = new Date(Date.UTC(2026, 8, 1) + Math.floor((number / accounts) * 5) * DAY_MS).toISOString();
  return JSON.stringify({
    id: `a-${number}`,
    detector: { id: 'relay-graph', version: '1', state: 'live' },
    severity: 3,
    observedAt,
    routes: [{ route: 'transfer_station', probability: 1 }],
    subject: { kind: 'account', id: `acct-${account}` },
    related: [],
    indicators,
  });
}

function drawer(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

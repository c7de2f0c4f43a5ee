import { DEFAULT_RULE_SET, type Refusal, SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { RuleSets } from './rule-set.commands.js';
import { RuleSetsQuery, type TrialView } from './rule-sets.query.js';
import { RunTrials } from './run-trials.command.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let mona: CommandContext;
let candidate: number;
const now = new Date('2026-11-20T10:00:00Z');
const worker: CommandContext = { actor: SYSTEM, now };

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 8);
  await seedReference(db);
  uow = new UnitOfWork(db);
  const id = newId();
  await db.query(
    `insert into staff (id, email, name, roles) values ($1, 'mona@portcullis.example', 'Mona', '{manager}')`,
    [id],
  );
  mona = { actor: { kind: 'staff', id, roles: ['manager'] }, now };
  await db.query(
    `insert into grouping_subject (id, node, cluster_id, owner) select n, 'account:' || n, n, 'account:' || n from generate_series(1, 3) n`,
  );
  const draft = { name: 'As before', reason: 'a try', basedOn: 1, rules: DEFAULT_RULE_SET };
  candidate = done(await new RuleSets(uow).draft(mona, draft)).id;
});
afterAll(() => database.close());

const done = <T extends { ok: true } | Refusal>(result: T): Extract<T, { ok: true }> => {
  if (!result.ok) throw new Error((result as Refusal).message);
  return result as Extract<T, { ok: true }>;
};
const asked = async () => done(await new RuleSets(uow).try(mona, candidate)).trialId;
const seen = async (id: string) => (await new RuleSetsQuery(uow).trial(id)) as TrialView;

/** A worker that does not come back from saying how far it is, until it is told to. */
class Hung extends UnitOfWork {
  goOn = () => {};
  private isHung = () => {};
  readonly hangs = new Promise<void>((hangs) => {
    this.isHung = hangs;
  });

  override async read<Row extends object = Record<string, unknown>>(
    sql: string,
    values?: readonly unknown[],
    name?: string,
  ): Promise<Row[]> {
    if (sql.includes('set done = $'))
      await new Promise<void>((goOn) => {
        this.goOn = goOn;
        this.isHung();
      });
    return super.read<Row>(sql, values, name);
  }
}

/** A trial that a worker has begun and is still at. */
async function begun(): Promise<{ trialId: string; hung: Hung; ends: Promise<number> }> {
  const trialId = await asked();
  const hung = new Hung(db);
  const ends = new RunTrials(hung).run(worker);
  await hung.hangs;
  return { trialId, hung, ends };
}
const silent = (trialId: string) =>
  db.query(`update rule_trial set heard_at = now() - interval '16 minutes' where id = $1`, [trialId]);
const later: CommandContext = { ...worker, now: new Date(now.getTime() + 2 * 3_600_000) };

it('is left to a worker that takes long but is heard of', async () => {
  const { trialId, hung, ends } = await begun();
  expect(await new RunTrials(uow).run(later)).toBe(0);
  expect(await seen(trialId)).toMatchObject({ state: 'running' });
  hung.goOn();
  expect(await ends).toBe(1);
  expect(await seen(trialId)).toMatchObject({ state: 'done', finishedAt: now });
});

it('is begun again when nothing was heard of its worker, which then leaves it alone', async () => {
  const { trialId, hung, ends } = await begun();
  await silent(trialId);
  const second = new Hung(db);
  const seconds = new RunTrials(second).run(later);
  await second.hangs;
  hung.goOn();
  await ends;
  expect(await seen(trialId)).toMatchObject({ state: 'running', done: 0 });
  second.goOn();
  await seconds;
  expect(await seen(trialId)).toMatchObject({ state: 'done', finishedAt: later.now });
});

it('is given up when its workers ended three times before it did', async () => {
  const trialId = await asked();
  await db.query(`update rule_trial set state = 'running', started_at = $2, beginnings = 3 where id = $1`, [
    trialId,
    now,
  ]);
  await silent(trialId);
  expect(await new RunTrials(uow).run(later)).toBe(0);
  expect(await seen(trialId)).toMatchObject({
    state: 'failed',
    finishedAt: later.now,
    failure: expect.stringContaining('begun 3 times'),
  });
});

it('is not given up because workers were told to stop', async () => {
  const trialId = await asked();
  for (let i = 0; i < 4; i++) {
    const stopping = new AbortController();
    const signal = {
      get aborted() {
        return stopping.signal.aborted;
      },
      throwIfAborted() {
        stopping.abort();
        stopping.signal.throwIfAborted();
      },
    } as AbortSignal;
    expect(await new RunTrials(uow).run(worker, signal)).toBe(0);
  }
  await db.query(`update rule_trial set state = 'running', beginnings = beginnings + 1 where id = $1`, [trialId]);
  await silent(trialId);
  expect(await new RunTrials(uow).run(worker)).toBe(1);
  expect(await seen(trialId)).toMatchObject({ state: 'done' });
});

it('fails at once where there are more subjects than the worker has memory for', async () => {
  const trialId = await asked();
  class Small extends RunTrials {
    override readonly mostSubjects = 2;
  }
  expect(await new Small(uow).run(worker)).toBe(1);
  expect(await seen(trialId)).toMatchObject({
    state: 'failed',
    done: 0,
    failure:
      '3 subjects are more than this worker can try at once (limit 2): give it more memory (--max-old-space-size).',
  });
});

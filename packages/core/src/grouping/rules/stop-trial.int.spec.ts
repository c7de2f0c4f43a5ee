import { DEFAULT_RULE_SET, type Refusal, SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { type CommandContext, type Tx, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { RuleSets } from './rule-set.commands.js';
import { RuleSetsQuery } from './rule-sets.query.js';
import { RunTrials } from './run-trials.command.js';

let database: PrivateDatabase;
let db: Database;
let sets: RuleSets;
let query: RuleSetsQuery;
let mona: CommandContext;
let candidate: number;
const now = new Date('2026-11-20T10:00:00Z');
const worker: CommandContext = { actor: SYSTEM, now };

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 8);
  await seedReference(db);
  const uow = new UnitOfWork(db);
  sets = new RuleSets(uow);
  query = new RuleSetsQuery(uow);
  const id = newId();
  await db.query(
    `insert into staff (id, email, name, roles) values ($1, 'mona@portcullis.example', 'Mona', '{manager}')`,
    [id],
  );
  mona = { actor: { kind: 'staff', id, roles: ['manager'] }, now };
  for (const account of ['a', 'b']) {
    const alert = newId();
    await db.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       values ($1::uuid, 'test', $1::uuid::text, 3, 'transfer_station', 'account', $2, $3, $3, $4)`,
      [alert, account, now, JSON.stringify({ related: [], indicators: [{ type: 'phone', value: '+651' }] })],
    );
    await db.query('insert into alert_pending (alert_id) values ($1)', [alert]);
  }
  await new AssignAlerts(uow).drain(() => worker);
  const types = { ...DEFAULT_RULE_SET.types, phone: { ...DEFAULT_RULE_SET.types.phone, points: 500 } };
  const rules = { ...DEFAULT_RULE_SET, types };
  candidate = done(await sets.draft(mona, { name: 'Phones are lent', reason: 'a desk', basedOn: 1, rules })).id;
});
afterAll(() => database.close());

const done = <T extends { ok: true } | Refusal>(result: T): Extract<T, { ok: true }> => {
  if (!result.ok) throw new Error((result as Refusal).message);
  return result as Extract<T, { ok: true }>;
};
const asked = async (at = now) => done(await sets.try({ ...mona, now: at }, candidate)).trialId;
const stop = (trialId: string, as = mona) => sets.stopTrial(as, trialId);

/** A worker to whom something happens before it says how far it is, or before it keeps what it found. */
class Interrupted extends UnitOfWork {
  /** Transactions: one reads what is there, one keeps what was found. */
  runs = 0;

  constructor(
    dataSource: Database,
    private readonly before: 'telling' | 'keeping',
    private readonly happens: () => Promise<unknown>,
  ) {
    super(dataSource);
  }

  override async read<Row extends object = Record<string, unknown>>(
    sql: string,
    values?: readonly unknown[],
    name?: string,
  ): Promise<Row[]> {
    if (this.before === 'telling' && sql.includes('set done = $')) await this.happens();
    return super.read<Row>(sql, values, name);
  }

  override async run<T>(context: CommandContext, work: (tx: Tx) => Promise<T>, sent?: () => void): Promise<T> {
    this.runs += 1;
    if (this.before === 'keeping' && this.runs === 2) await this.happens();
    return super.run(context, work, sent);
  }
}

const STOPPED = { state: 'stopped', stoppedBy: 'Mona', result: null, failure: null, finishedAt: now };

it('one that waits is stopped and never runs', async () => {
  const trialId = await asked();
  done(await stop(trialId));
  expect(await new RunTrials(new UnitOfWork(db)).run(worker)).toBe(0);
  expect(await query.trial(trialId)).toMatchObject(STOPPED);
});

for (const before of ['telling', 'keeping'] as const) {
  it(`one that runs ends where it is, before ${before}, nothing of it is kept, and the next one runs`, async () => {
    const [trialId, next] = [await asked(), await asked(new Date(now.getTime() + 1000))];
    let once: Promise<unknown> | undefined;
    const uow = new Interrupted(db, before, () => (once ??= stop(trialId).then(done)));
    expect(await new RunTrials(uow).run(worker)).toBe(2);
    // Told between two batches, it does not get as far as keeping anything.
    expect(uow.runs).toBe(before === 'telling' ? 3 : 4);
    expect(await query.trial(trialId)).toMatchObject(STOPPED);
    expect(await query.differences(trialId, 10, -1)).toEqual([]);
    expect(await query.trial(next)).toMatchObject({ state: 'done', stoppedBy: null, done: 2 });
    expect(await query.differences(next, 10, -1)).toHaveLength(1);
  });
}

it('is in history, with who and which', async () => {
  const trialId = await asked();
  done(await stop(trialId));
  const [told] = await db.query<{ entity: string; actor: string; trial: string }[]>(
    `select e.entity_id as entity, e.actor_id as actor, b.body->'facts'->>'trial' as trial
     from event e join event_body b on b.event_id = e.id where e.kind = 'rules.stop_trial' order by e.id desc limit 1`,
  );
  expect(told).toEqual({ entity: `${candidate}`, actor: mona.actor.id, trial: trialId });
});

it('what has ended is not stopped, nor by whoever may not try', async () => {
  const trialId = await asked();
  const reviewer: CommandContext = { ...mona, actor: { kind: 'staff', id: newId(), roles: ['reviewer'] } };
  expect(await stop(trialId, reviewer)).toMatchObject({ ok: false, code: 'ROLE_NOT_ALLOWED' });
  await new RunTrials(new UnitOfWork(db)).run(worker);
  expect(await stop(trialId)).toMatchObject({ ok: false, code: 'NOT_NOW' });
  expect(await query.trial(trialId)).toMatchObject({ state: 'done', stoppedBy: null });
  expect(await stop(newId())).toMatchObject({ ok: false, code: 'INVALID', field: 'id' });
});

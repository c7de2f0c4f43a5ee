import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { from } from 'pg-copy-streams';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { isInDoubt, UnitOfWork } from './unit-of-work.js';

let database: PrivateDatabase;
let pool: Database;
let uow: UnitOfWork;
const context = () => ({ actor: SYSTEM, now: new Date() });
const insert = `insert into setting (key, value) values ($1, $2)`;
const keys = async () =>
  (await uow.read<{ key: string }>('select key from setting order by key')).map((row) => row.key);

beforeAll(async () => {
  database = await privateDatabase();
  // One connection: whatever a failure leaves behind, the next transaction meets.
  pool = await database.open('app', 1);
  uow = new UnitOfWork(pool);
  const owner = await database.open('superuser', 1);
  await owner.query(
    'create table spec_late (n integer unique deferrable initially deferred); grant insert on spec_late to public',
  );
});
afterAll(() => database?.close());
beforeEach(() => pool.query('delete from setting'));

it('commits state, history and outbox together', async () => {
  await uow.run(context(), async (tx) => {
    tx.post('spec-insert', insert, ['a', '1']);
    await tx.query(insert, ['b', '2']);
    tx.record({ stage: 'access', kind: 'setting.changed', entityKind: 'setting', entityId: 'a' });
  });
  expect(await keys()).toEqual(['a', 'b']);
  const [row] = await uow.read<{ kind: string; sealed: boolean }>(
    `select e.kind, u.event_id is null as sealed from event e join event_body b on b.event_id = e.id left join event_unsealed u on u.event_id = e.id where entity_id = 'a'`,
  );
  expect(row).toEqual({ kind: 'setting.changed', sealed: false });
});

it('rolls all back when a posted statement fails, with that failure, and goes on with the next', async () => {
  const failing = uow.run(context(), async (tx) => {
    await tx.query(insert, ['a', '1']);
    tx.post('spec-insert', insert, ['a', '2']);
    tx.record({ stage: 'access', kind: 'setting.changed', entityKind: 'setting', entityId: 'lost' });
    return 'done';
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await keys()).toEqual([]);
  expect(await uow.read(`select 1 from event where entity_id = 'lost'`)).toEqual([]);
  await uow.run(context(), (tx) => tx.query(insert, ['b', '1']));
  expect(await keys()).toEqual(['b']);
});

it('rolls back when the work throws, when a statement fails and is swallowed, and when the commit fails', async () => {
  const thrown = uow.run(context(), async (tx) => {
    tx.post('spec-insert', insert, ['a', '1']);
    throw new Error('changed my mind');
  });
  await expect(thrown).rejects.toThrow('changed my mind');
  const swallowed = uow.run(context(), async (tx) => {
    await tx.query(insert, ['a', '1']);
    await tx.query('select 1/0').catch(() => undefined);
  });
  await expect(swallowed).rejects.toThrow('rolled back');
  const posted = uow.run(context(), async (tx) => {
    tx.post('divides', 'select 1 / $1::int', [0]);
    await tx.query('select 1');
  });
  await expect(posted).rejects.toMatchObject({ code: '22012' });
  // A constraint that is looked at when COMMIT comes, and not before.
  const deferred = uow.run(context(), async (tx) => {
    await tx.query(insert, ['a', '1']);
    await tx.query('insert into spec_late (n) values (1), (1)');
  });
  await expect(deferred).rejects.toMatchObject({ code: '23505' });
  // The server refused: nothing was committed, and that is known.
  expect(isInDoubt(await deferred.catch((fault: unknown) => fault))).toBe(false);
  expect(await keys()).toEqual([]);
  expect(await uow.read('select 1 as one')).toEqual([{ one: 1 }]);
});

it('answers statements that are started at once in their order', async () => {
  const answers = await uow.run(context(), (tx) =>
    Promise.all(
      Array.from({ length: 50 }, (_, i) => tx.prepared<{ i: number }>('spec-echo', 'select $1::int as i', [i])),
    ),
  );
  expect(answers.map((rows) => rows[0]?.i)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

it('lends the connection for COPY, also as the first statement', async () => {
  await uow.run(context(), async (tx) => {
    const copy = tx.client.query(from(`copy setting (key, value) from stdin`));
    expect(copy).toBeInstanceOf(Writable);
    await pipeline(Readable.from(['x\t1\n', 'y\t2\n']), copy);
    await tx.query(insert, ['z', '3']);
    tx.record({ stage: 'access', kind: 'setting.changed', entityKind: 'setting', entityId: 'copied' });
  });
  expect(await keys()).toEqual(['x', 'y', 'z']);
});

it('reports a lost connection once and takes a new one', async () => {
  const lost = uow.run(context(), async (tx) => {
    await tx.query('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
    await tx.query('select 1');
  });
  await expect(lost).rejects.toThrow();
  expect(isInDoubt(await lost.catch((fault: unknown) => fault))).toBe(false);
  expect(await uow.read('select 1 as one')).toEqual([{ one: 1 }]);
  await uow.run(context(), (tx) => tx.query(insert, ['after', '1']));
  expect(await keys()).toEqual(['after']);
});

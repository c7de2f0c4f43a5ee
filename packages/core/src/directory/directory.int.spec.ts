import { type NormalisedDirectoryRecord, parseDirectoryRecord } from '@portcullis/contracts/directory/parse-directory';
import { aCase, aStaff, aWorld, type PrivateDatabase, privateDatabase, type World } from '@portcullis/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../db/unit-of-work.js';
import { readReach } from '../decisions/reach.query.js';
import { verifiedContacts } from '../notices/contact.query.js';
import { DetectorsQuery } from './detectors.query.js';
import { PutDirectory } from './put-directory.command.js';
import { type DetectorInput, SaveDetector } from './save-detector.command.js';

let database: PrivateDatabase;
let world: World;
let uow: UnitOfWork;
let directory: PutDirectory;
const now = new Date('2026-03-02T10:00:00.000Z');
const context = { actor: { kind: 'directory' as const, id: 'key' }, now };

beforeAll(async () => {
  database = await privateDatabase();
  world = await aWorld(await database.open('app'));
  uow = new UnitOfWork(world.database);
  directory = new PutDirectory(uow);
});
afterAll(() => database?.close());

const parsed = (raw: Record<string, unknown>): NormalisedDirectoryRecord => {
  const answer = parseDirectoryRecord({ version: 1, ...raw });
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.record;
};
const put = async (...raw: Record<string, unknown>[]) => {
  const answer = await directory.put(context, raw.map(parsed));
  return answer.ok ? answer.statuses : answer;
};
const entry = async (kind: string, id: string) =>
  (await uow.read('select * from directory_entry where kind = $1 and id = $2', [kind, id]))[0];
const events = () =>
  uow.read<{ occurred_at: Date; body: { facts: Record<string, unknown> } }>(
    `select e.occurred_at, b.body from event e join event_body b on b.event_id = e.id where e.kind = 'directory.put' order by e.id`,
  );

describe('the directory', () => {
  it('lets the newer version win, in whatever order they come, and says what was known', async () => {
    const one = { kind: 'organization', id: 'org_v', name: 'One' };
    expect(await put({ ...one, version: 5, name: 'Five' })).toEqual(['accepted']);
    expect(await put({ ...one, version: 4, name: 'Four' }, { ...one, version: 5 })).toEqual(['duplicate', 'duplicate']);
    const mixed = [7, 6, 8, 8].map((version) => ({ ...one, version, name: `v${version}` }));
    expect(await put(...mixed)).toEqual(['accepted', 'duplicate', 'accepted', 'duplicate']);
    expect(await entry('organization', 'org_v')).toMatchObject({ version: 8, data: { name: 'v8' }, updated_at: now });
  });

  it('writes one event for a batch, at the instant of the command, and none for a batch that is known', async () => {
    const before = (await events()).length;
    const batch = [
      { kind: 'partner', id: 'p_1' },
      { kind: 'organization', id: 'org_e', parent: { kind: 'partner', id: 'p_1' } },
      { kind: 'account', id: 'acct_e', parent: { kind: 'organization', id: 'org_e' } },
    ];
    await put(...batch);
    await put(...batch);
    const written = (await events()).slice(before);
    expect(written).toHaveLength(1);
    expect(written[0]).toMatchObject({
      occurred_at: now,
      body: { facts: { entries: 3, added: 3, deleted: 0, kinds: { partner: 1, organization: 1, account: 1 } } },
    });
    expect(await entry('organization', 'org_e')).toMatchObject({ data: { partner: 'p_1' } });
  });

  it('finds the organization above, also when parents come later or move', async () => {
    await put(
      { kind: 'api_key', id: 'key_c', parent: { kind: 'account', id: 'acct_c' } },
      { kind: 'contact', id: 'con_c', parent: { kind: 'organization', id: 'org_c' } },
    );
    expect(await entry('api_key', 'key_c')).toMatchObject({ organization_id: null });
    expect(await entry('contact', 'con_c')).toMatchObject({ organization_id: 'org_c' });
    await put({ kind: 'account', id: 'acct_c', parent: { kind: 'organization', id: 'org_c' } });
    expect(await entry('api_key', 'key_c')).toMatchObject({ organization_id: 'org_c' });
    await put(
      { kind: 'organization', id: 'org_d', version: 1 },
      { kind: 'account', id: 'acct_c', version: 2, parent: { kind: 'organization', id: 'org_d' } },
      { kind: 'seat', id: 'seat_c', parent: { kind: 'account', id: 'acct_c' } },
    );
    for (const [kind, id] of [
      ['api_key', 'key_c'],
      ['seat', 'seat_c'],
      ['organization', 'org_d'],
    ] as const) {
      expect(await entry(kind, id)).toMatchObject({ organization_id: 'org_d' });
    }
  });

  it('reads no more of a large directory than the entries concern, tombstones among them', async () => {
    await world.database.query(
      `insert into directory_entry (kind, id, version, deleted, parent_kind, parent_id, data)
       select 'seat', 'many_' || n, 1, n % 2 = 0, 'account', 'acct_many_' || n, '{}' from generate_series(1, 5000) n`,
    );
    const superuser = await database.open('superuser', 1);
    await superuser.query('analyze directory_entry');
    const seen: number[] = [];
    const watched = new PutDirectory({
      run: (ctx: Parameters<UnitOfWork['run']>[0], work: Parameters<UnitOfWork['run']>[1]) =>
        uow.run(ctx, async (tx) => {
          const result = await work(tx);
          const [row] = await tx.query<{ rows: number }>(
            `select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname = 'directory_entry'`,
          );
          seen.push(row?.rows ?? -1);
          return result;
        }),
    } as UnitOfWork);
    await watched.put(
      context,
      [1, 2, 3].map((n) =>
        parsed({ kind: 'account', id: `acct_many_${n}`, parent: { kind: 'organization', id: 'org_many' } }),
      ),
    );
    expect(seen[0]).toBeLessThan(200);
    for (const n of [1, 2, 3]) expect(await entry('seat', `many_${n}`)).toMatchObject({ organization_id: 'org_many' });
    await superuser.destroy();
  });

  it('ends on a circle of parents', async () => {
    expect(
      await put(
        { kind: 'account', id: 'round_1', parent: { kind: 'account', id: 'round_2' } },
        { kind: 'account', id: 'round_2', parent: { kind: 'account', id: 'round_1' } },
      ),
    ).toEqual(['accepted', 'accepted']);
    expect(await entry('account', 'round_1')).toMatchObject({ organization_id: null });
  });

  it('is where reach and addresses come from, and a tombstone ends both', async () => {
    const parent = { kind: 'organization', id: 'org_r' };
    await put(
      { kind: 'organization', id: 'org_r', name: 'Faro Claro', plan: 'team', seats: 60, exchanges30d: 412_000 },
      { kind: 'account', id: 'acct_r1', parent },
      { kind: 'account', id: 'acct_r2', parent },
      { kind: 'contact', id: 'con_r', parent, email: 'ana@faro.example', verifiedAt: '2026-01-01T00:00:00Z' },
      { kind: 'contact', id: 'con_r2', parent, email: 'unverified@faro.example' },
    );
    const [reach] = await readReach((sql, values) => uow.read(sql, values), [parent as never]);
    expect(reach).toMatchObject({ known: true, accounts: 2, seats: 60, exchanges30d: 412_000, paying: true });
    const [customer] = await uow.read<{ id: string }>(
      `insert into customer (id, subject_kind, subject_id, name) values (uuidv7(), 'organization', 'org_r', 'Faro Claro') returning id`,
    );
    const addresses = async () =>
      [...(await verifiedContacts((sql, values) => uow.read(sql, values), [customer?.id as string])).values()]
        .flat()
        .map(({ email }) => email);
    expect(await addresses()).toEqual(['ana@faro.example']);

    await put(
      { kind: 'contact', id: 'con_r', version: 2, deleted: true },
      { kind: 'organization', id: 'org_r', version: 2, deleted: true },
      { kind: 'account', id: 'acct_r2', version: 2, deleted: true },
    );
    expect(await addresses()).toEqual([]);
    const [gone] = await readReach((sql, values) => uow.read(sql, values), [parent as never]);
    expect(gone).toMatchObject({ known: false, accounts: 1, name: 'Faro Claro' });
    expect(await entry('contact', 'con_r')).toMatchObject({ deleted: true, data: {}, parent_id: 'org_r' });
  });

  it('gives subjects of waiting cases their customer', async () => {
    const built = await aCase(world, { accounts: { acct_late: ['instrument_reuse'] } });
    await put(
      { kind: 'organization', id: 'org_late', country: 'UY', language: 'es' },
      { kind: 'account', id: 'acct_late', parent: { kind: 'organization', id: 'org_late' } },
    );
    const [row] = await uow.read(
      'select c.organization_id, c.region, c.language, s.organization_id as of_subject from case_file c join case_subject s on s.case_id = c.id where c.id = $1',
      [built.id],
    );
    expect(row).toEqual({ organization_id: 'org_late', region: 'UY', language: 'es', of_subject: 'org_late' });
  });

  it('takes the same entries from several writers at once', async () => {
    const records = Array.from({ length: 200 }, (_, i) => ({
      kind: 'account',
      id: `acct_p${i}`,
      parent: { kind: 'organization', id: `org_p${i % 7}` },
    }));
    const answers = await Promise.all([records, records.toReversed(), records].map((batch) => put(...batch)));
    const accepted = answers.flat().filter((status) => status === 'accepted').length;
    expect(accepted).toBe(200);
  });

  it('is written by its keys only', async () => {
    const staff = await aStaff(world, ['admin', 'manager']);
    const refused = await directory.put({ actor: staff, now }, [parsed({ kind: 'partner', id: 'x' })]);
    expect(refused).toMatchObject({ ok: false, code: 'ROLE_NOT_ALLOWED' });
  });
});

describe('the registry of detectors', () => {
  const input: DetectorInput = {
    id: 'seat_headcount',
    name: 'Seats against staff',
    family: 'identity',
    sources: ['directory', 'registers'],
    state: 'shadow',
    permittedRoutes: ['intranet_tunnel'],
    highestSeverity: 3,
    lawfulUse: 'corroborate',
    reason: 'new this week',
  };
  const save = async (more: Partial<DetectorInput> = {}, roles: ('manager' | 'senior_reviewer')[] = ['manager']) =>
    new SaveDetector(uow).save({ actor: await aStaff(world, roles), now }, { ...input, ...more });
  const history = () =>
    uow.read<{ body: Record<string, unknown> }>(
      `select b.body from event e join event_body b on b.event_id = e.id where e.entity_kind = 'detector' and e.entity_id = $1 order by e.id`,
      [input.id],
    );

  it('is kept by managers, with the reason and what it said before', async () => {
    expect(await save()).toEqual({ ok: true, id: input.id });
    expect(await save({ state: 'active', reason: 'two weeks of good figures' })).toMatchObject({ ok: true });
    expect(await save({ state: 'active', reason: 'pressed twice' })).toMatchObject({ ok: true });
    const written = await history();
    expect(written).toHaveLength(2);
    expect(written[1]?.body).toMatchObject({
      why: 'two weeks of good figures',
      before: { state: 'shadow' },
      after: { state: 'active', family: 'identity' },
      facts: { state: 'active', stateBefore: 'shadow' },
    });
    expect(await save({}, ['senior_reviewer'])).toMatchObject({ ok: false, code: 'ROLE_NOT_ALLOWED' });
  });

  it('shows what counts', async () => {
    const query = new DetectorsQuery(uow);
    expect(await query.byId(input.id)).toMatchObject({
      name: input.name,
      state: 'active',
      sources: input.sources,
      permittedRoutes: ['intranet_tunnel'],
      registeredBy: 'person',
      versions: [],
    });
    expect((await query.all()).map(({ id }) => id)).toContain('instrument_reuse');
    expect(await query.byId('none')).toBeNull();
  });

  it.each([
    ['id', { id: 'a b' }],
    ['name', { name: ' ' }],
    ['family', { family: 'vibes' }],
    ['state', { state: 'asleep' }],
    ['lawfulUse', { lawfulUse: 'everything' }],
    ['sources', { sources: [] }],
    ['sources', { sources: ['  '] }],
    ['permittedRoutes', { permittedRoutes: ['teleport'] }],
    ['highestSeverity', { highestSeverity: 9 }],
  ] as const)('refuses a bad %s', async (field, more) => {
    expect(await save(more as Partial<DetectorInput>)).toMatchObject({ ok: false, code: 'INVALID', field });
  });

  it('asks for a reason', async () => {
    expect(await save({ reason: ' ' })).toMatchObject({ ok: false, code: 'REASON_REQUIRED' });
  });
});

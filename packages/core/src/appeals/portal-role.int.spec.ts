import { aSuspension, aWorld, type PrivateDatabase, privateDatabase, type Suspension } from '@portcullis/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretHash } from '../access/secret.js';
import { newId } from '../db/ids.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { CustomerUnitOfWork } from './customer-unit-of-work.js';
import { FileAppeal } from './file-appeal.command.js';
import { MatterView } from './matter.view.js';
import { UploadFile } from './upload-file.command.js';

/** An attacker who speaks SQL in the name of the customer door. */
let database: PrivateDatabase;
let portal: pg.Client;
let customers: CustomerUnitOfWork;
let mine: Suspension;
let theirs: Suspension;
let myAppeal: string;
let theirAppeal: string;
const now = new Date('2026-11-20T10:00:00.000Z');

beforeAll(async () => {
  database = await privateDatabase();
  const world = await aWorld(await database.open('app'));
  mine = await aSuspension(world);
  theirs = await aSuspension(world);
  // One connection, so that whatever one transaction leaves behind the next one finds.
  customers = new CustomerUnitOfWork(new UnitOfWork(await database.open('portal', 1)));
  myAppeal = await anAppeal(mine);
  theirAppeal = await anAppeal(theirs);
  portal = new pg.Client({ connectionString: database.urls.portal });
  await portal.connect();
});
afterAll(async () => {
  await portal?.end();
  await database?.close();
});

const contextOf = ({ customerId }: Suspension) => ({ actor: { kind: 'customer' as const, id: customerId }, now });

async function anAppeal(suspension: Suspension): Promise<string> {
  const context = contextOf(suspension);
  const files = new FileAppeal(customers);
  const words = {
    statement: 'It is our gateway.',
    grounds: [],
    contactName: 'Ana',
    standing: 'administrator',
  } as const;
  const filed = await files.file(context, suspension, words);
  if (!filed.ok) throw new Error(filed.message);
  await files.message(context, suspension, filed.appealId, 'One more thing.');
  const paper = { name: 'a.txt', declaredType: null, purpose: 'other', content: Buffer.from('words') };
  await new UploadFile(customers).upload(context, suspension, filed.appealId, paper);
  return filed.appealId;
}

/** Runs SQL as this customer (or as nobody) in a transaction that is taken back. */
async function as(customer: Suspension | null, sql: string, values: unknown[] = []): Promise<pg.QueryResult> {
  await portal.query('begin');
  try {
    if (customer) await portal.query(`select set_config('app.subject', $1, true)`, [customer.customerId]);
    return await portal.query(sql, values);
  } finally {
    await portal.query('rollback');
  }
}
const tables = async (privilege: string): Promise<string[]> => {
  const { rows } = await portal.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_%' and c.relkind in ('r', 'p', 'v', 'm', 'f')
       and has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, $1) order by 1`,
    [privilege],
  );
  return rows.map(({ name }) => name);
};
const READABLE = [
  'action',
  'appeal',
  'appeal_action',
  'appeal_message',
  'attachment',
  'attachment_content',
  'customer',
  'notice',
  'notice_action',
];

describe('the role of the customer door', () => {
  it('reaches these tables and no others, and each that it reads has a policy', async () => {
    expect(await tables('select')).toEqual(READABLE);
    expect(await tables('insert')).toEqual([
      'appeal',
      'appeal_action',
      'appeal_message',
      'attachment',
      'attachment_content',
      'event',
      'event_body',
      'event_unsealed',
      'outbox',
    ]);
    expect(await tables('update')).toEqual(['appeal', 'appeal_action', 'notice']);
    const { rows } = await portal.query(
      `select c.relname as name from pg_class c where c.relname = any($1) and (not c.relrowsecurity or c.relowner = current_user::regrole
         or not exists (select 1 from pg_policy p where p.polrelid = c.oid and current_user::regrole = any(p.polroles)))`,
      [READABLE],
    );
    expect(rows).toEqual([]);
    const { rows: roles } = await portal.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`,
    );
    expect(roles).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
  });

  it.each(READABLE)('sees its own rows of %s, nobody else’s, and none without a customer', async (table) => {
    const owner = table === 'customer' ? 'id' : 'customer_id';
    const count = async (who: Suspension | null, where: string, values: unknown[]) =>
      Number((await as(who, `select count(${owner}) as n from ${table} where ${where}`, values)).rows[0].n);
    expect(await count(mine, `${owner} = $1`, [mine.customerId])).toBeGreaterThan(0);
    expect(await count(mine, `${owner} <> $1`, [mine.customerId])).toBe(0);
    expect(await count(mine, `${owner} = $1`, [theirs.customerId])).toBe(0);
    expect(await count(null, 'true', [])).toBe(0);
  });

  it('carries nothing from one customer to the next on the same connection, not even after a fault', async () => {
    const view = new MatterView(customers);
    for (let round = 0; round < 5; round += 1) {
      for (const own of [mine, theirs]) {
        const matter = await view.read(contextOf(own), own);
        expect(matter?.appeals.map(({ id }) => id)).toEqual([own === mine ? myAppeal : theirAppeal]);
        expect(
          await view.read(contextOf(own), { ...own, noticeId: own === mine ? theirs.noticeId : mine.noticeId }),
        ).toBeNull();
      }
      await expect(customers.run(contextOf(mine), mine, (tx) => tx.query('select 1 / 0'))).rejects.toThrow(/division/);
      const open = await customers.run(contextOf(mine), { customerId: '', noticeId: '' }, (tx) =>
        tx.query('select id from appeal'),
      );
      expect(open).toEqual([]);
    }
  });

  it('cannot read what is kept from customers', async () => {
    const kept = [
      'select * from staff',
      'select * from decision',
      'select * from case_file',
      'select * from appeal_review',
      'select * from event',
      'select * from event_body',
      'select * from portal_link',
      'select * from portal_session',
      'select * from staff_session',
      'select * from directory_entry',
      'select * from attempt',
      'select * from outbox',
      'select withheld from notice',
      'select to_email from notice',
      'select link_id from notice',
      'select staff_id from appeal_message',
      'select seats from action',
      'select staff_above(gen_random_uuid())',
      `select ensure_alert_partitions(current_date, 1)`,
      'copy appeal to program $$true$$',
      `set role portcullis_app`,
      'alter table appeal disable row level security',
      'drop policy customer_own on appeal',
      'create table mine (id integer)',
      'truncate appeal',
      'delete from appeal',
      'delete from appeal_message',
      'delete from event',
      'update event set kind = $$x$$',
    ];
    for (const sql of kept) await expect(as(mine, sql), sql).rejects.toThrow(/permission denied|must be owner/);
  });

  it('cannot touch another customer’s rows, nor tie its own to them', async () => {
    for (const table of ['appeal', 'appeal_action', 'notice']) {
      const column = { appeal: 'statement', appeal_action: 'open', notice: 'read_at' }[table];
      const { rowCount } = await as(mine, `update ${table} set ${column} = ${column} where customer_id = $1`, [
        theirs.customerId,
      ]);
      expect([table, rowCount]).toEqual([table, 0]);
    }
    const ties: [string, unknown[]][] = [
      [
        `insert into appeal (id, customer_id, notice_id, decision_id, state, created_at) values ($1, $2, $3, $4, 'draft', now())`,
        [newId(), mine.customerId, theirs.noticeId, theirs.decisionId],
      ],
      [
        `insert into appeal (id, customer_id, notice_id, decision_id, state, created_at) values ($1, $2, $3, $4, 'draft', now())`,
        [newId(), mine.customerId, mine.noticeId, theirs.decisionId],
      ],
      [
        `insert into appeal (id, customer_id, notice_id, decision_id, state, created_at) values ($1, $2, $3, $4, 'draft', now())`,
        [newId(), theirs.customerId, theirs.noticeId, theirs.decisionId],
      ],
      [
        `insert into appeal_action (appeal_id, action_id, customer_id) values ($1, $2, $3)`,
        [myAppeal, theirs.actionIds[0], mine.customerId],
      ],
      [
        `insert into appeal_action (appeal_id, action_id, customer_id) values ($1, $2, $3)`,
        [theirAppeal, mine.actionIds[0], mine.customerId],
      ],
      [
        `insert into appeal_message (id, appeal_id, customer_id, from_kind, body, at) values ($1, $2, $3, 'customer', 'x', now())`,
        [newId(), theirAppeal, mine.customerId],
      ],
      [
        `insert into appeal_message (id, appeal_id, customer_id, from_kind, body, at) values ($1, $2, $3, 'customer', 'x', now())`,
        [newId(), theirAppeal, theirs.customerId],
      ],
      [
        `insert into appeal_message (id, appeal_id, customer_id, from_kind, body, at) values ($1, $2, $3, 'staff', 'You win.', now())`,
        [newId(), myAppeal, mine.customerId],
      ],
      [
        `insert into attachment (id, appeal_id, customer_id, uploaded_by_kind, name, media_type, size, sha256, at) values ($1, $2, $3, 'customer', 'x', 'x', 1, '', now())`,
        [newId(), theirAppeal, mine.customerId],
      ],
      [
        `insert into attachment (id, case_id, customer_id, uploaded_by_kind, name, media_type, size, sha256, at) values ($1, $2, $3, 'customer', 'x', 'x', 1, '', now())`,
        [newId(), mine.case.id, mine.customerId],
      ],
      [
        `insert into attachment (id, appeal_id, customer_id, uploaded_by_kind, name, media_type, size, sha256, at) values ($1, $2, $3, 'staff', 'x', 'x', 1, '', now())`,
        [newId(), myAppeal, mine.customerId],
      ],
    ];
    for (const [sql, values] of ties) await expect(as(mine, sql, values), sql).rejects.toThrow(/row-level security/);
    await expect(as(mine, 'update appeal set notice_id = $1', [theirs.noticeId])).rejects.toThrow(/permission denied/);
    await expect(as(mine, 'update appeal set customer_id = $1', [theirs.customerId])).rejects.toThrow(
      /permission denied/,
    );
  });

  it('cannot decide its own appeal, speak for somebody else in history, or give the worker orders', async () => {
    const decide = [
      `state = 'reversed'`,
      `state = 'in_review'`,
      `state = 'upheld'`,
      `result = 'reversed'`,
      `result_reason = 'leniency'`,
      `interim_relief = 'granted'`,
      `relief_limits = 'none'`,
      'question_rounds = 0 - 1',
    ];
    for (const set of decide) {
      await expect(as(mine, `update appeal set ${set} where id = $1`, [myAppeal]), set).rejects.toThrow(
        /does not decide it/,
      );
    }
    const event = `insert into event (id, stage, kind, entity_kind, entity_id, case_id, actor_kind, actor_id, automatic, occurred_at, body_digest) values ($1, 'appeals', 'appeal.decide', 'appeal', 'x', $2, $3, $4, false, now(), '')`;
    for (const [caseId, kind, id] of [
      [null, 'staff', mine.proposer.id],
      [null, 'system', 'system'],
      [null, 'customer', theirs.customerId],
      [theirs.case.id, 'customer', mine.customerId],
    ]) {
      await expect(as(mine, event, [newId(), caseId, kind, id])).rejects.toThrow(/speaks for its customer only/);
    }
    for (const [topic, appealId] of [
      ['notices.send', myAppeal],
      ['notices.compose', theirAppeal],
      ['notices.compose', null],
    ]) {
      const sql = `insert into outbox (id, topic, payload) values ($1, $2, $3)`;
      await expect(as(mine, sql, [newId(), topic, { appealId }])).rejects.toThrow(/its own appeals only/);
    }
  });

  it('cannot put tables of its own under functions that run as the owner', async () => {
    const { rows } = await portal.query(
      `select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace
         and not coalesce(array_to_string(proconfig, ' ') like '%search_path=public, pg_temp%', false)`,
    );
    expect(rows).toEqual([]);
    await portal.query('begin');
    try {
      await portal.query(
        `create temp table portal_link (id uuid, token_hash bytea, customer_id uuid, notice_id uuid, purpose text, created_at timestamptz, expires_at timestamptz, revoked_at timestamptz, opened_at timestamptz)`,
      );
      await portal.query(
        `insert into pg_temp.portal_link values ($1, '\\x07', $2, $3, 'matter', now(), now() + interval '1 day', null, null)`,
        [newId(), theirs.customerId, theirs.noticeId],
      );
      const opened = await portal.query(`select answer from portal_open_link('\\x07', $1, '\\x08', now(), now())`, [
        newId(),
      ]);
      expect(opened.rows).toEqual([{ answer: 'unknown' }]);
    } finally {
      await portal.query('rollback');
    }
  });

  it('learns nothing from the look-up of links but what a right token says', async () => {
    const nothing = { answer: 'unknown', link_id: null, customer_id: null, notice_id: null, session_until: null };
    expect(
      (
        await as(null, `select * from portal_open_link('\\x00', $1, '\\x01', now(), now() + interval '1 hour')`, [
          newId(),
        ])
      ).rows,
    ).toEqual([nothing]);
    expect((await as(null, `select * from portal_session_of('\\x00', now())`)).rows).toEqual([]);
    const ask = async (token: string) =>
      (await as(null, 'select portal_ask_link($1, now())', [secretHash(token)])).rows;
    expect(await ask(mine.token)).toEqual(await ask('unknown'));
    await as(null, `select portal_attempt('sign-in:somebody', now())`);
  });
});

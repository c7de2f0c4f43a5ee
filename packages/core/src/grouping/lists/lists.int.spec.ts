import { type Refusal, SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { ConsequenceQuery } from '../corrections/consequence.query.js';
import { CorrectGrouping } from '../corrections/correct.command.js';
import { LookUpQuery } from '../look-up.query.js';
import { AllowEffectQuery } from './allow-effect.query.js';
import type { NewAllowEntry } from './allow-entry.js';
import { AllowList } from './allow-list.command.js';
import { EndAllowEntries } from './end-allow.command.js';
import { ListEntriesQuery } from './list-entries.query.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let allow: AllowList;
let correct: CorrectGrouping;
const now = new Date('2026-11-20T10:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const people: Record<'bea' | 'ines' | 'noor' | 'omar', string> = {
  bea: newId(),
  ines: newId(),
  noor: newId(),
  omar: newId(),
};
const as = (name: keyof typeof people, at = now): CommandContext => ({
  actor: { kind: 'staff', id: people[name], roles: name === 'bea' ? ['reviewer'] : ['senior_reviewer'] },
  now: at,
});

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 8);
  await seedReference(db);
  uow = new UnitOfWork(db);
  allow = new AllowList(uow);
  correct = new CorrectGrouping(uow, new ConsequenceQuery(uow));
});
afterAll(() => database.close());
beforeEach(async () => {
  const owner = await database.open('superuser', 1);
  await owner.query(`truncate allow_entry, hub_proposal, hub_entry, grouping_correction_node, grouping_correction, grouping_cluster, grouping_subject, indicator,
    indicator_carrier, indicator_type_count, case_alert, case_proposal, case_subject, case_file, campaign, alert, alert_pending, event, event_body, event_unsealed cascade`);
  await owner.query(
    `update grouping_state set generation = generation + 1, next_subject = 1, next_value = 1, next_cluster = 1`,
  );
  await owner.query('delete from staff');
  await owner.query(
    `insert into staff (id, email, name, roles, active) values ($1, 'bea@portcullis.example', 'Bea', '{reviewer}', true),
     ($2, 'ines@portcullis.example', 'Ines', '{senior_reviewer}', true), ($3, 'noor@portcullis.example', 'Noor', '{senior_reviewer}', true),
     ($4, 'omar@portcullis.example', 'Omar', '{senior_reviewer}', false)`,
    [people.bea, people.ines, people.noor, people.omar],
  );
  await owner.destroy();
});

type Sent = [account: string, shares: Record<string, string>, suppressedBy?: string];

async function accept(...sent: Sent[]): Promise<void> {
  for (const [account, shares, by = null] of sent) {
    const id = newId();
    const indicators = Object.entries(shares).map(([type, value]) => ({ type, value }));
    await db.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, suppressed_by, body)
       values ($1, 'test', $1::uuid::text, 3, 'transfer_station', 'account', $2, $3, $3, $4, $5)`,
      [id, account, now, by, JSON.stringify({ related: [], indicators })],
    );
    if (by === null) await db.query('insert into alert_pending (alert_id) values ($1)', [id]);
  }
}
const group = () => new AssignAlerts(uow).drain(() => ({ actor: SYSTEM, now }));
async function shapes(): Promise<string[]> {
  const rows = await db.query<{ accounts: string }[]>(
    `select string_agg(distinct a.subject_id, ' ' order by a.subject_id) as accounts
     from case_alert a join case_file f on f.id = a.case_id where f.merged_into is null group by f.id`,
  );
  return rows.map(({ accounts }) => accounts).sort();
}

const entry = (over: Partial<NewAllowEntry> = {}): NewAllowEntry => ({
  detectorId: null,
  subject: null,
  indicator: { type: 'ip', value: '192.0.2.7' },
  reason: 'the campus gateway',
  source: 'their network office',
  evidence: '',
  until: later(24 * 30),
  caseId: null,
  renews: null,
  ...over,
});
function sure<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) {
    const { code, message } = result as unknown as Refusal;
    throw new Error(`${code}: ${message}`);
  }
  return result as Extract<T, { ok: true }>;
}
const idOf = (name: 'Ines' | 'Noor') => (name === 'Ines' ? 'ines' : 'noor') as keyof typeof people;
const states = () => db.query('select state from allow_entry order by id');

describe('the allow-list', () => {
  it('needs a second person, who is assigned, and holds back from then on', async () => {
    const { id, waitsFor } = sure(await allow.propose(as('bea'), entry()));
    const second = idOf(waitsFor as 'Ines');
    const other = second === 'ines' ? 'noor' : 'ines';
    expect(await new ListEntriesQuery(uow).waiting(people[second], now)).toBe(1);
    expect(await new ListEntriesQuery(uow).waiting(people[other], now)).toBe(0);
    expect(await allow.answer(as(other), id, 'confirm', 'seen')).toMatchObject({ ok: false, code: 'NOT_ASSIGNED' });
    expect(await allow.answer(as('bea'), id, 'confirm', 'mine')).toMatchObject({ ok: false, code: 'ROLE_NOT_ALLOWED' });
    sure(await allow.answer(as(second), id, 'confirm', 'asked them'));
    expect(await allow.answer(as(second), id, 'confirm', 'again')).toMatchObject({ ok: false, code: 'NOT_NOW' });
    expect(await db.query('select state, approved_by from allow_entry')).toEqual([
      { state: 'active', approved_by: people[second] },
    ]);
    const events = await db.query<{ kind: string }[]>(
      `select kind from event where entity_kind = 'allow_entry' order by id`,
    );
    expect(events.map(({ kind }) => kind)).toEqual(['allow.propose', 'allow.confirm']);
  });

  it('goes to another one when the first does not answer for a day; nobody confirms their own', async () => {
    const { id, waitsFor } = sure(await allow.propose(as('ines'), entry()));
    expect(waitsFor).toBe('Noor');
    expect(await allow.answer(as('ines', later(48)), id, 'confirm', 'mine')).toMatchObject({ code: 'FOUR_EYES' });
    expect(await allow.answer(as('omar', later(23)), id, 'confirm', 'x')).toMatchObject({ code: 'NOT_ASSIGNED' });
    sure(await allow.answer(as('omar', later(24)), id, 'refuse', 'too wide'));
    expect(await states()).toEqual([{ state: 'refused' }]);
  });

  it('is held to it by the database, too', async () => {
    const { id } = sure(await allow.propose(as('ines'), entry()));
    const write = (sql: string) => db.query(sql, [id]);
    await expect(write(`update allow_entry set state = 'active' where id = $1`)).rejects.toThrow(/four_eyes/);
    await expect(
      write(`update allow_entry set state = 'active', approved_by = proposed_by where id = $1`),
    ).rejects.toThrow(/check/);
    await expect(write(`update allow_entry set indicator_value = '203.0.113.9' where id = $1`)).rejects.toThrow(
      /never changes/,
    );
    await expect(write('delete from allow_entry where id = $1')).rejects.toThrow(/never deleted/);
    await expect(
      db.query(
        `insert into hub_entry (id, indicator_type, indicator_value, kind, reason, source, added_by, cases) values ($1, 'ip', '192.0.2.7', 'vpn', 'x', 'x', $2, 2)`,
        [newId(), people.ines],
      ),
    ).rejects.toThrow(/four_eyes/);
  });

  it('shows the effect first', async () => {
    await accept(
      ['a', { ip: '192.0.2.7', device_id: 'd-1' }],
      ['a', { ip: '192.0.2.8' }],
      ['b', { ip: '192.0.2.7', device_id: 'd-1' }],
      ['c', { ip: '203.0.113.5' }],
    );
    await group();
    const query = new AllowEffectQuery(uow);
    const byValue = sure(
      await query.effect({ detectorId: null, subject: null, indicator: { type: 'IP', value: ' 192.0.2.7 ' } }, now),
    );
    expect(byValue).toMatchObject({
      alerts: 2,
      weeks: 4,
      caseCount: 1,
      confirmed: 0,
      detectors: [{ name: 'test', alerts: 2 }],
    });
    const both = {
      detectorId: 'test',
      subject: { kind: 'account', id: 'a' },
      indicator: { type: 'ip', value: '192.0.2.7' },
    };
    expect(sure(await query.effect(both, now)).alerts).toBe(1);
    expect(sure(await query.effect({ ...both, indicator: null }, now)).alerts).toBe(2);
    expect(sure(await query.effect({ ...both, detectorId: 'another' }, now)).alerts).toBe(0);
    expect(await query.effect({ detectorId: 'test', subject: null, indicator: null }, now)).toMatchObject({
      field: 'subject',
    });
    expect(await states()).toEqual([]);
  });

  it('meets alerts in whatever spelling, as the page of a value writes it, and that page finds it', async () => {
    const [sent, compared] = ['Acme, Ltd.', 'acme ltd'];
    await accept(['a', { owner_name: sent }]);
    await group();
    const lookUp = new LookUpQuery(uow);
    expect(await lookUp.find('owner_name', sent)).toMatchObject([{ value: compared }]);
    const indicator = { type: 'owner_name', value: compared };
    const query = new AllowEffectQuery(uow);
    expect(sure(await query.effect({ detectorId: null, subject: null, indicator }, now)).alerts).toBe(1);
    sure(await allow.propose(as('bea'), entry({ indicator: { ...indicator, value: 'ACME Ltd' } })));
    await db.query(
      `insert into hub_entry (id, indicator_type, indicator_value, indicator_match, kind, reason, source, added_by, confirmed_by)
       values ($1, 'owner_name', 'Acme Ltd.', $4, 'other', 'x', 'x', $2, $3)`,
      [newId(), people.ines, people.noor, compared],
    );
    for (const spelling of [sent, compared]) {
      const found = await lookUp.lists('owner_name', spelling, now);
      expect(found.map(({ list, state }) => [list, state]).sort()).toEqual([
        ['allow', 'proposed'],
        ['hub', 'active'],
      ]);
    }
    expect(await lookUp.lists('owner_name', 'Acme Inc.', now)).toEqual([]);
  });

  it('lets what it held back come in when it is taken back, and when it ends; nothing is lost or doubled', async () => {
    const begin = async (value: string) => {
      const { id, waitsFor } = sure(
        await allow.propose(as('bea'), entry({ indicator: { type: 'ip', value }, until: later(2) })),
      );
      sure(await allow.answer(as(idOf(waitsFor as 'Ines')), id, 'confirm', 'fine'));
      return id;
    };
    const [one, two] = [await begin('192.0.2.7'), await begin('192.0.2.8')];
    await accept(
      ['a', { device_id: 'd-1' }],
      ['b', { device_id: 'd-1', ip: '192.0.2.7' }, one],
      ['c', { ip: '192.0.2.8' }, two],
    );
    await group();
    expect(await shapes()).toEqual(['a']);
    expect(await allow.revoke(as('bea'), one, 'no')).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    sure(await allow.revoke(as('ines'), one, 'it moved'));
    await group();
    expect(await shapes()).toEqual(['a b']);
    // What intake still held back with the old list comes in, too.
    await accept(['d', { device_id: 'd-1', ip: '192.0.2.7' }, one]);
    const end = new EndAllowEntries(uow);
    expect(await end.run({ actor: SYSTEM, now: later(1) })).toBe(1);
    await group();
    expect(await shapes()).toEqual(['a b d']);
    expect(await end.run({ actor: SYSTEM, now: later(3) })).toBe(1);
    expect(await end.run({ actor: SYSTEM, now: later(3) })).toBe(0);
    await group();
    expect(await shapes()).toEqual(['a b d', 'c']);
    expect(await db.query('select state, revived::int from allow_entry order by revived desc')).toEqual([
      { state: 'revoked', revived: 2 },
      { state: 'expired', revived: 1 },
    ]);
    // Brought back: a new entry that names the old one, with two people again.
    sure(await allow.propose(as('bea', later(4)), entry({ renews: one })));
    const rows = await new ListEntriesQuery(uow).page(
      { list: 'allow', phase: null, value: '192.0.2.7', type: 'ip' },
      10,
      null,
    );
    expect(rows.map(({ state, renews }) => [state, renews])).toEqual([
      ['proposed', one],
      ['revoked', null],
    ]);
  });

  it('refuses what cannot be meant, with the field', async () => {
    const refused = async (over: Partial<NewAllowEntry>) => {
      const answer = await allow.propose(as('bea'), entry(over));
      return answer.ok ? 'ok' : 'field' in answer ? answer.field : answer.code;
    };
    expect(await refused({ indicator: null })).toBe('subject');
    expect(await refused({ indicator: { type: 'ip', value: '  ' } })).toBe('value');
    expect(await refused({ indicator: null, subject: { kind: 'planet', id: 'x' } })).toBe('subject');
    expect(await refused({ reason: ' ' })).toBe('reason');
    expect(await refused({ source: '' })).toBe('source');
    expect(await refused({ until: now })).toBe('until');
    expect(await refused({ until: new Date('2027-11-21T10:00:00Z') })).toBe('until');
    expect(await refused({ detectorId: 'nobody' })).toBe('detectorId');
    expect(await refused({})).toBe('ok');
    expect(await refused({})).toBe('value');
    await db.query(`update staff set active = false where id = any($1::uuid[])`, [[people.noor]]);
    const alone = await allow.propose(as('ines'), entry({ indicator: { type: 'ip', value: '192.0.2.99' } }));
    expect(alone).toMatchObject({ code: 'NO_SECOND_PERSON' });
  });

  it('of two who answer at once, one does', async () => {
    const { id } = sure(await allow.propose(as('bea'), entry()));
    const answers = await Promise.all([
      allow.answer(as('ines', later(30)), id, 'confirm', 'fine'),
      allow.answer(as('noor', later(30)), id, 'refuse', 'too wide'),
      allow.answer(as('bea', later(30)), id, 'withdraw', 'on second thoughts'),
    ]);
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    expect(answers.filter((answer) => !answer.ok && answer.code === 'NOT_NOW').length).toBe(2);
  });
});

describe('a hub', () => {
  const unlink = {
    act: 'unlink',
    caseId: null,
    type: 'ip',
    value: '192.0.2.7',
    kind: 'gateway',
    source: 'register',
    reason: 'campus',
  } as const;

  it.each(['0.0.0.0/0', '10.0.0.0/7', '0.0.0.0／0', '2001::/15'])('is no network as wide as %s', async (value) => {
    const refused = await correct.correct(as('ines'), { ...unlink, type: 'network', value });
    expect(refused).toMatchObject({ ok: false, code: 'INVALID', field: 'value' });
    expect(await db.query('select 1 from hub_entry')).toEqual([]);
  });

  it('that is wider than addresses meet in needs a second person, whatever is known in it', async () => {
    const wide = { ...unlink, type: 'network', value: '41.0.0.0/8' };
    expect(await correct.correct(as('ines'), wide)).toMatchObject({ ok: true, waitsFor: 'Noor' });
    const narrow = await correct.correct(as('ines'), { ...wide, value: '41.7.8.0/24' });
    expect(narrow).toMatchObject({ ok: true });
    expect(narrow).not.toHaveProperty('waitsFor');
  });

  it('of one case needs one person', async () => {
    await accept(['a', { device_id: 'd-1' }], ['b', { device_id: 'd-1' }]);
    await group();
    const done = sure(await correct.correct(as('ines'), { ...unlink, type: 'device_id', value: 'd-1' }));
    expect(done.waitsFor).toBeUndefined();
    expect(await shapes()).toEqual(['a', 'b']);
  });

  it('beyond one case waits for a second person, and shows what it would do', async () => {
    await accept(
      ['a', { ip: '192.0.2.7', prompt_template: 'p-1' }],
      ['b', { ip: '192.0.2.7', prompt_template: 'p-1' }],
      ['c', { ip: '192.0.2.7' }],
    );
    await group();
    expect(await shapes()).toEqual(['a b', 'c']);
    const shown = sure(await correct.rehearse(as('ines'), unlink));
    expect(shown.reach).toEqual({ cases: 2, subjects: 3 });
    expect(shown.before.length).toBe(1);
    expect(shown.after.length).toBe(2);
    const proposed = sure(await correct.correct(as('ines'), unlink));
    expect(proposed.waitsFor).toBe('Noor');
    await group();
    expect(await shapes()).toEqual(['a b', 'c']);
    expect(await correct.correct(as('noor'), unlink)).toMatchObject({ field: 'value' });
    expect(await correct.answerHub(as('ines'), proposed.id, 'confirm', 'mine')).toMatchObject({ code: 'FOUR_EYES' });
    const done = sure(await correct.answerHub(as('noor'), proposed.id, 'confirm', 'it is'));
    expect(await shapes()).toEqual(['a', 'b', 'c']);
    expect(await db.query('select added_by, confirmed_by, cases from hub_entry')).toEqual([
      { added_by: people.ines, confirmed_by: people.noor, cases: 2 },
    ]);
    expect(await correct.answerHub(as('noor'), proposed.id, 'refuse', 'late')).toMatchObject({ code: 'NOT_NOW' });
    sure(await correct.correct(as('ines'), { act: 'undo', correctionId: done.id, reason: 'it is theirs alone' }));
    expect(await shapes()).toEqual(['a b', 'c']);
    const rows = await new ListEntriesQuery(uow).page(
      { list: 'hub', phase: null, value: '192.0.2.7', type: null },
      10,
      null,
    );
    expect(rows.map(({ state, proposedBy, answeredBy, endedBy }) => [state, proposedBy, answeredBy, endedBy])).toEqual([
      ['revoked', 'Ines', 'Noor', 'Ines'],
    ]);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@portcullis/core/db/ids';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import { demoWorld, fallDate, staff } from '@portcullis/simulator';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Ledger } from '../control-plane/ledger.js';
import { MailStore } from '../mail/mail-store.js';
import { coreIntake } from './core-intake.js';
import { loadWorld } from './load-world.js';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let database: PrivateDatabase;
let db: Database;
const directory = mkdtempSync(join(tmpdir(), 'portcullis-world-'));
const now = new Date('2026-11-21T09:40:00Z');

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 5);
  await seedReference(db);
  for (const person of staff) {
    await db.query('insert into staff (id, email, name, roles) values ($1, $2, $3, $4)', [
      newId(),
      person.email,
      person.name,
      person.roles,
    ]);
  }
  await db.query(
    `insert into webhook_endpoint (id, kind, url, secrets) values ($1, 'control_plane', 'http://127.0.0.1:9/webhooks', '["whsec_x"]')`,
    [newId()],
  );
  await loadWorld({
    name: 'small',
    now,
    appUrl: database.urls.app,
    portalUrl: database.urls.portal,
    sequencerUrl: database.urls.sequencer,
    intakeOf: coreIntake,
    mailDirectory: join(directory, 'mail'),
    ledgerFile: join(directory, 'control-plane.ndjson'),
    portalOrigin: 'http://127.0.0.1:4001',
    linkSecret: 'a secret of this test only',
    mailFrom: 'Portcullis <notices@portcullis.example>',
    replyTo: 'appeals@portcullis.example',
  });
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true, force: true });
});

const caseOf = async (detector: string, id: string) => {
  const [row] = await db.query(
    `select f.* from alert_identity i join case_alert a on a.alert_id = i.alert_id join case_file f on f.id = a.case_id
     where i.detector_id = $1 and i.external_id = $2`,
    [detector, id],
  );
  return row;
};
const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await db.query(`select count(*)::int as n from ${sql}`, values))[0].n);

describe('a loaded world', () => {
  it('took every step: the rules agree with the story', async () => {
    const demo = demoWorld({ name: 'small', now: now.getTime() });
    const proposals = demo.steps.filter((step) => step.do === 'decision.propose').length;
    expect(await count('decision')).toBe(proposals);
    const appeals = demo.steps.filter((step) => step.do === 'appeal.submit').length;
    expect(await count('appeal')).toBe(appeals);
    expect(await count('alert_pending')).toBe(0);
  });

  it('has work for each role, and months behind it', async () => {
    expect(await count(`case_file where state = 'new'`)).toBeGreaterThan(30);
    expect(await count(`decision where state = 'proposed'`)).toBeGreaterThan(3);
    expect(await count(`appeal where state = 'acknowledged'`)).toBeGreaterThan(3);
    expect(await count(`appeal where state in ('in_review', 'info_requested')`)).toBeGreaterThan(1);
    expect(await count(`event where occurred_at < $1`, [new Date(now.getTime() - 150 * 86_400_000)])).toBeGreaterThan(
      50,
    );
    expect(await count('event where occurred_at > $1', [now])).toBe(0);
  });

  it('dates letters and orders by the story, and leaves none of them to the worker', async () => {
    expect(await count(`outbox where completed_at is null and topic <> 'outcomes.feedback'`)).toBe(0);
    expect(await count(`delivery where state <> 'delivered' and kind = 'action.requested'`)).toBe(0);
    expect(await count(`notice where state <> 'sent'`)).toBe(0);
    const mails = new MailStore(join(directory, 'mail')).list();
    expect(mails.length).toBeGreaterThan(150);
    expect(new Date(mails.at(-1)?.at ?? 0).getTime()).toBeLessThan(now.getTime() - 120 * 86_400_000);
    const ledger = new Ledger(join(directory, 'control-plane.ndjson'));
    expect(ledger.unconfirmed()).toEqual([]);
    expect(ledger.inEffect()).toHaveLength(
      await count(`(select distinct subject_kind, subject_id from action where state = 'active') s`),
    );
  });
});

describe('the scenes', () => {
  it('1: the gateway is the next case of whoever claims first', async () => {
    const [first] = await db.query(
      `select id, severity, organization_id from case_file where held_by is null and state in ('new', 'triaged', 'investigating') order by act_by, id limit 1`,
    );
    expect(first).toMatchObject({ severity: 5, organization_id: 'org_ponteaberta' });
    expect((await caseOf('egress-signature', 'egress-signature-pa-1')).id).toBe(first.id);
  });

  it('2: 212 accounts in one case, nine of them victims', async () => {
    const { id } = await caseOf('relay-signature', 'relay-signature-ts-1');
    const rows = await db.query(
      `select finding, count(*)::int as n from case_subject where case_id = $1 and subject_kind = 'account' group by 1`,
      [id],
    );
    const by = new Map<string, number>(rows.map((row: { finding: string; n: number }) => [row.finding, row.n]));
    expect(by.get('victim')).toBe(9);
    expect((by.get('operator') ?? 0) + (by.get('knowing_participant') ?? 0)).toBe(203);
  });

  it('3: reversed after 3 h 10 min, and the alerts that misled are false positives', async () => {
    const { id } = await caseOf('device-id-collision', 'device-id-collision-sierralta-1');
    const [action] = await db.query('select * from action where case_id = $1', [id]);
    expect(action.state).toBe('reversed');
    expect((action.ended_at - action.in_effect_at) / 60_000).toBe(190);
    expect(
      await count(`outcome_current where case_id = $1 and verdict = 'false_positive' and source = 'appeal'`, [id]),
    ).toBeGreaterThan(1);
  });

  it('4: the reseller, with eleven bystanders', async () => {
    const { id, route } = await caseOf('relay-signature', 'relay-signature-kestrel-8-1');
    expect(route).toBe('reseller_unscreened');
    expect(await count(`case_subject where case_id = $1 and finding = 'bystander'`, [id])).toBe(11);
  });

  it('5: 94 and then 71 %, with fourteen suspensions that rest on it', async () => {
    const fallAt = new Date(fallDate(now.getTime()));
    const score = async (side: string) => {
      const [row] = await db.query(
        `select count(*) filter (where verdict = 'true_positive')::int as right, count(*)::int as all from outcome_current o join alert a on a.id = o.alert_id
         where o.detector_id = 'ip-intelligence' and o.verdict in ('true_positive', 'false_positive') and a.received_at ${side} $1`,
        [fallAt],
      );
      return row.right / row.all;
    };
    expect(await score('<')).toBeCloseTo(0.94, 3);
    expect(await score('>=')).toBeCloseTo(0.71, 2);
    const resting = `(select distinct d.id from decision d join decision_evidence e on e.decision_id = d.id join action a on a.decision_id = d.id
      where e.detector_id = 'ip-intelligence' and e.load_bearing and a.state = 'active') d`;
    expect(await count(resting)).toBe(14);
  });

  it('6: the school has its letter with a link, and an appeal that waits', async () => {
    const { id } = await caseOf('relay-signature', 'relay-signature-marula-1');
    expect(
      await count(
        `appeal p join decision d on d.id = p.decision_id where d.case_id = $1 and p.state = 'acknowledged'`,
        [id],
      ),
    ).toBe(1);
    const [letter] = new MailStore(join(directory, 'mail')).list('legal@marulalearning.example').toReversed();
    expect(letter?.text).toMatch(/http:\/\/127\.0\.0\.1:4001\/open#[\w-]{20,}/);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@portcullis/core/config/config';
import { Clock } from '@portcullis/core/core.module';
import { seedReference } from '@portcullis/core/seed/seed-reference';
import { isHubKind } from '@portcullis/domain';
import { demoWorld, fallDate } from '@portcullis/simulator';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCustomerApp } from '../../../api/src/customer.app.js';
import { createStaffApp } from '../../../api/src/staff.app.js';
import { Ledger } from '../control-plane/ledger.js';
import { MailStore } from '../mail/mail-store.js';
import { provision } from '../provision.js';
import { ensureSecrets, type Secrets } from '../secrets.js';
import { colleagues, visitors } from '../sign-ins.js';
import { coreIntake } from './core-intake.js';
import { loadWorld } from './load-world.js';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let database: PrivateDatabase;
let db: Database;
let app: Awaited<ReturnType<typeof createStaffApp>>;
let portal: Awaited<ReturnType<typeof createCustomerApp>>;
let secrets: Secrets;
const directory = mkdtempSync(join(tmpdir(), 'portcullis-world-'));
const now = new Date('2026-11-21T09:40:00Z');
const demo = demoWorld({ name: 'small', now: now.getTime() });

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 5);
  await seedReference(db);
  secrets = ensureSecrets(
    join(directory, 'secrets.json'),
    visitors.map(({ email }) => email),
  );
  await provision(database.urls.app, secrets, [...visitors, ...colleagues], 'http://127.0.0.1:9');
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
  const config = readConfig({
    PORTCULLIS_NODE_ENV: 'test',
    PORTCULLIS_DATABASE_URL: database.urls.app,
    PORTCULLIS_LINK_SECRET: 'a secret of this test only',
  });
  const clock = Object.assign(new Clock(), { now: () => now });
  const log = pino({ level: 'silent' });
  app = await createStaffApp({ config, dataSource: db, clock, log, registry: new Registry() });
  const dataSource = await database.open('portal', 2);
  portal = await createCustomerApp({ config, dataSource, clock, log, registry: new Registry() });
});
afterAll(async () => {
  await app?.close();
  await portal?.close();
  await database?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** What a visitor sees: signs in with the printed password and asks. */
async function as(role: string) {
  const csrf = { 'x-portcullis-csrf': '1' };
  const email = visitors.find(({ roles }) => roles.some((one) => one === role))?.email ?? '';
  const payload = { email, password: secrets.staff[email] };
  const entered = await app.inject({ method: 'POST', url: '/session', headers: csrf, payload });
  expect(entered.statusCode, entered.body).toBe(204);
  const headers = { ...csrf, cookie: `${entered.cookies[0]?.name}=${entered.cookies[0]?.value}` };
  // biome-ignore lint/suspicious/noExplicitAny: answers are checked by what is expected of them
  return async (query: string, variables: Record<string, unknown> = {}): Promise<any> => {
    const answer = await app.inject({ method: 'POST', url: '/graphql', headers, payload: { query, variables } });
    expect(answer.json().errors, query).toBeUndefined();
    return answer.json().data;
  };
}

const caseOf = async (detector: string, id: string): Promise<{ id: string; number: number }> => {
  const [row] = await db.query(
    `select f.id, f.number from alert_identity i join case_alert a on a.alert_id = i.alert_id join case_file f on f.id = a.case_id
     where i.detector_id = $1 and i.external_id = $2`,
    [detector, id],
  );
  return row;
};
const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await db.query(`select count(*)::int as n from ${sql}`, values))[0].n);

describe('a loaded world', () => {
  it('took every step: the rules agree with the story', async () => {
    const steps = (word: string) => demo.steps.filter((step) => step.do === word).length;
    expect(await count('decision')).toBe(steps('decision.propose'));
    expect(await count('appeal')).toBe(steps('appeal.submit'));
    expect(await count('alert_pending')).toBe(0);
    expect(await count('alert_rejected')).toBe(0);
    const papers = demo.steps.flatMap((step) => (step.do === 'appeal.submit' ? step.papers : []));
    expect(await count('attachment where appeal_id is not null')).toBe(papers.length);
  });

  it('has work for each role, and months behind it', async () => {
    expect(await count(`case_file where state = 'new'`)).toBeGreaterThan(30);
    expect(await count(`decision where state = 'proposed'`)).toBeGreaterThan(3);
    expect(await count(`appeal where state = 'acknowledged'`)).toBeGreaterThan(3);
    expect(await count(`appeal where state in ('in_review', 'info_requested')`)).toBeGreaterThan(1);
    expect(await count(`event where occurred_at < $1`, [new Date(now.getTime() - 150 * 86_400_000)])).toBeGreaterThan(
      50,
    );
    // People, keys and endpoints are made by the installation, when it is installed; all else belongs to the story.
    const story = `kind not in ('staff.create', 'api_key.create', 'webhook_endpoint.create')`;
    expect(await count(`event where ${story} and occurred_at > $1`, [now])).toBe(0);
  });

  it('has hubs of the kinds that people choose from', async () => {
    const kinds: { kind: string }[] = await db.query('select distinct kind from hub_entry order by kind');
    expect(kinds.length).toBeGreaterThan(4);
    expect(kinds.filter(({ kind }) => !isHubKind(kind))).toEqual([]);
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

  it('is sealed and counted', async () => {
    expect(await count('event_unsealed')).toBe(0);
    const [state] = await db.query(
      'select position, (select max(position) from event_chain) as head from rollup_state',
    );
    expect(state.position).toBe(state.head);
  });

  it('leaves the desk with few clocks run out', async () => {
    const open = `case_file where state in ('new', 'investigating')`;
    const late = await count(`${open} and due_at < $1`, [now]);
    expect(late).toBeLessThan(0.1 * (await count(open)));
    const appeals = `appeal where state in ('acknowledged', 'in_review')`;
    expect(await count(`${appeals} and due_at < $1`, [now])).toBeLessThan(0.4 * (await count(appeals)));
  });
});

const PREVIEW = `query($id: ID!, $kind: String!, $scope: String!) { preview(input: { caseId: $id, kind: $kind, scope: $scope }) {
  independence { sufficient headline } refusals { code message allowed } reach { subjects accounts known leftOut { finding subjects } } } }`;
const codes = (refusals: { code: string }[]): string[] => refusals.map(({ code }) => code);

describe('the scenes, as a visitor finds them', () => {
  it('1: the gateway is the next case; suspending it is refused for one source, and verification is not', async () => {
    const reviewer = await as('reviewer');
    const { claimNext } = await reviewer(
      `mutation { claimNext { refusal { message } case { id number row { severity organizationId } subjects { nodes { organizationName exchanges30d } } } } }`,
    );
    expect(claimNext.case.row).toEqual({ severity: 5, organizationId: 'org_ponteaberta' });
    expect(claimNext.case.number).toBe((await caseOf('egress-signature', 'egress-signature-pa-1')).number);
    const { id } = claimNext.case;
    const { preview } = await reviewer(PREVIEW, { id, kind: 'suspend', scope: 'account' });
    expect(preview.independence).toEqual({ sufficient: false, headline: 'One source, twice' });
    const refusal = preview.refusals.find(({ code }: { code: string }) => code === 'SIGNALS_NOT_INDEPENDENT');
    expect(refusal.allowed).toContain('require_verification');
    const asked = await reviewer(PREVIEW, { id, kind: 'require_verification', scope: 'account' });
    expect(codes(asked.preview.refusals)).not.toContain('SIGNALS_NOT_INDEPENDENT');
    await reviewer(`mutation($id: ID!) { releaseCase(caseId: $id, reason: "only looked") { refusal { message } } }`, {
      id,
    });
  });

  it('2: the second case on the desk, 212 accounts, and the preview leaves nine victims out', async () => {
    const reviewer = await as('reviewer');
    const { cases } = await reviewer('{ cases(first: 2) { nodes { id number title } } }');
    const [, second] = cases.nodes;
    expect(second.number).toBe((await caseOf('relay-signature', 'relay-signature-ts-1')).number);
    expect(second.title).toMatch(/^Transfer station: 212 accounts around device /);
    const { preview } = await reviewer(PREVIEW, { id: second.id, kind: 'suspend', scope: 'account' });
    expect(preview.reach).toMatchObject({ subjects: 203, accounts: 203, known: true });
    expect(preview.reach.leftOut).toEqual([{ finding: 'victim', subjects: 9 }]);
    expect(preview.independence.sufficient).toBe(true);
  });

  it('3: the fintech, reversed after 3 h 10 min; 190 seat-hours; the alerts that misled are false positives', async () => {
    const { id, number } = await caseOf('device-id-collision', 'device-id-collision-sierralta-1');
    const read = await as('appeal_reviewer');
    const { case: found } = await read(
      `query($n: Int!) { case(number: $n) { row { state } actions { kind state seats inEffectAt endedAt endReason } notices { kind toEmail } } }`,
      { n: number },
    );
    const [action] = found.actions;
    expect(action).toMatchObject({ kind: 'suspend', state: 'reversed', seats: 60, endReason: 'mistaken_fact' });
    expect((Date.parse(action.endedAt) - Date.parse(action.inEffectAt)) / 60_000).toBe(190);
    expect(found.notices.map(({ kind }: { kind: string }) => kind)).toEqual([
      'statement_of_reasons',
      'appeal_acknowledged',
      'appeal_result',
    ]);
    expect(await count(`harm where case_id = $1 and seats = 60 and round(seat_hours) = 190`, [id])).toBe(1);
    expect(
      await count(`outcome_current where case_id = $1 and verdict = 'false_positive' and source = 'appeal'`, [id]),
    ).toBe(1);
    const { appeals } = await read('{ appeals(state: "reversed", first: 100) { nodes { number caseNumber } } }');
    const mine = appeals.nodes.find(({ caseNumber }: { caseNumber: number }) => caseNumber === number);
    const { appeal } = await read(
      'query($n: Int!) { appeal(number: $n) { similar { why case { organizationId } } harm { seatHours } attachments { name } } }',
      { n: mine.number },
    );
    expect(appeal.similar.map((one: { case: { organizationId: string } }) => one.case.organizationId).sort()).toEqual([
      'org_australpay',
      'org_ceibosalud',
      'org_quetzalcred',
    ]);
    expect(appeal.harm).toEqual([{ seatHours: 190 }]);
    expect(appeal.attachments).toHaveLength(2);
  });

  it('4: the reseller: partner-wide it hits fourteen accounts, by findings three', async () => {
    const reviewer = await as('reviewer');
    const { id, number } = await caseOf('relay-signature', 'relay-signature-kestrel-8-1');
    const { case: found } = await reviewer(
      'query($n: Int!) { case(number: $n) { row { route } findingCounts { finding subjects } } }',
      { n: number },
    );
    expect(found.row.route).toBe('reseller_unscreened');
    expect(found.findingCounts).toEqual(
      expect.arrayContaining([
        { finding: 'bystander', subjects: 11 },
        { finding: 'operator', subjects: 3 },
        { finding: 'facilitator', subjects: 1 },
      ]),
    );
    const wide = await reviewer(PREVIEW, { id, kind: 'suspend', scope: 'partner' });
    expect(wide.preview.reach).toMatchObject({ subjects: 1, accounts: 14 });
    const narrow = await reviewer(PREVIEW, { id, kind: 'suspend', scope: 'account' });
    expect(narrow.preview.reach).toMatchObject({ accounts: 3, leftOut: [{ finding: 'bystander', subjects: 11 }] });
  });

  it('5: 94 and then 71 %, with 42 suspensions from 14 decisions that rest on it', async () => {
    const fallAt = new Date(fallDate(now.getTime()));
    const score = async (side: string) => {
      const [row] = await db.query(
        `select count(*) filter (where verdict = 'true_positive')::int as right, count(*)::int as all from outcome_current o join alert a on a.id = o.alert_id
         where o.detector_id = 'ip-intelligence' and o.verdict in ('true_positive', 'false_positive') and a.observed_at ${side} $1`,
        [fallAt],
      );
      return row.right / row.all;
    };
    expect(await score('<')).toBeCloseTo(0.94, 3);
    expect(await score('>=')).toBeCloseTo(0.71, 2);
    const manager = await as('manager');
    const { overview } = await manager(
      `query($input: OverviewInput!) { overview(input: $input) { scorecard { detector version changedOn loadBearingActions precision { estimate n } previous { estimate } } } }`,
      { input: { from: new Date(now.getTime() - 30 * 86_400_000).toISOString(), to: now.toISOString(), grain: 'day' } },
    );
    expect(overview.scorecard[0]).toEqual({
      detector: 'ip-intelligence',
      version: '3.2',
      changedOn: fallAt.toISOString(),
      loadBearingActions: 42,
      precision: { estimate: expect.closeTo(0.71, 2), n: 62 },
      previous: { estimate: 0.94 },
    });
    const { actions, detector } = await manager(
      `{ actions(detector: "ip-intelligence", detectorVersion: "3.2", inEffect: true, first: 200) { state decisionNumber } detector(id: "ip-intelligence") { actionsResting { id } } }`,
    );
    expect(actions).toHaveLength(42);
    expect(detector.actionsResting).toHaveLength(42);
    expect(new Set(actions.map(({ decisionNumber }: { decisionNumber: number }) => decisionNumber)).size).toBe(14);
  });

  it('6: the school has its letter with a link, and an appeal that waits', async () => {
    const { id } = await caseOf('relay-signature', 'relay-signature-marula-1');
    expect(
      await count(
        `appeal p join decision d on d.id = p.decision_id where d.case_id = $1 and p.state = 'acknowledged'`,
        [id],
      ),
    ).toBe(1);
    const letters = new MailStore(join(directory, 'mail')).list('legal@marulalearning.example');
    const [, token] = /http:\/\/127\.0\.0\.1:4001\/open#([\w-]{20,})/.exec(letters.at(-1)?.text ?? '') ?? [];
    const csrf = { 'x-portcullis-csrf': '1' };
    const opened = await portal.inject({ method: 'POST', url: '/session', headers: csrf, payload: { token } });
    expect(opened.statusCode).toBe(204);
    const cookie = `${opened.cookies[0]?.name}=${opened.cookies[0]?.value}`;
    const matter = (await portal.inject({ url: '/matter', headers: { cookie } })).json();
    expect(matter.customer.name).toBe('Marula Learning (Pty) Ltd');
    expect(matter.actions).toMatchObject([{ kind: 'suspend', scope: 'account', state: 'active' }]);
    expect(matter.stillWorks).toContain('Accounts and keys that are not named above are not affected.');
    expect(matter.wouldEnd.length).toBeGreaterThan(2);
    expect(matter.appeals).toMatchObject([{ open: true, state: 'acknowledged' }]);
    expect(matter.nextAnswerDue).toMatchObject({ from: 'us' });
    expect(Date.parse(matter.nextAnswerDue.at)).toBeGreaterThan(now.getTime());
    expect(Date.parse(matter.notice.sentAt)).toBeGreaterThanOrEqual(Date.parse(matter.actions[0].inEffectAt));
  });

  it('7: the auditor finds the history of the fintech, sealed', async () => {
    const auditor = await as('auditor');
    const { number } = await caseOf('device-id-collision', 'device-id-collision-sierralta-1');
    const { history } = await auditor(
      `query($n: Int!) { history(caseNumber: $n, first: 100) { nodes { kind position } } }`,
      { n: number },
    );
    const kinds = history.nodes.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['decision.approve', 'appeal.decide', 'action.confirm_reversal']));
    expect(history.nodes.every(({ position }: { position: number | null }) => position !== null)).toBe(true);
  });
});

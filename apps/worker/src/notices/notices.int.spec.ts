import { secretHash } from '@portcullis/core/access/secret';
import { newId } from '@portcullis/core/db/ids';
import { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { AnswerDecision } from '@portcullis/core/decisions/answer-decision.command';
import { ProposeDecision } from '@portcullis/core/decisions/propose.command';
import { ConfirmAction } from '@portcullis/core/enforcement/confirm-action.command';
import { LiftAction } from '@portcullis/core/enforcement/lift-action.command';
import { ReplayDelivery } from '@portcullis/core/enforcement/replay-delivery.command';
import { portalToken } from '@portcullis/core/notices/portal-link';
import {
  aCase,
  anAccount,
  aStaff,
  aWorld,
  found,
  held,
  type PrivateDatabase,
  privateDatabase,
  type World,
} from '@portcullis/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../testing/mail-server.js';
import { type Receiver, startReceiver } from '../testing/receiver.js';
import { startTestWorker, testConfig, until } from '../testing/test-worker.js';
import type { RunningWorker } from '../worker.js';

type Staff = Awaited<ReturnType<typeof aStaff>>;
const ORIGIN = 'http://portal.example';

let database: PrivateDatabase;
let world: World;
let uow: UnitOfWork;
let reviewer: Staff;
let senior: Staff;
let mail: MailServer;
let plane: Receiver;
let worker: RunningWorker | undefined;
let secret: string;
let next = 0;

beforeAll(async () => {
  database = await privateDatabase();
  world = await aWorld(await database.open('app'), new Date());
  uow = new UnitOfWork(world.database);
  reviewer = await aStaff(world, ['reviewer'], 'Mira');
  senior = await aStaff(world, ['senior_reviewer'], 'Ana');
  secret = testConfig(database).LINK_SECRET;
});
afterAll(() => database.close());
beforeEach(async () => {
  mail = await startMailServer();
  plane = await startReceiver();
  await uow.read(
    'delete from webhook_endpoint where not exists (select 1 from delivery d where d.endpoint_id = webhook_endpoint.id)',
  );
  await uow.read('update webhook_endpoint set active = false');
  for (const kind of ['control_plane', 'detector']) await anEndpoint(kind);
});
afterEach(async () => {
  await worker?.close();
  worker = undefined;
  await Promise.all([mail.close(), plane.close()]);
});

const anEndpoint = (kind: string) =>
  uow.read(`insert into webhook_endpoint (id, kind, url, secrets) values ($1, $2, $3, $4)`, [
    newId(),
    kind,
    plane.url,
    JSON.stringify([plane.secret]),
  ]);

async function start(settings: Record<string, string> = {}): Promise<void> {
  worker = await startTestWorker(
    database,
    { ticketTimes: { jobTimeoutMs: 10_000, leaseMs: 12_000 } },
    { SMTP_URL: mail.url, PORTAL_ORIGIN: ORIGIN, ALLOW_PRIVATE_WEBHOOKS: 'true', ...settings },
  );
}

const as = (actor: Staff | { kind: 'control_plane'; id: string }) => ({ actor, now: new Date(), requestId: 'req-1' });

/** An account suspended by two people; a second account of the case belongs to a victim. */
async function suspended({ email = 'owner@harbour.example' } = {}) {
  next += 1;
  const [account, victim] = [`acct_${next}`, `victim_${next}`];
  await anAccount(world, { id: account, organization: `org_${next}`, seats: 20, email });
  await anAccount(world, { id: victim, organization: `org_victim_${next}`, email: `victim${next}@quay.example` });
  const built = await aCase(world, {
    accounts: { [account]: ['tls_header_signature', 'instrument_reuse'], [victim]: ['instrument_reuse'] },
  });
  const caseVersion = await held(world, built, reviewer.id);
  await found(world, built, reviewer.id, { [account]: 'operator', [victim]: 'victim' });
  const proposed = await new ProposeDecision(uow).propose(as(reviewer), {
    caseId: built.id,
    caseVersion,
    kind: 'suspend',
    scope: 'account',
    subjects: null,
    route: 'transfer_station',
    ground: 'contractual',
    clause: 'supported-regions',
    evidence: built.alerts.slice(0, 2).map(({ id }) => id),
    facts: 'Requests of 40 end users came through one relay program.\n- One card paid for <all> of them.',
    reasons: 'Shared device and card.',
    considered: ['A warning.'],
    until: new Date(Date.now() + 90 * 86_400_000),
  });
  if (!proposed.ok) throw new Error(proposed.message);
  const approved = await new AnswerDecision(uow).approve(as(senior), {
    decisionId: proposed.decisionId,
    reason: 'Carried.',
  });
  if (!approved.ok) throw new Error(approved.message);
  return { built, decisionId: proposed.decisionId, account, victim };
}

interface Notice {
  id: string;
  number: number;
  kind: string;
  state: string;
  to: string | null;
  failure: string | null;
  link: string;
  appealUntil: Date | null;
  text: string;
  html: string;
  withheld: { item: string; text: string }[];
  dsa: Record<string, unknown>;
}
const noticesOf = (decisionId: string) =>
  uow.read<Notice>(
    `select id, number, kind, state, to_email as to, failure, link_id as link, appeal_until as "appealUntil", body_text as text, body_html as html, withheld, dsa
     from notice where decision_id = $1 order by kind, number`,
    [decisionId],
  );
const mailsTo = (address: string) => mail.mails.filter(({ to }) => to.includes(address));
const until1 = (decisionId: string, isSo: (notice: Notice) => boolean) =>
  until(
    () => noticesOf(decisionId),
    (notices) => notices.some((notice) => notice.kind === 'statement_of_reasons' && isSo(notice)),
  ).then((notices) => notices.find(({ kind }) => kind === 'statement_of_reasons') as Notice);

describe('the notice of a suspension', () => {
  it('reaches the verified contact with reasons, and a link that nothing in the database opens', async () => {
    await start();
    const { decisionId, account } = await suspended();
    const notice = await until1(decisionId, ({ state }) => state === 'sent');
    const [letter] = await until(
      async () => mailsTo('owner@harbour.example'),
      (mails) => mails.length > 0,
    );
    expect(letter?.headers).toMatchObject({
      from: expect.stringContaining('notices@portcullis.example'),
      'reply-to': 'appeals@portcullis.example',
      'message-id': `<${notice.id}.0@portcullis.example>`,
      'auto-submitted': 'auto-generated',
      'content-language': 'en',
    });
    expect(letter?.headers.subject).toContain(`N-${notice.number}`);
    const link = /http:\/\/portal\.example\/open#([\w-]{43})/.exec(letter?.text ?? '');
    expect(letter?.html).toContain(`href="${link?.[0]}"`);
    for (const fact of ['Requests of 40 end users came through one relay program.', account]) {
      expect(letter?.text).toContain(fact);
      expect(letter?.html).toContain(fact);
    }
    expect(letter?.html).toContain('One card paid for &lt;all&gt; of them.');
    const token = link?.[1] as string;
    expect(token).toBe(portalToken(secret, notice.link));
    const [row] = await uow.read<{ notice: string; months: number }>(
      `select notice_id as notice, (extract(epoch from expires_at - now()) / 86400 / 30)::int as months from portal_link where token_hash = $1`,
      [secretHash(token)],
    );
    expect(row?.notice).toBe(notice.id);
    expect(row?.months).toBeGreaterThan(6);
    const [leak] = await uow.read<{ found: boolean }>(
      `select (select string_agg(n::text, '') from notice n) || (select coalesce(string_agg(o::text, ''), '') from outbox o) like '%' || $1 || '%' as found`,
      [token],
    );
    expect(leak?.found).toBe(false);
  });

  it('withholds signatures, keeps them for the appeal, and fills the record for the DSA', async () => {
    await start();
    const { decisionId } = await suspended();
    const notice = await until1(decisionId, ({ state }) => state === 'sent');
    expect(notice.text).not.toContain('tls_header_signature');
    expect(notice.withheld.map(({ text }) => text).join()).toContain('tls_header_signature 1.0: 1 alert cited');
    expect(notice.dsa).toMatchObject({
      decision_account: 'DECISION_ACCOUNT_SUSPENDED',
      automated_decision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
    });
    expect(notice.appealUntil && notice.appealUntil.getTime() - Date.now()).toBeGreaterThan(182 * 86_400_000);
  });

  it('tells the victim of the case apart from the operator', async () => {
    await start();
    const { victim } = await suspended();
    const [letter] = await until(
      async () => mailsTo(`victim${next}@quay.example`),
      (mails) => mails.length > 0,
    );
    expect(letter?.text).toContain(victim);
    expect(letter?.text).toContain('You did nothing wrong');
  });

  it('is written once, however often it is asked for', async () => {
    await start();
    const { decisionId } = await suspended();
    await until1(decisionId, ({ state }) => state === 'sent');
    await uow.run(as(senior), async (tx) =>
      tx.enqueue({ topic: 'notices.compose', payload: { decisionId, at: new Date().toISOString() } }),
    );
    await until(
      () => uow.read(`select 1 as open from outbox where completed_at is null`),
      (open) => open.length === 0,
    );
    expect(await noticesOf(decisionId)).toHaveLength(2);
  });

  it('takes the next verified contact when an address is refused for good', async () => {
    mail.refuse = (address) => (address === 'gone@harbour.example' ? 550 : null);
    await start();
    const { decisionId, account } = await suspended({ email: 'gone@harbour.example' });
    const organization = account.replace('acct', 'org');
    await uow.read(
      `insert into directory_entry (kind, id, version, parent_kind, parent_id, organization_id, data) values ('contact', $1, 1, 'organization', $2, $2, $3)`,
      [`second-${organization}`, organization, { email: 'second@harbour.example', verifiedAt: '2026-01-01T00:00:00Z' }],
    );
    const notice = await until1(
      decisionId,
      ({ to, appealUntil }) => to === 'second@harbour.example' && appealUntil !== null,
    );
    expect(notice.state).toBe('other_channel');
    expect(mailsTo('second@harbour.example')).toHaveLength(1);
    const steps = await uow.read<{ kind: string }>(`select kind from event where entity_id = $1 order by id`, [
      notice.id,
    ]);
    expect(steps.map(({ kind }) => kind)).toEqual([
      'notice.make_ready',
      'notice.send',
      'notice.bounce',
      'notice.use_other_channel',
    ]);
  });

  it('is undeliverable, with an alarm and no running window, when every address is refused or there is none', async () => {
    mail.refuse = () => 550;
    await start();
    const refused = await suspended({ email: 'gone@harbour.example' });
    const first = await until1(refused.decisionId, ({ state }) => state === 'undeliverable');
    expect(first).toMatchObject({ appealUntil: null, failure: expect.stringContaining('550') });
    const unknown = await suspended({ email: '' });
    const second = await until1(unknown.decisionId, ({ state }) => state === 'undeliverable');
    expect(second).toMatchObject({ appealUntil: null, to: null });
    const alarms = await uow.read(
      `select 1 as one from event e join event_body b on b.event_id = e.id where e.kind = 'notice.give_up' and e.entity_id = any($1) and (b.body->'facts'->>'alarm')::boolean`,
      [[first.id, second.id]],
    );
    expect(alarms).toHaveLength(2);
  });

  it('waits while no server takes it, and goes out when one does', async () => {
    mail.refuse = () => 451;
    await start();
    const { decisionId } = await suspended();
    await until1(decisionId, ({ failure }) => failure?.includes('451') ?? false);
    mail.refuse = () => null;
    await uow.read(`update notice set next_attempt_at = now() where decision_id = $1 and state = 'ready'`, [
      decisionId,
    ]);
    const notice = await until1(decisionId, ({ state }) => state === 'sent');
    const mails = mailsTo('owner@harbour.example').filter(({ headers }) =>
      headers.subject?.includes(`N-${notice.number})`),
    );
    expect(mails).toHaveLength(1);
  });

  it('waits where no server is configured', async () => {
    await start({ SMTP_URL: '' });
    const { decisionId } = await suspended();
    const notice = await until1(decisionId, ({ failure }) => failure !== null);
    expect(notice).toMatchObject({ state: 'ready', failure: 'No mail server is configured.' });
  });

  it('is followed by word of the end, once the control plane has confirmed it', async () => {
    await start();
    const { decisionId, account } = await suspended();
    const [action] = await uow.read<{ id: string }>('select id from action where decision_id = $1', [decisionId]);
    const actionId = action?.id as string;
    const confirm = (status: 'in_effect' | 'lifted') =>
      new ConfirmAction(uow).confirm(as({ kind: 'control_plane', id: 'plane' }), actionId, { status, at: new Date() });
    expect(await confirm('in_effect')).toMatchObject({ ok: true });
    expect(await new LiftAction(uow).lift(as(senior), actionId, 'The gateway was proved.')).toEqual({ ok: true });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await noticesOf(decisionId)).map(({ kind }) => kind)).not.toContain('action_ended');
    expect(await confirm('lifted')).toMatchObject({ ok: true, state: 'lifted' });
    await uow.read(`update outbox set not_before = now() where completed_at is null`);
    const notices = await until(
      () => noticesOf(decisionId),
      (all) => all.some(({ kind, state }) => kind === 'action_ended' && state === 'sent'),
    );
    const ended = notices.find(({ kind }) => kind === 'action_ended') as Notice;
    expect(ended.text).toContain(`What we told you about one account (${account}) ended`);
    // Its link opens the matter that began with the statement.
    const [opens] = await uow.read<{ kind: string }>(
      'select n.kind from portal_link l join notice n on n.id = l.notice_id where l.id = $1',
      [ended.link],
    );
    expect(opens?.kind).toBe('statement_of_reasons');
  });
});

describe('what the same decision sends to programs', () => {
  it('orders the action once, in its subject’s lane, and tells the detectors what became of their alerts', async () => {
    await start();
    const { account, built } = await suspended();
    const order = () =>
      plane.messages.filter(
        ({ type, data }) => type === 'action.requested' && JSON.stringify(data.subjects).includes(account),
      );
    const feedback = () =>
      plane.messages.filter(
        ({ type, data }) => type === 'alert.outcome' && built.alerts.some(({ id }) => data.alertId === `ext-${id}`),
      );
    await until(
      async () => [order().length, feedback().length],
      ([orders, told]) => orders === 1 && told === 3,
    );
    expect(order()[0]?.data).toMatchObject({
      kind: 'suspend',
      scope: 'account',
      sequence: 1,
      idempotencyKey: order()[0]?.id,
    });
    expect(
      feedback()
        .map(({ data }) => [data.detector, data.caseRef, data.provisional])
        .sort(),
    ).toContainEqual(['tls_header_signature', `C-${built.number}`, true]);
    expect(new Set(feedback().map(({ id }) => id)).size).toBe(3);
  });

  it('notes on an action that its order is a dead letter, and a replay that is confirmed still counts', async () => {
    plane.answer = ({ type }) => (type === 'action.requested' ? 422 : 204);
    await start();
    const { decisionId } = await suspended();
    const action = async () =>
      (
        await uow.read<{ id: string; state: string; failure: string | null }>(
          'select id, state, failure from action where decision_id = $1',
          [decisionId],
        )
      )[0];
    const delivery = async () =>
      (
        await uow.read<{ id: string; state: string; attempts: number; lane: string }>(
          'select id, state, attempts, lane from delivery where action_id = $1',
          [(await action())?.id],
        )
      )[0];
    await until(delivery, (row) => row?.attempts === 1);
    // The receiver has called it wrong five times already.
    await uow.read('update delivery set attempts = 5 where id = $1', [(await delivery())?.id]);
    await uow.read('update delivery_lane set next_attempt_at = now() where lane = $1', [(await delivery())?.lane]);
    await until(delivery, (row) => row?.state === 'dead');
    const failed = await until(action, (row) => row?.state === 'failed');
    expect(failed?.failure).toContain('did not reach the control plane');

    plane.answer = () => 204;
    const dead = (await delivery()) as { id: string };
    expect(await new ReplayDelivery(uow).replay(as(senior), dead.id)).toEqual({ ok: true });
    await until(delivery, (row) => row?.state === 'delivered');
    const confirmed = await new ConfirmAction(uow).confirm(
      as({ kind: 'control_plane', id: 'plane' }),
      failed?.id as string,
      { status: 'in_effect', at: new Date() },
    );
    expect(confirmed).toEqual({ ok: true, state: 'active' });
  });
});

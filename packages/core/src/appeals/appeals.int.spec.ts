import {
  aStaff,
  aSuspension,
  aWorld,
  type PrivateDatabase,
  privateDatabase,
  type Suspension,
  TEST_LINK_SECRET,
  type World,
} from '@portcullis/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../db/unit-of-work.js';
import { ConfirmAction } from '../enforcement/confirm-action.command.js';
import { ComposeLetters } from '../notices/compose-letters.command.js';
import { AppealQuery } from './appeal.query.js';
import { type CustomerScope, CustomerUnitOfWork } from './customer-unit-of-work.js';
import { DecideAppeal, type DecideAppealInput } from './decide-appeal.command.js';
import { FileAppeal, type FileAppealInput } from './file-appeal.command.js';
import { FinaliseCases } from './finalise-cases.command.js';
import { MatterView } from './matter.view.js';
import { ReviewAppeal } from './review-appeal.command.js';

type Staff = Awaited<ReturnType<typeof aStaff>>;
const START = Date.parse('2026-11-20T08:00:00.000Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (ms: number) => new Date(START + ms);
const SYSTEM = { kind: 'system' as const, id: 'system' };

let database: PrivateDatabase;
let world: World;
let uow: UnitOfWork;
let files: FileAppeal;
let matters: MatterView;
let review: ReviewAppeal;
let decisions: DecideAppeal;
let iris: Staff;

beforeAll(async () => {
  database = await privateDatabase();
  world = await aWorld(await database.open('app'));
  uow = new UnitOfWork(world.database);
  const customers = new CustomerUnitOfWork(new UnitOfWork(await database.open('portal', 3)));
  files = new FileAppeal(customers);
  matters = new MatterView(customers);
  review = new ReviewAppeal(uow);
  decisions = new DecideAppeal(uow);
  iris = await aStaff(world, ['appeal_reviewer'], 'Iris');
});
afterAll(() => database.close());

const as = (actor: Staff | typeof SYSTEM, now: Date) => ({ actor, now, requestId: 'test' });
const customer = ({ customerId }: CustomerScope, now: Date) => ({
  actor: { kind: 'customer' as const, id: customerId },
  now,
});
const words: FileAppealInput = {
  statement: 'Our office is in Montevideo; the relay is our own gateway.',
  grounds: ['location', 'gateway'],
  contactName: 'Ana Paz',
  standing: 'administrator',
};
const one = async <T extends object>(sql: string, values: unknown[]): Promise<T> =>
  (await uow.read<T>(sql, values))[0] as T;
const appealRow = (id: string) =>
  one<{
    state: string;
    version: number;
    due_at: Date;
    paused_at: Date | null;
    on_the_file: boolean;
    result: string | null;
  }>('select * from appeal where id = $1', [id]);
const kindsOf = async (entityId: string) =>
  (await uow.read<{ kind: string }>('select kind from event where entity_id = $1 order by id', [entityId])).map(
    ({ kind }) => kind,
  );

async function filed(suspension: Suspension, now = at(2 * HOUR), more: Partial<FileAppealInput> = {}): Promise<string> {
  const answer = await files.file(customer(suspension, now), suspension, { ...words, ...more });
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`);
  return answer.appealId;
}
/** Filed, claimed and read by this reviewer. */
async function inReview(suspension: Suspension, reviewer = iris): Promise<string> {
  const id = await filed(suspension);
  expect(await review.claim(as(reviewer, at(3 * HOUR)), id)).toMatchObject({ ok: true });
  expect(await review.noteFirstReading(as(reviewer, at(3 * HOUR)), id, 'A gateway, it seems.')).toMatchObject({
    ok: true,
  });
  return id;
}
const result = async (appealId: string, more: Partial<DecideAppealInput>): Promise<DecideAppealInput> => ({
  appealId,
  version: (await appealRow(appealId)).version,
  result: 'upheld',
  reason: null,
  text: 'We looked at it afresh.',
  mistakenAlerts: [],
  mistakenReason: null,
  restores: [],
  ...more,
});

describe('a customer', () => {
  it('files an appeal that is acknowledged at once, with a clock, in one transaction', async () => {
    const suspension = await aSuspension(world);
    const answer = await files.file(customer(suspension, at(2 * HOUR)), suspension, {
      ...words,
      relief: 'Payroll runs on it.',
    });
    expect(answer).toMatchObject({ ok: true, state: 'acknowledged', dueAt: at(2 * HOUR + 72 * HOUR) });
    if (!answer.ok) return;
    expect(await kindsOf(answer.appealId)).toEqual(['appeal.submit', 'relief.ask', 'appeal.acknowledge']);
    const outbox = await uow.read<{ payload: { kind: string } }>(
      `select payload from outbox where payload->>'appealId' = $1`,
      [answer.appealId],
    );
    expect(outbox.map(({ payload }) => payload.kind)).toEqual(['appeal_acknowledged']);
    const matter = await matters.read(customer(suspension, at(2 * HOUR)), suspension);
    expect(matter?.allowed).toMatchObject({ appeal: false, why: { code: 'APPEAL_ALREADY_OPEN' } });
    expect(matter?.appeals[0]).toMatchObject({
      open: true,
      relief: { state: 'asked' },
      allowed: ['message', 'upload', 'withdraw'],
    });
    // Asked for on a Friday: within one business day is Monday.
    expect(matter?.nextAnswerDue).toMatchObject({ from: 'us', what: 'temporary_access', at: at(74 * HOUR) });
    expect(matter?.milestones.map(({ what, state }) => `${what} ${state}`)).toEqual([
      'noticed done',
      'in_effect done',
      'appealed done',
      'acknowledged done',
      'in_review ahead',
      'decided ahead',
    ]);
    expect(JSON.stringify(matter)).not.toMatch(/INTERNAL|portal-link|tls_header_signature/);
  });

  it('cannot file twice, not even with two clicks at once; says which one there is', async () => {
    const suspension = await aSuspension(world);
    const clicks = await Promise.all(
      [1, 2, 3].map(() => files.file(customer(suspension, at(HOUR)), suspension, words)),
    );
    const [first] = clicks.filter((click) => click.ok);
    expect(clicks.filter((click) => click.ok)).toHaveLength(1);
    for (const click of clicks.filter((click) => !click.ok)) {
      expect(click).toMatchObject({
        code: 'APPEAL_ALREADY_OPEN',
        allowed: ['message'],
        appeal: { id: first?.ok && first.appealId },
      });
    }
    expect(await one('select count(*)::int as n from appeal where notice_id = $1', [suspension.noticeId])).toEqual({
      n: 1,
    });
  });

  it('is refused after the window, and with an empty statement', async () => {
    const suspension = await aSuspension(world);
    const late = customer(suspension, at(201 * DAY));
    expect(await files.file(late, suspension, words)).toMatchObject({ ok: false, code: 'APPEAL_WINDOW_CLOSED' });
    expect((await matters.read(late, suspension))?.allowed).toMatchObject({
      appeal: false,
      why: { code: 'APPEAL_WINDOW_CLOSED' },
    });
    expect(await files.file(customer(suspension, at(DAY)), suspension, { ...words, statement: '  ' })).toMatchObject({
      code: 'STATEMENT_REQUIRED',
    });
    expect(await one('select count(*)::int as n from appeal where notice_id = $1', [suspension.noticeId])).toEqual({
      n: 0,
    });
  });

  it('withdraws, and may file again; a second click changes nothing', async () => {
    const suspension = await aSuspension(world);
    const id = await filed(suspension);
    const context = customer(suspension, at(3 * HOUR));
    expect(await files.withdraw(context, suspension, id, 'A mistake.')).toMatchObject({ ok: true, state: 'withdrawn' });
    expect(await files.withdraw(context, suspension, id, 'A mistake.')).toMatchObject({ ok: true, state: 'withdrawn' });
    expect(await kindsOf(id)).toEqual(['appeal.submit', 'appeal.acknowledge', 'appeal.withdraw']);
    expect(await files.message(context, suspension, id, 'Hello?')).toMatchObject({ code: 'DECIDED' });
    expect(await filed(suspension, at(4 * HOUR))).not.toBe(id);
  });

  it('withdraws and files five times at most, and writes two hundred messages', async () => {
    const suspension = await aSuspension(world);
    const context = customer(suspension, at(3 * HOUR));
    for (let round = 0; round < 4; round += 1) await files.withdraw(context, suspension, await filed(suspension), '');
    const id = await filed(suspension);
    for (let line = 0; line < 200; line += 1) await files.message(context, suspension, id, `line ${line}`);
    expect(await files.message(context, suspension, id, 'one more')).toMatchObject({ code: 'TOO_MANY_MESSAGES' });
    await files.withdraw(context, suspension, id, '');
    expect(await files.file(context, suspension, words)).toMatchObject({ code: 'TOO_MANY_APPEALS' });
  });

  it('completes an appeal that could not be looked into, once', async () => {
    const suspension = await aSuspension(world);
    const id = await filed(suspension);
    const find = async () =>
      review.findInadmissible(as(iris, at(3 * HOUR)), id, (await appealRow(id)).version, 'Say who you are.');
    expect(await find()).toMatchObject({ ok: true });
    expect(await files.file(customer(suspension, at(4 * HOUR)), suspension, words)).toMatchObject({
      code: 'COMPLETE_FIRST',
      allowed: ['cure'],
    });
    expect((await matters.read(customer(suspension, at(4 * HOUR)), suspension))?.appeals[0]?.allowed).toEqual([
      'upload',
      'withdraw',
      'cure',
    ]);
    const cure = (text: string) => files.cure(customer(suspension, at(5 * HOUR)), suspension, id, text);
    expect(await cure('I am the owner.')).toMatchObject({ ok: true, state: 'acknowledged', dueAt: at(77 * HOUR) });
    expect(await cure('I am the owner.')).toMatchObject({ ok: true, state: 'acknowledged' });
    expect(await find()).toMatchObject({ ok: true });
    expect(await cure('Really.')).toMatchObject({ ok: false, code: 'ALREADY_CURED' });
    expect(await files.file(customer(suspension, at(6 * HOUR)), suspension, words)).toMatchObject({
      code: 'ALREADY_DECIDED',
    });
  });
});

describe('a reviewer', () => {
  it('had no part in the matter, manages nobody who had, and is managed by none of them', async () => {
    const suspension = await aSuspension(world, {
      proposer: await aStaff(world, ['reviewer', 'appeal_reviewer'], 'Mira'),
      approver: await aStaff(world, ['senior_reviewer', 'appeal_reviewer'], 'Ana'),
    });
    const boss = await aStaff(world, ['appeal_reviewer', 'manager'], 'Boss');
    const chief = await aStaff(world, ['appeal_reviewer', 'manager'], 'Chief');
    const below = await aStaff(world, ['appeal_reviewer'], 'Below');
    const elsewhere = await aStaff(world, ['reviewer'], 'Elsewhere');
    const manage = (who: Staff, by: Staff) =>
      uow.read('update staff set manager_id = $2 where id = $1', [who.id, by.id]);
    await manage(suspension.proposer as Staff, boss);
    await manage(boss, chief);
    await manage(below, suspension.approver as Staff);
    const id = await filed(suspension);
    for (const person of [suspension.proposer, suspension.approver, boss, chief, below]) {
      expect(await review.claim(as(person as Staff, at(3 * HOUR)), id)).toMatchObject({
        ok: false,
        code: 'NOT_INDEPENDENT',
      });
    }
    expect(await review.claim(as(elsewhere, at(3 * HOUR)), id)).toMatchObject({ ok: false, code: 'ROLE_NOT_ALLOWED' });
    // The list says who is left, and says so when nobody is.
    const left = async () => (await new AppealQuery(uow).byIds([id]))[0]?.independentReviewers;
    const independent = await left();
    expect(independent).toBeGreaterThan(0);
    await uow.read(`update staff set active = false where id = $1`, [iris.id]);
    expect(await left()).toBe((independent as number) - 1);
    const others = await uow.read<{ id: string }>(
      `update staff set active = false where 'appeal_reviewer' = any(roles) and active and id <> all($1) returning id`,
      [[suspension.proposer?.id, suspension.approver?.id, boss.id, chief.id, below.id]],
    );
    expect(await left()).toBe(0);
    await uow.read(`update staff set active = true where id = any($1)`, [[iris.id, ...others.map((row) => row.id)]]);
    // SQL that goes around the commands meets the same wall.
    for (const person of [suspension.proposer, boss, below]) {
      await expect(
        uow.read(
          `insert into case_participant (case_id, staff_id, side, part, at) values ($1, $2, 'appeal', 'appeal_reviewer', now())`,
          [suspension.case.id, person.id],
        ),
      ).rejects.toThrow(/duplicate key|not independent/);
    }
    const both = await Promise.all(
      [iris, await aStaff(world, ['appeal_reviewer'], 'Noa')].map((who) => review.claim(as(who, at(3 * HOUR)), id)),
    );
    expect(both.map((claim) => (claim.ok ? 'claimed' : claim.code)).sort()).toEqual(['HELD_BY_ANOTHER', 'claimed']);
    expect(await one('select count(*)::int as n from appeal_review where appeal_id = $1', [id])).toEqual({ n: 1 });
  });

  it('reads the original reasons only after a first reading, and decides only then', async () => {
    const suspension = await aSuspension(world);
    const id = await filed(suspension);
    const query = new AppealQuery(uow);
    expect(await review.noteFirstReading(as(iris, at(3 * HOUR)), id, 'x')).toMatchObject({ code: 'NOT_YOURS' });
    await review.claim(as(iris, at(3 * HOUR)), id);
    expect((await query.page({ id }, iris))?.originalReasons).toBeNull();
    expect(await decisions.decide(as(iris, at(3 * HOUR)), await result(id, {}))).toMatchObject({
      code: 'FIRST_READING_REQUIRED',
    });
    expect(await review.noteFirstReading(as(iris, at(3 * HOUR)), id, 'A gateway, it seems.')).toMatchObject({
      ok: true,
    });
    const page = await query.page({ id }, iris);
    expect(page).toMatchObject({
      firstReading: 'A gateway, it seems.',
      originalReasons: expect.stringContaining('INTERNAL'),
    });
    expect(page && (await query.allowed(page, iris))).toEqual(['ask', 'decide', 'message']);
    expect(page && (await query.allowed(page, suspension.proposer as Staff))).toEqual([]);
  });

  it('asks twice at most; the clock stands until the answer, and the deadline moves by as long', async () => {
    const suspension = await aSuspension(world);
    const id = await inReview(suspension);
    const ask = async (hours: number) =>
      review.ask(as(iris, at(hours * HOUR)), id, (await appealRow(id)).version, 'Which addresses are yours?');
    expect(await ask(4)).toMatchObject({ ok: true });
    expect(await appealRow(id)).toMatchObject({
      state: 'info_requested',
      paused_at: at(4 * HOUR),
      due_at: at(74 * HOUR),
    });
    const matter = await matters.read(customer(suspension, at(5 * HOUR)), suspension);
    expect(matter?.nextAnswerDue).toEqual({
      from: 'you',
      what: 'answer',
      at: at(4 * HOUR + 14 * DAY),
      appealNumber: expect.any(Number),
    });
    expect(matter?.appeals[0]?.allowed).toEqual(['answer', 'upload', 'withdraw', 'ask_relief']);
    const answer = () => files.message(customer(suspension, at(28 * HOUR)), suspension, id, '192.0.2.0/24');
    const first = await answer();
    expect(first).toMatchObject({ ok: true, answered: true });
    expect(await answer()).toMatchObject({ ok: true, messageId: first.ok && first.messageId });
    expect(await appealRow(id)).toMatchObject({ state: 'in_review', paused_at: null, due_at: at(98 * HOUR) });
    expect(await ask(30)).toMatchObject({ ok: true });
    // Nobody answers: decided on the file.
    expect(await review.timeOutDue(as(SYSTEM, at(30 * HOUR + 13 * DAY)))).toBe(0);
    expect(await review.timeOutDue(as(SYSTEM, at(30 * HOUR + 14 * DAY)))).toBe(1);
    expect(await appealRow(id)).toMatchObject({
      state: 'in_review',
      on_the_file: true,
      due_at: at(98 * HOUR + 14 * DAY),
    });
    expect(await ask(40)).toMatchObject({ ok: false, code: 'NO_ROUNDS_LEFT', allowed: ['decide'] });
    expect(await one(`select count(*)::int as n from appeal_message where appeal_id = $1`, [id])).toEqual({ n: 3 });
  });

  it('grants temporary access with limits, which ends with the decision that stands', async () => {
    const suspension = await aSuspension(world);
    const id = await inReview(suspension);
    expect(await files.askRelief(customer(suspension, at(4 * HOUR)), suspension, id, 'Payroll.')).toMatchObject({
      ok: true,
    });
    const grant = async (who: Staff, limits: string) =>
      review.decideRelief(
        as(who, at(5 * HOUR)),
        id,
        (await appealRow(id)).version,
        true,
        'Payroll cannot wait.',
        limits,
      );
    expect(await grant(iris, '')).toMatchObject({ code: 'LIMITS_REQUIRED' });
    expect(await grant({ ...(suspension.proposer as Staff), roles: ['manager'] }, 'read only')).toMatchObject({
      code: 'NOT_INDEPENDENT',
    });
    expect(await grant(iris, '100 requests a day')).toMatchObject({ ok: true });
    const orders = async () =>
      (
        await uow.read<{ payload: { data: { kind: string; reasonCode: string } } }>(
          'select payload from delivery where action_id = any($1) order by sequence',
          [suspension.actionIds],
        )
      ).map(({ payload }) => `${payload.data.kind} ${payload.data.reasonCode}`);
    expect((await orders()).slice(1)).toEqual(['restrict temporary_access_during_review']);
    expect(await decisions.decide(as(iris, at(6 * HOUR)), await result(id, {}))).toMatchObject({ ok: true });
    expect((await orders()).slice(1)).toEqual([
      'restrict temporary_access_during_review',
      'suspend temporary_access_ended',
    ]);
  });

  it('takes temporary access back after a withdrawal', async () => {
    const suspension = await aSuspension(world);
    const id = await inReview(suspension);
    await files.askRelief(customer(suspension, at(4 * HOUR)), suspension, id, 'Payroll.');
    await review.decideRelief(as(iris, at(5 * HOUR)), id, (await appealRow(id)).version, true, 'Yes.', 'read only');
    await files.withdraw(customer(suspension, at(6 * HOUR)), suspension, id, '');
    await review.timeOutDue(as(SYSTEM, at(7 * HOUR)));
    await review.timeOutDue(as(SYSTEM, at(8 * HOUR)));
    expect(
      await one(
        `select count(*)::int as n from delivery where action_id = any($1) and payload->'data'->>'reasonCode' = 'temporary_access_ended'`,
        [suspension.actionIds],
      ),
    ).toEqual({ n: 1 });
  });
});

describe('a result', () => {
  const outcomes = async (caseId: string) =>
    uow.read<{ alert_id: string; verdict: string; source: string; provisional: boolean }>(
      'select * from outcome_current where case_id = $1',
      [caseId],
    );
  const states = async ({ actionIds }: Suspension) =>
    (await uow.read<{ state: string }>('select state from action where id = any($1) order by id', [actionIds])).map(
      ({ state }) => state,
    );
  const caseState = async ({ case: { id } }: Suspension) =>
    (await one<{ state: string }>('select state from case_file where id = $1', [id])).state;
  const outboxOf = async (appealId: string) =>
    (
      await uow.read<{ topic: string; kind: string | null }>(
        `select topic, payload->>'kind' as kind from outbox where payload->>'appealId' = $1 order by id`,
        [appealId],
      )
    ).map(({ topic, kind }) => `${topic} ${kind ?? ''}`.trim());

  it('that reverses for a mistaken fact does all of it in one transaction', async () => {
    const suspension = await aSuspension(world);
    const id = await inReview(suspension);
    const [carried] = suspension.case.alerts.filter(({ detector }) => detector === 'tls_header_signature');
    const input = await result(id, {
      result: 'reversed',
      reason: 'mistaken_fact',
      mistakenAlerts: [carried?.id ?? ''],
      mistakenReason: 'legitimate_gateway',
    });
    const [before] = await uow.read<{ n: number }>('select count(*)::int as n from event');
    expect(await decisions.decide(as(iris, at(6 * HOUR)), input)).toMatchObject({ ok: true });
    expect(await decisions.decide(as(iris, at(6 * HOUR)), input)).toMatchObject({ ok: false, code: 'STALE' });

    expect(await states(suspension)).toEqual(['reversing']);
    const current = await outcomes(suspension.case.id);
    expect(current.filter(({ verdict }) => verdict === 'false_positive').map((row) => row.alert_id)).toEqual([
      carried?.id,
    ]);
    expect(current.every(({ source, provisional }) => source === 'appeal' && !provisional)).toBe(true);
    expect(await outboxOf(id)).toEqual([
      'notices.compose appeal_acknowledged',
      'outcomes.feedback',
      'outcomes.feedback',
      'notices.compose appeal_result',
    ]);
    expect(await caseState(suspension)).toBe('final');
    expect(
      await one('select count(*)::int as n from harm where action_id = $1 and to_at is null', suspension.actionIds),
    ).toEqual({ n: 1 });
    const written = await uow.read<{ kind: string }>('select kind from event order by id offset $1', [before?.n]);
    expect(written.map(({ kind }) => kind)).toEqual([
      'appeal.decide',
      'action.reverse',
      'outcome.record',
      'outcome.record',
      'case.finalise',
    ]);

    // The control plane restores: harm ends, the customer sees it.
    await new ConfirmAction(uow).confirm(
      { actor: { kind: 'control_plane', id: 'plane' }, now: at(7 * HOUR) },
      suspension.actionIds[0] ?? '',
      {
        status: 'lifted',
        at: at(7 * HOUR),
      },
    );
    const [harm] = await new AppealQuery(uow).harm(id);
    expect(harm?.seatHours).toBeCloseTo((7 - 1 / 6) * 60, 1);
    const matter = await matters.read(customer(suspension, at(8 * HOUR)), suspension);
    expect(matter?.actions[0]?.effect).toBe('over');
    expect(matter?.milestones.at(-1)).toMatchObject({ what: 'restored', state: 'done' });
    expect(matter?.nextAnswerDue).toBeNull();
    expect(matter?.allowed.why?.code).toBe('ALREADY_DECIDED');
  });

  it('that is lenient labels nothing, and one that stands confirms what was said', async () => {
    const kind = await aSuspension(world);
    const lenient = await inReview(kind);
    await decisions.decide(
      as(iris, at(6 * HOUR)),
      await result(lenient, {
        result: 'reversed',
        reason: 'leniency',
        mistakenAlerts: [kind.case.alerts[0]?.id ?? ''],
      }),
    );
    expect(new Set((await outcomes(kind.case.id)).map(({ verdict }) => verdict))).toEqual(new Set(['true_positive']));
    expect(await states(kind)).toEqual(['reversing']);

    const firm = await aSuspension(world);
    const upheld = await inReview(firm);
    expect(await decisions.decide(as(iris, at(6 * HOUR)), await result(upheld, { result: 'reversed' }))).toMatchObject({
      code: 'REVERSAL_REASON_REQUIRED',
    });
    expect(await decisions.decide(as(iris, at(6 * HOUR)), await result(upheld, {}))).toMatchObject({ ok: true });
    expect(await states(firm)).toEqual(['active']);
    expect(
      (await outcomes(firm.case.id)).every(({ verdict, provisional }) => verdict === 'true_positive' && !provisional),
    ).toBe(true);
    expect(await caseState(firm)).toBe('final');
    expect(await files.file(customer(firm, at(7 * HOUR)), firm, words)).toMatchObject({ code: 'ALREADY_DECIDED' });
  });

  it('that reverses in part ends what it names and nothing else', async () => {
    const suspension = await aSuspension(world, {
      accounts: ['acct_p1', 'acct_p2', 'acct_p3'],
      organization: 'org_partly',
    });
    const id = await inReview(suspension);
    const decide = async (restores: string[]) =>
      decisions.decide(
        as(iris, at(6 * HOUR)),
        await result(id, { result: 'partly_reversed', reason: 'disproportionate', restores }),
      );
    expect(await decide([])).toMatchObject({ code: 'RESTORES_REQUIRED' });
    const foreign = await aSuspension(world);
    expect(await decide(foreign.actionIds)).toMatchObject({ code: 'NOT_IN_APPEAL' });
    expect(await decide(suspension.actionIds.slice(0, 2))).toMatchObject({ ok: true });
    expect(await states(suspension)).toEqual(['reversing', 'reversing', 'active']);
  });

  it('that is refused at its last step leaves nothing behind', async () => {
    const suspension = await aSuspension(world);
    const id = await inReview(suspension);
    const elsewhere = await aSuspension(world);
    const input = await result(id, {
      result: 'reversed',
      reason: 'mistaken_fact',
      mistakenAlerts: [elsewhere.case.alerts[0]?.id ?? ''],
      mistakenReason: 'other',
    });
    expect(await decisions.decide(as(iris, at(6 * HOUR)), input)).toMatchObject({
      ok: false,
      code: 'EVIDENCE_NOT_IN_CASE',
    });
    expect(await states(suspension)).toEqual(['active']);
    expect(await appealRow(id)).toMatchObject({ state: 'in_review', result: null, version: input.version });
    expect(
      await one('select count(*)::int as n from delivery where action_id = any($1)', [suspension.actionIds]),
    ).toEqual({ n: 1 });
    expect(await one('select count(*)::int as n from harm where action_id = any($1)', [suspension.actionIds])).toEqual({
      n: 0,
    });
  });

  it('of a termination needs a manager who had no part either', async () => {
    const manager = await aStaff(world, ['manager'], 'Max');
    const suspension = await aSuspension(world, {
      kind: 'terminate',
      approver: await aStaff(world, ['senior_reviewer', 'manager'], 'Ana'),
    });
    const id = await inReview(suspension);
    expect(
      await decisions.decide(as(iris, at(6 * HOUR)), await result(id, { result: 'reversed', reason: 'new_evidence' })),
    ).toMatchObject({ ok: true });
    expect(await appealRow(id)).toMatchObject({ state: 'proposed', result: null });
    expect(await states(suspension)).toEqual(['active']);
    const sign = async (who: Staff, agree = true) =>
      decisions.coSign(as(who, at(7 * HOUR)), id, (await appealRow(id)).version, agree, 'I read it too.');
    expect(await sign({ ...iris, roles: ['appeal_reviewer', 'manager'] })).toMatchObject({ code: 'SAME_PERSON' });
    expect(await sign(suspension.approver as Staff)).toMatchObject({ code: 'NOT_INDEPENDENT' });
    await uow.read('update staff set manager_id = $2 where id = $1', [suspension.proposer.id, manager.id]);
    expect(await sign(manager)).toMatchObject({ code: 'NOT_INDEPENDENT' });
    await uow.read('update staff set manager_id = null where id = $1', [suspension.proposer.id]);
    expect(await sign(manager, false)).toMatchObject({ ok: true });
    expect(await appealRow(id)).toMatchObject({ state: 'in_review' });
    expect(
      await decisions.decide(as(iris, at(8 * HOUR)), await result(id, { result: 'reversed', reason: 'new_evidence' })),
    ).toMatchObject({ ok: true });
    expect(await sign(manager)).toMatchObject({ ok: true });
    expect(await appealRow(id)).toMatchObject({ state: 'reversed', result: 'reversed' });
    expect(await states(suspension)).toEqual(['reversing']);
    await expect(
      uow.read('update appeal_review set co_signer_id = reviewer_id where appeal_id = $1', [id]),
    ).rejects.toThrow(/check constraint/);
  });
});

describe('the customer is written to', () => {
  const letters = () =>
    new ComposeLetters(uow, {
      portalOrigin: 'http://127.0.0.1:4001',
      replyTo: 'appeals@portcullis.example',
      linkSecret: TEST_LINK_SECRET,
    });
  const sent = (customerId: string) =>
    uow.read<{ kind: string; subject_line: string; body_text: string; to_email: string }>(
      `select * from notice where customer_id = $1 and kind <> 'statement_of_reasons' order by number`,
      [customerId],
    );

  it('about every message, and twice where an appeal was completed', async () => {
    const suspension = await aSuspension(world);
    const id = await filed(suspension);
    await review.findInadmissible(as(iris, at(3 * HOUR)), id, 1, 'Say who you are.');
    await files.cure(customer(suspension, at(4 * HOUR)), suspension, id, 'I am the owner.');
    await review.claim(as(iris, at(5 * HOUR)), id);
    expect(await review.message(as(iris, at(5 * HOUR)), id, 'We are on it.')).toMatchObject({ ok: true });
    await review.message(as(iris, at(5 * HOUR)), id, 'We are on it.');
    const ordered = await uow.read<{ payload: Parameters<ComposeLetters['ofAppeal']>[1] & { at: string } }>(
      `select payload from outbox where payload->>'appealId' = $1 order by id`,
      [id],
    );
    expect(ordered.map(({ payload }) => payload.kind)).toEqual([
      'appeal_acknowledged',
      'appeal_result',
      'appeal_acknowledged',
      'appeal_message',
    ]);
    for (const { payload } of [...ordered, ...ordered]) await letters().ofAppeal(as(SYSTEM, at(6 * HOUR)), payload);
    expect((await sent(suspension.customerId)).map(({ kind }) => kind)).toContain('appeal_message');
  });

  it('with a fresh link when an old one asks, at the address on record, once a day', async () => {
    const suspension = await aSuspension(world);
    for (const hours of [1, 2, 30]) await letters().ofFreshLink(as(SYSTEM, at(hours * HOUR)), suspension.linkId);
    await uow.read('update portal_link set revoked_at = now() where id = $1', [suspension.linkId]);
    await letters().ofFreshLink(as(SYSTEM, at(90 * HOUR)), suspension.linkId);
    const mails = await sent(suspension.customerId);
    expect(mails.map(({ kind }) => kind)).toEqual(['fresh_link', 'fresh_link']);
    expect(mails[0]).toMatchObject({
      to_email: expect.stringMatching(/^owner@/),
      body_text: expect.stringContaining('/open#'),
    });
    const links = await uow.read<{ notice_id: string }>('select notice_id from portal_link where customer_id = $1', [
      suspension.customerId,
    ]);
    expect(links.map((link) => link.notice_id)).toEqual([
      suspension.noticeId,
      suspension.noticeId,
      suspension.noticeId,
    ]);
  });
});

describe('a case', () => {
  it('becomes final when the window of its last notice has ended, and not while an appeal is open', async () => {
    const quiet = await aSuspension(world);
    const running = await aSuspension(world);
    const id = await filed(running, at(199 * DAY));
    const finalise = (days: number) => new FinaliseCases(uow).finaliseDue(as(SYSTEM, at(days * DAY)));
    const state = async ({ case: { id: caseId } }: Suspension) =>
      (await one<{ state: string }>('select state from case_file where id = $1', [caseId])).state;
    await finalise(199);
    expect(await state(quiet)).toBe('resolved');
    expect(await finalise(201)).toBeGreaterThan(0);
    expect([await state(quiet), await state(running)]).toEqual(['final', 'resolved']);
    expect(
      await one('select bool_or(provisional) as open from outcome_current where case_id = $1', [quiet.case.id]),
    ).toEqual({ open: false });
    await files.withdraw(customer(running, at(202 * DAY)), running, id, '');
    await finalise(203);
    expect(await state(running)).toBe('final');
  });
});

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
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockCase } from '../casework/case-step.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { ConfirmAction } from '../enforcement/confirm-action.command.js';
import { endActions } from '../enforcement/end-actions.js';
import { AnswerDecision } from './answer-decision.command.js';
import { PreviewDecision } from './preview.query.js';
import { ProposeDecision, type ProposeInput } from './propose.command.js';

type Staff = Awaited<ReturnType<typeof aStaff>>;
const SYSTEM_PLANE = { kind: 'control_plane' as const, id: 'plane' };
const minutes = (n: number) => new Date(Date.parse('2026-11-20T08:00:00.000Z') + n * 60_000);

describe('a decision on a case', () => {
  let database: PrivateDatabase;
  let world: World;
  let uow: UnitOfWork;
  let reviewer: Staff;
  let senior: Staff;
  let admin: Staff;

  beforeAll(async () => {
    database = await privateDatabase();
    world = await aWorld(await database.open('app'));
    uow = new UnitOfWork(world.database);
    reviewer = await aStaff(world, ['reviewer', 'senior_reviewer'], 'Mira');
    senior = await aStaff(world, ['senior_reviewer'], 'Ana');
    admin = await aStaff(world, ['admin'], 'Root');
    for (const id of ['acct_1', 'acct_2', 'acct_3'])
      await anAccount(world, { id, organization: `org_${id}`, seats: 20, exchanges30d: 1000 });
  });
  afterAll(() => database.close());

  const aHeldCase = async (detectors: readonly string[]) => {
    const built = await aCase(world, { accounts: { acct_1: detectors, acct_2: detectors, acct_3: detectors } });
    const version = await held(world, built, reviewer.id);
    await found(world, built, reviewer.id, { acct_1: 'operator', acct_2: 'operator', acct_3: 'victim' });
    return { built, version };
  };
  const suspension = (
    built: { id: string; alerts: { id: string }[] },
    version: number,
    more: Partial<ProposeInput> = {},
  ): ProposeInput => ({
    caseId: built.id,
    caseVersion: version,
    kind: 'suspend',
    scope: 'account',
    subjects: null,
    route: 'transfer_station',
    ground: 'contractual',
    clause: 'supported-regions',
    evidence: built.alerts.slice(0, 2).map((alert) => alert.id),
    facts: 'The accounts were used through one relay program.',
    reasons: 'One device id and one card behind accounts that claim to be strangers.',
    considered: ['A warning: the operator would move on.'],
    until: minutes(60 * 24 * 90),
    ...more,
  });
  const as = (actor: Staff | typeof SYSTEM_PLANE, at = minutes(1)) => ({ actor, now: at, requestId: 'test' });
  const count = async (sql: string, values: unknown[]) =>
    Number(((await uow.read<{ n: number }>(sql, values))[0] ?? { n: -1 }).n);

  it('is refused when only one family of signal supports a suspension, and says so', async () => {
    const { built, version } = await aHeldCase(['tls_header_signature']);
    const result = await new ProposeDecision(uow).propose(as(reviewer), suspension(built, version));
    expect(result).toMatchObject({ ok: false, code: 'SIGNALS_NOT_INDEPENDENT', field: 'evidence' });
    expect(await count('select count(*) as n from decision where case_id = $1', [built.id])).toBe(0);
    expect(await count('select count(*) as n from event where case_id = $1', [built.id])).toBe(0);
  });

  it('is refused as "one source, twice" when two detectors rest on one source', async () => {
    const { built } = await aHeldCase(['tls_header_signature', 'device_id_collision']);
    const preview = await new PreviewDecision(uow).preview(
      { caseId: built.id, kind: 'suspend', scope: 'account', subjects: null, evidence: null },
      minutes(1),
    );
    expect(preview?.assessment.check.independence).toMatchObject({ sufficient: false, headline: 'One source, twice' });
  });

  it('leaves victims out, needs a second person, and is carried out with the last approval', async () => {
    const { built, version } = await aHeldCase(['tls_header_signature', 'instrument_reuse']);
    const proposed = await new ProposeDecision(uow).propose(as(reviewer), suspension(built, version));
    if (!proposed.ok) throw new Error(proposed.message);
    expect(proposed.state).toBe('proposed');

    const answers = new AnswerDecision(uow);
    const approve = (actor: Staff) =>
      answers.approve(as(actor, minutes(5)), { decisionId: proposed.decisionId, reason: 'The evidence carries it.' });
    expect(await approve(reviewer)).toMatchObject({ ok: false, code: 'SAME_PERSON' });
    expect(await approve(admin)).toMatchObject({ ok: false, code: 'ROLE_NOT_ALLOWED' });
    expect(await count('select count(*) as n from action where case_id = $1', [built.id])).toBe(0);
    expect(await approve(senior)).toEqual({ ok: true, state: 'approved', missing: 0 });

    const actions = await uow.read<{ id: string; subject_id: string; state: string; seats: number }>(
      'select * from action where case_id = $1 order by subject_id',
      [built.id],
    );
    expect(actions.map((action) => [action.subject_id, action.state, action.seats])).toEqual([
      ['acct_1', 'executing', 20],
      ['acct_2', 'executing', 20],
    ]);
    expect(await count(`select count(*) as n from delivery where case_id = $1 and state = 'pending'`, [built.id])).toBe(
      2,
    );
    expect(
      await count(
        `select count(*) as n from outcome_current where case_id = $1 and verdict = 'true_positive' and provisional`,
        [built.id],
      ),
    ).toBe(6);
    expect(
      await count(`select count(*) as n from outbox where topic = 'notices.compose' and payload->>'decisionId' = $1`, [
        proposed.decisionId,
      ]),
    ).toBe(1);

    const confirm = new ConfirmAction(uow);
    for (const action of actions) {
      expect(
        await confirm.confirm(as(SYSTEM_PLANE, minutes(6)), action.id, { status: 'in_effect', at: minutes(6) }),
      ).toMatchObject({ ok: true, state: 'active' });
    }
    const again = await confirm.confirm(as(SYSTEM_PLANE, minutes(7)), actions[0]?.id ?? '', {
      status: 'in_effect',
      at: minutes(7),
    });
    expect(again).toMatchObject({ ok: true, state: 'active' });
    expect(
      await confirm.confirm(as(SYSTEM_PLANE), actions[0]?.id ?? '', { status: 'lifted', at: minutes(7) }),
    ).toMatchObject({ ok: false, code: 'OUT_OF_ORDER', expected: ['in_effect'] });
    expect(await count(`select count(*) as n from case_file where id = $1 and state = 'resolved'`, [built.id])).toBe(1);

    // A reversal: harm is counted until the control plane confirms.
    await uow.run({ actor: { kind: 'system', id: 'system' }, now: minutes(190) }, async (tx) => {
      await lockCase(tx, built.id);
      expect(
        await endActions(tx, [actions[0]?.id ?? ''], { type: 'reverse', reason: 'mistaken fact', appealId: null }),
      ).toBeNull();
    });
    expect(await count(`select count(*) as n from harm where case_id = $1 and to_at is null`, [built.id])).toBe(1);
    await confirm.confirm(as(SYSTEM_PLANE, minutes(196)), actions[0]?.id ?? '', { status: 'lifted', at: minutes(196) });
    const [harm] = await uow.read<{ hours: number; seat_hours: number }>(
      'select hours, seat_hours from harm where case_id = $1',
      [built.id],
    );
    expect(harm?.hours).toBeCloseTo(190 / 60, 3);
    expect(harm?.seat_hours).toBeCloseTo((190 / 60) * 20, 2);
  });

  it('goes back to the proposer when the reach grew beyond tolerance after it was proposed', async () => {
    const { built, version } = await aHeldCase(['tls_header_signature', 'instrument_reuse']);
    const proposed = await new ProposeDecision(uow).propose(as(reviewer), suspension(built, version));
    if (!proposed.ok) throw new Error(proposed.message);
    await world.database.query(
      `update directory_entry set data = data || '{"seats": 400}' where kind = 'account' and id = 'acct_1'`,
    );
    const answer = await new AnswerDecision(uow).approve(as(senior), {
      decisionId: proposed.decisionId,
      reason: 'yes',
    });
    expect(answer).toMatchObject({ ok: false, code: 'BINDING_CHANGED' });
    await world.database.query(
      `update directory_entry set data = data || '{"seats": 20}' where kind = 'account' and id = 'acct_1'`,
    );
    expect(
      await new AnswerDecision(uow).return(as(senior), {
        decisionId: proposed.decisionId,
        reason: 'Look at acct_1 again.',
      }),
    ).toMatchObject({ ok: true, state: 'returned' });
    expect(
      await count(`select count(*) as n from case_file where id = $1 and state = 'investigating'`, [built.id]),
    ).toBe(1);
  });

  it('closes a case without violation at once, with an outcome for each alert', async () => {
    const { built, version } = await aHeldCase(['tls_header_signature']);
    const result = await new ProposeDecision(uow).propose(
      as(reviewer),
      suspension(built, version, {
        kind: 'no_violation',
        scope: null,
        ground: null,
        until: null,
        considered: [],
        clearing: { verdict: 'false_positive', reason: 'legitimate_gateway' },
      }),
    );
    expect(result).toMatchObject({ ok: true, state: 'approved' });
    expect(
      await count(`select count(*) as n from case_file where id = $1 and state = 'final' and held_by is null`, [
        built.id,
      ]),
    ).toBe(1);
    expect(
      await count(`select count(*) as n from outcome_current where case_id = $1 and verdict = 'false_positive'`, [
        built.id,
      ]),
    ).toBe(3);
  });

  it('cannot be approved by its proposer in SQL either', async () => {
    const { built, version } = await aHeldCase(['tls_header_signature', 'instrument_reuse']);
    const proposed = await new ProposeDecision(uow).propose(as(reviewer), suspension(built, version));
    if (!proposed.ok) throw new Error(proposed.message);
    await expect(
      world.database.query(
        `insert into decision_participant (decision_id, case_id, staff_id, role, at) values ($1, $2, $3, 'approver', now())`,
        [proposed.decisionId, built.id, reviewer.id],
      ),
    ).rejects.toThrow(/duplicate key/);
    await expect(
      world.database.query(
        `insert into approval (id, decision_id, staff_id, answer, binding_hash, at) values (uuidv7(), $1, $2, 'approved', '', now())`,
        [proposed.decisionId, reviewer.id],
      ),
    ).rejects.toThrow(/foreign key/);
    await expect(
      world.database.query(
        `insert into case_participant (case_id, staff_id, side, part, at) values ($1, $2, 'appeal', 'appeal_reviewer', now())`,
        [built.id, reviewer.id],
      ),
    ).rejects.toThrow(/duplicate key/);
  });

  it('is refused to somebody who looks at an old page, and to two people at once', async () => {
    const { built, version } = await aHeldCase(['tls_header_signature', 'instrument_reuse']);
    expect(await new ProposeDecision(uow).propose(as(senior), suspension(built, version - 1))).toMatchObject({
      ok: false,
      code: 'STALE',
    });
    const both = await Promise.all(
      [1, 2].map(() => new ProposeDecision(uow).propose(as(reviewer), suspension(built, version))),
    );
    expect(both.filter((result) => result.ok)).toHaveLength(1);
    expect(both.find((result) => !result.ok)).toMatchObject({ code: 'STALE' });
  });
});

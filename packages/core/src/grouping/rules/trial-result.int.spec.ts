import { DEFAULT_RULE_SET, type Refusal, type RuleSet, SYSTEM } from '@portcullis/domain';
import { type Database, type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../db/ids.js';
import { type CommandContext, UnitOfWork } from '../../db/unit-of-work.js';
import { seedReference } from '../../seed/seed-reference.js';
import { AssignAlerts } from '../assign.command.js';
import { RuleSets } from './rule-set.commands.js';
import { RuleSetsQuery } from './rule-sets.query.js';
import { RunTrials, type TrialResult } from './run-trials.command.js';

let database: PrivateDatabase;
let db: Database;
let uow: UnitOfWork;
let sets: RuleSets;
let [mona, otto]: CommandContext[] = [];
const kit = { type: 'ja4', value: 'kit' };
const now = new Date('2026-11-20T10:00:00Z');

beforeAll(async () => {
  database = await privateDatabase();
  db = await database.open('app', 8);
  await seedReference(db);
  uow = new UnitOfWork(db);
  sets = new RuleSets(uow);
  [mona, otto] = await Promise.all(
    ['Mona', 'Otto'].map(async (name): Promise<CommandContext> => {
      const id = newId();
      await db.query(`insert into staff (id, email, name, roles) values ($1, $2, $3, '{manager}')`, [
        id,
        `${name}@portcullis.example`,
        name,
      ]);
      return { actor: { kind: 'staff', id, roles: ['manager'] }, now };
    }),
  );
  await accept(['a', 'b', 'c', 'd'], kit);
});
afterAll(() => database.close());

async function accept(accounts: readonly string[], indicator: { type: string; value: string }): Promise<void> {
  for (const account of accounts) {
    const id = newId();
    await db.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       values ($1::uuid, 'test', $1::uuid::text, 3, 'transfer_station', 'account', $2, $3, $3, $4)`,
      [id, account, now, JSON.stringify({ related: [], indicators: [indicator] })],
    );
    await db.query('insert into alert_pending (alert_id) values ($1)', [id]);
  }
  await new AssignAlerts(uow).drain(() => ({ actor: SYSTEM, now }));
}

const done = <T extends { ok: true } | Refusal>(result: T): Extract<T, { ok: true }> => {
  if (!result.ok) throw new Error((result as Refusal).message);
  return result as Extract<T, { ok: true }>;
};

type Changes = Partial<Pick<RuleSet, 'campaignFrom'>> & { ja4?: object; phone?: object; others?: object };

async function drafted({ campaignFrom = 500, ja4, phone, others }: Changes): Promise<number> {
  const { types } = DEFAULT_RULE_SET;
  const rules = {
    ...DEFAULT_RULE_SET,
    campaignFrom,
    types: { ...types, ja4: { ...types.ja4, ...ja4 }, phone: { ...types.phone, ...phone }, ...others },
  };
  return done(await sets.draft(mona as CommandContext, { name: 'Kits', reason: 'a kit', basedOn: 1, rules })).id;
}

async function tried(changes: Changes): Promise<TrialResult> {
  const { trialId } = done(await sets.try(mona as CommandContext, await drafted(changes)));
  await new RunTrials(uow).run({ actor: SYSTEM, now });
  const trial = await new RuleSetsQuery(uow).trial(trialId);
  if (!trial?.result) throw new Error(trial?.failure ?? 'no result');
  return trial.result;
}

const moreCases = ({ queues }: TrialResult) => queues.reduce((sum, { before, after }) => sum + after - before, 0);
const JOINS = { points: 1200, family: 'kit' };

describe('open cases', () => {
  it('of clusters that become one are one case, but past the limit one for each owner', async () => {
    expect(moreCases(await tried({ ja4: JOINS }))).toBe(-3);
    const campaign = await tried({ ja4: JOINS, campaignFrom: 3 });
    expect(campaign.differences).toEqual({ merge: 1, split: 0, move: 0 });
    expect(moreCases(campaign)).toBe(0);
  });

  it('of a cluster that stays together are one for each owner where the candidate calls it a campaign', async () => {
    await accept(['e', 'f', 'g'], { type: 'phone', value: '+651' });
    expect(moreCases(await tried({ campaignFrom: 2 }))).toBe(2);
    expect(moreCases(await tried({ campaignFrom: 3 }))).toBe(0);
  });

  it('of a campaign are one for each owner as things stand, and it stays one', async () => {
    const id = await drafted({ campaignFrom: 2 });
    done(await sets.activate(otto as CommandContext, { id, reason: 'small campaigns', regroup: false }));
    await accept(['h', 'i', 'j', 'k'], { type: 'phone', value: '+652' });
    await accept(['k', 'l'], { type: 'device_id', value: 'd1' });
    // Nothing moves, and what is a campaign does not become a case again.
    expect(moreCases(await tried({ campaignFrom: 500 }))).toBe(0);
    // Five owners have a case each: those who leave take it with them. The three of the other cluster get two more.
    const apart = await tried({ campaignFrom: 500, phone: { points: 500 } });
    expect(apart.differences).toEqual({ merge: 0, split: 2, move: 0 });
    expect(moreCases(apart)).toBe(2);
    // Whoever comes to a campaign keeps a case.
    await accept(['h'], kit);
    const larger = await tried({ campaignFrom: 500, ja4: JOINS });
    expect(larger.differences).toEqual({ merge: 1, split: 0, move: 0 });
    expect(moreCases(larger)).toBe(0);
  });
});

describe('warns', () => {
  const WARNING = 'only the first day of each carrier is known: what a half-life does to it shows on new alerts only.';

  it('of types that would decay, of which last days were not kept', async () => {
    const { warnings } = await tried({ ja4: { halfLifeDays: 30 }, phone: { points: 500, halfLifeDays: 30 } });
    expect(warnings).toEqual([`Of ja4 and phone ${WARNING}`]);
  });

  it('of none that decays already, is not there or does not decay', async () => {
    await accept(['m'], { type: 'ip', value: '198.51.100.7' });
    const ip = { ...DEFAULT_RULE_SET.types.ip, halfLifeDays: 2 };
    expect((await tried({ others: { ip } })).warnings).toEqual([]);
    const email_domain = { ...DEFAULT_RULE_SET.types.email_domain, halfLifeDays: 2 };
    expect((await tried({ others: { email_domain } })).warnings).toEqual([]);
  });

  it('of a type that nobody had described', async () => {
    const screen_size = { ...DEFAULT_RULE_SET.types.ja4, halfLifeDays: 2 };
    await accept(['m'], { type: 'screen_size', value: '800x600' });
    expect((await tried({ others: { screen_size } })).warnings).toEqual([`Of screen_size ${WARNING}`]);
  });
});

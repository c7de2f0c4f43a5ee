import { Injectable } from '@nestjs/common';
import { type Actor, DEFAULT_RULE_SET, type Refusal, type RuleSet, refuse, ruleSetProblems } from '@portcullis/domain';
import { type FieldRefusal, refuseField, refuseUnless } from '../../access/permit.js';
import { newId } from '../../db/ids.js';
import { type CommandContext, type Tx, UnitOfWork } from '../../db/unit-of-work.js';
import { correctionsInForce } from '../corrections/correction-rows.js';
import { GROUPING_LOCK, GROUPING_SETTINGS } from '../regroup.js';
import { regroupUnder } from './regroup-under.js';

type Refused = Refusal | FieldRefusal;

interface Row {
  id: number;
  name: string;
  rules: RuleSet;
  state: 'draft' | 'active' | 'shadow' | 'retired';
  authorId: string | null;
  approvedBy: string | null;
}

/** More subjects than this are not grouped again in one transaction. */
const MOST_SUBJECTS = 300_000;

/** Drafts, tries, activates and takes back what grouping believes (GR-7). */
@Injectable()
export class RuleSets {
  constructor(private readonly uow: UnitOfWork) {}

  /** A new rule set, which does nothing yet. */
  async draft(
    context: CommandContext,
    input: { name: string; reason: string; basedOn: number; rules: unknown },
  ): Promise<{ ok: true; id: number } | Refused> {
    const refusal = refuseUnless(context.actor, 'grouping.rules.manage');
    if (refusal) return refusal;
    if (input.name.trim() === '') return refuseField('name', 'Give it a name.');
    if (input.reason.trim() === '') return refuseField('reason', 'Say why.');
    const problem = problemOf(input.rules);
    if (problem) return refuseField('rules', problem);
    return this.uow.run(context, async (tx) => {
      await ensureFirst(tx);
      await tx.query('lock table rule_set in share row exclusive mode');
      const [next] = await tx.query<{ id: number }>('select max(id) + 1 as id from rule_set');
      const id = next?.id ?? 1;
      if (!(await ruleSetById(tx, input.basedOn))) return refuseField('basedOn', 'There is no such rule set.');
      await tx.query(
        `insert into rule_set (id, name, rules, author_id, reason, state, created_at, based_on) values ($1, $2, $3, $4, $5, 'draft', $6, $7)`,
        [
          id,
          input.name.trim(),
          JSON.stringify({ ...(input.rules as RuleSet), id }),
          context.actor.id,
          input.reason,
          context.now,
          input.basedOn,
        ],
      );
      record(tx, id, 'rules.draft', input.reason, { basedOn: input.basedOn });
      return { ok: true as const, id };
    });
  }

  /** Asks for a run on what is there; the worker does it and shows its progress. */
  async try(context: CommandContext, id: number): Promise<{ ok: true; trialId: string } | Refused> {
    const refusal = refuseUnless(context.actor, 'grouping.rules.manage');
    if (refusal) return refusal;
    return this.uow.run(context, async (tx) => {
      await ensureFirst(tx);
      if (!(await ruleSetById(tx, id))) return refuseField('id', 'There is no such rule set.');
      const trialId = newId(context.now);
      await tx.query(
        `insert into rule_trial (id, rule_set_id, against_id, state, asked_by, asked_at)
         select $1, $2, id, 'waiting', $3, $4 from rule_set where state = 'active'`,
        [trialId, id, context.actor.id, context.now],
      );
      record(tx, id, 'rules.try', undefined, { trial: trialId });
      return { ok: true as const, trialId };
    });
  }

  /** Ends a trial that waits or runs; the worker notices between two batches, and nothing of it is kept. */
  async stopTrial(context: CommandContext, trialId: string): Promise<{ ok: true; trialId: string } | Refused> {
    const refusal = refuseUnless(context.actor, 'grouping.rules.manage');
    if (refusal) return refusal;
    return this.uow.run(context, async (tx) => {
      const [stopped] = await tx.query<{ ruleSet: number }>(
        `update rule_trial set state = 'stopped', stopped_by = $2, finished_at = $3
         where id = $1 and state in ('waiting', 'running') returning rule_set_id as "ruleSet"`,
        [trialId, context.actor.id, context.now],
      );
      if (!stopped) {
        const [ended] = await tx.query<{ state: string }>('select state from rule_trial where id = $1', [trialId]);
        if (!ended) return refuseField('id', 'There is no such trial.');
        return refuse('NOT_NOW', ended.state === 'stopped' ? 'It was stopped already.' : 'It has ended already.', [
          'reload',
        ]);
      }
      record(tx, stopped.ruleSet, 'rules.stop_trial', undefined, { trial: trialId });
      return { ok: true as const, trialId };
    });
  }

  /** Runs again and again on what is there, without effect, until it is activated or put away. */
  async setShadow(
    context: CommandContext,
    id: number,
    shadow: boolean,
    reason: string,
  ): Promise<{ ok: true } | Refused> {
    const refusal = refuseUnless(context.actor, 'grouping.rules.manage');
    if (refusal) return refusal;
    if (reason.trim() === '') return refuseField('reason', 'Say why.');
    return this.uow.run(context, async (tx) => {
      const done = await tx.execute('update rule_set set state = $2 where id = $1 and state = $3', [
        id,
        shadow ? 'shadow' : 'draft',
        shadow ? 'draft' : 'shadow',
      ]);
      if (done === 0) return refuse('NOT_NOW', shadow ? 'Only a draft goes into shadow.' : 'It is not in shadow.');
      record(tx, id, shadow ? 'rules.shadow' : 'rules.unshadow', reason, {});
      return { ok: true as const };
    });
  }

  /**
   * Puts a rule set in force; the one before is kept, and activating that one again takes this back. Needs somebody
   * other than its author, the first time. From now on it weighs new alerts; with `regroup` undecided cases follow it
   * at once, too.
   */
  async activate(
    context: CommandContext,
    input: { id: number; reason: string; regroup: boolean },
  ): Promise<{ ok: true; cases: number } | Refused> {
    const { id, reason } = input;
    const refusal = refuseUnless(context.actor, 'grouping.rules.manage');
    if (refusal) return refusal;
    if (reason.trim() === '') return refuseField('reason', 'Say why.');
    return this.uow.run(context, async (tx) => {
      await tx.query(`set local lock_timeout = '10s'; ${GROUPING_SETTINGS}`);
      await tx.query(`select pg_advisory_xact_lock(${GROUPING_LOCK})`);
      await ensureFirst(tx);
      const row = await ruleSetById(tx, id);
      if (!row) return refuseField('id', 'There is no such rule set.');
      if (row.state === 'active') return refuse('NOT_NOW', 'It is in force already.');
      if (needsAnother(row, context.actor))
        return refuse('FOUR_EYES', 'You wrote it: somebody else must put it in force.');
      const problem = problemOf(row.rules);
      if (problem) return refuse('INVALID', problem);
      const [size] = await tx.query<{ subjects: number }>('select count(*)::int as subjects from grouping_subject');
      if (input.regroup && (size?.subjects ?? 0) > MOST_SUBJECTS)
        return refuse(
          'TOO_LARGE',
          `More than ${MOST_SUBJECTS.toLocaleString('en')} subjects: activate it for new alerts.`,
        );
      const [before] = await tx.query<{ id: number }>(
        `update rule_set set state = 'retired' where state = 'active' returning id`,
      );
      await tx.query(
        `update rule_set set state = 'active', activated_at = $2, approval_reason = $4,
           approved_by = coalesce(approved_by, case when author_id is distinct from $3 then $3::uuid end) where id = $1`,
        [id, context.now, context.actor.id, reason],
      );
      const rules = { ...DEFAULT_RULE_SET, ...row.rules, id };
      const changed = input.regroup ? await regroupUnder(tx, rules, await correctionsInForce(tx), reason) : [];
      record(tx, id, 'rules.activate', reason, {
        before: before?.id ?? null,
        regroup: input.regroup,
        cases: changed.length,
      });
      tx.wake('grouping');
      return { ok: true as const, cases: changed.length };
    });
  }
}

/** Whoever wrote a rule set does not put it in force the first time. */
export const needsAnother = (row: { authorId: string | null; approvedBy: string | null }, actor: Actor): boolean =>
  row.approvedBy === null && row.authorId === actor.id;

/** Until somebody changes them, the built-in rules are in force without a row of their own. Nobody knows since when. */
async function ensureFirst(tx: Tx): Promise<void> {
  await tx.query(
    `insert into rule_set (id, name, rules, reason, state, created_at)
     select 1, 'Built in', $1, 'What the product comes with.', 'active', $2 where not exists (select 1 from rule_set)`,
    [JSON.stringify(DEFAULT_RULE_SET), tx.context.now],
  );
}

async function ruleSetById(tx: Tx, id: number): Promise<Row | null> {
  const rows = await tx.query<Row>(
    'select id, name, rules, state, author_id as "authorId", approved_by as "approvedBy" from rule_set where id = $1',
    [id],
  );
  return rows[0] ?? null;
}

function problemOf(rules: unknown): string | null {
  const isObject = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(rules)) return 'Rules are an object.';
  const whole = { ...DEFAULT_RULE_SET, ...rules } as RuleSet;
  const parts = [whole.caps, whole.types, whole.learned, whole.closed];
  if (!parts.every(isObject) || !Object.values(whole.types).every(isObject))
    return 'caps, types, learned and closed are objects.';
  const unknown = Object.keys(rules).find((key) => !(key in DEFAULT_RULE_SET));
  if (unknown) return `/${unknown} is no part of a rule set`;
  const problems = ruleSetProblems({ ...whole, id: 0 });
  return problems.length > 0
    ? problems
        .map(({ path, detail }) => `${path}: ${detail}`)
        .slice(0, 20)
        .join('; ')
    : null;
}

function record(tx: Tx, id: number, kind: string, why: string | undefined, facts: Record<string, unknown>): void {
  tx.record({ stage: 'grouping', kind, entityKind: 'rule_set', entityId: `${id}`, body: { why, facts } });
}

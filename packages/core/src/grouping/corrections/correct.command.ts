import { Injectable } from '@nestjs/common';
import { type Refusal, refuse } from '@portcullis/domain';
import { GroupingEngine } from '@portcullis/domain/grouping/engine';
import { type FieldRefusal, refuseField, refuseUnless } from '../../access/permit.js';
import { type CommandContext, type Tx, UnitOfWork } from '../../db/unit-of-work.js';
import { closeHubProposal, hubKeyOf, lockHubProposal, proposeWideHub } from '../lists/hub-proposals.js';
import { type HubReach, needsSecond, reachOfValue } from '../lists/hub-reach.js';
import type { ListAnswer } from '../lists/second-person.js';
import { PgGroupingIndex } from '../pg-index.js';
import { GROUPING_LOCK, GROUPING_SETTINGS, generationOf, regroup } from '../regroup.js';
import { activeRuleSet } from '../rule-set.query.js';
import { type CaseSide, ConsequenceQuery, type Place } from './consequence.query.js';
import { type Correcting, problemIn } from './correcting.js';
import { planCorrection } from './plan-correction.js';

/** What a correction did, or would do. */
export interface Corrected {
  readonly ok: true;
  /** The correction or hub entry. */
  readonly id: string;
  /** The cases as they are afterwards, those first that existed; of very many the first ones. */
  readonly after: CaseSide[];
  /** Where those are now whom somebody took out of a case. */
  readonly places?: Place[];
  /** Who has to confirm it first; nothing has changed yet. */
  readonly waitsFor?: string;
}

export interface Consequence {
  readonly ok: true;
  /** Of very many cases the first ones, on both sides. */
  readonly before: CaseSide[];
  readonly after: CaseSide[];
  readonly beforeTotal: number;
  readonly afterTotal: number;
  /** How far the value reaches, where a second person would have to confirm it. */
  readonly reach: HubReach | null;
}

type Refused = Refusal | FieldRefusal;

interface Performed extends Corrected {
  /** All cases that it is about. */
  readonly caseIds: readonly string[];
}

/**
 * Splits, moves, merges, stops linking by a value, and takes any of these back (GR-5). Each is one transaction: the
 * rule is kept, clusters and cases take their new shape, history says who and why. It holds for every later alert.
 */
@Injectable()
export class CorrectGrouping {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly consequences: ConsequenceQuery,
  ) {}

  async correct(context: CommandContext, input: Correcting): Promise<Corrected | Refused> {
    const refusal = refuseUnless(context.actor, 'grouping.correct') ?? problemIn(input);
    if (refusal) return refusal;
    return this.attempt(() =>
      this.uow.run(context, async (tx) => {
        const proposed = input.act === 'unlink' ? await proposeWideHub(tx, input) : null;
        if (proposed) return proposed;
        const done = await perform(tx, input);
        if (!done.ok) tx.discard();
        else tx.wake('grouping');
        return done;
      }),
    );
  }

  /** The same, done and taken back in one transaction: the exact consequence, and nothing changed. */
  async rehearse(context: CommandContext, input: Correcting): Promise<Consequence | Refused> {
    const refusal = refuseUnless(context.actor, 'grouping.correct') ?? problemIn({ ...input, reason: 'rehearsed' });
    if (refusal) return refusal;
    const rehearsed = await this.attempt(async () => {
      try {
        return await this.uow.run(context, async (tx): Promise<Performed | Refused> => {
          throw new Rehearsed(await perform(tx, input.act === 'unlink' ? { ...input, rehearsed: true } : input));
        });
      } catch (thrown) {
        if (thrown instanceof Rehearsed) return thrown.result;
        throw thrown;
      }
    });
    if (!rehearsed.ok) return rehearsed;
    const { caseIds } = rehearsed;
    const before = await this.consequences.now(caseIds, context.now);
    const beforeTotal = await this.consequences.standing(caseIds);
    const known = new Set(before.map(({ id }) => id));
    const revived = new Set(before.filter(({ mergedInto }) => mergedInto !== null).map(({ id }) => id));
    const after = rehearsed.after.map((side) => (known.has(side.id) ? side : { ...side, number: null }));
    const reach = input.act === 'unlink' ? await this.reachOf(input) : null;
    const stood = before.filter(({ id }) => !revived.has(id));
    return { ok: true, before: stood, after, beforeTotal, afterTotal: caseIds.length, reach };
  }

  /** Confirms a hub that reaches beyond one case, or refuses it; its proposer may withdraw it (EV-4). */
  async answerHub(
    context: CommandContext,
    proposalId: string,
    answer: ListAnswer,
    reason: string,
  ): Promise<Corrected | Refused> {
    const operation = answer === 'withdraw' ? 'grouping.lists.propose' : 'grouping.lists.confirm';
    const refusal = refuseUnless(context.actor, operation);
    if (refusal) return refusal;
    if (reason.trim() === '') return refuseField('reason', 'Say why: colleagues will read it later.');
    return this.attempt(() =>
      this.uow.run(context, async (tx) => {
        const proposal = await lockHubProposal(tx, proposalId, answer);
        if (!proposal.ok) return proposal;
        let done: Corrected | Refused = { ok: true, id: proposalId, after: [] };
        if (answer === 'confirm') done = await perform(tx, { act: 'unlink', ...proposal.input });
        if (!done.ok) {
          tx.discard();
          return done;
        }
        await closeHubProposal(tx, proposalId, answer, reason, answer === 'confirm' ? done.id : null);
        tx.wake('grouping');
        return done;
      }),
    );
  }

  private async reachOf(input: Extract<Correcting, { act: 'unlink' }>): Promise<HubReach | null> {
    const key = hubKeyOf(input);
    const reach = key && (await reachOfValue((sql, values) => this.uow.read(sql, values), key.type, key.match));
    return key && reach && needsSecond(reach, key.type, key.match) ? reach : null;
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T | Refused> {
    try {
      return await work();
    } catch (fault) {
      if ((fault as { code?: string }).code !== LOCK_TIMED_OUT) throw fault;
      return refuse('BUSY', 'Grouping has much to do just now. Try again in a moment.');
    }
  }
}

const LOCK_TIMED_OUT = '55P03';

/** Carries a result out of a transaction that is to be rolled back. */
class Rehearsed extends Error {
  constructor(readonly result: Performed | Refused) {
    super('rehearsed');
  }
}

async function perform(tx: Tx, input: Correcting): Promise<Performed | Refused> {
  await tx.query(`set local lock_timeout = '10s'; ${GROUPING_SETTINGS}`);
  await tx.query(`select pg_advisory_xact_lock(${GROUPING_LOCK})`);
  const plan = await planCorrection(tx, input);
  if (!plan.ok) return plan;
  const rules = await activeRuleSet(tx);
  const index = new PgGroupingIndex();
  index.bind(tx);
  const engine = new GroupingEngine(rules, index);
  const { hubs, corrections, cause } = plan;
  index.before(
    corrections.flatMap((change) => (change.type === 'add' ? [change.correction.id] : [])),
    plan.undone,
  );
  const generation = await generationOf(tx);
  const changed = await regroup(tx, engine, generation + 1, { hubs, corrections, cause });
  const ids = [...new Set([...plan.caseIds, ...changed])];
  const born = changed.find((id) => !plan.caseIds.includes(id));
  if (cause.act === 'split' && born) {
    await tx.query('update grouping_correction set other_case_id = $2 where id = $1', [cause.correctionId, born]);
  }
  const after = await ConsequenceQuery.within(tx, ids);
  return {
    ok: true,
    id: cause.correctionId,
    after,
    places: await ConsequenceQuery.places(tx, ids, cause.leaving),
    caseIds: ids,
  };
}

import type { RuleSet } from '@portcullis/domain';
import { GroupingEngine } from '@portcullis/domain/grouping/engine';
import type { CommandContext, Tx, UnitOfWork } from '../db/unit-of-work.js';
import { assignCases, sizesOf } from './cases/assign-cases.js';
import { Campaigns } from './cases/campaigns.js';
import { takeHubChanges } from './hub-changes.js';
import { takePending } from './pending.js';
import { PgGroupingIndex } from './pg-index.js';
import { activeRuleSet } from './rule-set.query.js';
import { writeIndex } from './write-index.js';

/** Held by whoever groups, so that one batch at a time changes the index. */
export const GROUPING_LOCK = 7_603_001;

export type AssignResult =
  /** `taken` counts alerts that needed no case and changes of the hub list, too. */
  | { readonly status: 'assigned'; readonly alerts: number; readonly taken: number }
  | { readonly status: 'idle' }
  /** Another worker is at it. */
  | { readonly status: 'busy' };

/**
 * Puts waiting alerts into cases, batch by batch. One per process: it keeps what recent batches touched in memory, and
 * forgets it when another process has written meanwhile or a batch failed. Any number of processes may try at once.
 */
export class AssignAlerts {
  private readonly index = new PgGroupingIndex();
  private engine: GroupingEngine | null = null;
  private generation = -1;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly batchSize = 4000,
  ) {}

  /** One batch, in one transaction. */
  async run(context: CommandContext): Promise<AssignResult> {
    let next = -1;
    try {
      const result = await this.uow.run(context, async (tx): Promise<AssignResult> => {
        // Every statement here walks an index; a plan made while a table was empty must not stay.
        await tx.query(
          `set local enable_seqscan = off; set local plan_cache_mode = force_generic_plan; set local jit = off;
          set local idle_in_transaction_session_timeout = 0`,
        );
        const [lock] = await tx.query<{ got: boolean }>(`select pg_try_advisory_xact_lock(${GROUPING_LOCK}) as got`);
        if (!lock?.got) return { status: 'busy' };
        const hubs = await takeHubChanges(tx);
        const { taken, alerts } = await takePending(tx, this.batchSize);
        if (taken + hubs.length === 0) return { status: 'idle' };
        if (alerts.length + hubs.length === 0) return { status: 'assigned', alerts: 0, taken };
        const { engine, generation } = await this.engineFor(tx);
        next = generation + 1;
        this.index.bind(tx);
        const effect = await engine.assign(
          alerts.map(({ sighting }) => sighting),
          hubs,
        );
        const campaigns = new Campaigns(sizesOf(effect), engine.rules.campaignFrom, context.now);
        await campaigns.load(tx, [...new Set([...sizesOf(effect).keys(), ...effect.merges.map(({ from }) => from)])]);
        await writeIndex(tx, effect, next, engine.rules.id);
        await assignCases(tx, effect, campaigns, engine.rules, alerts);
        return { status: 'assigned', alerts: alerts.length, taken: taken + hubs.length };
      });
      if (next >= 0) this.generation = next;
      return result;
    } catch (fault) {
      this.generation = -1;
      throw fault;
    } finally {
      this.index.bind(null);
    }
  }

  /** Batch after batch until nothing waits or another worker is at it. @returns alerts that were put into cases */
  async drain(context: () => CommandContext, signal?: AbortSignal): Promise<number> {
    let total = 0;
    while (!signal?.aborted) {
      const result = await this.run(context());
      if (result.status !== 'assigned') break;
      total += result.alerts;
    }
    return total;
  }

  private async engineFor(tx: Tx): Promise<{ engine: GroupingEngine; generation: number }> {
    const [state] = await tx.prepared<{ generation: number }>(
      'grouping-generation',
      'select generation from grouping_state',
    );
    const generation = state?.generation ?? 0;
    const rules: RuleSet = await activeRuleSet(tx);
    if (this.engine?.rules.id !== rules.id) this.engine = new GroupingEngine(rules, this.index);
    else if (generation !== this.generation) this.engine.forget();
    return { engine: this.engine, generation };
  }
}

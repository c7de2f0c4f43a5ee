import { getHeapStatistics } from 'node:v8';
import type { RuleSet } from '@portcullis/domain';
import { GroupingEngine } from '@portcullis/domain/grouping/engine';
import type { CommandContext, Tx, UnitOfWork } from '../db/unit-of-work.js';
import { KnownCases } from './cases/known-cases.js';
import { takeHubChanges } from './hub-changes.js';
import { takePending } from './pending.js';
import { PgGroupingIndex } from './pg-index.js';
import { beginning, GROUPING_LOCK, GROUPING_SETTINGS, regroup } from './regroup.js';
import { activeRuleSet } from './rule-set.query.js';

export { GROUPING_LOCK } from './regroup.js';

export type AssignResult =
  /** `taken` counts alerts that needed no case and changes of the hub list, too. */
  | { readonly status: 'assigned'; readonly alerts: number; readonly taken: number }
  | { readonly status: 'idle' }
  /** Another worker is at it. */
  | { readonly status: 'busy' };

/** Subjects and values that are kept in memory: some 400 bytes each, at most a quarter of what the process may have. */
const KEPT = Math.min(2_000_000, Math.floor(getHeapStatistics().heap_size_limit / 4 / 400));

/**
 * Puts waiting alerts into cases, batch by batch. One per process: it keeps what recent batches touched in memory, and
 * forgets it when another process has written meanwhile or a batch failed. Any number of processes may try at once.
 */
export class AssignAlerts {
  private readonly index = new PgGroupingIndex();
  private readonly known = new KnownCases();
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
        await tx.query(GROUPING_SETTINGS);
        const [lock] = await tx.query<{ got: boolean }>(`select pg_try_advisory_xact_lock(${GROUPING_LOCK}) as got`);
        if (!lock?.got) return { status: 'busy' };
        const hubs = await takeHubChanges(tx);
        const { taken, alerts } = await takePending(tx, this.batchSize);
        if (taken + hubs.length === 0) return { status: 'idle' };
        if (alerts.length + hubs.length === 0) return { status: 'assigned', alerts: 0, taken };
        const { engine, generation } = await this.engineFor(tx);
        next = generation + 1;
        this.index.bind(tx);
        await regroup(tx, engine, next, { alerts, hubs, known: this.known });
        return { status: 'assigned', alerts: alerts.length, taken: taken + hubs.length };
      });
      if (next >= 0) this.generation = next;
      return result;
    } catch (fault) {
      this.generation = -1;
      this.known.forget();
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
    const { generation, writer } = await beginning(tx);
    const rules: RuleSet = await activeRuleSet(tx);
    this.known.begin(writer);
    if (this.engine?.rules.id !== rules.id) {
      this.engine = new GroupingEngine(rules, this.index, KEPT);
      this.known.forget();
    } else if (generation !== this.generation) {
      this.engine.forget();
      this.known.forget();
    }
    return { engine: this.engine, generation };
  }
}

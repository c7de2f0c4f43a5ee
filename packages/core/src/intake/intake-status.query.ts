import { Inject, Injectable } from '@nestjs/common';
import type { IntakeStatus } from '@portcullis/contracts';
import type { Config } from '../config/config.js';
import { CONFIG } from '../core.module.js';
import { UnitOfWork } from '../db/unit-of-work.js';

/** Waiting alerts are counted exactly up to here. */
const EXACT = 10_000;
/** A count of more than that holds for twenty times as long as it took, and at least for half a second. */
const FRESH_MS = 500;
const COST_FACTOR = 20;

const COUNTERS = `
  select coalesce(sum(accepted), 0)::float8 as accepted, coalesce(sum(held_back), 0)::float8 as "heldBack" from intake_counter`;
// Along the index, whose dead entries are skipped: a heap of rows that have left is not walked through.
const WAITING = `
  select count(*)::int as waiting, extract(epoch from now() - min(enqueued_at))::float8 as oldest
  from (select enqueued_at from alert_pending order by alert_id limit ${EXACT}) first`;

/** How far grouping has come, and whether intake has to hold back. */
@Injectable()
export class IntakeStatusQuery {
  private count = 0;
  private until = 0;
  private counting: Promise<number> | null = null;

  constructor(
    private readonly uow: UnitOfWork,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * `accepted` counts ids, folded and held-back ones too. `pending` is exact up to 10,000, so that 0 is the truth; beyond
   * it may be some seconds old.
   */
  async status(): Promise<IntakeStatus> {
    // Counted first: what is accepted between the two statements may wait, but is never taken for grouped.
    const [sum] = await this.uow.read<{ accepted: number; heldBack: number }>(COUNTERS, [], 'intake-counters');
    const [first] = await this.uow.read<{ waiting: number; oldest: number | null }>(WAITING, [], 'intake-waiting');
    const { accepted = 0, heldBack = 0 } = sum ?? {};
    const { waiting = 0, oldest = null } = first ?? {};
    const pending = waiting < EXACT ? waiting : Math.max(waiting, await this.fresh());
    return {
      accepted,
      grouped: Math.max(0, accepted - heldBack - pending),
      pending,
      oldestPendingSeconds: Math.max(0, Math.round((oldest ?? 0) * 10) / 10),
    };
  }

  /** Whether more alerts wait for grouping than the settings allow. */
  async isBehind(): Promise<boolean> {
    return (await this.waiting()) > this.config.INTAKE_MAX_PENDING;
  }

  /** How many alerts wait, as of a moment ago. Nobody waits for the recount, except for the first. */
  private waiting(): Promise<number> | number {
    const counting = this.fresh();
    if (this.until === 0 || typeof counting === 'number') return counting;
    counting.catch(() => undefined); // Whoever asks next tries again.
    return this.count;
  }

  private fresh(): Promise<number> | number {
    if (performance.now() < this.until) return this.count;
    this.counting ??= this.recount();
    return this.counting;
  }

  private async recount(): Promise<number> {
    const begun = performance.now();
    try {
      const limit = this.config.INTAKE_MAX_PENDING + EXACT;
      const [row] = await this.uow.read<{ n: number }>(
        `select count(*)::int as n from (select 1 from alert_pending limit $1) waiting`,
        [limit],
      );
      this.count = row?.n ?? 0;
      return this.count;
    } finally {
      this.counting = null;
      const ended = performance.now();
      this.until = ended + Math.max(FRESH_MS, COST_FACTOR * (ended - begun));
    }
  }
}

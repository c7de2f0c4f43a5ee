import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { CommandContext, WakeTopic } from '@portcullis/core';
import { Clock } from '@portcullis/core/core.module';
import { isPassing } from '@portcullis/core/db/passing-fault';
import { AssignAlerts, type AssignResult } from '@portcullis/core/grouping/assign.command';
import { UnusableRuleSet } from '@portcullis/core/grouping/rule-set.query';
import { SetAside } from '@portcullis/core/grouping/set-aside.command';
import { SYSTEM } from '@portcullis/domain';
import type { Loop, LoopTurn } from '../stage.js';

/** So long whoever has to read everything anew leaves it to the one that grouped last. */
const PRECEDENCE_MS = 100;
/** What fails so often in a row is not passing: what it fails at is looked for. */
const MOST_FAILURES = 3;
/** So many alerts in a row at which it fails: then it is not the alerts. */
const MOST_SET_ASIDE = 20;

/**
 * Puts waiting alerts into cases. One worker does it at a time; the others find the lock taken and sleep. Where it fails
 * again and again, it takes fewer at a time, and sets the one aside at which it fails alone, so that the others do not
 * wait for it.
 */
@Injectable()
export class AssignLoop implements Loop {
  readonly name = 'grouping.assign';
  readonly wakes: readonly WakeTopic[] = ['grouping'];
  readonly pollMs = 1_000;
  private failures = 0;
  private setAsideInARow = 0;
  /** Alerts at a time while it is looked for at what it fails; null otherwise. */
  private size: number | null = null;

  constructor(
    @Inject(AssignAlerts) private readonly assign: AssignAlerts,
    @Inject(SetAside) private readonly setAside: SetAside,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async run({ signal }: LoopTurn): Promise<number> {
    if (await this.assign.isBehind()) await setTimeout(PRECEDENCE_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return 0;
    const context = (): CommandContext => ({ actor: SYSTEM, now: this.clock.now() });
    // Another worker may set it aside meanwhile; the one behind it is not what this one failed at.
    const suspect = this.size === 1 ? await this.setAside.next() : null;
    let result: AssignResult;
    try {
      result = await this.assign.run(context, this.size === null ? { signal } : { signal, size: this.size });
    } catch (fault) {
      const isOfAlerts = !isPassing(fault) && !(fault instanceof UnusableRuleSet);
      if (signal.aborted || !isOfAlerts || !(await this.narrow(context(), suspect, fault))) throw fault;
      return 1;
    }
    this.failures = 0;
    if (result.status === 'busy') return 0;
    this.widen(result.status === 'idle');
    return result.status === 'assigned' ? result.taken : 0;
  }

  /** An eighth the next time; of one alone it is known that it is the one. @returns whether it was set aside */
  private async narrow(context: CommandContext, suspect: string | null, fault: unknown): Promise<boolean> {
    this.failures += 1;
    if (this.failures < MOST_FAILURES && this.size === null) return false;
    if (this.size !== 1) {
      this.size = Math.max(1, Math.floor((this.size ?? this.assign.batchSize) / 8));
      return false;
    }
    if (suspect === null || this.failures < MOST_FAILURES || this.setAsideInARow >= MOST_SET_ASIDE) return false;
    const why = fault instanceof Error ? fault.message : String(fault);
    if (!(await this.setAside.put(context, suspect, why))) return false;
    this.setAsideInARow += 1;
    this.failures = 0;
    return true;
  }

  private widen(isIdle: boolean): void {
    this.setAsideInARow = 0;
    if (this.size === null) return;
    this.size *= 8;
    if (isIdle || this.size >= this.assign.batchSize) this.size = null;
  }
}

const TRIP_AFTER = 5;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

interface Condition {
  failures: number;
  pauses: number;
  closedUntil: number;
}

/**
 * Keeps thousands of lanes from trying a receiver that is down, one after the other. After five failures in a row that
 * speak of the receiver as a whole, it is left alone for a second, then two, up to half a minute; then one lane tries.
 * Each process keeps its own.
 */
export class EndpointGate {
  private readonly conditions = new Map<string, Condition>();

  /** May be sent to: `open`, `closed`, or `probe` when one lane may try. */
  state(endpoint: string, now: Date): 'open' | 'closed' | 'probe' {
    const condition = this.conditions.get(endpoint);
    if (!condition || condition.failures < TRIP_AFTER) return 'open';
    return now.getTime() < condition.closedUntil ? 'closed' : 'probe';
  }

  failed(endpoint: string, now: Date): void {
    const condition = this.conditions.get(endpoint) ?? { failures: 0, pauses: 0, closedUntil: 0 };
    condition.failures += 1;
    // Attempts that were under way when it closed say nothing new.
    if (condition.failures >= TRIP_AFTER && now.getTime() >= condition.closedUntil) {
      condition.closedUntil = now.getTime() + Math.min(FIRST_PAUSE_MS * 2 ** condition.pauses, LONGEST_PAUSE_MS);
      condition.pauses += 1;
    }
    this.conditions.set(endpoint, condition);
  }

  /** @returns true when it had been closed: its lanes need not wait for their next attempt */
  answered(endpoint: string): boolean {
    const condition = this.conditions.get(endpoint);
    this.conditions.delete(endpoint);
    return condition !== undefined && condition.failures >= TRIP_AFTER;
  }
}

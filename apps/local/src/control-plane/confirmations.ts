import type { HeldAction, Ledger } from './ledger.js';

export interface ConfirmationTarget {
  /** Where the API answers, such as http://127.0.0.1:4000. */
  api: string;
  key: string;
}

const firstWaitMs = 250;
const longestWaitMs = 15_000;

/** Tells the API what became of actions, and keeps telling until it has heard. */
export class Confirmations {
  private readonly timers = new Set<NodeJS.Timeout>();
  private closed = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly target: () => ConfirmationTarget,
    private readonly now: () => Date,
  ) {}

  /** @param times how often the API is told, for trying out that twice is harmless */
  schedule(action: HeldAction, afterMs: number, times = 1): void {
    this.later(afterMs, () => this.send(action, times, firstWaitMs));
  }

  close(): void {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private later(ms: number, work: () => Promise<void>): void {
    if (this.closed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void work();
    }, ms);
    this.timers.add(timer);
  }

  private async send(action: HeldAction, times: number, waitMs: number): Promise<void> {
    const heard = await this.post(action);
    if (this.closed) return;
    if (!heard) {
      this.later(waitMs, () => this.send(action, times, Math.min(waitMs * 2, longestWaitMs)));
    } else if (times > 1) {
      await this.send(action, times - 1, firstWaitMs);
    } else {
      this.ledger.confirmed(action.idempotencyKey, this.now());
    }
  }

  /** True when the API has taken it, or says that it never will (4xx other than 401, 403, 408, 409 and 429). */
  private async post(action: HeldAction): Promise<boolean> {
    const { api, key } = this.target();
    const body = { status: action.status, at: action.executedAt, detail: detailOf(action) };
    try {
      const response = await fetch(`${api}/v1/actions/${encodeURIComponent(action.actionId)}/confirmations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      });
      await response.arrayBuffer();
      if (response.ok) return true;
      return response.status < 500 && ![401, 403, 408, 409, 429].includes(response.status);
    } catch {
      return false; // down or slow: told again later
    }
  }
}

function detailOf(action: HeldAction): string {
  if (action.status === 'failed') return 'The demo control plane was told to fail.';
  return `${action.kind} carried out on ${action.subjects.length} subject(s)`;
}

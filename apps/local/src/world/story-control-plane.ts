import type { UnitOfWork } from '@portcullis/core/db/unit-of-work';
import { DELIVERER_OPTIONS, Deliverer } from '@portcullis/core/enforcement/deliverer';
import { DELIVERY_POLICY } from '@portcullis/core/enforcement/delivery.policy';
import { type ActionRequest, Ledger } from '../control-plane/ledger.js';
import type { SimulatedClock } from './simulated-clock.js';

/**
 * The demo control plane as it was in the past: orders go through the application's own deliverer into the ledger that
 * the control plane will start with, dated by the story's clock.
 */
export class StoryControlPlane {
  private readonly ledger: Ledger;
  private readonly deliverer: Deliverer;
  private readonly keys = new Map<string, string>();

  constructor(
    uow: UnitOfWork,
    private readonly clock: SimulatedClock,
    ledgerFile: string,
  ) {
    this.ledger = new Ledger(ledgerFile);
    this.deliverer = new Deliverer(
      uow,
      { send: async (_target, { body }) => this.take(body) },
      clock,
      { ...DELIVERER_OPTIONS, policy: DELIVERY_POLICY },
      (fault) => {
        throw fault;
      },
    );
  }

  /** Takes every order that is due. */
  async takeOrders(): Promise<void> {
    while ((await this.deliverer.takeDue()) > 0) await this.deliverer.idle();
    await this.deliverer.idle();
  }

  /** What ended by its date: nobody waits for a word about it. */
  endByDate(): void {
    for (const { kind, reasonCode, actionId } of this.ledger.unconfirmed()) {
      if (kind === 'lift' && reasonCode === 'ended_by_date') this.carriedOut(actionId, 'lifted');
    }
  }

  /** Notes that an order was carried out and confirmed. */
  carriedOut(actionId: string, status: 'in_effect' | 'lifted' | 'failed'): void {
    const key = this.keys.get(actionId);
    if (!key) return;
    this.ledger.executed(key, status, this.clock.now());
    this.ledger.confirmed(key, this.clock.now());
  }

  private take(body: string): { status: number; detail: string } {
    const { type, data } = JSON.parse(body) as { type: string; data: ActionRequest };
    if (type !== 'action.requested') return { status: 202, detail: 'taken' };
    const receipt = this.ledger.receive(data, this.clock.now());
    if (receipt.is === 'refused') return { status: 409, detail: `expected ${receipt.expected}` };
    this.keys.set(data.actionId, data.idempotencyKey);
    return { status: 202, detail: 'taken' };
  }
}

import { SYSTEM } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import type { UnitOfWork } from '../db/unit-of-work.js';
import { type DeliveryPolicy, judgeAttempt, receiverIsDown } from './delivery.policy.js';
import { claimLanes, type LeasedLane, messagesOf } from './delivery-lanes.js';
import { EndpointGate } from './endpoint-gate.js';
import { activeEndpoints, disableEndpoint, type Endpoint } from './endpoints.query.js';
import { outgoing } from './outgoing-message.js';
import { type LaneResult, settleLanes } from './settle-lanes.js';
import { SettleQueue } from './settle-queue.js';
import type { WebhookSender } from './webhook-sender.js';

export interface DelivererOptions {
  policy: DeliveryPolicy;
  /** Lanes that are sent from at once, all together and for one receiver. */
  lanes: number;
  lanesPerEndpoint: number;
  /** Messages of one lane that are sent before they are written down: so many may come twice after a crash. */
  chunk: number;
  leaseMs: number;
  /** Our own address, the source of CloudEvents. */
  source: string;
  /** How long the addresses of receivers are believed. */
  endpointsMs: number;
}

export const DELIVERER_OPTIONS: Omit<DelivererOptions, 'policy'> = {
  lanes: 64,
  lanesPerEndpoint: 32,
  chunk: 10,
  // A chunk stops before a third of the lease is over, plus one attempt.
  leaseMs: 30_000,
  // A relative reference, which CloudEvents allow.
  source: '',
  endpointsMs: 1_000,
};

/**
 * Sends what waits in lanes: each lane in order, many lanes at once. A lane is leased, its messages go out outside any
 * transaction, and what became of them is written down. Whatever dies on the way is due again when the lease ends.
 */
export class Deliverer {
  private readonly flying = new Map<string, { endpoint: string; done: Promise<void> }>();
  private readonly gate = new EndpointGate();
  private readonly settling: SettleQueue;
  private endpoints = new Map<string, Endpoint>();
  private endpointsUntil = 0;
  private stopping = false;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly sender: Pick<WebhookSender, 'send'>,
    private readonly clock: { now(): Date },
    private readonly options: DelivererOptions,
    private readonly onFault: (fault: unknown, lane: string) => void,
    private readonly onAttempt: (endpoint: string, result: string) => void = () => undefined,
  ) {
    this.settling = new SettleQueue((results) =>
      settleLanes(uow, this.context(), results, this.endpointIds(), options.leaseMs),
    );
  }

  /** Takes lanes that are due and begins to send. @returns how many it took; 0 when nothing is due or all hands are full */
  async takeDue(): Promise<number> {
    const { lanes, chunk, leaseMs } = this.options;
    const free = lanes - this.flying.size;
    if (free <= 0) {
      await Promise.race([...this.flying.values()].map(({ done }) => done));
      return 1;
    }
    const now = this.clock.now();
    await this.refreshEndpoints(now);
    const claim = (endpoints: readonly string[], limit: number) =>
      claimLanes(this.uow, { now, endpoints, limit, lease: newId(), leaseMs, chunk });
    const taken: LeasedLane[] = [];
    const open: string[] = [];
    for (const endpoint of this.endpoints.keys()) {
      if (this.countFlying(endpoint) >= this.options.lanesPerEndpoint) continue;
      const state = this.gate.state(endpoint, now);
      if (state === 'open') open.push(endpoint);
      else if (state === 'probe' && this.countFlying(endpoint) === 0) taken.push(...(await claim([endpoint], 1)));
    }
    taken.push(...(await claim(open, Math.min(free, 16))));
    for (const lane of taken) this.launch(lane);
    return taken.length;
  }

  /** Sends nothing more and waits until what is under way is written down. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.idle();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.flying.size > 0) await Promise.all([...this.flying.values()].map(({ done }) => done));
  }

  private launch(lane: LeasedLane): void {
    const done = this.sendFrom(lane)
      .catch((fault: unknown) => this.onFault(fault, lane.lane))
      .finally(() => this.flying.delete(lane.lane));
    this.flying.set(lane.lane, { endpoint: lane.endpoint, done });
  }

  private async sendFrom(lane: LeasedLane): Promise<void> {
    for (;;) {
      const result = await this.sendChunk(lane);
      const settled = await this.settling.add(result);
      if (result.stopped?.verdict.is === 'gone') await this.switchOff(lane.endpoint);
      if (settled.is !== 'written' || !settled.more || !result.goOn) return;
      lane.lastDelivered = result.delivered.at(-1)?.message.sequence ?? lane.lastDelivered;
      const next = await messagesOf(
        this.uow,
        [{ lane: lane.lane, doneSequence: lane.lastDelivered }],
        this.options.chunk,
      );
      lane.messages = next.get(lane.lane) ?? [];
      if (lane.messages.length === 0) return;
    }
  }

  private async sendChunk(lane: LeasedLane): Promise<LaneResult> {
    const began = this.clock.now().getTime();
    const delivered: LaneResult['delivered'] = [];
    let previous = lane.lastDelivered;
    for (const message of lane.messages) {
      const endpoint = this.endpoints.get(lane.endpoint);
      const late = this.clock.now().getTime() - began > this.options.leaseMs / 3;
      if (!endpoint || this.stopping || late) return { lane, delivered, stopped: null, goOn: false };
      const at = this.clock.now();
      const attempt = await this.sender.send(
        endpoint,
        outgoing(message, previous, endpoint.format, this.options.source),
        at,
      );
      const now = this.clock.now();
      const judged = { attempts: message.attempts + 1, firstAttemptAt: message.firstAttemptAt ?? at, now };
      const verdict = judgeAttempt(attempt, judged, this.options.policy, Math.random());
      this.onAttempt(lane.endpoint, verdict.is);
      if (receiverIsDown(attempt)) this.gate.failed(lane.endpoint, now);
      else if (this.gate.answered(lane.endpoint)) await this.hurry(lane.endpoint, now);
      if (verdict.is !== 'delivered')
        return { lane, delivered, stopped: { message, attempt, verdict, at }, goOn: false };
      delivered.push({ message, status: attempt.status as number, at: now });
      previous = message.sequence;
    }
    return { lane, delivered, stopped: null, goOn: delivered.length > 0 };
  }

  /** A receiver is back: what waits for it need not wait for its next attempt. */
  private async hurry(endpoint: string, now: Date): Promise<void> {
    await this.uow.read(
      `with late as (
         select lane from delivery_lane where endpoint = $1 and next_attempt_at > $2 and lease is null for update skip locked)
       update delivery_lane l set next_attempt_at = $2 from late where l.lane = late.lane`,
      [endpoint, now],
    );
  }

  private async switchOff(name: string): Promise<void> {
    const endpoint = this.endpoints.get(name);
    if (!endpoint) return;
    this.endpoints.delete(name);
    await disableEndpoint(this.uow, this.context(), endpoint.id, 'the receiver answered 410');
    this.endpointsUntil = 0;
  }

  private async refreshEndpoints(now: Date): Promise<void> {
    if (now.getTime() < this.endpointsUntil) return;
    this.endpoints = await activeEndpoints(this.uow);
    this.endpointsUntil = now.getTime() + this.options.endpointsMs;
  }

  private countFlying(endpoint: string): number {
    let count = 0;
    for (const lane of this.flying.values()) if (lane.endpoint === endpoint) count += 1;
    return count;
  }

  private endpointIds(): ReadonlyMap<string, string> {
    return new Map([...this.endpoints].map(([name, { id }]) => [name, id]));
  }

  private context() {
    return { actor: SYSTEM, now: this.clock.now() };
  }
}

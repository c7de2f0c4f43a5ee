import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Config, UnitOfWork, type WakeTopic } from '@portcullis/core';
import { Clock, CONFIG } from '@portcullis/core/core.module';
import { DELIVERER_OPTIONS, Deliverer } from '@portcullis/core/enforcement/deliverer';
import { DELIVERY_POLICY } from '@portcullis/core/enforcement/delivery.policy';
import { WebhookSender } from '@portcullis/core/enforcement/webhook-sender';
import type { Logger } from 'pino';
import { WorkerMetrics } from '../health/worker-metrics.js';
import type { Loop } from '../stage.js';
import { LOGGER } from '../tokens.js';

/** Sends webhooks: the lanes are the queue. */
@Injectable()
export class DeliveryLoop implements Loop, OnModuleDestroy {
  readonly name = 'enforcement.deliver';
  readonly wakes: readonly WakeTopic[] = ['delivery'];
  /** Also how late a retry can be. */
  readonly pollMs = 250;
  private readonly sender: WebhookSender;
  private readonly deliverer: Deliverer;

  constructor(
    @Inject(CONFIG) config: Config,
    uow: UnitOfWork,
    clock: Clock,
    metrics: WorkerMetrics,
    @Inject(LOGGER) log: Logger,
  ) {
    const policy = DELIVERY_POLICY;
    this.sender = new WebhookSender({ allowPrivate: config.ALLOW_PRIVATE_WEBHOOKS, timeoutMs: policy.timeoutMs });
    this.deliverer = new Deliverer(
      uow,
      this.sender,
      clock,
      { ...DELIVERER_OPTIONS, policy, source: config.CONSOLE_ORIGIN },
      (fault, lane) =>
        log.error({ err: fault, lane }, 'a lane could not be settled and is due again when its lease ends'),
      (endpoint, result) => metrics.delivered(endpoint.split(':')[0] as string, result),
    );
  }

  run(): Promise<number> {
    return this.deliverer.takeDue();
  }

  stop(): Promise<void> {
    return this.deliverer.stop();
  }

  onModuleDestroy(): void {
    this.sender.close();
  }
}

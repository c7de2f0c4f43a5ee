import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { WorkerMetrics } from './health/worker-metrics.js';
import { LOGGER, SEQUENCER_POOL } from './tokens.js';

@Global()
@Module({})
class InfrastructureModule {}

/** What stages of the worker share beside CoreModule: the log, the metrics and the sequencer's pool. */
export const infrastructure = (parts: {
  log: Logger;
  metrics: WorkerMetrics;
  sequencerPool: unknown;
}): DynamicModule => ({
  module: InfrastructureModule,
  providers: [
    { provide: LOGGER, useValue: parts.log },
    { provide: WorkerMetrics, useValue: parts.metrics },
    { provide: SEQUENCER_POOL, useValue: parts.sequencerPool },
  ],
  exports: [LOGGER, WorkerMetrics, SEQUENCER_POOL],
});

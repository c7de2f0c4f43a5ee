import { Module } from '@nestjs/common';
import { MetricsModule } from '@portcullis/core/metrics/metrics.module';
import type { WorkerStage } from '../stage.js';
import { RollUpLoop } from './roll-up.loop.js';

@Module({ imports: [MetricsModule], providers: [RollUpLoop] })
class MetricsWorkerModule {}

/** History into counts. */
export const metricsStage: WorkerStage = {
  name: 'metrics',
  module: MetricsWorkerModule,
  loops: [RollUpLoop],
};

import { Module } from '@nestjs/common';
import type { WorkerStage } from '../stage.js';
import { FeedbackProcessor } from './feedback.processor.js';

@Module({ providers: [FeedbackProcessor] })
class OutcomesWorkerModule {}

export const outcomesStage: WorkerStage = {
  name: 'outcomes',
  module: OutcomesWorkerModule,
  processors: [FeedbackProcessor],
  // Batches of one case touch the lanes of the same detectors.
  concurrency: 1,
};

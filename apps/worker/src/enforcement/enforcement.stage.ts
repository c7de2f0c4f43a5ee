import { Module } from '@nestjs/common';
import { EnforcementModule } from '@portcullis/core/enforcement/enforcement.module';
import type { WorkerStage } from '../stage.js';
import { ActionExpirySchedule } from './action-expiry.schedule.js';
import { DeliveryLoop } from './delivery.loop.js';
import { UndeliveredProcessor } from './undelivered.processor.js';

@Module({ imports: [EnforcementModule], providers: [DeliveryLoop, UndeliveredProcessor, ActionExpirySchedule] })
class EnforcementWorkerModule {}

/** Orders and feedback go out as webhooks; actions end by their date. */
export const enforcementStage: WorkerStage = {
  name: 'enforcement',
  module: EnforcementWorkerModule,
  processors: [UndeliveredProcessor],
  loops: [DeliveryLoop],
  schedules: [ActionExpirySchedule],
};

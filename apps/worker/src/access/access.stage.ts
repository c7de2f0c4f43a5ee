import { Module } from '@nestjs/common';
import { AccessModule } from '@portcullis/core/access/access.module';
import type { WorkerStage } from '../stage.js';
import { SweepAttemptsSchedule } from './sweep-attempts.schedule.js';

@Module({ imports: [AccessModule], providers: [SweepAttemptsSchedule] })
class AccessWorkerModule {}

export const accessStage: WorkerStage = {
  name: 'access',
  module: AccessWorkerModule,
  schedules: [SweepAttemptsSchedule],
};

import { Module } from '@nestjs/common';
import type { WorkerStage } from '../stage.js';
import { AlertPartitionsSchedule } from './alert-partitions.schedule.js';

@Module({ providers: [AlertPartitionsSchedule] })
class IntakeWorkerModule {}

export const intakeStage: WorkerStage = {
  name: 'intake',
  module: IntakeWorkerModule,
  schedules: [AlertPartitionsSchedule],
};

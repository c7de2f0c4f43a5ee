import { Module } from '@nestjs/common';
import { AppealsModule } from '@portcullis/core/appeals/appeals.module';
import type { WorkerStage } from '../stage.js';
import { AppealTimeOutSchedule } from './appeal-time-out.schedule.js';
import { FinaliseCasesSchedule } from './finalise-cases.schedule.js';

@Module({ imports: [AppealsModule], providers: [AppealTimeOutSchedule, FinaliseCasesSchedule] })
class AppealsWorkerModule {}

export const appealsStage: WorkerStage = {
  name: 'appeals',
  module: AppealsWorkerModule,
  schedules: [AppealTimeOutSchedule, FinaliseCasesSchedule],
};

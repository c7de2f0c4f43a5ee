import { Module } from '@nestjs/common';
import { CaseworkModule } from '@portcullis/core/casework/casework.module';
import type { WorkerStage } from '../stage.js';
import { LeaseExpirySchedule } from './lease-expiry.schedule.js';

@Module({ imports: [CaseworkModule], providers: [LeaseExpirySchedule] })
class CaseworkWorkerModule {}

export const caseworkStage: WorkerStage = {
  name: 'casework',
  module: CaseworkWorkerModule,
  schedules: [LeaseExpirySchedule],
};

import { Module } from '@nestjs/common';
import { CaseworkModule } from '@portcullis/core/casework/casework.module';
import { EndMonitoring } from '@portcullis/core/casework/end-monitoring.command';
import type { WorkerStage } from '../stage.js';
import { LeaseExpirySchedule } from './lease-expiry.schedule.js';
import { MonitoringSchedule } from './monitoring.schedule.js';

@Module({ imports: [CaseworkModule], providers: [EndMonitoring, LeaseExpirySchedule, MonitoringSchedule] })
class CaseworkWorkerModule {}

export const caseworkStage: WorkerStage = {
  name: 'casework',
  module: CaseworkWorkerModule,
  schedules: [LeaseExpirySchedule, MonitoringSchedule],
};

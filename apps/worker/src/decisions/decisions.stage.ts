import { Module } from '@nestjs/common';
import { DecisionsModule } from '@portcullis/core/decisions/decisions.module';
import type { WorkerStage } from '../stage.js';
import { ProposalExpirySchedule } from './proposal-expiry.schedule.js';

@Module({ imports: [DecisionsModule], providers: [ProposalExpirySchedule] })
class DecisionsWorkerModule {}

export const decisionsStage: WorkerStage = {
  name: 'decisions',
  module: DecisionsWorkerModule,
  schedules: [ProposalExpirySchedule],
};

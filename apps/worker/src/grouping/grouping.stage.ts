import { Module } from '@nestjs/common';
import { GroupingModule } from '@portcullis/core/grouping/grouping.module';
import type { WorkerStage } from '../stage.js';
import { AssignLoop } from './assign.loop.js';
import { CampaignFactsSchedule } from './campaign-facts.schedule.js';
import { EndAllowSchedule } from './end-allow.schedule.js';
import { ReconcileSchedule } from './reconcile.schedule.js';
import { RuleTrialsSchedule } from './rule-trials.schedule.js';
import { SetAsideSchedule } from './set-aside.schedule.js';

@Module({
  imports: [GroupingModule],
  providers: [
    AssignLoop,
    CampaignFactsSchedule,
    EndAllowSchedule,
    ReconcileSchedule,
    RuleTrialsSchedule,
    SetAsideSchedule,
  ],
})
class GroupingWorkerModule {}

/** Alerts into cases. */
export const groupingStage: WorkerStage = {
  name: 'grouping',
  module: GroupingWorkerModule,
  loops: [AssignLoop],
  schedules: [CampaignFactsSchedule, EndAllowSchedule, ReconcileSchedule, RuleTrialsSchedule, SetAsideSchedule],
};

import { Module } from '@nestjs/common';
import { DetectorScoreQuery } from './detector-score.query.js';
import { DrillQuery } from './drill.query.js';
import { OverviewQuery } from './overview.query.js';
import { RollUp } from './roll-up.command.js';

@Module({
  providers: [DetectorScoreQuery, DrillQuery, OverviewQuery, RollUp],
  exports: [DetectorScoreQuery, DrillQuery, OverviewQuery, RollUp],
})
export class MetricsModule {}

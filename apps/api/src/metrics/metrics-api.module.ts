import { Module } from '@nestjs/common';
import { AppealsModule } from '@portcullis/core/appeals/appeals.module';
import { CaseworkModule } from '@portcullis/core/casework/casework.module';
import { EnforcementModule } from '@portcullis/core/enforcement/enforcement.module';
import { MetricsModule } from '@portcullis/core/metrics/metrics.module';
import { DetectorInCaseResolver } from './detector-in-case.resolver.js';
import { DetectorScoreResolver } from './detector-score.resolver.js';
import { DrillResolver } from './drill.resolver.js';
import { OverviewResolver } from './overview.resolver.js';

@Module({
  imports: [MetricsModule, CaseworkModule, EnforcementModule, AppealsModule],
  providers: [DetectorInCaseResolver, DetectorScoreResolver, DrillResolver, OverviewResolver],
})
export class MetricsApiModule {}

import { Module } from '@nestjs/common';
import { MetricsModule } from '@portcullis/core/metrics/metrics.module';
import { DetectorScoreResolver } from './detector-score.resolver.js';
import { OverviewResolver } from './overview.resolver.js';

@Module({ imports: [MetricsModule], providers: [DetectorScoreResolver, OverviewResolver] })
export class MetricsApiModule {}

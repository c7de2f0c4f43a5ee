import { Module } from '@nestjs/common';
import { DrillQuery } from './drill.query.js';
import { OverviewQuery } from './overview.query.js';
import { RollUp } from './roll-up.command.js';

@Module({ providers: [DrillQuery, OverviewQuery, RollUp], exports: [DrillQuery, OverviewQuery, RollUp] })
export class MetricsModule {}

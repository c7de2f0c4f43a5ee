import { Module } from '@nestjs/common';
import { AccessModule } from '@portcullis/core/access/access.module';
import { IntakeModule } from '@portcullis/core/intake/intake.module';
import { IntakeController } from './intake.controller.js';
import { RejectedResolver } from './rejected.resolver.js';
import { SubmitAlertsResolver } from './submit-alerts.resolver.js';

@Module({
  imports: [AccessModule, IntakeModule],
  controllers: [IntakeController],
  providers: [RejectedResolver, SubmitAlertsResolver],
})
export class IntakeApiModule {}

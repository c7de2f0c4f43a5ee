import { Module } from '@nestjs/common';
import { AccessModule } from '@portcullis/core/access/access.module';
import { DeliveryModule } from '@portcullis/core/enforcement/delivery.module';
import { EnforcementModule } from '@portcullis/core/enforcement/enforcement.module';
import { ActionsResolver } from './actions.resolver.js';
import { CaseEnforcementResolver } from './case-enforcement.resolver.js';
import { ConfirmationsController } from './confirmations.controller.js';
import { DeliveriesResolver } from './deliveries.resolver.js';

@Module({
  imports: [AccessModule, DeliveryModule, EnforcementModule],
  controllers: [ConfirmationsController],
  providers: [ActionsResolver, CaseEnforcementResolver, DeliveriesResolver],
  exports: [EnforcementModule],
})
export class EnforcementApiModule {}

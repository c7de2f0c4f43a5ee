import { Module } from '@nestjs/common';
import { AccessModule } from '@portcullis/core/access/access.module';
import { EnforcementModule } from '@portcullis/core/enforcement/enforcement.module';
import { ActionsResolver } from './actions.resolver.js';
import { ConfirmationsController } from './confirmations.controller.js';

@Module({
  imports: [AccessModule, EnforcementModule],
  controllers: [ConfirmationsController],
  providers: [ActionsResolver],
  exports: [EnforcementModule],
})
export class EnforcementApiModule {}

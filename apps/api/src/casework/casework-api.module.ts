import { Module } from '@nestjs/common';
import { CaseworkModule } from '@portcullis/core/casework/casework.module';
import { EnforcementModule } from '@portcullis/core/enforcement/enforcement.module';
import { AttachmentsController } from './attachments.controller.js';
import { CaseResolver } from './case.resolver.js';
import { CaseworkResolver } from './casework.resolver.js';
import { CustomerResolver } from './customer.resolver.js';
import { HistoryResolver } from './history.resolver.js';
import { MeQueuesResolver } from './me-queues.resolver.js';
import { QueueResolver } from './queue.resolver.js';

@Module({
  imports: [CaseworkModule, EnforcementModule],
  controllers: [AttachmentsController],
  providers: [CaseResolver, CaseworkResolver, CustomerResolver, HistoryResolver, MeQueuesResolver, QueueResolver],
})
export class CaseworkApiModule {}

import { Module } from '@nestjs/common';
import { CaseworkModule } from '@portcullis/core/casework/casework.module';
import { AttachmentsController } from './attachments.controller.js';
import { CaseResolver } from './case.resolver.js';
import { CaseworkResolver } from './casework.resolver.js';
import { HistoryResolver } from './history.resolver.js';
import { QueueResolver } from './queue.resolver.js';

@Module({
  imports: [CaseworkModule],
  controllers: [AttachmentsController],
  providers: [CaseResolver, CaseworkResolver, HistoryResolver, QueueResolver],
})
export class CaseworkApiModule {}

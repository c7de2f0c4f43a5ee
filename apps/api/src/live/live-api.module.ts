import { Module } from '@nestjs/common';
import { AccessModule } from '@portcullis/core/access/access.module';
import { RecentChangesQuery } from '@portcullis/core/audit/recent-changes.query';
import { LiveController } from './live.controller.js';
import { LiveHub } from './live-hub.js';

@Module({
  imports: [AccessModule],
  controllers: [LiveController],
  providers: [LiveHub, RecentChangesQuery],
  exports: [LiveHub],
})
export class LiveApiModule {}

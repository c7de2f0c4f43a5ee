import { Module } from '@nestjs/common';
import { AccessModule } from '@portcullis/core/access/access.module';
import { GroupingModule } from '@portcullis/core/grouping/grouping.module';
import { AlertLinkResolver } from './alert-link.resolver.js';
import { CampaignsResolver } from './campaigns.resolver.js';
import { CaseGroupingResolver } from './case-grouping.resolver.js';
import { MembershipsController } from './memberships.controller.js';

@Module({
  imports: [AccessModule, GroupingModule],
  controllers: [MembershipsController],
  providers: [AlertLinkResolver, CampaignsResolver, CaseGroupingResolver],
})
export class GroupingApiModule {}

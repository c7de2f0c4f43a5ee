import { Module } from '@nestjs/common';
import { AccessModule } from '@portcullis/core/access/access.module';
import { CaseworkModule } from '@portcullis/core/casework/casework.module';
import { GroupingModule } from '@portcullis/core/grouping/grouping.module';
import { AlertLinkResolver } from './alert-link.resolver.js';
import { CampaignGraphResolver } from './campaign-graph.resolver.js';
import { CampaignsResolver } from './campaigns.resolver.js';
import { CaseGroupingResolver } from './case-grouping.resolver.js';
import { CorrectionsResolver } from './corrections.resolver.js';
import { GraphResolver } from './graph.resolver.js';
import { HistoryUndoResolver } from './history-undo.resolver.js';
import { ListsResolver } from './lists.resolver.js';
import { LookUpResolver } from './look-up.resolver.js';
import { MembershipsController } from './memberships.controller.js';
import { CampaignRepeatsResolver, CaseRepeatsResolver, CaseRowRepeatResolver } from './repeats.resolver.js';
import { RulesResolver, RuleTrialResolver } from './rules.resolver.js';

@Module({
  imports: [AccessModule, CaseworkModule, GroupingModule],
  controllers: [MembershipsController],
  providers: [
    AlertLinkResolver,
    CampaignGraphResolver,
    CampaignsResolver,
    CaseGroupingResolver,
    CorrectionsResolver,
    CampaignRepeatsResolver,
    CaseRepeatsResolver,
    CaseRowRepeatResolver,
    GraphResolver,
    HistoryUndoResolver,
    ListsResolver,
    LookUpResolver,
    RulesResolver,
    RuleTrialResolver,
  ],
})
export class GroupingApiModule {}

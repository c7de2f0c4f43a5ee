import { Module } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';
import { AlertLinksQuery } from './alert-links.query.js';
import { AssignAlerts } from './assign.command.js';
import { AttributeCampaign } from './attribute-campaign.command.js';
import { RefreshCampaigns } from './campaign-facts.command.js';
import { CampaignGraphQuery } from './campaign-graph.query.js';
import { CampaignsQuery } from './campaigns.query.js';
import { CaseGraphQuery } from './case-graph.query.js';
import { ConsequenceQuery } from './corrections/consequence.query.js';
import { CorrectGrouping } from './corrections/correct.command.js';
import { CorrectionsQuery } from './corrections/corrections.query.js';
import { UndoQuery } from './corrections/undo.query.js';
import { GraphNeighboursQuery } from './graph-neighbours.query.js';
import { GraphPathQuery } from './graph-path.query.js';
import { LinkGraphReader } from './link-graph.reader.js';
import { AllowEffectQuery } from './lists/allow-effect.query.js';
import { AllowList } from './lists/allow-list.command.js';
import { EndAllowEntries } from './lists/end-allow.command.js';
import { HubImportQuery } from './lists/hub-import.query.js';
import { HubImports } from './lists/hub-imports.command.js';
import { ListEntriesQuery } from './lists/list-entries.query.js';
import { LookUpQuery } from './look-up.query.js';
import { MembershipsQuery } from './memberships.query.js';
import { ReconcileCases } from './reconcile.command.js';
import { RelatedQuery } from './related.query.js';
import { RepeatsQuery } from './repeats.query.js';
import { RuleSets } from './rules/rule-set.commands.js';
import { RuleSetsQuery } from './rules/rule-sets.query.js';
import { RunTrials } from './rules/run-trials.command.js';
import { SetAside } from './set-aside.command.js';
import { SharedQuery } from './shared.query.js';

@Module({
  providers: [
    { provide: AssignAlerts, useFactory: (uow: UnitOfWork) => new AssignAlerts(uow), inject: [UnitOfWork] },
    AlertLinksQuery,
    AllowEffectQuery,
    AllowList,
    AttributeCampaign,
    CampaignGraphQuery,
    CampaignsQuery,
    CaseGraphQuery,
    ConsequenceQuery,
    CorrectGrouping,
    CorrectionsQuery,
    EndAllowEntries,
    GraphNeighboursQuery,
    GraphPathQuery,
    HubImportQuery,
    HubImports,
    ListEntriesQuery,
    LinkGraphReader,
    LookUpQuery,
    MembershipsQuery,
    ReconcileCases,
    RefreshCampaigns,
    RelatedQuery,
    RepeatsQuery,
    RuleSets,
    RuleSetsQuery,
    RunTrials,
    SetAside,
    SharedQuery,
    UndoQuery,
  ],
  exports: [
    AssignAlerts,
    AlertLinksQuery,
    AllowEffectQuery,
    AllowList,
    AttributeCampaign,
    CampaignGraphQuery,
    CampaignsQuery,
    CaseGraphQuery,
    CorrectGrouping,
    CorrectionsQuery,
    EndAllowEntries,
    GraphNeighboursQuery,
    GraphPathQuery,
    HubImportQuery,
    HubImports,
    ListEntriesQuery,
    LookUpQuery,
    MembershipsQuery,
    ReconcileCases,
    RefreshCampaigns,
    RelatedQuery,
    RepeatsQuery,
    RuleSets,
    RuleSetsQuery,
    RunTrials,
    SetAside,
    SharedQuery,
    UndoQuery,
  ],
})
export class GroupingModule {}

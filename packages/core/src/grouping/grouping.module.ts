import { Module } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';
import { AssignAlerts } from './assign.command.js';
import { CampaignsQuery } from './campaigns.query.js';
import { CaseGraphQuery } from './case-graph.query.js';
import { ConsequenceQuery } from './corrections/consequence.query.js';
import { CorrectGrouping } from './corrections/correct.command.js';
import { HubList } from './hubs.command.js';
import { MembershipsQuery } from './memberships.query.js';
import { ReconcileCases } from './reconcile.command.js';
import { SharedQuery } from './shared.query.js';

@Module({
  providers: [
    { provide: AssignAlerts, useFactory: (uow: UnitOfWork) => new AssignAlerts(uow), inject: [UnitOfWork] },
    CampaignsQuery,
    CaseGraphQuery,
    ConsequenceQuery,
    CorrectGrouping,
    HubList,
    MembershipsQuery,
    ReconcileCases,
    SharedQuery,
  ],
  exports: [
    AssignAlerts,
    CampaignsQuery,
    CaseGraphQuery,
    CorrectGrouping,
    HubList,
    MembershipsQuery,
    ReconcileCases,
    SharedQuery,
  ],
})
export class GroupingModule {}

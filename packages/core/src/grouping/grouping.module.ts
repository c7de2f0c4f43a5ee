import { Module } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';
import { AssignAlerts } from './assign.command.js';
import { CampaignsQuery } from './campaigns.query.js';
import { CaseGraphQuery } from './case-graph.query.js';
import { MembershipsQuery } from './memberships.query.js';
import { SharedQuery } from './shared.query.js';

@Module({
  providers: [
    { provide: AssignAlerts, useFactory: (uow: UnitOfWork) => new AssignAlerts(uow), inject: [UnitOfWork] },
    CampaignsQuery,
    CaseGraphQuery,
    MembershipsQuery,
    SharedQuery,
  ],
  exports: [AssignAlerts, CampaignsQuery, CaseGraphQuery, MembershipsQuery, SharedQuery],
})
export class GroupingModule {}

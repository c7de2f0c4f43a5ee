import { Module } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';
import { AssignAlerts } from './assign.command.js';
import { MembershipsQuery } from './memberships.query.js';

@Module({
  providers: [
    { provide: AssignAlerts, useFactory: (uow: UnitOfWork) => new AssignAlerts(uow), inject: [UnitOfWork] },
    MembershipsQuery,
  ],
  exports: [AssignAlerts, MembershipsQuery],
})
export class GroupingModule {}

import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AlertQuery } from './alert.query.js';
import { AssignCase } from './assign-case.command.js';
import { AttachToCase } from './attach.command.js';
import { CaseCommandsQuery } from './case-commands.query.js';
import { CasePageQuery } from './case-page.query.js';
import { ClaimCase } from './claim.command.js';
import { CommentOnCase } from './comment.command.js';
import { CustomerQuery } from './customer.query.js';
import { HistoryQuery } from './history.query.js';
import { Lease } from './lease.command.js';
import { QueuePageQuery } from './queue-page.query.js';
import { QueuesQuery } from './queues.query.js';
import { ReopenCase } from './reopen-case.command.js';
import { SearchQuery } from './search.query.js';
import { SetFindings } from './set-findings.command.js';
import { WaitForParty } from './wait.command.js';

const commands = [AssignCase, AttachToCase, ClaimCase, CommentOnCase, Lease, ReopenCase, SetFindings, WaitForParty];
const queries = [
  AlertQuery,
  CaseCommandsQuery,
  CasePageQuery,
  CustomerQuery,
  HistoryQuery,
  QueuePageQuery,
  QueuesQuery,
  SearchQuery,
];

/** Work on cases: claimed, held, handed over, found upon, waited for, reopened; and what people read for it. */
@Module({ imports: [AccessModule], providers: [...commands, ...queries], exports: [...commands, ...queries] })
export class CaseworkModule {}

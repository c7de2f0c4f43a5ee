import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AssignCase } from './assign-case.command.js';
import { AttachToCase } from './attach.command.js';
import { ClaimCase } from './claim.command.js';
import { CommentOnCase } from './comment.command.js';
import { Lease } from './lease.command.js';
import { ReopenCase } from './reopen-case.command.js';
import { SetFindings } from './set-findings.command.js';
import { WaitForParty } from './wait.command.js';

const providers = [AssignCase, AttachToCase, ClaimCase, CommentOnCase, Lease, ReopenCase, SetFindings, WaitForParty];

/** Work on cases: claimed, held, handed over, found upon, waited for, reopened. */
@Module({ imports: [AccessModule], providers, exports: providers })
export class CaseworkModule {}

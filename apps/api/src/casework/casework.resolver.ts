import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { AssignCase } from '@portcullis/core/casework/assign-case.command';
import { CasePageQuery } from '@portcullis/core/casework/case-page.query';
import { ClaimCase } from '@portcullis/core/casework/claim.command';
import type { ClaimResult } from '@portcullis/core/casework/claim-desk';
import { CommentOnCase } from '@portcullis/core/casework/comment.command';
import { Lease } from '@portcullis/core/casework/lease.command';
import { ReopenCase } from '@portcullis/core/casework/reopen-case.command';
import { SetFindings } from '@portcullis/core/casework/set-findings.command';
import { WaitForParty } from '@portcullis/core/casework/wait.command';
import type { Refusal as DomainRefusal, Finding } from '@portcullis/domain';
import { Caller, Operation } from '../edge/access.decorators.js';
import { Done, toDone, toRefusal } from '../edge/graphql/base.types.js';
import { idOf } from '../edge/ids.js';
import { CaseSubjectInput } from './case.input.js';
import { CaseResult } from './case.types.js';

const CASE_ID = { type: () => ID };
const TEXT = { type: () => String };
const VERSION = { type: () => Int };

/** What people do with cases, each one core command. */
@Resolver()
export class CaseworkResolver {
  constructor(
    private readonly claims: ClaimCase,
    private readonly lease: Lease,
    private readonly assignments: AssignCase,
    private readonly findings: SetFindings,
    private readonly comments: CommentOnCase,
    private readonly waiting: WaitForParty,
    private readonly reopening: ReopenCase,
    private readonly pages: CasePageQuery,
  ) {}

  @Operation('casework.claim')
  @Mutation(() => CaseResult, {
    description: 'The case that matters most of your queues. Neither case nor refusal: nothing waits.',
  })
  async claimNext(
    @Caller() context: CommandContext,
    @Args('queues', { type: () => [String], nullable: true }) queues: string[] | null,
  ): Promise<CaseResult> {
    return claimed(await this.claims.claimNext(context, queues ?? null));
  }

  @Operation('casework.claim')
  @Mutation(() => CaseResult)
  async claimCase(@Caller() context: CommandContext, @Args('caseId', CASE_ID) caseId: string): Promise<CaseResult> {
    return claimed(await this.claims.claim(context, idOf(caseId)));
  }

  @Operation('casework.claim')
  @Mutation(() => Done, { description: 'The heartbeat of an open case page.' })
  async renewLease(@Caller() context: CommandContext, @Args('caseId', CASE_ID) caseId: string): Promise<Done> {
    return toDone(await this.lease.renew(context, idOf(caseId)));
  }

  @Operation('casework.release')
  @Mutation(() => CaseResult)
  async releaseCase(
    @Caller() context: CommandContext,
    @Args('caseId', CASE_ID) caseId: string,
    @Args('reason', { ...TEXT, nullable: true }) reason: string | null,
  ): Promise<CaseResult> {
    return this.shown(caseId, await this.lease.release(context, idOf(caseId), reason ?? undefined));
  }

  @Operation('casework.skip')
  @Mutation(() => CaseResult)
  async skipCase(
    @Caller() context: CommandContext,
    @Args('caseId', CASE_ID) caseId: string,
    @Args('reason', TEXT) reason: string,
  ): Promise<CaseResult> {
    return this.shown(caseId, await this.lease.skip(context, idOf(caseId), reason));
  }

  @Operation('casework.reassign')
  @Mutation(() => CaseResult)
  async assignCase(
    @Caller() context: CommandContext,
    @Args('caseId', CASE_ID) caseId: string,
    @Args('version', VERSION) version: number,
    @Args('staffId', { type: () => ID }) staffId: string,
    @Args('reason', TEXT) reason: string,
  ): Promise<CaseResult> {
    const input = { caseId: idOf(caseId), version, staffId: idOf(staffId), reason };
    return this.shown(caseId, await this.assignments.assign(context, input));
  }

  @Operation('casework.find')
  @Mutation(() => CaseResult, {
    description: 'What subjects turned out to be; in bulk where the evidence is the same.',
  })
  async setFindings(
    @Caller() context: CommandContext,
    @Args('caseId', CASE_ID) caseId: string,
    @Args('subjects', { type: () => [CaseSubjectInput], nullable: true }) subjects: CaseSubjectInput[] | null,
    @Args('allUndetermined', { type: () => Boolean, nullable: true }) allUndetermined: boolean | null,
    @Args('finding', TEXT) finding: string,
    @Args('reason', TEXT) reason: string,
  ): Promise<CaseResult> {
    const answer = await this.findings.set(context, {
      caseId: idOf(caseId),
      subjects: subjects ?? null,
      allUndetermined: allUndetermined ?? false,
      finding: finding as Finding,
      reason,
    });
    return this.shown(caseId, answer);
  }

  @Operation('casework.comment')
  @Mutation(() => CaseResult, { description: 'Mention people as @[Name](their id).' })
  async comment(
    @Caller() context: CommandContext,
    @Args('caseId', CASE_ID) caseId: string,
    @Args('body', TEXT) body: string,
  ): Promise<CaseResult> {
    return this.shown(caseId, await this.comments.comment(context, idOf(caseId), body));
  }

  @Operation('casework.wait')
  @Mutation(() => CaseResult, { description: 'The customer or a partner has the ball: the SLA clock stands still.' })
  async waitFor(
    @Caller() context: CommandContext,
    @Args('caseId', CASE_ID) caseId: string,
    @Args('version', VERSION) version: number,
    @Args('party', TEXT) party: string,
    @Args('reason', TEXT) reason: string,
  ): Promise<CaseResult> {
    return this.shown(caseId, await this.waiting.wait(context, { caseId: idOf(caseId), version, party, reason }));
  }

  @Operation('casework.resume')
  @Mutation(() => CaseResult)
  async resumeCase(
    @Caller() context: CommandContext,
    @Args('caseId', CASE_ID) caseId: string,
    @Args('version', VERSION) version: number,
    @Args('reason', TEXT) reason: string,
  ): Promise<CaseResult> {
    return this.shown(caseId, await this.waiting.resume(context, { caseId: idOf(caseId), version, reason }));
  }

  @Operation('casework.reopen')
  @Mutation(() => CaseResult)
  async reopenCase(
    @Caller() context: CommandContext,
    @Args('caseId', CASE_ID) caseId: string,
    @Args('version', VERSION) version: number,
    @Args('reason', TEXT) reason: string,
  ): Promise<CaseResult> {
    return this.shown(caseId, await this.reopening.reopen(context, { caseId: idOf(caseId), version, reason }));
  }

  private async shown(caseId: string, answer: { ok: true } | DomainRefusal): Promise<CaseResult> {
    return answer.ok ? { case: await this.pages.byId(idOf(caseId)) } : { refusal: toRefusal(answer) };
  }
}

const claimed = (answer: ClaimResult): CaseResult =>
  answer.ok
    ? { case: answer.claimed && { id: answer.claimed.id, number: answer.claimed.number } }
    : { refusal: toRefusal(answer) };

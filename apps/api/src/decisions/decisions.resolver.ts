import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { AnswerDecision, type AnswerResult } from '@portcullis/core/decisions/answer-decision.command';
import { DecisionQuery } from '@portcullis/core/decisions/decision.query';
import { PreviewDecision } from '@portcullis/core/decisions/preview.query';
import { ProposeDecision } from '@portcullis/core/decisions/propose.command';
import { Caller, Operation } from '../edge/access.decorators.js';
import { SubjectRef, toRefusal } from '../edge/graphql/base.types.js';
import { idOf } from '../edge/ids.js';
import { problemOf } from '../edge/problem.exception.js';
import { type DecisionParent, toCited, toDecision, toPreview } from './decision.mapper.js';
import { readPreview, readProposal } from './decisions.input.js';
import {
  CitedAlert,
  Clause,
  Decision,
  DecisionResult,
  Preview,
  PreviewInput,
  ProposeInput,
} from './decisions.types.js';

@Resolver(() => Decision)
export class DecisionsResolver {
  constructor(
    private readonly decisions: DecisionQuery,
    private readonly previews: PreviewDecision,
    private readonly proposals: ProposeDecision,
    private readonly answers: AnswerDecision,
  ) {}

  @Operation('decisions.read')
  @Query(() => Decision, { nullable: true })
  async decision(@Args('number', { type: () => Int }) number: number): Promise<Decision | null> {
    const view = await this.decisions.byNumber(number);
    return view && toDecision(view);
  }

  @Operation('decisions.read')
  @Query(() => [Decision], { description: 'What waits for a second person, oldest first.' })
  async approvals(
    @Caller() { actor }: CommandContext,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => Int, nullable: true }) after: number | null,
  ): Promise<Decision[]> {
    return (await this.decisions.waiting(actor.id, Math.min(Math.max(first, 1), 200), after)).map(toDecision);
  }

  @Operation('decisions.read')
  @Query(() => [Clause], { description: 'The clauses of the policy that is in force.' })
  clauses(@Caller() { now }: CommandContext): Promise<Clause[]> {
    return this.decisions.clauses(now);
  }

  @Operation('decisions.preview')
  @Query(() => Preview)
  async preview(
    @Caller() { now }: CommandContext,
    @Args('input', { type: () => PreviewInput }) input: PreviewInput,
  ): Promise<Preview> {
    const draft = readPreview(input);
    const preview = await this.previews.preview(draft, now);
    if (!preview) throw problemOf('not_found', { detail: 'There is no such case.' });
    return toPreview(preview, draft.kind, draft.scope);
  }

  @Operation('decisions.propose')
  @Mutation(() => DecisionResult)
  async propose(
    @Caller() context: CommandContext,
    @Args('input', { type: () => ProposeInput }) input: ProposeInput,
  ): Promise<DecisionResult> {
    const result = await this.proposals.propose(context, readProposal(input));
    return result.ok ? this.show(result.decisionId) : { refusal: toRefusal(result) };
  }

  @Operation('decisions.approve')
  @Mutation(() => DecisionResult)
  async approve(
    @Caller() context: CommandContext,
    @Args('decisionId', { type: () => ID }) decisionId: string,
    @Args('reason', { type: () => String }) reason: string,
    @Args('bindingHash', { type: () => String, nullable: true }) bindingHash: string | null,
  ): Promise<DecisionResult> {
    return this.answered(
      decisionId,
      await this.answers.approve(context, { decisionId: idOf(decisionId), reason, bindingHash }),
    );
  }

  @Operation('decisions.return')
  @Mutation(() => DecisionResult)
  async returnDecision(
    @Caller() context: CommandContext,
    @Args('decisionId', { type: () => ID }) decisionId: string,
    @Args('reason', { type: () => String }) reason: string,
  ): Promise<DecisionResult> {
    return this.answered(decisionId, await this.answers.return(context, { decisionId: idOf(decisionId), reason }));
  }

  @Operation('decisions.refuse')
  @Mutation(() => DecisionResult)
  async refuseDecision(
    @Caller() context: CommandContext,
    @Args('decisionId', { type: () => ID }) decisionId: string,
    @Args('reason', { type: () => String }) reason: string,
  ): Promise<DecisionResult> {
    return this.answered(decisionId, await this.answers.refuse(context, { decisionId: idOf(decisionId), reason }));
  }

  @Operation('decisions.withdraw')
  @Mutation(() => DecisionResult)
  async withdrawDecision(
    @Caller() context: CommandContext,
    @Args('decisionId', { type: () => ID }) decisionId: string,
    @Args('reason', { type: () => String }) reason: string,
  ): Promise<DecisionResult> {
    return this.answered(decisionId, await this.answers.withdraw(context, { decisionId: idOf(decisionId), reason }));
  }

  @ResolveField(() => [CitedAlert])
  async evidence(@Parent() { id }: Decision): Promise<CitedAlert[]> {
    return (await this.decisions.evidence([id])).map(toCited);
  }

  @ResolveField(() => [SubjectRef])
  subjects(
    @Parent() { id }: Decision,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
  ): Promise<SubjectRef[]> {
    return this.decisions.subjects(id, Math.min(Math.max(first, 1), 500));
  }

  @ResolveField(() => [String], { description: 'What changed beyond tolerance since it was proposed.' })
  changedSince(@Parent() { view }: DecisionParent, @Caller() { now }: CommandContext): Promise<readonly string[]> {
    return this.decisions.changedSince(view, now);
  }

  @ResolveField(() => [String], { description: 'What you may do with it now: approve, return, refuse, withdraw.' })
  allowed(@Parent() { view }: DecisionParent, @Caller() { actor }: CommandContext): string[] {
    return this.decisions.allowed(view, actor);
  }

  private async answered(decisionId: string, result: AnswerResult): Promise<DecisionResult> {
    return result.ok ? this.show(decisionId) : { refusal: toRefusal(result) };
  }

  private async show(id: string): Promise<DecisionResult> {
    const view = await this.decisions.byId(id);
    return { decision: view && toDecision(view) };
  }
}

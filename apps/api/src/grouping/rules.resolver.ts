import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { RuleSets } from '@portcullis/core/grouping/rules/rule-set.commands';
import { RuleSetsQuery, type TrialView } from '@portcullis/core/grouping/rules/rule-sets.query';
import type { Refusal } from '@portcullis/domain';
import { Caller, Operation } from '../edge/access.decorators.js';
import { toRefusal } from '../edge/graphql/base.types.js';
import { idOf } from '../edge/ids.js';
import { GroupingRuleSet, RuleSetInput, RuleSetResult, RuleTrial, TrialDifference } from './rules.types.js';

const NUMBER = { type: () => Int } as const;
const TEXT = { type: () => String } as const;

/** Rule sets of grouping, and what they would do. */
@Resolver(() => GroupingRuleSet)
export class RulesResolver {
  constructor(
    private readonly commands: RuleSets,
    private readonly query: RuleSetsQuery,
  ) {}

  @Operation('grouping.rules.read')
  @Query(() => [GroupingRuleSet], { description: 'Newest first.' })
  ruleSets(@Caller() { actor }: CommandContext): Promise<GroupingRuleSet[]> {
    return this.query.all(actor);
  }

  @Operation('grouping.rules.read')
  @Query(() => RuleTrial, { nullable: true })
  async ruleTrial(@Args('id', { type: () => ID }) id: string): Promise<RuleTrial | null> {
    const trial = await this.query.trial(idOf(id));
    return trial && toTrial(trial);
  }

  @ResolveField(() => [RuleTrial], { description: 'The last ten, newest first.' })
  async trials(@Parent() { id }: GroupingRuleSet): Promise<RuleTrial[]> {
    return (await this.query.trials(id)).map(toTrial);
  }

  @Operation('grouping.rules.manage')
  @Mutation(() => RuleSetResult)
  async draftRuleSet(@Caller() context: CommandContext, @Args('input') input: RuleSetInput): Promise<RuleSetResult> {
    return resultOf(await this.commands.draft(context, input));
  }

  @Operation('grouping.rules.manage')
  @Mutation(() => RuleSetResult, { description: 'Runs it on what is there, in the background; nothing is changed.' })
  async tryRuleSet(@Caller() context: CommandContext, @Args('id', NUMBER) id: number): Promise<RuleSetResult> {
    return resultOf(await this.commands.try(context, id));
  }

  @Operation('grouping.rules.manage')
  @Mutation(() => RuleSetResult, { description: 'Ends a trial that waits or runs; nothing of it is kept.' })
  async stopRuleTrial(
    @Caller() context: CommandContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<RuleSetResult> {
    return resultOf(await this.commands.stopTrial(context, idOf(id)));
  }

  @Operation('grouping.rules.manage')
  @Mutation(() => RuleSetResult)
  async shadowRuleSet(
    @Caller() context: CommandContext,
    @Args('id', NUMBER) id: number,
    @Args('shadow', { type: () => Boolean }) shadow: boolean,
    @Args('reason', TEXT) reason: string,
  ): Promise<RuleSetResult> {
    return resultOf(await this.commands.setShadow(context, id, shadow, reason));
  }

  @Operation('grouping.rules.manage')
  @Mutation(() => RuleSetResult, { description: 'Needs somebody other than its author, the first time.' })
  async activateRuleSet(
    @Caller() context: CommandContext,
    @Args('id', NUMBER) id: number,
    @Args('reason', TEXT) reason: string,
    @Args('regroup', { type: () => Boolean, description: 'Undecided cases follow at once.' }) regroup: boolean,
  ): Promise<RuleSetResult> {
    return resultOf(await this.commands.activate(context, { id, reason, regroup }));
  }
}

@Resolver(() => RuleTrial)
export class RuleTrialResolver {
  constructor(private readonly query: RuleSetsQuery) {}

  @ResolveField(() => [TrialDifference], { description: 'The largest first.' })
  differences(
    @Parent() { id }: RuleTrial,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => Int, defaultValue: -1 }) after: number,
  ): Promise<TrialDifference[]> {
    return this.query.differences(id, first, after);
  }
}

function toTrial({ result, ...view }: TrialView): RuleTrial {
  if (!result) return { ...view, result: null };
  const { subjects, clusters, differences, labelled, queues, warnings } = result;
  return {
    ...view,
    result: {
      subjects,
      clustersBefore: clusters.before,
      clustersAfter: clusters.after,
      merges: differences.merge,
      splits: differences.split,
      moves: differences.move,
      labelled: labelled?.subjects ?? 0,
      scoreBefore: labelled?.before ?? null,
      scoreAfter: labelled?.after ?? null,
      queues,
      warnings: warnings ?? [],
    },
  };
}

type Answer = { ok: true; id?: number; trialId?: string; cases?: number } | Refusal;
const resultOf = (answer: Answer): RuleSetResult =>
  answer.ok
    ? { id: answer.id ?? null, trialId: answer.trialId ?? null, cases: answer.cases ?? null }
    : { refusal: toRefusal(answer) };

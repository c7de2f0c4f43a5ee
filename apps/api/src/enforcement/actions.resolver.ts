import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { ActionQuery } from '@portcullis/core/enforcement/action.query';
import { LiftAction } from '@portcullis/core/enforcement/lift-action.command';
import { Caller, Operation } from '../edge/access.decorators.js';
import { Done, toDone } from '../edge/graphql/base.types.js';
import { idOf } from '../edge/ids.js';
import { toAction } from './action.mapper.js';
import { Action } from './enforcement.types.js';

@Resolver(() => Action)
export class ActionsResolver {
  constructor(
    private readonly query: ActionQuery,
    private readonly liftCommand: LiftAction,
  ) {}

  @Operation('enforcement.read')
  @Query(() => [Action], {
    description: 'Newest first. With a detector: the actions for which it carried the decision.',
  })
  async actions(
    @Args('state', { type: () => String, nullable: true }) state: string | null,
    @Args('detector', { type: () => String, nullable: true }) detector: string | null,
    @Args('detectorVersion', { type: () => String, nullable: true }) detectorVersion: string | null,
    @Args('inEffect', { type: () => Boolean, nullable: true }) inEffect: boolean | null,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => ID, nullable: true }) after: string | null,
  ): Promise<Action[]> {
    const filter = { state, detector, detectorVersion, inEffect: inEffect ?? false };
    return (await this.query.page(filter, Math.min(Math.max(first, 1), 200), after ? idOf(after) : null)).map(toAction);
  }

  @Operation('enforcement.lift')
  @Mutation(() => Done)
  async liftAction(
    @Caller() context: CommandContext,
    @Args('actionId', { type: () => ID }) actionId: string,
    @Args('reason', { type: () => String }) reason: string,
  ): Promise<Done> {
    return toDone(await this.liftCommand.lift(context, idOf(actionId), reason));
  }
}

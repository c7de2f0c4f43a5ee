import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { DetectorsQuery } from '@portcullis/core/directory/detectors.query';
import { SaveDetector } from '@portcullis/core/directory/save-detector.command';
import { ActionQuery } from '@portcullis/core/enforcement/action.query';
import { Caller, Operation } from '../edge/access.decorators.js';
import { Done, toDone } from '../edge/graphql/base.types.js';
import { toAction } from '../enforcement/action.mapper.js';
import { Action } from '../enforcement/enforcement.types.js';
import { Detector } from './detector.types.js';

const MOST_ACTIONS = 200;

/** The registry of detectors. Their figures come from the metrics stage. */
@Resolver(() => Detector)
export class DetectorsResolver {
  constructor(
    private readonly registry: DetectorsQuery,
    private readonly saveCommand: SaveDetector,
    private readonly actions: ActionQuery,
  ) {}

  @Operation('detectors.read')
  @Query(() => [Detector])
  detectors(): Promise<Detector[]> {
    return this.registry.all();
  }

  @Operation('detectors.read')
  @Query(() => Detector, { nullable: true })
  detector(@Args('id', { type: () => ID }) id: string): Promise<Detector | null> {
    return this.registry.byId(id);
  }

  @Operation('enforcement.read')
  @ResolveField(() => [Action], { description: 'In effect now, on decisions that it carried. At most 200.' })
  async actionsResting(@Parent() { id }: Detector): Promise<Action[]> {
    return (await this.actions.page({ detector: id, inEffect: true }, MOST_ACTIONS, null)).map(toAction);
  }

  @Operation('detectors.manage')
  @Mutation(() => Done)
  async saveDetector(
    @Caller() context: CommandContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('name', { type: () => String }) name: string,
    @Args('family', { type: () => String }) family: string,
    @Args('sources', { type: () => [String] }) sources: string[],
    @Args('state', { type: () => String }) state: string,
    @Args('permittedRoutes', { type: () => [String] }) permittedRoutes: string[],
    @Args('highestSeverity', { type: () => Int }) highestSeverity: number,
    @Args('lawfulUse', { type: () => String }) lawfulUse: string,
    @Args('reason', { type: () => String }) reason: string,
  ): Promise<Done> {
    const input = { id, name, family, sources, state, permittedRoutes, highestSeverity, lawfulUse, reason };
    return toDone(await this.saveCommand.save(context, input));
  }
}

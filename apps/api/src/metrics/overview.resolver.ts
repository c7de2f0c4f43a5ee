import { Args, Query, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { OverviewQuery } from '@portcullis/core/metrics/overview.query';
import { Caller, Operation } from '../edge/access.decorators.js';
import { toOverview } from './metrics.mapper.js';
import { Overview } from './metrics.types.js';
import { OverviewInput, readInput } from './overview.input.js';

@Resolver()
export class OverviewResolver {
  constructor(private readonly query: OverviewQuery) {}

  @Operation('metrics.read')
  @Query(() => Overview, { description: 'What changed, was it right, who was harmed, will we keep up?' })
  async overview(
    @Caller() context: CommandContext,
    @Args('input', { type: () => OverviewInput }) input: OverviewInput,
  ): Promise<Overview> {
    return toOverview(await this.query.read(context, readInput(input)));
  }
}

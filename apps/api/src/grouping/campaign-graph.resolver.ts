import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CampaignGraphQuery } from '@portcullis/core/grouping/campaign-graph.query';
import { toGraph } from './graph.mapper.js';
import { LinkGraph } from './graph.types.js';
import { Campaign } from './grouping.types.js';

@Resolver(() => Campaign)
export class CampaignGraphResolver {
  constructor(private readonly graphs: CampaignGraphQuery) {}

  @ResolveField(() => LinkGraph, { description: 'The most telling of what its subjects share.' })
  async graph(
    @Parent() { id }: Campaign,
    @Args('limit', { type: () => Int, defaultValue: 300 }) limit: number,
  ): Promise<LinkGraph> {
    return toGraph(await this.graphs.graph(id, limit));
  }
}

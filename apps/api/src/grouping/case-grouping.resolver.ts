import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CaseGraphQuery } from '@portcullis/core/grouping/case-graph.query';
import { SharedQuery } from '@portcullis/core/grouping/shared.query';
import { Case } from '../casework/case.types.js';
import { toGraph } from './graph.mapper.js';
import { LinkGraph } from './graph.types.js';
import { toShared, toWhy } from './grouping.mapper.js';
import { AlertLink, SharedIndicator } from './grouping.types.js';

/** Why a case is one case. */
@Resolver(() => Case)
export class CaseGroupingResolver {
  constructor(
    private readonly sharedQuery: SharedQuery,
    private readonly graphs: CaseGraphQuery,
  ) {}

  @ResolveField(() => AlertLink, { nullable: true })
  async why(@Parent() { id }: Case): Promise<AlertLink | null> {
    const why = await this.sharedQuery.why(id);
    return why && toWhy(why);
  }

  @ResolveField(() => [SharedIndicator])
  async shared(
    @Parent() { id }: Case,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
  ): Promise<SharedIndicator[]> {
    return (await this.sharedQuery.shared(id, Math.max(1, Math.min(first, 500)))).map(toShared);
  }

  @ResolveField(() => LinkGraph)
  async graph(
    @Parent() { id }: Case,
    @Args('limit', { type: () => Int, defaultValue: 300 }) limit: number,
  ): Promise<LinkGraph> {
    return toGraph(await this.graphs.graph(id, limit));
  }
}

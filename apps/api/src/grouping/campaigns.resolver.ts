import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { CampaignsQuery } from '@portcullis/core/grouping/campaigns.query';
import { Operation } from '../edge/access.decorators.js';
import { problemOf } from '../edge/problem.exception.js';
import { Campaign, CampaignConnection } from './grouping.types.js';

@Resolver(() => Campaign)
export class CampaignsResolver {
  constructor(private readonly query: CampaignsQuery) {}

  @Operation('grouping.read')
  @Query(() => CampaignConnection)
  async campaigns(
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<CampaignConnection> {
    if (after && !/^\d{1,15}$/.test(after)) {
      throw problemOf('invalid_input', { detail: 'This cursor does not belong to this list.' });
    }
    const size = Math.max(1, Math.min(first, 199));
    const rows = await this.query.page(size + 1, after ? Number(after) : null);
    const nodes = rows.slice(0, size);
    return {
      nodes,
      pageInfo: { endCursor: nodes.length > 0 ? `${nodes.at(-1)?.number}` : null, hasNextPage: rows.length > size },
    };
  }

  @Operation('grouping.read')
  @Query(() => Campaign, { nullable: true })
  campaign(@Args('number', { type: () => Int }) number: number): Promise<Campaign | null> {
    return this.query.byNumber(number);
  }
}

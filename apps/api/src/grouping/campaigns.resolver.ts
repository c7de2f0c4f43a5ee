import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { AttributeCampaign, type Attribution } from '@portcullis/core/grouping/attribute-campaign.command';
import { CampaignsQuery } from '@portcullis/core/grouping/campaigns.query';
import { Caller, Operation } from '../edge/access.decorators.js';
import { toRefusal } from '../edge/graphql/base.types.js';
import { idOf } from '../edge/ids.js';
import { problemOf } from '../edge/problem.exception.js';
import {
  AttributionInput,
  AttributionResult,
  Campaign,
  CampaignAttribution,
  CampaignConnection,
} from './grouping.types.js';

@Resolver(() => Campaign)
export class CampaignsResolver {
  constructor(
    private readonly query: CampaignsQuery,
    private readonly command: AttributeCampaign,
  ) {}

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

  @ResolveField(() => [CampaignAttribution], { description: 'All that was said, newest first.' })
  attributions(@Parent() { id }: Campaign): Promise<CampaignAttribution[]> {
    return this.query.attributions(id);
  }

  @Operation('grouping.attribute')
  @Mutation(() => AttributionResult, {
    description: 'A word of a person, with confidence and source; each is a version.',
  })
  async attributeCampaign(
    @Caller() context: CommandContext,
    @Args('input') input: AttributionInput,
  ): Promise<AttributionResult> {
    const { operator, confidence, source, ...rest } = input;
    const said =
      operator == null
        ? null
        : { operator, confidence: (confidence ?? '') as Attribution['confidence'], source: source ?? '' };
    const answer = await this.command.state(context, { ...rest, campaignId: idOf(input.campaignId), said });
    return answer.ok ? { version: answer.version } : { refusal: toRefusal(answer) };
  }
}

import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { type CaseSort, QueuePageQuery } from '@portcullis/core/casework/queue-page.query';
import { QueuesQuery } from '@portcullis/core/casework/queues.query';
import { SearchQuery } from '@portcullis/core/casework/search.query';
import { Caller, Operation } from '../edge/access.decorators.js';
import { toConnection } from '../edge/graphql/paging.js';
import { CaseFilter, CaseSortEnum, readFilter } from './case.input.js';
import { toCaseRow } from './case.mapper.js';
import { CaseConnection, CaseRow, Queue, SearchHit } from './case.types.js';

/** Lists of cases. */
@Resolver()
export class QueueResolver {
  constructor(
    private readonly pages: QueuePageQuery,
    private readonly queueLoads: QueuesQuery,
    private readonly finder: SearchQuery,
  ) {}

  @Operation('casework.read')
  @Query(() => [Queue])
  async queues(@Caller() { actor }: CommandContext): Promise<Queue[]> {
    const [loads, mine] = await Promise.all([this.queueLoads.all(), this.queueLoads.of(actor.id)]);
    return loads.map((load) => ({ ...load, mine: mine.includes(load.id) }));
  }

  @Operation('casework.read')
  @Query(() => CaseConnection)
  async cases(
    @Caller() { actor, now }: CommandContext,
    @Args('filter', { type: () => CaseFilter, nullable: true }) filter: CaseFilter | null,
    @Args('sort', { type: () => CaseSortEnum, defaultValue: 'ACT_BY' }) sort: CaseSort,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<CaseConnection> {
    const page = await this.pages.page(readFilter(filter, actor.id), sort, { first, after: after ?? null, now });
    return toConnection(page, (row) => toCaseRow(row, now));
  }

  @Operation('casework.read')
  @Query(() => [CaseRow], { description: 'What you hold or were assigned, most urgent first.' })
  async myCases(@Caller() { actor, now }: CommandContext): Promise<CaseRow[]> {
    return (await this.pages.mine(actor.id, now)).map((row) => toCaseRow(row, now));
  }

  @Operation('casework.read')
  @Query(() => [SearchHit], {
    description: 'By number, by id, by the beginning of an id or of an organization’s name.',
  })
  search(
    @Caller() { actor }: CommandContext,
    @Args('text', { type: () => String }) text: string,
  ): Promise<SearchHit[]> {
    return this.finder.search(actor, text);
  }
}

import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { CustomerQuery } from '@portcullis/core/casework/customer.query';
import { QueuePageQuery } from '@portcullis/core/casework/queue-page.query';
import { ActionQuery } from '@portcullis/core/enforcement/action.query';
import { Caller, Operation } from '../edge/access.decorators.js';
import type { GraphqlContext } from '../edge/graphql/graphql.options.js';
import { Json } from '../edge/graphql/json.scalar.js';
import { loaderOf } from '../edge/graphql/loaders.js';
import { toConnection } from '../edge/graphql/paging.js';
import { toAction } from '../enforcement/action.mapper.js';
import { Action } from '../enforcement/enforcement.types.js';
import { toCaseRow } from './case.mapper.js';
import { CaseRow } from './case.types.js';
import { Customer, CustomerConnection } from './customer.types.js';

/** Customers: the directory's word, and what happened to them here. */
@Resolver(() => Customer)
export class CustomerResolver {
  constructor(
    private readonly directory: CustomerQuery,
    private readonly rows: QueuePageQuery,
    private readonly actionQuery: ActionQuery,
  ) {}

  @Operation('directory.read')
  @Query(() => CustomerConnection)
  async customers(
    @Args('search', { type: () => String, nullable: true }) search: string | null,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<CustomerConnection> {
    return toConnection(await this.directory.page(search ?? null, first, after ?? null), (row) => row);
  }

  @Operation('directory.read')
  @Query(() => Customer, { nullable: true })
  customer(
    @Args('kind', { type: () => String }) kind: string,
    @Args('id', { type: () => String }) id: string,
  ): Promise<Customer | null> {
    return this.directory.byId(kind, id);
  }

  @ResolveField(() => Int, { description: 'Counted up to 10,000.' })
  accounts(@Parent() { kind, id }: Customer, @Context() context: GraphqlContext): Promise<number> | number {
    if (kind === 'account') return 1;
    const load = (keys: readonly string[]) =>
      this.directory.accounts(
        keys.map((key) => {
          const [of = '', ...rest] = key.split('/');
          return { kind: of, id: rest.join('/') };
        }),
      );
    return loaderOf(context, 'customer-accounts', load).load(`${kind}/${id}`);
  }

  @ResolveField(() => [Json])
  contacts(@Parent() { kind, id }: Customer): Promise<unknown[]> {
    return this.directory.contacts(kind, id);
  }

  @Operation('casework.read')
  @ResolveField(() => [CaseRow])
  async cases(@Parent() { kind, id }: Customer, @Caller() { now }: CommandContext): Promise<CaseRow[]> {
    const rows = await this.rows.byIds(await this.directory.cases(kind, id), now);
    return rows.flatMap((row) => (row ? [toCaseRow(row, now)] : []));
  }

  @Operation('enforcement.read')
  @ResolveField(() => [Action])
  async actions(@Parent() { kind, id }: Customer): Promise<Action[]> {
    return (await this.actionQuery.ofCustomer(kind, id)).map(toAction);
  }
}

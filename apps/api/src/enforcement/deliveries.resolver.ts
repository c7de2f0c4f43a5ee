import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { DeliveryQuery, type DeliveryView } from '@portcullis/core/enforcement/delivery.query';
import { ReplayDelivery } from '@portcullis/core/enforcement/replay-delivery.command';
import { SkipDelivery } from '@portcullis/core/enforcement/skip-delivery.command';
import type { Refusal as DomainRefusal } from '@portcullis/domain';
import { Caller, Operation } from '../edge/access.decorators.js';
import { toRefusal } from '../edge/graphql/base.types.js';
import { toConnection } from '../edge/graphql/paging.js';
import { idOf } from '../edge/ids.js';
import { Delivery, DeliveryConnection, DeliveryResult } from './delivery.types.js';

/** Messages that went out, wait or did not arrive, and what people do about those. */
@Resolver(() => Delivery)
export class DeliveriesResolver {
  constructor(
    private readonly query: DeliveryQuery,
    private readonly replays: ReplayDelivery,
    private readonly skips: SkipDelivery,
  ) {}

  @Operation('enforcement.read')
  @Query(() => DeliveryConnection)
  async deliveries(
    @Args('state', { type: () => String, nullable: true }) state: string | null,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<DeliveryConnection> {
    return toConnection(await this.query.page(state ?? null, first, after ?? null), (row) => row);
  }

  @Operation('enforcement.replay')
  @Mutation(() => DeliveryResult, { description: 'Gives a dead letter all its attempts again.' })
  async replayDelivery(
    @Caller() context: CommandContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<DeliveryResult> {
    return this.shown(id, await this.replays.replay(context, idOf(id)));
  }

  @Operation('enforcement.skip')
  @Mutation(() => DeliveryResult, { description: 'Gives a dead letter up, so that its lane goes on.' })
  async skipDelivery(
    @Caller() context: CommandContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
  ): Promise<DeliveryResult> {
    return this.shown(id, await this.skips.skip(context, idOf(id), reason));
  }

  @ResolveField(() => [String], { description: 'What you may do with it now: replay, skip.' })
  allowed(@Parent() delivery: Delivery, @Caller() { actor }: CommandContext): string[] {
    return this.query.allowed(delivery as DeliveryView, actor);
  }

  private async shown(id: string, answer: { ok: true } | DomainRefusal): Promise<DeliveryResult> {
    return answer.ok ? { delivery: await this.query.byId(idOf(id)) } : { refusal: toRefusal(answer) };
  }
}

import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ActionQuery } from '@portcullis/core/enforcement/action.query';
import { DeliveryQuery } from '@portcullis/core/enforcement/delivery.query';
import { Case } from '../casework/case.types.js';
import { Operation } from '../edge/access.decorators.js';
import { toAction } from './action.mapper.js';
import { Delivery } from './delivery.types.js';
import { Action } from './enforcement.types.js';

/** What became of a case's decisions. */
@Resolver(() => Case)
export class CaseEnforcementResolver {
  constructor(
    private readonly actionQuery: ActionQuery,
    private readonly deliveryQuery: DeliveryQuery,
  ) {}

  @Operation('enforcement.read')
  @ResolveField(() => [Action])
  async actions(@Parent() { id }: Case): Promise<Action[]> {
    return (await this.actionQuery.ofCases([id])).map(toAction);
  }

  @Operation('enforcement.read')
  @ResolveField(() => [Delivery])
  deliveries(@Parent() { id }: Case): Promise<Delivery[]> {
    return this.deliveryQuery.ofCase(id);
  }
}

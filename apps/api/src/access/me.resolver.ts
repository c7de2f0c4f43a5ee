import { Query, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { StaffQuery } from '@portcullis/core/access/staff.query';
import { operationsOf } from '@portcullis/domain';
import { Caller, Operation } from '../edge/access.decorators.js';
import { problemOf } from '../edge/problem.exception.js';
import { Me } from './me.types.js';

@Resolver(() => Me)
export class MeResolver {
  constructor(private readonly staff: StaffQuery) {}

  @Operation('access.sign_in')
  @Query(() => Me)
  async me(@Caller() { actor, now }: CommandContext): Promise<Me> {
    const person = await this.staff.own(actor.id, now);
    if (!person) throw problemOf('not_found');
    return { ...person, operations: operationsOf(actor) };
  }
}

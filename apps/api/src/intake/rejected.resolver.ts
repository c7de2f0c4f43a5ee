import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { CorrectRejected } from '@portcullis/core/intake/correct-rejected.command';
import { RejectedQuery } from '@portcullis/core/intake/rejected.query';
import { Caller, Operation } from '../edge/access.decorators.js';
import { Done, toDone } from '../edge/graphql/base.types.js';
import { toConnection } from '../edge/graphql/paging.js';
import { idOf } from '../edge/ids.js';
import { RejectedAlert, RejectedConnection } from './rejected.types.js';

const MOST_BYTES = 2 ** 31 - 1;

/** Alerts that were rejected, and what people do about them. */
@Resolver(() => RejectedAlert)
export class RejectedResolver {
  constructor(
    private readonly query: RejectedQuery,
    private readonly command: CorrectRejected,
  ) {}

  @Operation('intake.rejected.read')
  @Query(() => RejectedConnection)
  async rejected(
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<RejectedConnection> {
    return toConnection(await this.query.page(first, after ?? null), (row) => ({
      ...row,
      rawLength: Math.min(row.rawLength, MOST_BYTES),
    }));
  }

  @Operation('intake.rejected.correct')
  @Mutation(() => Done, { description: 'Takes the corrected alert in as if its sender had sent it so.' })
  async correctRejected(
    @Caller() context: CommandContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('body', { type: () => String, description: 'The alert as JSON.' }) body: string,
  ): Promise<Done> {
    return toDone(await this.command.correct(context, idOf(id), body));
  }
}

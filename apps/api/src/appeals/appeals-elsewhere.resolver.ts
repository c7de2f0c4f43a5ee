import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { AppealQuery } from '@portcullis/core/appeals/appeal.query';
import { QueuePageQuery } from '@portcullis/core/casework/queue-page.query';
import { toCaseRow } from '../casework/case.mapper.js';
import { Case, RelatedCase } from '../casework/case.types.js';
import { Customer } from '../casework/customer.types.js';
import { Caller, Operation } from '../edge/access.decorators.js';
import { toAppealRow } from './appeals.mapper.js';
import { Appeal, AppealRow } from './appeals.types.js';

/** Cases that a reversal of this appeal casts a doubt on. */
@Resolver(() => Appeal)
export class SimilarCasesResolver {
  constructor(
    private readonly query: AppealQuery,
    private readonly rows: QueuePageQuery,
  ) {}

  @Operation('casework.read')
  @ResolveField(() => [RelatedCase], { description: 'Decided on the same evidence, with an action still in effect.' })
  async similar(@Parent() { id }: Appeal, @Caller() { now }: CommandContext): Promise<RelatedCase[]> {
    const found = await this.query.similar(id);
    const rows = await this.rows.byIds(
      found.map(({ caseId }) => caseId),
      now,
    );
    return rows.flatMap((row, index) => (row ? [{ case: toCaseRow(row, now), why: found[index]?.why ?? '' }] : []));
  }
}

@Resolver(() => Case)
export class CaseAppealsResolver {
  constructor(private readonly query: AppealQuery) {}

  @Operation('appeals.read')
  @ResolveField(() => [AppealRow], { description: 'Newest first.' })
  async appeals(@Parent() { id }: Case): Promise<AppealRow[]> {
    return (await this.query.ofCases([id])).map(toAppealRow);
  }
}

@Resolver(() => Customer)
export class CustomerAppealsResolver {
  constructor(private readonly query: AppealQuery) {}

  @Operation('appeals.read')
  @ResolveField(() => [AppealRow], { description: 'Newest first.' })
  async appeals(@Parent() { kind, id }: Customer): Promise<AppealRow[]> {
    return (await this.query.ofCustomer(kind, id)).map(toAppealRow);
  }
}

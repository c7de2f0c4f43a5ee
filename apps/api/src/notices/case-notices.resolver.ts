import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { NoticeQuery } from '@portcullis/core/notices/notice.query';
import { Case } from '../casework/case.types.js';
import { Operation } from '../edge/access.decorators.js';
import { Notice } from './notice.types.js';

/** What the customers of a case were told. */
@Resolver(() => Case)
export class CaseNoticesResolver {
  constructor(private readonly query: NoticeQuery) {}

  @Operation('notices.read')
  @ResolveField(() => [Notice])
  notices(@Parent() { id }: Case): Promise<Notice[]> {
    return this.query.ofCase(id);
  }
}

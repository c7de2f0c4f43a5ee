import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { DecisionQuery } from '@portcullis/core/decisions/decision.query';
import { PreviewDecision } from '@portcullis/core/decisions/preview.query';
import { Case } from '../casework/case.types.js';
import { Caller, Operation } from '../edge/access.decorators.js';
import { problemOf } from '../edge/problem.exception.js';
import { toDecision, toPreview } from './decision.mapper.js';
import { Decision, Independence } from './decisions.types.js';

/** What was decided on a case, and what its evidence could carry. */
@Resolver(() => Case)
export class CaseDecisionsResolver {
  constructor(
    private readonly query: DecisionQuery,
    private readonly previews: PreviewDecision,
  ) {}

  @Operation('decisions.read')
  @ResolveField(() => [Decision], { description: 'Newest first.' })
  async decisions(@Parent() { id }: Case): Promise<Decision[]> {
    return (await this.query.ofCases([id])).map(toDecision);
  }

  @Operation('decisions.read')
  @ResolveField(() => Independence, {
    description: 'Whether all of the case’s evidence together would carry a suspension.',
  })
  async independence(@Parent() { id }: Case, @Caller() { now }: CommandContext): Promise<Independence> {
    const draft = { caseId: id, kind: 'suspend', scope: 'account', subjects: [], evidence: null } as const;
    const preview = await this.previews.preview(draft, now);
    if (!preview) throw problemOf('not_found');
    return toPreview(preview, draft.kind, draft.scope).independence;
  }
}

import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { RepeatsQuery, type RepeatView } from '@portcullis/core/grouping/repeats.query';
import { Case, CaseRow } from '../casework/case.types.js';
import { Campaign, Repeat } from './grouping.types.js';

const toRepeat = (view: RepeatView): Repeat => ({
  case: { number: view.caseNumber, title: view.caseTitle, state: view.caseState },
  earlier: { number: view.earlierNumber, title: view.earlierTitle, state: view.earlierState },
  decision: view.decision,
  days: view.days,
  at: view.at,
});

/** Schemes that went on after a measure. */
@Resolver(() => Case)
export class CaseRepeatsResolver {
  constructor(private readonly query: RepeatsQuery) {}

  @ResolveField(() => [Repeat], { description: 'What this case repeats, and what repeats it; oldest first.' })
  async repeats(@Parent() { id }: Case): Promise<Repeat[]> {
    return (await this.query.ofCase(id)).map(toRepeat);
  }
}

@Resolver(() => CaseRow)
export class CaseRowRepeatResolver {
  constructor(private readonly query: RepeatsQuery) {}

  @ResolveField(() => Int, { nullable: true, description: 'The number of the case whose scheme went on in this one.' })
  repeatOf(@Parent() { id }: CaseRow): Promise<number | null> {
    return this.query.earlierNumber(id);
  }
}

@Resolver(() => Campaign)
export class CampaignRepeatsResolver {
  constructor(private readonly query: RepeatsQuery) {}

  @ResolveField(() => [Repeat], { description: 'Its cases that repeat earlier ones; newest first.' })
  async repeats(
    @Parent() { id }: Campaign,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
  ): Promise<Repeat[]> {
    return (await this.query.ofCampaign(id, Math.max(1, Math.min(first, 200)))).map(toRepeat);
  }
}

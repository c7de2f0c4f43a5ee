import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { DetectorScoreQuery } from '@portcullis/core/metrics/detector-score.query';
import { Detector } from '../directory/detector.types.js';
import { Caller } from '../edge/access.decorators.js';
import type { GraphqlContext } from '../edge/graphql/graphql.options.js';
import { loaderOf } from '../edge/graphql/loaders.js';
import { toScorecard } from './metrics.mapper.js';
import { TimePoint } from './metrics.types.js';
import { ScorecardRow } from './scorecard.types.js';

const DAYS = { type: () => Int, defaultValue: 180, description: 'Up to and with today.' };
const DAY = 86_400_000;

/** How right a detector of the registry was. */
@Resolver(() => Detector)
export class DetectorScoreResolver {
  constructor(private readonly query: DetectorScoreQuery) {}

  @ResolveField(() => [ScorecardRow], { description: 'By version; what changed comes first.' })
  async scorecard(
    @Parent() { id }: Detector,
    @Args('days', DAYS) days: number,
    @Caller() caller: CommandContext,
    @Context() context: GraphqlContext,
  ): Promise<ScorecardRow[]> {
    const loader = loaderOf<string, ScorecardRow[]>(context, `scorecards of ${days} days`, async (ids) => {
      const all = await this.query.all(caller, days);
      return ids.map((one) => (all.get(one) ?? []).map(toScorecard));
    });
    return loader.load(id);
  }

  @ResolveField(() => [TimePoint], { description: 'All versions, by the day on which the alerts were observed.' })
  async precisionOverTime(
    @Parent() { id }: Detector,
    @Args('days', DAYS) days: number,
    @Caller() caller: CommandContext,
  ): Promise<TimePoint[]> {
    const points = await this.query.byDay(caller, id, days);
    return points.map(({ at, rate, drill }) => ({
      at,
      value: rate.rate,
      low: rate.low,
      high: rate.high,
      n: rate.n,
      partial: at.getTime() + DAY > caller.now.getTime(),
      drill,
    }));
  }
}

import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { DetectorScoreQuery } from '@portcullis/core/metrics/detector-score.query';
import type { ScorecardView } from '@portcullis/core/metrics/scorecard.query';
import { DetectorInCase, Interval } from '../casework/alert.types.js';
import { Caller } from '../edge/access.decorators.js';
import { toInterval } from './metrics.mapper.js';

const DAYS = 180;
/** Case pages are opened all day long, and precision moves by the day. */
const FRESH_MS = 20_000;

/** How right a detector was of late, beside what it says in a case. */
@Resolver(() => DetectorInCase)
export class DetectorInCaseResolver {
  private known: { at: number; scores: Promise<Map<string, ScorecardView[]>> } | null = null;

  constructor(private readonly query: DetectorScoreQuery) {}

  @ResolveField(() => Interval, {
    nullable: true,
    description: 'Of the version that speaks here, by the latest word on its alerts.',
  })
  async precision(
    @Parent() { id, version }: DetectorInCase,
    @Caller() caller: CommandContext,
  ): Promise<Interval | null> {
    const row = (await this.scores(caller)).get(id)?.find((one) => one.version === version);
    return row?.precision ? toInterval(row.precision, row.provisional) : null;
  }

  private scores(caller: CommandContext): Promise<Map<string, ScorecardView[]>> {
    const now = caller.now.getTime();
    if (this.known && Math.abs(now - this.known.at) < FRESH_MS) return this.known.scores;
    const scores = this.query.all(caller, DAYS);
    this.known = { at: now, scores };
    scores.catch(() => {
      this.known = null; // Whoever asked is told; the next one asks anew.
    });
    return scores;
  }
}

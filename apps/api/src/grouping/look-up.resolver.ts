import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { AlertQuery } from '@portcullis/core/casework/alert.query';
import { QueuePageQuery } from '@portcullis/core/casework/queue-page.query';
import { LookUpQuery } from '@portcullis/core/grouping/look-up.query';
import { LOOK_UP } from '@portcullis/domain';
import { toAlert } from '../casework/alert.mapper.js';
import { Alert } from '../casework/alert.types.js';
import { toCaseRow } from '../casework/case.mapper.js';
import { Caller, Operation } from '../edge/access.decorators.js';
import { shown } from './grouping.mapper.js';
import { FoundIndicator, IndicatorCase, IndicatorListEntry, IndicatorSubject } from './look-up.types.js';

const FIRST = { type: () => Int, defaultValue: LOOK_UP.shown } as const;
const clamped = (first: number): number => Math.max(1, Math.min(first, 200));

/** Looks a value up across all cases. */
@Resolver(() => FoundIndicator)
export class LookUpResolver {
  constructor(
    private readonly query: LookUpQuery,
    private readonly rows: QueuePageQuery,
    private readonly alertsQuery: AlertQuery,
  ) {}

  @Operation('grouping.read')
  @Query(() => [FoundIndicator], { description: 'One for each type under which the value occurs.' })
  async lookUp(
    @Args('value', { type: () => String }) value: string,
    @Args('type', { type: () => String, nullable: true }) type: string | null,
  ): Promise<FoundIndicator[]> {
    const text = value.trim();
    if (text === '' || text.length > 10_000) return [];
    return (await this.query.find(type ?? null, text)).map(({ id, points, threshold, ...found }) => ({
      ...found,
      id: `${id}`,
      weight: shown(points),
      threshold: shown(threshold),
    }));
  }

  @ResolveField(() => [IndicatorCase], { description: 'Those first in which most subjects carry it.' })
  async cases(
    @Parent() { id }: FoundIndicator,
    @Caller() { now }: CommandContext,
    @Args('first', FIRST) first: number,
  ): Promise<IndicatorCase[]> {
    const found = await this.query.cases(Number(id), clamped(first));
    const rows = await this.rows.byIds(
      found.map(({ caseId }) => caseId),
      now,
    );
    return found.flatMap(({ caseId: _, ...one }, i) => {
      const row = rows[i];
      return row ? [{ ...one, case: toCaseRow(row, now) }] : [];
    });
  }

  @ResolveField(() => [IndicatorSubject], { description: 'Newest first.' })
  subjectList(@Parent() { id }: FoundIndicator, @Args('first', FIRST) first: number): Promise<IndicatorSubject[]> {
    return this.query.subjects(Number(id), clamped(first));
  }

  @Operation('intake.alerts.read')
  @ResolveField(() => [Alert], { description: 'The newest alerts that carry it.' })
  async alerts(@Parent() found: FoundIndicator, @Args('first', FIRST) first: number): Promise<Alert[]> {
    const { id, weight, threshold, ...rest } = found;
    const ids = await this.query.alerts({ ...rest, id: Number(id), points: weight, threshold }, clamped(first));
    return (await this.alertsQuery.byIds(ids)).flatMap((alert) => (alert ? [toAlert(alert)] : []));
  }

  @ResolveField(() => [IndicatorListEntry])
  lists(@Parent() { type, value }: FoundIndicator, @Caller() { now }: CommandContext): Promise<IndicatorListEntry[]> {
    return this.query.lists(type, value, now);
  }
}

import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { AlertQuery } from '@portcullis/core/casework/alert.query';
import { CaseCommandsQuery } from '@portcullis/core/casework/case-commands.query';
import { CasePageQuery } from '@portcullis/core/casework/case-page.query';
import { HistoryQuery } from '@portcullis/core/casework/history.query';
import { QueuePageQuery } from '@portcullis/core/casework/queue-page.query';
import { Caller, Operation } from '../edge/access.decorators.js';
import type { GraphqlContext } from '../edge/graphql/graphql.options.js';
import { loaderOf } from '../edge/graphql/loaders.js';
import { toConnection } from '../edge/graphql/paging.js';
import { problemOf } from '../edge/problem.exception.js';
import { toAlert, toEvidenceGroups } from './alert.mapper.js';
import { AlertConnection, EvidenceGroup } from './alert.types.js';
import { toAttachment, toCaseRow, toComment, toSubject } from './case.mapper.js';
import {
  Attachment,
  Case,
  CaseRow,
  CaseSubjectConnection,
  Comment,
  EarlierMatter,
  FindingCount,
  RelatedCase,
} from './case.types.js';
import { toEntry } from './history.mapper.js';
import { HistoryConnection } from './history.types.js';

/** A case's page: each part is read when it is asked for. */
@Resolver(() => Case)
export class CaseResolver {
  constructor(
    private readonly pages: CasePageQuery,
    private readonly rows: QueuePageQuery,
    private readonly alertsQuery: AlertQuery,
    private readonly history: HistoryQuery,
    private readonly commands: CaseCommandsQuery,
  ) {}

  @Operation('casework.read')
  @Query(() => Case, { nullable: true })
  case(@Args('number', { type: () => Int }) number: number): Promise<Case | null> {
    return this.pages.byNumber(number);
  }

  @ResolveField(() => CaseRow)
  async row(
    @Parent() { id }: Case,
    @Caller() { now }: CommandContext,
    @Context() context: GraphqlContext,
  ): Promise<CaseRow> {
    const load = async (ids: readonly string[]) =>
      (await this.rows.byIds(ids, now)).map((view) => (view ? toCaseRow(view, now) : null));
    const row = await loaderOf(context, 'case-row', load).load(id);
    if (!row) throw problemOf('not_found');
    return row;
  }

  @ResolveField(() => [String], { description: 'What you may do with the case now.' })
  allowed(@Parent() { id }: Case, @Caller() { actor, now }: CommandContext): Promise<string[]> {
    return this.commands.allowed(id, actor, now);
  }

  @ResolveField(() => CaseSubjectConnection)
  async subjects(
    @Parent() { id }: Case,
    @Args('first', { type: () => Int, defaultValue: 100 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
    @Args('finding', { type: () => String, nullable: true }) finding: string | null,
  ): Promise<CaseSubjectConnection> {
    const [page, counts] = await Promise.all([
      this.pages.subjects(id, { first, after: after ?? null, finding: finding ?? null }),
      this.pages.findingCounts(id),
    ]);
    const counted = finding ? counts.filter((count) => count.finding === finding) : counts;
    const total = counted.reduce((sum, count) => sum + count.subjects, 0);
    return { ...toConnection(page, toSubject), total };
  }

  @ResolveField(() => [FindingCount])
  findingCounts(@Parent() { id }: Case): Promise<FindingCount[]> {
    return this.pages.findingCounts(id);
  }

  @Operation('intake.alerts.read')
  @ResolveField(() => AlertConnection)
  async alerts(
    @Parent() { id }: Case,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
    @Args('detector', { type: () => String, nullable: true }) detector: string | null,
  ): Promise<AlertConnection> {
    const page = await this.alertsQuery.ofCase(id, { first, after: after ?? null, detector: detector ?? null });
    return toConnection(page, toAlert);
  }

  @Operation('intake.alerts.read')
  @ResolveField(() => [EvidenceGroup])
  async evidence(@Parent() { id }: Case): Promise<EvidenceGroup[]> {
    const detectors = await this.alertsQuery.detectorsOf(id);
    const samples = await this.alertsQuery.byIds(detectors.flatMap((detector) => detector.sample));
    return toEvidenceGroups(
      detectors,
      new Map(samples.flatMap((alert) => (alert ? [[alert.id, toAlert(alert)]] : []))),
    );
  }

  @ResolveField(() => HistoryConnection, { description: 'What happened to the case, newest first.' })
  async timeline(
    @Parent() { id }: Case,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<HistoryConnection> {
    return toConnection(await this.history.ofCase(id, first, after ?? null), toEntry);
  }

  @ResolveField(() => [Comment])
  async comments(@Parent() { id }: Case): Promise<Comment[]> {
    return (await this.pages.comments(id)).map(toComment);
  }

  @ResolveField(() => [Attachment])
  async attachments(@Parent() { id }: Case): Promise<Attachment[]> {
    return (await this.pages.attachments(id)).map(toAttachment);
  }

  @ResolveField(() => [RelatedCase])
  async related(@Parent() { id }: Case, @Caller() { now }: CommandContext): Promise<RelatedCase[]> {
    const found = await this.pages.related(id);
    const rows = await this.rows.byIds(
      found.map((related) => related.id),
      now,
    );
    return rows.flatMap((row, index) => (row ? [{ case: toCaseRow(row, now), why: found[index]?.why ?? '' }] : []));
  }

  @ResolveField(() => [EarlierMatter])
  earlier(@Parent() { id }: Case): Promise<EarlierMatter[]> {
    return this.pages.earlier(id);
  }
}

import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { AppealQuery, isFolded } from '@portcullis/core/appeals/appeal.query';
import { AlertQuery } from '@portcullis/core/casework/alert.query';
import { CasePageQuery } from '@portcullis/core/casework/case-page.query';
import { HistoryQuery } from '@portcullis/core/casework/history.query';
import { DecisionQuery } from '@portcullis/core/decisions/decision.query';
import { ActionQuery } from '@portcullis/core/enforcement/action.query';
import { NoticeQuery } from '@portcullis/core/notices/notice.query';
import { toAlert } from '../casework/alert.mapper.js';
import { Alert } from '../casework/alert.types.js';
import { Case } from '../casework/case.types.js';
import { toEntry } from '../casework/history.mapper.js';
import { HistoryConnection } from '../casework/history.types.js';
import { toDecision } from '../decisions/decision.mapper.js';
import { Decision } from '../decisions/decisions.types.js';
import { Caller, Operation } from '../edge/access.decorators.js';
import type { GraphqlContext } from '../edge/graphql/graphql.options.js';
import { loaderOf } from '../edge/graphql/loaders.js';
import { toConnection } from '../edge/graphql/paging.js';
import { problemOf } from '../edge/problem.exception.js';
import { toAction } from '../enforcement/action.mapper.js';
import { Action } from '../enforcement/enforcement.types.js';
import { Notice } from '../notices/notice.types.js';
import { type AppealParent, folded, toAppeal, toAppealRow, toHarm, toPaper } from './appeals.mapper.js';
import { Appeal, AppealAttachment, AppealConnection, AppealMessage, AppealRow, Harm } from './appeals.types.js';

/** An appeal's page: each part is read when it is asked for. */
@Resolver(() => Appeal)
export class AppealsResolver {
  constructor(
    private readonly query: AppealQuery,
    private readonly pages: CasePageQuery,
    private readonly alerts: AlertQuery,
    private readonly history: HistoryQuery,
    private readonly decisions: DecisionQuery,
  ) {}

  @Operation('appeals.read')
  @Query(() => AppealConnection, { description: 'Open ones by deadline, then decided ones, newest first.' })
  async appeals(
    @Caller() { actor }: CommandContext,
    @Args('state', { type: () => String, nullable: true }) state: string | null,
    @Args('mine', { type: () => Boolean, nullable: true }) mine: boolean | null,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
    @Args('open', { type: () => Boolean, nullable: true }) open: boolean | null,
  ): Promise<AppealConnection> {
    const filter = { state: state ?? null, mine: mine ? actor.id : null, open: open ?? false };
    return toConnection(await this.query.list(filter, first, after ?? null), toAppealRow);
  }

  @Operation('appeals.read')
  @Query(() => Appeal, { nullable: true })
  async appeal(
    @Caller() { actor }: CommandContext,
    @Args('number', { type: () => Int }) number: number,
  ): Promise<Appeal | null> {
    const page = await this.query.page({ number }, actor);
    return page && toAppeal(page);
  }

  @ResolveField(() => AppealRow)
  row(@Parent() { page }: AppealParent): AppealRow {
    return toAppealRow(page);
  }

  @ResolveField(() => [AppealMessage])
  messages(@Parent() { id }: Appeal): Promise<AppealMessage[]> {
    return this.query.messages(id);
  }

  @ResolveField(() => [AppealAttachment])
  async attachments(@Parent() { id }: Appeal): Promise<AppealAttachment[]> {
    return (await this.query.attachments(id)).map(toPaper);
  }

  @Operation('decisions.read')
  @ResolveField(() => Decision, { description: 'Without its reasons while they are folded.' })
  async decision(@Parent() { page }: AppealParent, @Caller() { actor }: CommandContext): Promise<Decision> {
    const view = await this.decisions.byId(page.decisionId);
    if (!view) throw problemOf('not_found');
    return toDecision(isFolded(page, actor) ? folded(view) : view);
  }

  @Operation('casework.read')
  @ResolveField(() => Case)
  async case(@Parent() { page }: AppealParent): Promise<Case> {
    const found = await this.pages.byNumber(page.caseNumber);
    if (!found) throw problemOf('not_found');
    return found;
  }

  @Operation('intake.alerts.read')
  @ResolveField(() => [Alert], { description: 'What the decision cited: a reversal may find some of it mistaken.' })
  async mistakenCandidates(@Parent() { page }: AppealParent, @Context() context: GraphqlContext): Promise<Alert[]> {
    const load = (ids: readonly string[]) => Promise.all(ids.map((id) => this.query.mistakenCandidates(id)));
    const ids = await loaderOf(context, 'mistaken-candidates', load).load(page.decisionId);
    return (await this.alerts.byIds(ids)).flatMap((alert) => (alert ? [toAlert(alert)] : []));
  }

  @ResolveField(() => [Harm])
  async harm(@Parent() { id }: Appeal): Promise<Harm[]> {
    return (await this.query.harm(id)).map(toHarm);
  }

  @ResolveField(() => HistoryConnection, { description: 'What happened to the appeal, newest first.' })
  async timeline(
    @Parent() { id }: Appeal,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<HistoryConnection> {
    const filter = { entityKind: 'appeal', entityId: id };
    return toConnection(await this.history.page(filter, first, after ?? null), toEntry);
  }

  @ResolveField(() => [String], { description: 'What you may do with it now.' })
  allowed(@Parent() { page }: AppealParent, @Caller() { actor }: CommandContext): Promise<string[]> {
    return this.query.allowed(page, actor);
  }
}

/** What an appeal is about, from the stages before it. */
@Resolver(() => Appeal)
export class AppealMatterResolver {
  constructor(
    private readonly query: AppealQuery,
    private readonly actionQuery: ActionQuery,
    private readonly noticeQuery: NoticeQuery,
  ) {}

  @Operation('enforcement.read')
  @ResolveField(() => [Action])
  async actions(@Parent() { id }: Appeal): Promise<Action[]> {
    const actions = await this.query.actions(id);
    return (await this.actionQuery.byIds(actions.map((action) => action.id))).map(toAction);
  }

  @Operation('notices.read')
  @ResolveField(() => [Notice], { description: 'Every letter of this matter to this customer.' })
  notices(@Parent() { id }: Appeal): Promise<Notice[]> {
    return this.noticeQuery.ofAppeal(id);
  }
}

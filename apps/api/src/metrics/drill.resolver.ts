import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { AppealQuery } from '@portcullis/core/appeals/appeal.query';
import { AlertQuery } from '@portcullis/core/casework/alert.query';
import { QueuePageQuery } from '@portcullis/core/casework/queue-page.query';
import { ActionQuery } from '@portcullis/core/enforcement/action.query';
import { type DrillKind, DrillQuery } from '@portcullis/core/metrics/drill.query';
import { may, type Operation as OperationName } from '@portcullis/domain';
import { toAppealRow } from '../appeals/appeals.mapper.js';
import { toAlert } from '../casework/alert.mapper.js';
import { toCaseRow } from '../casework/case.mapper.js';
import { Caller, Operation } from '../edge/access.decorators.js';
import { problemOf } from '../edge/problem.exception.js';
import { toAction } from '../enforcement/action.mapper.js';
import { DrillPage } from './drill.types.js';

/** Who may count may not always look: each kind of thing keeps its own row of the permission table. */
const READING: Readonly<Record<DrillKind, OperationName>> = {
  cases: 'casework.read',
  alerts: 'intake.alerts.read',
  actions: 'enforcement.read',
  appeals: 'appeals.read',
};

@Resolver()
export class DrillResolver {
  constructor(
    private readonly query: DrillQuery,
    private readonly cases: QueuePageQuery,
    private readonly alerts: AlertQuery,
    private readonly actions: ActionQuery,
    private readonly appeals: AppealQuery,
  ) {}

  @Operation('metrics.read')
  @Query(() => DrillPage, { description: 'Its rows are left out for roles that may not read them.' })
  async drill(
    @Caller() context: CommandContext,
    @Args('token', { type: () => String }) token: string,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<DrillPage> {
    const page = await this.query.page(context, token, { first, after: after ?? null });
    if (!page) throw problemOf('invalid_input', { detail: 'This token or cursor belongs to no number of ours.' });
    const { title, total, kind, ids, endCursor, hasNextPage } = page;
    const visible = may(context.actor, READING[kind]);
    const lists = {
      cases: [],
      alerts: [],
      actions: [],
      appeals: [],
      ...(visible ? await this.rows(kind, ids, context.now) : {}),
    };
    return { title, total, kind, ...lists, pageInfo: { endCursor, hasNextPage: visible && hasNextPage } };
  }

  private async rows(
    kind: DrillKind,
    ids: readonly string[],
    now: Date,
  ): Promise<Partial<Pick<DrillPage, 'cases' | 'alerts' | 'actions' | 'appeals'>>> {
    switch (kind) {
      case 'cases':
        // A case that was reopened and decided twice is there twice.
        return {
          cases: (await this.cases.byIds(ids, now)).flatMap((row) => (row ? [toCaseRow({ ...row }, now)] : [])),
        };
      case 'alerts':
        return { alerts: (await this.alerts.byIds(ids)).flatMap((row) => (row ? [toAlert(row)] : [])) };
      case 'actions':
        return { actions: inOrder(ids, await this.actions.byIds(ids)).map(toAction) };
      case 'appeals':
        return { appeals: inOrder(ids, await this.appeals.byIds(ids)).map(toAppealRow) };
    }
  }
}

function inOrder<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { UndoQuery } from '@portcullis/core/grouping/corrections/undo.query';
import { HistoryEntry } from '../casework/history.types.js';
import type { GraphqlContext } from '../edge/graphql/graphql.options.js';
import { loaderOf } from '../edge/graphql/loaders.js';
import { HistoryUndo } from './corrections.types.js';

/** What of history can be taken back. */
@Resolver(() => HistoryEntry)
export class HistoryUndoResolver {
  constructor(private readonly undo: UndoQuery) {}

  @ResolveField(() => [HistoryUndo])
  undos(@Parent() entry: HistoryEntry, @Context() context: GraphqlContext): Promise<HistoryUndo[]> {
    const load = (entries: readonly HistoryEntry[]) => this.undo.of(entries);
    return loaderOf(context, 'history-undos', load).load(entry);
  }
}

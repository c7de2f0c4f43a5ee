import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { CorrectGrouping } from '@portcullis/core/grouping/corrections/correct.command';
import { AllowEffectQuery } from '@portcullis/core/grouping/lists/allow-effect.query';
import type { AllowScope } from '@portcullis/core/grouping/lists/allow-entry';
import { AllowList } from '@portcullis/core/grouping/lists/allow-list.command';
import { HubImportQuery } from '@portcullis/core/grouping/lists/hub-import.query';
import { HubImports } from '@portcullis/core/grouping/lists/hub-imports.command';
import { ListEntriesQuery, type ListEntryView } from '@portcullis/core/grouping/lists/list-entries.query';
import { mayAnswer } from '@portcullis/core/grouping/lists/second-person';
import { may, type Refusal } from '@portcullis/domain';
import { Caller, Operation } from '../edge/access.decorators.js';
import { toRefusal } from '../edge/graphql/base.types.js';
import { idOf } from '../edge/ids.js';
import {
  AllowEntryInput,
  AllowPreview,
  AllowScopeInput,
  HubFileInput,
  HubImportInput,
  HubImportPreview,
  HubImportReach,
  HubValue,
  ListAnswer,
  ListEntry,
  ListEntryConnection,
  ListName,
  ListPhase,
  ListResult,
} from './lists.types.js';

const TEXT = { type: () => String } as const;
const MAYBE = { type: () => String, nullable: true } as const;

/** The hub list and the allow-list: who proposed what, who confirmed it, how it ended. */
@Resolver(() => ListEntry)
export class ListsResolver {
  constructor(
    private readonly query: ListEntriesQuery,
    private readonly allow: AllowList,
    private readonly effects: AllowEffectQuery,
    private readonly corrections: CorrectGrouping,
    private readonly imports: HubImports,
    private readonly imported: HubImportQuery,
  ) {}

  @Operation('grouping.read')
  @Query(() => ListEntryConnection, { description: 'Newest first.' })
  async listEntries(
    @Caller() context: CommandContext,
    @Args('list', { type: () => ListName, nullable: true }) list: ListName | null,
    @Args('phase', { type: () => ListPhase, nullable: true }) phase: ListPhase | null,
    @Args('value', MAYBE) value: string | null,
    @Args('type', MAYBE) type: string | null,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', MAYBE) after: string | null,
  ): Promise<ListEntryConnection> {
    const size = Math.max(1, Math.min(first, 199));
    const filter = {
      list: list ?? null,
      phase: phase ?? null,
      value: value?.trim() || null,
      type: type?.trim().toLowerCase() || null,
    };
    const rows = await this.query.page(filter, size + 1, after ? idOf(after) : null);
    const nodes = rows.slice(0, size).map((row) => toEntry(row, context));
    return { nodes, pageInfo: { endCursor: nodes.at(-1)?.id ?? null, hasNextPage: rows.length > size } };
  }

  @Operation('grouping.read')
  @Query(() => Int, { description: 'How many entries wait for you to confirm or refuse them.' })
  async listEntriesWaiting(@Caller() { actor, now }: CommandContext): Promise<number> {
    return actor.kind === 'staff' && may(actor, 'grouping.lists.confirm') ? this.query.waiting(actor.id, now) : 0;
  }

  @Operation('grouping.lists.propose')
  @Query(() => AllowPreview, { description: 'What an entry of the allow-list would have done; nothing is changed.' })
  async allowPreview(@Caller() { now }: CommandContext, @Args('scope') scope: AllowScopeInput): Promise<AllowPreview> {
    const effect = await this.effects.effect(scopeOf(scope), now);
    return effect.ok ? { effect } : { refusal: toRefusal(effect) };
  }

  @Operation('grouping.lists.propose')
  @Query(() => HubImportPreview, {
    description: 'What a file of hubs holds and how far it reaches; nothing is changed.',
  })
  async hubImportPreview(
    @Caller() context: CommandContext,
    @Args('file') file: HubFileInput,
  ): Promise<HubImportPreview> {
    const effect = await this.imports.preview(context, file);
    return effect.ok ? { effect } : { refusal: toRefusal(effect) };
  }

  @Operation('grouping.read')
  @Query(() => HubImportReach, { nullable: true, description: 'How far an import reaches, as things stand now.' })
  hubImportReach(@Args('id', { type: () => ID }) id: string): Promise<HubImportReach | null> {
    return this.imported.reach(idOf(id));
  }

  @Operation('grouping.read')
  @Query(() => [HubValue], { description: 'What an import holds, in the order of its file; at most 500 at once.' })
  hubImportValues(
    @Args('id', { type: () => ID }) id: string,
    @Args('from', { type: () => Int, defaultValue: 0 }) from: number,
    @Args('first', { type: () => Int, defaultValue: 100 }) first: number,
  ): Promise<HubValue[]> {
    return this.imported.values(idOf(id), from, first);
  }

  @Operation('grouping.lists.propose')
  @Mutation(() => ListResult, { description: 'All of it waits for somebody else, who is assigned.' })
  async proposeHubImport(@Caller() context: CommandContext, @Args('input') input: HubImportInput): Promise<ListResult> {
    return resultOf(await this.imports.propose(context, { ...input, fileName: input.fileName ?? null }));
  }

  @Operation('grouping.lists.confirm')
  @Mutation(() => ListResult, {
    description: 'All of it links again, but for what another file holds that is in force.',
  })
  async revokeHubImport(
    @Caller() context: CommandContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', TEXT) reason: string,
  ): Promise<ListResult> {
    return resultOf(await this.imports.revoke(context, idOf(id), reason));
  }

  @Operation('grouping.lists.propose')
  @Mutation(() => ListResult, { description: 'Somebody else, who is assigned, has to confirm it.' })
  async proposeAllowEntry(
    @Caller() context: CommandContext,
    @Args('input') input: AllowEntryInput,
  ): Promise<ListResult> {
    return resultOf(
      await this.allow.propose(context, {
        ...scopeOf(input),
        reason: input.reason,
        source: input.source,
        evidence: input.evidence ?? '',
        until: input.until,
        caseId: input.caseId ? idOf(input.caseId) : null,
        renews: input.renews ? idOf(input.renews) : null,
      }),
    );
  }

  @Operation('grouping.lists.propose')
  @Mutation(() => ListResult, {
    description: 'Confirming and refusing is for senior reviewers, withdrawing for its proposer.',
  })
  async answerListEntry(
    @Caller() context: CommandContext,
    @Args('list', { type: () => ListName }) list: ListName,
    @Args('id', { type: () => ID }) id: string,
    @Args('answer', { type: () => ListAnswer }) answer: ListAnswer,
    @Args('reason', TEXT) reason: string,
  ): Promise<ListResult> {
    const entry = idOf(id);
    if (list === 'allow') return resultOf(await this.allow.answer(context, entry, answer, reason));
    if (await this.imports.has(entry)) return resultOf(await this.imports.answer(context, entry, answer, reason));
    return resultOf(await this.corrections.answerHub(context, entry, answer, reason));
  }

  @Operation('grouping.lists.confirm')
  @Mutation(() => ListResult, { description: 'What it held back comes in.' })
  async revokeAllowEntry(
    @Caller() context: CommandContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', TEXT) reason: string,
  ): Promise<ListResult> {
    return resultOf(await this.allow.revoke(context, idOf(id), reason));
  }
}

const pairOf = <Pair>(
  one: string | null | undefined,
  two: string | null | undefined,
  make: (a: string, b: string) => Pair,
) => (one || two ? make(one ?? '', two ?? '') : null);

const scopeOf = ({ detectorId, subjectKind, subjectId, type, value }: AllowScopeInput): AllowScope => ({
  detectorId: detectorId || null,
  subject: pairOf(subjectKind, subjectId, (kind, id) => ({ kind, id })),
  indicator: pairOf(type, value, (of, text) => ({ type: of, value: text })),
});

function toEntry(view: ListEntryView, { actor, now }: CommandContext): ListEntry {
  const { proposerId, assigneeId, ...rest } = view;
  const isOpen = view.state === 'proposed';
  const waiting = { ...view, proposedBy: proposerId, assignedTo: assigneeId, assignedName: view.assignedTo };
  return {
    ...rest,
    isMine: isOpen && proposerId !== null && actor.id === proposerId,
    waitsForMe: isOpen && may(actor, 'grouping.lists.confirm') && mayAnswer(actor, waiting, now),
  };
}

const resultOf = (answer: { ok: true; id: string; waitsFor?: string } | Refusal): ListResult =>
  answer.ok ? { id: answer.id, waitsFor: answer.waitsFor ?? null } : { refusal: toRefusal(answer) };

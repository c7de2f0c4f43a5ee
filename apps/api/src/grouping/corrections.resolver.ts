import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { QueuePageQuery } from '@portcullis/core/casework/queue-page.query';
import { CorrectGrouping } from '@portcullis/core/grouping/corrections/correct.command';
import type { Correcting } from '@portcullis/core/grouping/corrections/correcting';
import { CorrectionsQuery } from '@portcullis/core/grouping/corrections/corrections.query';
import { settledBecause } from '@portcullis/core/grouping/corrections/standing';
import { RelatedQuery, type SuggestedCase as SuggestedView } from '@portcullis/core/grouping/related.query';
import { toCaseRow } from '../casework/case.mapper.js';
import { Case } from '../casework/case.types.js';
import { Caller, Operation } from '../edge/access.decorators.js';
import { toRefusal } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { idOf } from '../edge/ids.js';
import { problemOf } from '../edge/problem.exception.js';
import {
  CaseProposal,
  Correction,
  CorrectionInput,
  CorrectionLineConnection,
  CorrectionPreview,
  CorrectionRate,
  CorrectionResult,
  SuggestedCase,
} from './corrections.types.js';
import { shown, toIndicator } from './grouping.mapper.js';

const upTo50 = (first: number): number => Math.max(1, Math.min(first, 50));

/** Splits, moves, merges, unlinking, undo: looked at first, then done. */
@Resolver(() => Case)
export class CorrectionsResolver {
  constructor(
    private readonly commands: CorrectGrouping,
    private readonly corrected: CorrectionsQuery,
    private readonly related: RelatedQuery,
    private readonly rows: QueuePageQuery,
  ) {}

  @Operation('grouping.correct')
  @Query(() => CorrectionPreview, { description: 'What a correction would do; nothing is changed.' })
  async correctionPreview(
    @Caller() context: CommandContext,
    @Args('input') input: CorrectionInput,
  ): Promise<CorrectionPreview> {
    const answer = await this.commands.rehearse(context, correctingOf(input));
    return answer.ok ? answer : { before: [], after: [], beforeTotal: 0, afterTotal: 0, refusal: toRefusal(answer) };
  }

  @Operation('grouping.correct')
  @Mutation(() => CorrectionResult)
  async correctGrouping(
    @Caller() context: CommandContext,
    @Args('input') input: CorrectionInput,
  ): Promise<CorrectionResult> {
    const answer = await this.commands.correct(context, correctingOf(input));
    return answer.ok
      ? {
          correctionId: answer.id,
          after: answer.after,
          places: answer.places ?? [],
          waitsFor: answer.waitsFor ?? null,
        }
      : { correctionId: null, after: [], places: [], refusal: toRefusal(answer) };
  }

  @Operation('grouping.read')
  @Query(() => CorrectionRate)
  correctionRate(
    @Args('from', { type: () => Instant }) from: Date,
    @Args('to', { type: () => Instant }) to: Date,
  ): Promise<CorrectionRate> {
    return this.corrected.rate(from, to);
  }

  @Operation('grouping.read')
  @Query(() => CorrectionLineConnection, {
    description: 'What the rate counts, with what was taken back since; newest first.',
  })
  async correctionLines(
    @Args('from', { type: () => Instant }) from: Date,
    @Args('to', { type: () => Instant }) to: Date,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<CorrectionLineConnection> {
    const size = Math.max(1, Math.min(first, 199));
    const rows = await this.corrected.lines(from, to, size + 1, after ? cursorOf(after) : null);
    const nodes = rows.slice(0, size);
    const last = nodes.at(-1);
    const endCursor = last ? `${last.at.toISOString()}|${last.id}` : null;
    return { nodes, pageInfo: { endCursor, hasNextPage: rows.length > size } };
  }

  @ResolveField(() => [Correction], { description: 'Newest first.' })
  corrections(@Parent() { id }: Case): Promise<Correction[]> {
    return this.corrected.ofCase(id);
  }

  @ResolveField(() => [SuggestedCase], { description: 'Not enough in common for one case, but worth a look.' })
  async suggested(
    @Parent() { id }: Case,
    @Caller() { now }: CommandContext,
    @Args('first', { type: () => Int, defaultValue: 10 }) first: number,
  ): Promise<SuggestedCase[]> {
    return this.weighed(await this.related.suggested(id, upTo50(first), now), now);
  }

  @ResolveField(() => [SuggestedCase], {
    description: 'Of a case of a campaign: other cases of it to which it is linked itself, the strongest link first.',
  })
  async linked(
    @Parent() { id }: Case,
    @Caller() { now }: CommandContext,
    @Args('first', { type: () => Int, defaultValue: 10 }) first: number,
  ): Promise<SuggestedCase[]> {
    return this.weighed(await this.related.linked(id, upTo50(first), now), now);
  }

  private async weighed(found: readonly SuggestedView[], now: Date): Promise<SuggestedCase[]> {
    const rows = await this.rows.byIds(
      found.map(({ caseId }) => caseId),
      now,
    );
    return found.flatMap(({ sentence, score, threshold, indicators }, i) => {
      const row = rows[i];
      if (!row) return [];
      const weighed = {
        score: shown(score),
        threshold: shown(threshold),
        indicators: indicators.map((part) => toIndicator(part)),
      };
      return [{ case: toCaseRow(row, now), sentence, settled: settledBecause(row), ...weighed }];
    });
  }

  @ResolveField(() => [CaseProposal])
  async proposals(@Parent() { id }: Case, @Caller() { now }: CommandContext): Promise<CaseProposal[]> {
    const found = await this.related.proposals(id);
    const others = found.flatMap(({ otherCaseId }) => otherCaseId ?? []);
    const rows = await this.rows.byIds(others, now);
    const byId = new Map(rows.flatMap((row) => (row ? [[row.id, toCaseRow(row, now)]] : [])));
    return found.map((one) => {
      const other = byId.get(one.otherCaseId ?? '') ?? null;
      return { ...one, other, settled: other && settledBecause(other) };
    });
  }

  @ResolveField(() => Int, { description: 'How many `proposals` there are.' })
  proposalCount(@Parent() { id }: Case): Promise<number> {
    return this.related.proposalCount(id);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Why what belongs to the case does not change now; null while it does.',
  })
  async settled(@Parent() { id }: Case, @Caller() { now }: CommandContext): Promise<string | null> {
    const [row] = await this.rows.byIds([id], now);
    return row ? settledBecause(row) : null;
  }
}

function cursorOf(text: string): { at: Date; id: string } {
  const [instant = '', id = ''] = text.split('|');
  const at = new Date(instant);
  if (Number.isNaN(at.getTime()))
    throw problemOf('invalid_input', { detail: 'This cursor does not belong to this list.' });
  return { at, id: idOf(id) };
}

function needed<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined)
    throw problemOf('invalid_input', { detail: `For this step, ${name} is needed.` });
  return value;
}

function correctingOf(input: CorrectionInput): Correcting {
  const reason = input.reason ?? '';
  const id = (value: string | null | undefined, name: string) => idOf(needed(value, name));
  const version = () => needed(input.version, 'version');
  const caseId = () => id(input.caseId, 'caseId');
  const selection = () => ({ subjects: input.subjects ?? [], alerts: (input.alerts ?? []).map(idOf) });
  const toNumber = () => needed(input.toNumber, 'toNumber');
  switch (input.step) {
    case 'split':
      return { act: 'split', caseId: caseId(), version: version(), ...selection(), reason };
    case 'move':
      return { act: 'move', caseId: caseId(), version: version(), ...selection(), toNumber: toNumber(), reason };
    case 'merge':
    case 'keep_apart':
      return { act: input.step, caseId: caseId(), version: version(), toNumber: toNumber(), reason };
    case 'keep':
      return { act: 'keep', caseId: caseId(), version: version(), subjects: input.subjects ?? [], reason };
    case 'undo_merge':
      return {
        act: 'undo_merge',
        caseId: caseId(),
        version: version(),
        mergedCaseId: id(input.mergedCaseId, 'mergedCaseId'),
        reason,
      };
    case 'unlink':
      return {
        act: 'unlink',
        caseId: input.caseId ? idOf(input.caseId) : null,
        type: needed(input.type, 'type'),
        value: needed(input.value, 'value'),
        kind: input.kind ?? 'other',
        source: input.source ?? '',
        reason,
      };
    case 'relink':
      return { act: 'relink', hubId: id(input.correctionId, 'correctionId'), reason };
    default:
      return { act: 'undo', correctionId: id(input.correctionId, 'correctionId'), reason };
  }
}

import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { appealDecisionForm, appealNote, appealText } from '@portcullis/contracts/forms/appeal-forms';
import { readForm } from '@portcullis/contracts/forms/form';
import type { CommandContext } from '@portcullis/core';
import { AppealQuery } from '@portcullis/core/appeals/appeal.query';
import { DecideAppeal } from '@portcullis/core/appeals/decide-appeal.command';
import { ReviewAppeal } from '@portcullis/core/appeals/review-appeal.command';
import type { StaffAppealAnswer } from '@portcullis/core/appeals/staff-appeal';
import type { z } from 'zod';
import { Caller, Operation } from '../edge/access.decorators.js';
import { toRefusal } from '../edge/graphql/base.types.js';
import { idOf } from '../edge/ids.js';
import { ProblemException } from '../edge/problem.exception.js';
import { toAppeal } from './appeals.mapper.js';
import { AppealResult, DecideAppealInput } from './appeals.types.js';

const APPEAL_ID = { type: () => ID };
const TEXT = { type: () => String };
const VERSION = { type: () => Int };

/** What people do with appeals, each one core command. */
@Resolver()
export class AppealCommandsResolver {
  constructor(
    private readonly review: ReviewAppeal,
    private readonly decisions: DecideAppeal,
    private readonly query: AppealQuery,
  ) {}

  @Operation('appeals.claim')
  @Mutation(() => AppealResult, { description: 'Takes an appeal; only for who had no part in the matter.' })
  async claimAppeal(
    @Caller() context: CommandContext,
    @Args('appealId', APPEAL_ID) appealId: string,
  ): Promise<AppealResult> {
    return this.shown(context, appealId, await this.review.claim(context, idOf(appealId)));
  }

  @Operation('appeals.decide')
  @Mutation(() => AppealResult, { description: 'What it looks like before the original reasons are read; once.' })
  async noteFirstReading(
    @Caller() context: CommandContext,
    @Args('appealId', APPEAL_ID) appealId: string,
    @Args('text', TEXT) text: string,
  ): Promise<AppealResult> {
    const note = read(appealNote, text);
    return this.shown(context, appealId, await this.review.noteFirstReading(context, idOf(appealId), note));
  }

  @Operation('appeals.ask')
  @Mutation(() => AppealResult, {
    description: 'Asks the customer, and the clock stands until the answer; twice at most.',
  })
  async askCustomer(
    @Caller() context: CommandContext,
    @Args('appealId', APPEAL_ID) appealId: string,
    @Args('version', VERSION) version: number,
    @Args('question', TEXT) question: string,
  ): Promise<AppealResult> {
    const asked = read(appealText, question);
    return this.shown(context, appealId, await this.review.ask(context, idOf(appealId), version, asked));
  }

  @Operation('appeals.message')
  @Mutation(() => AppealResult)
  async messageCustomer(
    @Caller() context: CommandContext,
    @Args('appealId', APPEAL_ID) appealId: string,
    @Args('body', TEXT) body: string,
  ): Promise<AppealResult> {
    const said = read(appealText, body);
    return this.shown(context, appealId, await this.review.message(context, idOf(appealId), said));
  }

  @Operation('appeals.relief.decide')
  @Mutation(() => AppealResult, {
    description: 'Temporary access during the review. What is granted names its limits.',
  })
  async decideInterimRelief(
    @Caller() context: CommandContext,
    @Args('appealId', APPEAL_ID) appealId: string,
    @Args('version', VERSION) version: number,
    @Args('grant', { type: () => Boolean }) grant: boolean,
    @Args('reason', TEXT) reason: string,
    @Args('limits', { type: () => String, nullable: true }) limits: string | null,
  ): Promise<AppealResult> {
    const [why, within] = [read(appealText, reason), limits?.trim() ? read(appealText, limits) : ''];
    const answer = await this.review.decideRelief(context, idOf(appealId), version, grant, why, within);
    return this.shown(context, appealId, answer);
  }

  @Operation('appeals.decide')
  @Mutation(() => AppealResult, {
    description: 'Gives the result, or, where a manager co-signs, proposes it. Before it is taken: inadmissible.',
  })
  async decideAppeal(
    @Caller() context: CommandContext,
    @Args('input', { type: () => DecideAppealInput }) input: DecideAppealInput,
  ): Promise<AppealResult> {
    const { result, ...form } = read(appealDecisionForm, { ...input });
    const answer =
      result === 'inadmissible'
        ? await this.review.findInadmissible(context, form.appealId, form.version, form.text)
        : await this.decisions.decide(context, { ...form, result });
    return this.shown(context, form.appealId, answer);
  }

  @Operation('appeals.cosign')
  @Mutation(() => AppealResult, { description: 'A manager agrees to a proposed result, or returns it with a reason.' })
  async coSignAppeal(
    @Caller() context: CommandContext,
    @Args('appealId', APPEAL_ID) appealId: string,
    @Args('version', VERSION) version: number,
    @Args('agree', { type: () => Boolean }) agree: boolean,
    @Args('reason', TEXT) reason: string,
  ): Promise<AppealResult> {
    const why = read(appealNote, reason);
    return this.shown(context, appealId, await this.decisions.coSign(context, idOf(appealId), version, agree, why));
  }

  private async shown({ actor }: CommandContext, appealId: string, answer: StaffAppealAnswer): Promise<AppealResult> {
    if (!answer.ok) return { refusal: toRefusal(answer) };
    const page = await this.query.page({ id: idOf(appealId) }, actor);
    return { appeal: page && toAppeal(page) };
  }
}

/** @throws ProblemException with a pointer for each fault */
function read<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const form = readForm(schema, raw);
  if (!form.ok) throw new ProblemException(form.problem);
  return form.value;
}

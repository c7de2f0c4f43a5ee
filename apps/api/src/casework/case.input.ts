import { Field, ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { CASE_SORTS, type CaseSort, type CaseFilter as CoreFilter } from '@portcullis/core/casework/queue-page.query';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { idOf } from '../edge/ids.js';
import { problemOf } from '../edge/problem.exception.js';

export const CaseSortEnum = Object.fromEntries(CASE_SORTS.map((sort) => [sort, sort])) as { [Sort in CaseSort]: Sort };
registerEnumType(CaseSortEnum, { name: 'CaseSort' });

@InputType()
export class CaseFilter {
  @Field(() => String, { nullable: true })
  queue?: string | null;
  @Field(() => [String], { nullable: true, description: 'Without it: what is open.' })
  states?: string[] | null;
  @Field(() => [String], { nullable: true })
  routes?: string[] | null;
  @Field(() => Int, { nullable: true })
  minimumSeverity?: number | null;
  @Field(() => Boolean, { nullable: true })
  mine?: boolean | null;
  @Field(() => String, { nullable: true })
  organizationId?: string | null;
  @Field(() => ID, { nullable: true })
  campaignId?: string | null;
  @Field(() => String, { nullable: true })
  detector?: string | null;
  @Field(() => String, { nullable: true, description: 'A case number, or the exact id of a subject.' })
  search?: string | null;
  @Field(() => Instant, { nullable: true })
  openedFrom?: Date | null;
  @Field(() => Instant, { nullable: true })
  openedTo?: Date | null;
  @Field(() => Instant, { nullable: true })
  decidedFrom?: Date | null;
  @Field(() => Instant, { nullable: true })
  decidedTo?: Date | null;
  @Field(() => [ID], { nullable: true })
  ids?: string[] | null;
  @Field(() => String, { nullable: true, description: 'A token that a mark of the overview hands out.' })
  drill?: string | null;
}

@InputType()
export class CaseSubjectInput {
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  id!: string;
}

/** @throws ProblemException when an id is none */
export function readFilter(filter: CaseFilter | null | undefined, me: string): CoreFilter {
  if (!filter) return {};
  const { mine, drill: _, ids, campaignId, ...rest } = filter;
  if (ids && ids.length > 500) throw problemOf('invalid_input', { detail: 'At most 500 ids at once.' });
  return {
    ...rest,
    campaignId: campaignId ? idOf(campaignId) : null,
    ids: ids ? ids.map(idOf) : null,
    mineOf: mine ? me : null,
  };
}

import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Refusal as DomainRefusal } from '@portcullis/domain';
import { Json } from './json.scalar.js';

/** Types that every stage's answers are made of. */

@ObjectType({ description: 'The rules said no. `allowed` names what may be done instead.' })
export class Refusal {
  @Field(() => String)
  code!: string;
  @Field(() => String, { description: 'One or two plain sentences for the person at the screen.' })
  message!: string;
  @Field(() => [String])
  allowed!: readonly string[];
  @Field(() => String, { nullable: true, description: 'The input that cannot be accepted.' })
  field?: string | null;
  @Field(() => Json, { nullable: true })
  details?: unknown;
}

@ObjectType()
export class PageInfo {
  @Field(() => String, { nullable: true })
  endCursor!: string | null;
  @Field(() => Boolean)
  hasNextPage!: boolean;
}

@ObjectType()
export class StaffRef {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
}

@ObjectType()
export class SubjectRef {
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  id!: string;
  @Field(() => String, { nullable: true })
  name?: string | null;
  @Field(() => String, { nullable: true })
  organizationId?: string | null;
}

@ObjectType()
export class Done {
  @Field(() => Boolean)
  ok!: boolean;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

/** A domain refusal as the schema shows it: what else it carries goes to `details`. */
export function toRefusal(refusal: DomainRefusal): Refusal {
  const { ok: _, code, message, allowed, ...more } = refusal as DomainRefusal & Record<string, unknown>;
  const { field, ...rest } = more;
  return {
    code,
    message,
    allowed,
    field: typeof field === 'string' ? field : null,
    details: Object.keys(rest).length > 0 ? rest : null,
  };
}

/** The answer of a mutation that has nothing to show but whether it was done. */
export const toDone = (answer: { ok: boolean }): Done =>
  answer.ok ? { ok: true, refusal: null } : { ok: false, refusal: toRefusal(answer as DomainRefusal) };

import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { SubjectRef } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';

@ObjectType({ description: 'The effect of a decision on a subject, which the control plane executes and can undo.' })
export class Action {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  scope!: string;
  @Field(() => SubjectRef)
  subject!: SubjectRef;
  @Field(() => String)
  state!: string;
  @Field(() => Instant, { nullable: true })
  until!: Date | null;
  @Field(() => Int)
  seats!: number;
  @Field(() => Instant)
  orderedAt!: Date;
  @Field(() => Instant, { nullable: true, description: 'When the control plane confirmed it.' })
  inEffectAt!: Date | null;
  @Field(() => Instant, { nullable: true })
  endedAt!: Date | null;
  @Field(() => String, { nullable: true })
  endReason!: string | null;
  @Field(() => String, { nullable: true })
  failure!: string | null;
  @Field(() => Int)
  caseNumber!: number;
  @Field(() => Int)
  decisionNumber!: number;
}

import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { Json } from '../edge/graphql/json.scalar.js';

@ObjectType({ description: 'A letter to a customer, as it was sent.' })
export class Notice {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  number!: number;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  state!: string;
  @Field(() => String)
  subjectLine!: string;
  @Field(() => String)
  bodyText!: string;
  @Field(() => String, { nullable: true })
  toEmail!: string | null;
  @Field(() => [Json], { description: 'What was left out of the reasons, and why.' })
  withheld!: unknown[];
  @Field(() => Instant, { nullable: true })
  sentAt!: Date | null;
  @Field(() => Instant, { nullable: true })
  deliveredAt!: Date | null;
  @Field(() => Instant, { nullable: true })
  readAt!: Date | null;
  @Field(() => String, { nullable: true })
  failure!: string | null;
}

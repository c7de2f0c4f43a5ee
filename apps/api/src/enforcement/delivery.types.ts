import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PageInfo, Refusal } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';

@ObjectType({
  description: 'One message to one receiver. Within a lane they go out in order; a dead letter holds its lane.',
})
export class Delivery {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  lane!: string;
  @Field(() => Int)
  sequence!: number;
  @Field(() => String, { description: 'pending, delivered, dead, skipped' })
  state!: string;
  @Field(() => Int)
  attempts!: number;
  @Field(() => Instant, { nullable: true })
  nextAttemptAt!: Date | null;
  @Field(() => Int, { nullable: true })
  lastStatus!: number | null;
  @Field(() => String, { nullable: true })
  lastError!: string | null;
  @Field(() => Instant)
  createdAt!: Date;
  @Field(() => Instant, { nullable: true })
  deliveredAt!: Date | null;
  @Field(() => Int, { nullable: true })
  caseNumber!: number | null;
}

@ObjectType()
export class DeliveryConnection {
  @Field(() => [Delivery])
  nodes!: Delivery[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

@ObjectType()
export class DeliveryResult {
  @Field(() => Delivery, { nullable: true })
  delivery?: Delivery | null;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

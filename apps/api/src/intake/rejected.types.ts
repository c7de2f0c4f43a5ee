import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PageInfo } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { Json } from '../edge/graphql/json.scalar.js';

@ObjectType({ description: 'An alert that could not be accepted, kept with the reason.' })
export class RejectedAlert {
  @Field(() => ID)
  id!: string;
  @Field(() => Instant)
  receivedAt!: Date;
  @Field(() => String, { nullable: true })
  detector!: string | null;
  @Field(() => String, { nullable: true })
  externalId!: string | null;
  @Field(() => Json, { description: 'RFC 9457.' })
  problem!: unknown;
  @Field(() => String, { description: 'What was sent, or its first 64 KiB.' })
  raw!: string;
  @Field(() => Int, { description: 'Bytes that were sent.' })
  rawLength!: number;
}

@ObjectType()
export class RejectedConnection {
  @Field(() => [RejectedAlert])
  nodes!: RejectedAlert[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { PageInfo } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { Json } from '../edge/graphql/json.scalar.js';

@ObjectType({ description: 'One thing that happened. Never changed; `position` is its place in the sealed chain.' })
export class HistoryEntry {
  @Field(() => ID)
  id!: string;
  @Field(() => Float, { nullable: true, description: 'Null while it waits to be sealed.' })
  position!: number | null;
  @Field(() => String)
  stage!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  actorKind!: string;
  @Field(() => String, { description: 'The name of a person, else the kind and id of a machine.' })
  actor!: string;
  @Field(() => Boolean)
  automatic!: boolean;
  @Field(() => Instant)
  occurredAt!: Date;
  @Field(() => Instant)
  recordedAt!: Date;
  @Field(() => String)
  entityKind!: string;
  @Field(() => String)
  entityId!: string;
  @Field(() => Int, { nullable: true })
  caseNumber!: number | null;
  @Field(() => String, { nullable: true })
  why!: string | null;
  @Field(() => Json, { nullable: true })
  before!: unknown;
  @Field(() => Json, { nullable: true })
  after!: unknown;
  @Field(() => Json, { nullable: true })
  facts!: unknown;
}

@ObjectType()
export class HistoryConnection {
  @Field(() => [HistoryEntry])
  nodes!: HistoryEntry[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

@ObjectType({ description: 'How far history is sealed.' })
export class AuditStatus {
  @Field(() => Float)
  sealed!: number;
  @Field(() => Int)
  unsealed!: number;
  @Field(() => Float)
  headPosition!: number;
  @Field(() => String)
  headHash!: string;
  @Field(() => Float, { nullable: true, description: 'The head that was last kept outside the database.' })
  anchorPosition!: number | null;
  @Field(() => Instant, { nullable: true })
  checkedAt!: Date | null;
}

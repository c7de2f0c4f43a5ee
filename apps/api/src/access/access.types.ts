import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Refusal } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';

@ObjectType()
export class Staff {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  email!: string;
  @Field(() => [String])
  roles!: readonly string[];
  @Field(() => Boolean)
  active!: boolean;
  @Field(() => [String])
  queues!: readonly string[];
  @Field(() => ID, { nullable: true, description: 'Whom this person answers to.' })
  managerId!: string | null;
}

@ObjectType({ description: 'A key of a program. The secret itself is told once, when it is made.' })
export class ApiKey {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  prefix!: string;
  @Field(() => [String])
  scopes!: readonly string[];
  @Field(() => [String])
  detectors!: readonly string[];
  @Field(() => Instant)
  createdAt!: Date;
  @Field(() => Instant, { nullable: true })
  expiresAt!: Date | null;
  @Field(() => Instant, { nullable: true })
  revokedAt!: Date | null;
  @Field(() => Instant, { nullable: true })
  lastUsedAt!: Date | null;
}

@ObjectType()
export class ApiKeyResult {
  @Field(() => ApiKey, { nullable: true })
  key?: ApiKey | null;
  @Field(() => String, { nullable: true, description: 'Shown once: only its hash is kept.' })
  secret?: string | null;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Instant } from '../edge/graphql/instant.scalar.js';

@ObjectType()
export class DetectorVersion {
  @Field(() => String)
  version!: string;
  @Field(() => String)
  state!: string;
  @Field(() => Instant)
  firstSeenAt!: Date;
}

@ObjectType({ description: 'What the registry says of a detector. A sender cannot say it of itself.' })
export class Detector {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String, { nullable: true })
  family!: string | null;
  @Field(() => [String], { description: 'Where its facts come from originally.' })
  sources!: string[];
  @Field(() => String, { description: 'active, shadow (counts for nothing) or retired.' })
  state!: string;
  @Field(() => [String], { description: 'Empty: any.' })
  permittedRoutes!: string[];
  @Field(() => Int)
  highestSeverity!: number;
  @Field(() => String, { description: 'triage, corroborate or decisive.' })
  lawfulUse!: string;
  @Field(() => String, { nullable: true })
  goesWrongOn!: string | null;
  @Field(() => String, { description: 'person, or sight: entered by its first alert and not looked at since.' })
  registeredBy!: string;
  @Field(() => [DetectorVersion], { description: 'Newest first.' })
  versions!: DetectorVersion[];
}

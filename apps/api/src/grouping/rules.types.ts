import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Refusal } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { Json } from '../edge/graphql/json.scalar.js';

@ObjectType({ description: 'What grouping believes about evidence.' })
export class GroupingRuleSet {
  @Field(() => Int)
  id!: number;
  @Field(() => String)
  name!: string;
  @Field(() => String, { description: 'draft, shadow, active or retired' })
  state!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => String, { nullable: true })
  author!: string | null;
  @Field(() => Instant)
  createdAt!: Date;
  @Field(() => Instant, { nullable: true })
  activatedAt!: Date | null;
  @Field(() => String, { nullable: true })
  approvedBy!: string | null;
  @Field(() => Int, { nullable: true })
  basedOn!: number | null;
  @Field(() => Json)
  rules!: unknown;
  @Field(() => Boolean, { description: 'Whether you may put it in force: its author may not, the first time.' })
  mayActivate!: boolean;
}

@ObjectType()
export class QueueForecast {
  @Field(() => String)
  queue!: string;
  @Field(() => Int)
  before!: number;
  @Field(() => Int)
  after!: number;
}

@ObjectType({ description: 'What a rule set would do with what is there.' })
export class TrialResult {
  @Field(() => Int)
  subjects!: number;
  @Field(() => Int)
  clustersBefore!: number;
  @Field(() => Int)
  clustersAfter!: number;
  @Field(() => Int)
  merges!: number;
  @Field(() => Int)
  splits!: number;
  @Field(() => Int)
  moves!: number;
  @Field(() => Int, { description: 'Subjects of which people decided who belongs together.' })
  labelled!: number;
  @Field(() => Float, { nullable: true, description: 'Macro B-cubed F1 on those, as things stand.' })
  scoreBefore!: number | null;
  @Field(() => Float, { nullable: true })
  scoreAfter!: number | null;
  @Field(() => [QueueForecast])
  queues!: QueueForecast[];
  @Field(() => [String], { description: 'What the trial cannot tell, in sentences.' })
  warnings!: string[];
}

@ObjectType()
export class TrialCase {
  @Field(() => Int)
  number!: number;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  state!: string;
}

@ObjectType()
export class TrialShare {
  @Field(() => [Int], { description: 'The cases in which they are now.' })
  cases!: number[];
  @Field(() => Int)
  subjects!: number;
}

@ObjectType({ description: 'One cluster as it would be.' })
export class TrialPart {
  @Field(() => Int)
  subjects!: number;
  @Field(() => [TrialShare])
  from!: TrialShare[];
}

@ObjectType()
export class TrialDifference {
  @Field(() => Int)
  position!: number;
  @Field(() => String, { description: 'merge, split or move' })
  kind!: string;
  @Field(() => Int)
  subjects!: number;
  @Field(() => [TrialCase])
  cases!: TrialCase[];
  @Field(() => [TrialPart])
  parts!: TrialPart[];
}

@ObjectType()
export class RuleTrial {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  ruleSet!: number;
  @Field(() => Int, { description: 'The rule set that was in force when it was asked for.' })
  against!: number;
  @Field(() => String, { description: 'waiting, running, done, failed or stopped' })
  state!: string;
  @Field(() => String)
  askedBy!: string;
  @Field(() => Instant)
  askedAt!: Date;
  @Field(() => Instant, { nullable: true })
  finishedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Who stopped it before it was done.' })
  stoppedBy!: string | null;
  @Field(() => Int)
  done!: number;
  @Field(() => Int)
  total!: number;
  @Field(() => String, { nullable: true })
  failure!: string | null;
  @Field(() => TrialResult, { nullable: true })
  result!: TrialResult | null;
}

@InputType()
export class RuleSetInput {
  @Field(() => String)
  name!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => Int)
  basedOn!: number;
  @Field(() => Json)
  rules!: unknown;
}

@ObjectType()
export class RuleSetResult {
  @Field(() => Int, { nullable: true })
  id?: number | null;
  @Field(() => ID, { nullable: true })
  trialId?: string | null;
  @Field(() => Int, { nullable: true, description: 'Cases whose make-up changed.' })
  cases?: number | null;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

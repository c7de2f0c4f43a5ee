import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Refusal, StaffRef, SubjectRef } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { Json } from '../edge/graphql/json.scalar.js';

@ObjectType()
export class LeftOut {
  @Field(() => String)
  finding!: string;
  @Field(() => Int)
  subjects!: number;
  @Field(() => String)
  why!: string;
}

@ObjectType()
export class Narrower {
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  scope!: string;
  @Field(() => String)
  label!: string;
}

@ObjectType({ description: 'Whom it would hit, counted from the directory.' })
export class Reach {
  @Field(() => Boolean, { description: 'False when the directory does not know some of the subjects.' })
  known!: boolean;
  @Field(() => Int)
  subjects!: number;
  @Field(() => Int)
  accounts!: number;
  @Field(() => Int)
  seats!: number;
  @Field(() => Float)
  exchanges30d!: number;
  @Field(() => Int)
  paying!: number;
  @Field(() => Int)
  unknownSubjects!: number;
  @Field(() => [LeftOut])
  leftOut!: LeftOut[];
  @Field(() => String, { description: 'The same in words, for beside the button.' })
  sentence!: string;
  @Field(() => [Narrower])
  narrower!: Narrower[];
}

@ObjectType({ description: 'Whether two independent families of signal carry it, and what is missing.' })
export class Independence {
  @Field(() => Boolean)
  sufficient!: boolean;
  @Field(() => String)
  headline!: string;
  @Field(() => [String])
  sentences!: readonly string[];
  @Field(() => [String])
  families!: readonly string[];
  @Field(() => [String])
  sources!: readonly string[];
  @Field(() => [ID], { description: 'Alerts whose loss would sink it.' })
  loadBearing!: readonly string[];
}

@ObjectType()
export class ApprovalNeeded {
  @Field(() => [String])
  anyOf!: readonly string[];
  @Field(() => String)
  because!: string;
}

@ObjectType()
export class Preview {
  @Field(() => Reach)
  reach!: Reach;
  @Field(() => Int, { description: 'Subjects in scope that nobody has found anything about: it waits for them.' })
  withoutFinding!: number;
  @Field(() => Independence)
  independence!: Independence;
  @Field(() => [ApprovalNeeded])
  needed!: readonly ApprovalNeeded[];
  @Field(() => [String])
  warnings!: string[];
  @Field(() => [Refusal], { description: 'What stands against it as it is, each at its field.' })
  refusals!: Refusal[];
  @Field(() => String)
  bindingHash!: string;
}

@ObjectType()
export class Clause {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  policyVersion!: number;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  body!: string;
  @Field(() => [String])
  routes!: string[];
}

@ObjectType()
export class Approval {
  @Field(() => StaffRef)
  by!: StaffRef;
  @Field(() => String)
  answer!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ description: 'An alert that a decision names as evidence, with the registry’s word on its detector.' })
export class CitedAlert {
  @Field(() => ID)
  alertId!: string;
  @Field(() => String, { nullable: true })
  title!: string | null;
  @Field(() => String)
  detector!: string;
  @Field(() => String)
  detectorName!: string;
  @Field(() => String, { nullable: true })
  detectorVersion!: string | null;
  @Field(() => String, { nullable: true })
  family!: string | null;
  @Field(() => [String])
  sources!: string[];
  @Field(() => Boolean)
  loadBearing!: boolean;
  @Field(() => Instant)
  observedAt!: Date;
  @Field(() => SubjectRef)
  subject!: SubjectRef;
}

@ObjectType()
export class Decision {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  number!: number;
  @Field(() => ID)
  caseId!: string;
  @Field(() => Int)
  caseNumber!: number;
  @Field(() => String)
  caseTitle!: string;
  @Field(() => Int)
  caseSeverity!: number;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  state!: string;
  @Field(() => String, { nullable: true })
  scope!: string | null;
  @Field(() => String)
  route!: string;
  @Field(() => String, { nullable: true })
  ground!: string | null;
  @Field(() => Clause, { nullable: true })
  clause!: Clause | null;
  @Field(() => String, { description: 'What the customer reads.' })
  facts!: string;
  @Field(() => String)
  reasons!: string;
  @Field(() => [String])
  considered!: string[];
  @Field(() => Reach)
  reach!: Reach;
  @Field(() => Independence)
  independence!: Independence;
  @Field(() => String)
  bindingHash!: string;
  @Field(() => Instant, { nullable: true })
  until!: Date | null;
  @Field(() => Boolean)
  emergency!: boolean;
  @Field(() => Boolean)
  automatic!: boolean;
  @Field(() => StaffRef, { nullable: true })
  proposer!: StaffRef | null;
  @Field(() => Instant)
  proposedAt!: Date;
  @Field(() => [ApprovalNeeded])
  needed!: readonly ApprovalNeeded[];
  @Field(() => [Approval])
  approvals!: Approval[];
  @Field(() => Instant, { nullable: true })
  expiresAt!: Date | null;
  @Field(() => Instant, { nullable: true })
  decidedAt!: Date | null;
  @Field(() => String, { nullable: true })
  endedReason!: string | null;
  @Field(() => Int)
  version!: number;
}

@InputType()
export class SubjectInput {
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  id!: string;
}

@InputType()
export class PreviewInput {
  @Field(() => ID)
  caseId!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => String, { nullable: true })
  scope?: string | null;
  @Field(() => [SubjectInput], { nullable: true })
  subjects?: SubjectInput[] | null;
  @Field(() => [ID], {
    nullable: true,
    description: 'Null: one alert of each detector and version stands for the case.',
  })
  evidence?: string[] | null;
  @Field(() => Instant, { nullable: true })
  until?: Date | null;
}

@InputType()
export class ProposeInput {
  @Field(() => ID)
  caseId!: string;
  @Field(() => Int, { description: 'The version of the case that you looked at.' })
  caseVersion!: number;
  @Field(() => String)
  kind!: string;
  @Field(() => String, { nullable: true })
  scope?: string | null;
  @Field(() => [SubjectInput], { nullable: true })
  subjects?: SubjectInput[] | null;
  @Field(() => String)
  route!: string;
  @Field(() => String, { nullable: true })
  ground?: string | null;
  @Field(() => String, { nullable: true })
  clause?: string | null;
  @Field(() => [ID])
  evidence!: string[];
  @Field(() => String, { defaultValue: '' })
  facts!: string;
  @Field(() => String)
  reasons!: string;
  @Field(() => [String], { defaultValue: [] })
  considered!: string[];
  @Field(() => Instant, { nullable: true })
  until?: Date | null;
  @Field(() => Json, { nullable: true })
  restriction?: unknown;
  @Field(() => String, { nullable: true, description: 'No violation: false_positive or benign.' })
  outcomeVerdict?: string | null;
  @Field(() => String, { nullable: true, description: 'No violation: why the alerts were not what they seemed.' })
  outcomeReason?: string | null;
}

@ObjectType()
export class DecisionResult {
  @Field(() => Decision, { nullable: true })
  decision?: Decision | null;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { PageInfo, Refusal, StaffRef, SubjectRef } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';

@ObjectType({ description: 'An appeal as a row of a list.' })
export class AppealRow {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  number!: number;
  @Field(() => String)
  state!: string;
  @Field(() => SubjectRef)
  customer!: SubjectRef;
  @Field(() => Int)
  caseNumber!: number;
  @Field(() => Instant, { nullable: true })
  submittedAt!: Date | null;
  @Field(() => Instant, { nullable: true })
  dueAt!: Date | null;
  @Field(() => Instant, { nullable: true, description: 'Since when the clock waits for the customer.' })
  pausedAt!: Date | null;
  @Field(() => Instant, { nullable: true })
  decidedAt!: Date | null;
  @Field(() => StaffRef, { nullable: true })
  reviewer!: StaffRef | null;
  @Field(() => String, { nullable: true })
  result!: string | null;
  @Field(() => [String])
  grounds!: string[];
  @Field(() => String, { description: 'none, asked, granted, refused' })
  interimRelief!: string;
  @Field(() => Instant, {
    nullable: true,
    description: 'When the customer must have heard about access during review.',
  })
  reliefDueAt!: Date | null;
  @Field(() => Int, {
    nullable: true,
    description: 'While nobody reviews it: how many active people had no part in the matter and could. 0 needs a hand.',
  })
  independentReviewers!: number | null;
}

@ObjectType()
export class AppealConnection {
  @Field(() => [AppealRow])
  nodes!: AppealRow[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

@ObjectType()
export class AppealMessage {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'customer, staff' })
  fromKind!: string;
  @Field(() => String)
  by!: string;
  @Field(() => String)
  body!: string;
  @Field(() => Boolean)
  question!: boolean;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ description: 'A paper of the customer.' })
export class AppealAttachment {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  mediaType!: string;
  @Field(() => Int)
  size!: number;
  @Field(() => String)
  uploadedBy!: string;
  @Field(() => String, { nullable: true, description: 'Which kind of paper the customer says that it is.' })
  purpose!: string | null;
  @Field(() => Instant)
  at!: Date;
  @Field(() => String, { description: 'Path on this origin; answers as a download only.' })
  url!: string;
}

@ObjectType({ description: 'Time that a subject was wrongly without service; open until the control plane confirms.' })
export class Harm {
  @Field(() => SubjectRef)
  subject!: SubjectRef;
  @Field(() => Instant)
  from!: Date;
  @Field(() => Instant, { nullable: true })
  to!: Date | null;
  @Field(() => Int)
  seats!: number;
  @Field(() => Float, { nullable: true })
  hours!: number | null;
  @Field(() => Float, { nullable: true })
  seatHours!: number | null;
}

@ObjectType({ description: 'An appeal as a page: the customer’s words first.' })
export class Appeal {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  number!: number;
  @Field(() => String)
  statement!: string;
  @Field(() => String)
  contactName!: string;
  @Field(() => String)
  standing!: string;
  @Field(() => Instant, { nullable: true, description: 'Until when an open question can be answered.' })
  answerDueAt!: Date | null;
  @Field(() => Int)
  questionRounds!: number;
  @Field(() => Boolean, { description: 'A question went unanswered: it is decided on what is there.' })
  onTheFile!: boolean;
  @Field(() => Instant, { nullable: true })
  reliefDueAt!: Date | null;
  @Field(() => String, { nullable: true })
  reliefReason!: string | null;
  @Field(() => String, { nullable: true })
  reliefLimits!: string | null;
  @Field(() => Instant, { nullable: true })
  firstReadingAt!: Date | null;
  @Field(() => String, { nullable: true })
  firstReading!: string | null;
  @Field(() => String, { nullable: true, description: 'Null while folded: until a first reading is noted.' })
  originalReasons!: string | null;
  @Field(() => String, { nullable: true, description: 'What a co-signer is asked to agree to.' })
  proposedResult!: string | null;
  @Field(() => String, { nullable: true })
  proposedReason!: string | null;
  @Field(() => String, { nullable: true })
  proposedText!: string | null;
  @Field(() => String, { nullable: true })
  result!: string | null;
  @Field(() => String, { nullable: true })
  resultReason!: string | null;
  @Field(() => String, { nullable: true, description: 'As the customer reads it.' })
  resultText!: string | null;
  @Field(() => Int)
  version!: number;
}

@ObjectType()
export class AppealResult {
  @Field(() => Appeal, { nullable: true })
  appeal?: Appeal | null;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

@InputType()
export class DecideAppealInput {
  @Field(() => ID)
  appealId!: string;
  @Field(() => Int)
  version!: number;
  @Field(() => String, { description: 'upheld, partly_reversed, reversed, inadmissible' })
  result!: string;
  @Field(() => String, { nullable: true, description: 'Of a reversal: why.' })
  reason?: string | null;
  @Field(() => String, { description: 'What the customer reads.' })
  text!: string;
  @Field(() => [ID], { description: 'Alerts that carried the fact that was found mistaken.' })
  mistakenAlerts!: string[];
  @Field(() => String, { nullable: true, description: 'Why those alerts were wrong.' })
  mistakenReason?: string | null;
  @Field(() => [ID], { description: 'Actions that end. Empty for a full reversal means all.' })
  restores!: string[];
}

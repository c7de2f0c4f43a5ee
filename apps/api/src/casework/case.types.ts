import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { PageInfo, Refusal, StaffRef, SubjectRef } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';

@ObjectType({ description: 'A part of why a case stands where it stands in its queue.' })
export class BecausePart {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  text!: string;
}

@ObjectType()
export class CampaignRef {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  number!: number;
  @Field(() => String)
  title!: string;
}

@ObjectType({ description: 'A case as a row of a list.' })
export class CaseRow {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  number!: number;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  state!: string;
  @Field(() => String)
  route!: string;
  @Field(() => Int)
  severity!: number;
  @Field(() => String)
  queueId!: string;
  @Field(() => String, { nullable: true })
  region!: string | null;
  @Field(() => String, { nullable: true })
  language!: string | null;
  @Field(() => String, { nullable: true })
  organizationId!: string | null;
  @Field(() => Instant, { description: 'The priority as an instant: the earlier, the sooner.' })
  actBy!: Date;
  @Field(() => Instant)
  dueAt!: Date;
  @Field(() => Instant, { nullable: true })
  slaPausedAt!: Date | null;
  @Field(() => [BecausePart])
  because!: BecausePart[];
  @Field(() => Int)
  alertCount!: number;
  @Field(() => Int)
  subjectCount!: number;
  @Field(() => Int)
  activeSubjectCount!: number;
  @Field(() => Instant)
  openedAt!: Date;
  @Field(() => Instant)
  lastAlertAt!: Date;
  @Field(() => Instant, { nullable: true })
  decidedAt!: Date | null;
  @Field(() => StaffRef, { nullable: true, description: 'Who has it in hand now; a lapsed hold counts as nobody.' })
  heldBy!: StaffRef | null;
  @Field(() => Instant, { nullable: true })
  heldUntil!: Date | null;
  @Field(() => StaffRef, { nullable: true })
  assignee!: StaffRef | null;
  @Field(() => CampaignRef, { nullable: true })
  campaign!: CampaignRef | null;
  @Field(() => Int)
  version!: number;
}

@ObjectType()
export class CaseConnection {
  @Field(() => [CaseRow])
  nodes!: CaseRow[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

@ObjectType()
export class Queue {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => Int, { description: 'Open cases, counted up to a limit.' })
  open!: number;
  @Field(() => Int, { description: 'Cases that claim-next could hand out, counted up to a limit.' })
  unclaimed!: number;
  @Field(() => Boolean, { description: 'True when there are more than the counts say.' })
  more!: boolean;
  @Field(() => Instant, { nullable: true })
  oldestOpenedAt!: Date | null;
  @Field(() => Boolean, { description: 'Whether claim-next takes from it for you.' })
  mine!: boolean;
}

/** What `Case` resolvers of every stage start from: its id. The rest is read when it is asked for. */
@ObjectType({ description: 'A case as a page. Other stages add their fields to it.' })
export class Case {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  number!: number;
}

@ObjectType()
export class CaseResult {
  @Field(() => Case, { nullable: true })
  case?: Case | null;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

@ObjectType()
export class CaseSubject {
  @Field(() => SubjectRef)
  subject!: SubjectRef;
  @Field(() => String, { nullable: true })
  organizationName!: string | null;
  @Field(() => String, { nullable: true })
  country!: string | null;
  @Field(() => String, { nullable: true })
  plan!: string | null;
  @Field(() => Int)
  alertCount!: number;
  @Field(() => Instant)
  firstAt!: Date;
  @Field(() => Instant)
  lastAt!: Date;
  @Field(() => Int)
  severity!: number;
  @Field(() => String)
  finding!: string;
  @Field(() => String, { nullable: true })
  findingReason!: string | null;
  @Field(() => StaffRef, { nullable: true })
  findingBy!: StaffRef | null;
  @Field(() => Instant, { nullable: true })
  findingAt!: Date | null;
  @Field(() => Int, { nullable: true })
  seats!: number | null;
  @Field(() => Float, { nullable: true })
  exchanges30d!: number | null;
  @Field(() => Boolean, { description: 'Whether the directory knows it; what it does not know cannot be suspended.' })
  known!: boolean;
  @Field(() => [String])
  detectors!: string[];
  @Field(() => Boolean, { description: 'Whether the customer declared a gateway beforehand.' })
  declaredGateway!: boolean;
  @Field(() => [String], { description: 'Actions in effect or on their way.' })
  restrictedBy!: string[];
}

@ObjectType()
export class CaseSubjectConnection {
  @Field(() => [CaseSubject])
  nodes!: CaseSubject[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
  @Field(() => Int)
  total!: number;
}

@ObjectType()
export class FindingCount {
  @Field(() => String)
  finding!: string;
  @Field(() => Int)
  subjects!: number;
}

@ObjectType()
export class Comment {
  @Field(() => ID)
  id!: string;
  @Field(() => StaffRef)
  author!: StaffRef;
  @Field(() => String)
  body!: string;
  @Field(() => [StaffRef])
  mentions!: StaffRef[];
  @Field(() => Instant)
  at!: Date;
}

@ObjectType()
export class Attachment {
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
  @Field(() => Instant)
  at!: Date;
  @Field(() => String, { description: 'Path on this origin; answers as a download only.' })
  url!: string;
}

@ObjectType()
export class RelatedCase {
  @Field(() => CaseRow)
  case!: CaseRow;
  @Field(() => String)
  why!: string;
}

@ObjectType({
  description: 'Something earlier about a subject of this case: a case, a decision, an action, an appeal.',
})
export class EarlierMatter {
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  label!: string;
  @Field(() => Instant)
  at!: Date;
  @Field(() => Int, { nullable: true })
  caseNumber!: number | null;
  @Field(() => String)
  state!: string;
}

@ObjectType()
export class SearchHit {
  @Field(() => String, { description: 'case, subject, customer, decision, appeal, campaign, alert' })
  kind!: string;
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  label!: string;
  @Field(() => String, { nullable: true })
  sub!: string | null;
}

import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { PageInfo, Refusal } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { Json } from '../edge/graphql/json.scalar.js';

@ObjectType({ description: 'A shared attribute in a link, with what it weighs. Ten is enough for a link.' })
export class LinkIndicator {
  @Field(() => String)
  type!: string;
  @Field(() => String)
  value!: string;
  @Field(() => Float)
  weight!: number;
  @Field(() => Int, { description: 'How many subjects carry it, everywhere.' })
  subjects!: number;
  @Field(() => Boolean, { description: 'So common, or listed, that it adds nothing.' })
  hub!: boolean;
  @Field(() => String, { nullable: true })
  note!: string | null;
}

@ObjectType({ description: 'Why an alert is in its case, or why a case is one.' })
export class AlertLink {
  @Field(() => String)
  sentence!: string;
  @Field(() => Float)
  score!: number;
  @Field(() => Float)
  threshold!: number;
  @Field(() => Int)
  ruleSet!: number;
  @Field(() => [LinkIndicator])
  indicators!: LinkIndicator[];
}

@ObjectType({ description: 'What a person did that concerns the place of an alert.' })
export class PlaceCorrection {
  @Field(() => String, { description: 'split, move, merge, undo_merge, keep_apart or keep' })
  act!: string;
  @Field(() => String)
  by!: string;
  @Field(() => Instant)
  at!: Date;
  @Field(() => String)
  reason!: string;
  @Field(() => Int)
  caseNumber!: number;
  @Field(() => Int, { nullable: true })
  otherNumber!: number | null;
}

@ObjectType({ description: 'What became of the place of an alert since it was explained.' })
export class AlertPlace {
  @Field(() => Instant, { description: 'When it was put into a case.' })
  since!: Date;
  @Field(() => Int, { description: 'The rule set that put it there.' })
  ruleSet!: number;
  @Field(() => Int, { nullable: true, description: 'The case into which it was put first, where that is another one.' })
  cameFrom!: number | null;
  @Field(() => Boolean, { description: 'Whether that case was merged into the one in which it is.' })
  isMerged!: boolean;
  @Field(() => Int, {
    nullable: true,
    description: 'The case in which the subject is with which it was linked, where that is another one.',
  })
  linkedIn!: number | null;
  @Field(() => String, { nullable: true, description: 'Why the first alert on its subject was put there.' })
  firstSentence!: string | null;
  @Field(() => [PlaceCorrection], { description: 'In force, newest first; at most three.' })
  corrections!: PlaceCorrection[];
}

@ObjectType({ description: 'A shared attribute that holds a case together.' })
export class SharedIndicator {
  @Field(() => String)
  type!: string;
  @Field(() => String)
  value!: string;
  @Field(() => Int, { description: 'How many subjects carry it, everywhere.' })
  subjects!: number;
  @Field(() => Int)
  subjectsInCase!: number;
  @Field(() => Int)
  alertsInCase!: number;
  @Field(() => Float)
  weight!: number;
  @Field(() => Boolean)
  hub!: boolean;
  @Field(() => String, { nullable: true })
  note!: string | null;
}

@ObjectType()
export class CampaignShare {
  @Field(() => String)
  name!: string;
  @Field(() => Int)
  alerts!: number;
}

@ObjectType()
export class CampaignRegion {
  @Field(() => String)
  name!: string;
  @Field(() => Int)
  cases!: number;
}

@ObjectType({ description: 'What a campaign tells beyond its size; worked out within a minute of a change.' })
export class CampaignFactSheet {
  @Field(() => [CampaignShare])
  routes!: CampaignShare[];
  @Field(() => [CampaignShare])
  detectors!: CampaignShare[];
  @Field(() => [CampaignShare], { nullable: true, description: 'Models that its alerts name, in a sample of them.' })
  models?: CampaignShare[] | null;
  @Field(() => [CampaignRegion])
  regions!: CampaignRegion[];
  @Field(() => Int)
  organizations!: number;
  @Field(() => Float, { nullable: true, description: 'Hours from the first thing that was seen to the first case.' })
  dwellHours!: number | null;
}

@ObjectType({ description: 'Cases that one operator runs.' })
export class Campaign {
  @Field(() => ID)
  id!: string;
  @Field(() => Int)
  number!: number;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  route!: string;
  @Field(() => Int)
  severity!: number;
  @Field(() => Int)
  alertCount!: number;
  @Field(() => Int)
  subjectCount!: number;
  @Field(() => Int)
  caseCount!: number;
  @Field(() => Float)
  exchanges!: number;
  @Field(() => Instant, { nullable: true })
  firstAlertAt!: Date | null;
  @Field(() => Instant, { nullable: true })
  lastAlertAt!: Date | null;
  @Field(() => Instant)
  openedAt!: Date;
  @Field(() => Json, { nullable: true, description: 'Who is said to run it, with confidence and source.' })
  attribution!: unknown;
  @Field(() => CampaignFactSheet, { nullable: true })
  facts!: CampaignFactSheet | null;
}

@ObjectType({ description: 'What somebody said about who runs a campaign.' })
export class CampaignAttribution {
  @Field(() => Int)
  version!: number;
  @Field(() => String, { nullable: true, description: 'Null where it withdrew what was said before.' })
  operator!: string | null;
  @Field(() => String, { nullable: true, description: 'low, moderate or high' })
  confidence!: string | null;
  @Field(() => String, { nullable: true })
  source!: string | null;
  @Field(() => String)
  reason!: string;
  @Field(() => String)
  by!: string;
  @Field(() => Instant)
  at!: Date;
  @Field(() => Int, {
    nullable: true,
    description: 'Of which campaign it was said, where that became part of this one.',
  })
  ofNumber!: number | null;
}

@InputType()
export class AttributionInput {
  @Field(() => ID)
  campaignId!: string;
  @Field(() => Int, { description: 'The last one that you saw; 0 for none.' })
  version!: number;
  @Field(() => String, { nullable: true, description: 'Null withdraws what was said.' })
  operator?: string | null;
  @Field(() => String, { nullable: true, description: 'low, moderate or high' })
  confidence?: string | null;
  @Field(() => String, { nullable: true })
  source?: string | null;
  @Field(() => String)
  reason!: string;
}

@ObjectType()
export class AttributionResult {
  @Field(() => Int, { nullable: true })
  version?: number | null;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

@ObjectType()
export class RepeatedCase {
  @Field(() => Int)
  number!: number;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  state!: string;
}

@ObjectType({ description: 'A scheme went on after a measure.' })
export class Repeat {
  @Field(() => RepeatedCase)
  case!: RepeatedCase;
  @Field(() => RepeatedCase)
  earlier!: RepeatedCase;
  @Field(() => String, { description: 'What had been decided on the earlier case.' })
  decision!: string;
  @Field(() => Int, { description: 'Days since that decision.' })
  days!: number;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType()
export class CampaignConnection {
  @Field(() => [Campaign])
  nodes!: Campaign[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

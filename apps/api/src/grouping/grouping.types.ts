import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { PageInfo } from '../edge/graphql/base.types.js';
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
export class GraphNode {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'A kind of subject or a type of attribute.' })
  kind!: string;
  @Field(() => String)
  label!: string;
  @Field(() => Boolean)
  hub!: boolean;
  @Field(() => Float)
  weight!: number;
  @Field(() => Int, { nullable: true, description: 'For attributes: how many subjects carry it, everywhere.' })
  subjects!: number | null;
}

@ObjectType()
export class GraphEdge {
  @Field(() => ID)
  source!: string;
  @Field(() => ID)
  target!: string;
  @Field(() => Float)
  weight!: number;
}

@ObjectType({ description: 'Subjects and what they share, the most telling first.' })
export class CaseGraph {
  @Field(() => [GraphNode])
  nodes!: GraphNode[];
  @Field(() => [GraphEdge])
  edges!: GraphEdge[];
  @Field(() => Int)
  hiddenNodes!: number;
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

@ObjectType()
export class CampaignConnection {
  @Field(() => [Campaign])
  nodes!: Campaign[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

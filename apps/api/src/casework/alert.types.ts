import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { PageInfo, SubjectRef } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { Json } from '../edge/graphql/json.scalar.js';

@ObjectType({ description: 'A rate with its Wilson 95 % interval. `estimate` null: no data.' })
export class Interval {
  @Field(() => Float, { nullable: true })
  estimate!: number | null;
  @Field(() => Float, { nullable: true })
  low!: number | null;
  @Field(() => Float, { nullable: true })
  high!: number | null;
  @Field(() => Int)
  n!: number;
  @Field(() => Boolean)
  provisional!: boolean;
}

@ObjectType({ description: 'What turned out to be true of an alert: the latest word.' })
export class Outcome {
  @Field(() => String)
  verdict!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => String)
  source!: string;
  @Field(() => Boolean)
  provisional!: boolean;
  @Field(() => Instant)
  at!: Date;
}

@ObjectType({ description: 'A typed panel of evidence, as the detector sent it.' })
export class Evidence {
  @Field(() => String)
  type!: string;
  @Field(() => String, { nullable: true })
  family!: string | null;
  @Field(() => String, { nullable: true })
  source!: string | null;
  @Field(() => Instant, { nullable: true })
  collectedAt!: Date | null;
  @Field(() => Json)
  data!: unknown;
}

@ObjectType({
  description: 'One finding of one detector about one subject. Family, sources and weakness are the registry’s word.',
})
export class Alert {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  detector!: string;
  @Field(() => String, { nullable: true })
  detectorName!: string | null;
  @Field(() => String, { nullable: true })
  detectorVersion!: string | null;
  @Field(() => String, { nullable: true })
  family!: string | null;
  @Field(() => [String])
  sources!: string[];
  @Field(() => String, { nullable: true })
  goesWrongOn!: string | null;
  @Field(() => String)
  externalId!: string;
  @Field(() => String, { nullable: true })
  title!: string | null;
  @Field(() => String, { nullable: true })
  kind!: string | null;
  @Field(() => Int)
  severity!: number;
  @Field(() => Int, { nullable: true })
  confidence!: number | null;
  @Field(() => String)
  route!: string;
  @Field(() => SubjectRef)
  subject!: SubjectRef;
  @Field(() => Instant)
  observedAt!: Date;
  @Field(() => Instant)
  receivedAt!: Date;
  @Field(() => Float, { description: 'Occurrences of this finding, repeats included.' })
  count!: number;
  @Field(() => Boolean)
  shadow!: boolean;
  @Field(() => [Evidence])
  evidence!: Evidence[];
  @Field(() => [Json])
  indicators!: unknown[];
  @Field(() => Outcome, { nullable: true })
  outcome!: Outcome | null;
}

@ObjectType()
export class AlertConnection {
  @Field(() => [Alert])
  nodes!: Alert[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

@ObjectType()
export class DetectorInCase {
  @Field(() => String)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String, { nullable: true })
  version!: string | null;
  @Field(() => String)
  state!: string;
  @Field(() => Int)
  alerts!: number;
  @Field(() => String, { nullable: true })
  goesWrongOn!: string | null;
  @Field(() => String)
  lawfulUse!: string;
  @Field(() => Interval, { nullable: true })
  precision!: Interval | null;
}

@ObjectType({
  description: 'The evidence of one family of signal. Of a very large case the newest alerts are counted.',
})
export class EvidenceGroup {
  @Field(() => String)
  family!: string;
  @Field(() => [DetectorInCase])
  detectors!: DetectorInCase[];
  @Field(() => Int)
  alerts!: number;
  @Field(() => Int)
  subjects!: number;
  @Field(() => [String])
  sources!: string[];
  @Field(() => [Alert], { description: 'A few alerts of each detector, the gravest first.' })
  sample!: Alert[];
}

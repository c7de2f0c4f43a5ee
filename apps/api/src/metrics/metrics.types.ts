import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { ScorecardRow } from './scorecard.types.js';

const DRILL = { nullable: true, description: 'For `drill`: the list behind this number.' };

@ObjectType()
export class TimePoint {
  @Field(() => Instant, { description: 'Start of the bucket.' })
  at!: Date;
  @Field(() => Float, { nullable: true, description: 'Null: not watched, not yet, or nothing to say.' })
  value!: number | null;
  @Field(() => Float, { nullable: true })
  low!: number | null;
  @Field(() => Float, { nullable: true })
  high!: number | null;
  @Field(() => Int)
  n!: number;
  @Field(() => Boolean, { description: 'The bucket is not over yet, or reaches beyond the period.' })
  partial!: boolean;
  @Field(() => String, DRILL)
  drill!: string | null;
}

@ObjectType()
export class Series {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  label!: string;
  @Field(() => [TimePoint])
  points!: TimePoint[];
}

@ObjectType({ description: 'A number with what it rests on.' })
export class Figure {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  label!: string;
  @Field(() => Float, { nullable: true, description: 'Null: no data, which is never 0.' })
  value!: number | null;
  @Field(() => Boolean, { description: 'It is more than the value: too many still wait to know by how much.' })
  atLeast!: boolean;
  @Field(() => String, {
    description: 'count, share (0 to 1), hours (how long it took), hours_sum (added up) or seat_hours.',
  })
  unit!: string;
  @Field(() => Float, { nullable: true, description: 'Wilson 95 %.' })
  low!: number | null;
  @Field(() => Float, { nullable: true })
  high!: number | null;
  @Field(() => Int, { nullable: true })
  n!: number | null;
  @Field(() => String, { nullable: true })
  note!: string | null;
  @Field(() => Float, { nullable: true, description: 'In the period of the same length before.' })
  previous!: number | null;
  @Field(() => String)
  definition!: string;
  @Field(() => String, DRILL)
  drill!: string | null;
}

@ObjectType()
export class Bucket {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  label!: string;
  @Field(() => Int)
  count!: number;
  @Field(() => String, DRILL)
  drill!: string | null;
}

@ObjectType()
export class FunnelStep {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  label!: string;
  @Field(() => Float)
  count!: number;
  @Field(() => String, DRILL)
  drill!: string | null;
}

@ObjectType({ description: 'The load of a queue at the end of the period, and what came and went in it.' })
export class QueueHealth {
  @Field(() => ID)
  queue!: string;
  @Field(() => String)
  name!: string;
  @Field(() => Int)
  open!: number;
  @Field(() => Int, { description: 'Open and past their time.' })
  late!: number;
  @Field(() => Instant, { nullable: true })
  oldestOpenedAt!: Date | null;
  @Field(() => Int)
  opened!: number;
  @Field(() => Int)
  closed!: number;
  @Field(() => String, DRILL)
  drill!: string | null;
  @Field(() => String, DRILL)
  lateDrill!: string | null;
}

@ObjectType({ description: 'What may explain a change in a chart.' })
export class Annotation {
  @Field(() => Instant)
  at!: Date;
  @Field(() => String)
  label!: string;
  @Field(() => String, { description: 'rules, policy or detector.' })
  kind!: string;
}

@ObjectType({ description: 'All of it as of one position of history.' })
export class Overview {
  @Field(() => Instant)
  from!: Date;
  @Field(() => Instant)
  to!: Date;
  @Field(() => String, { description: 'By which the series are told: hour, day, week (from Monday) or month.' })
  grain!: string;
  @Field(() => String, { description: 'In which the days begin.' })
  zone!: string;
  @Field(() => Instant)
  asOf!: Date;
  @Field(() => Int)
  asOfPosition!: number;
  @Field(() => [Figure])
  figures!: Figure[];
  @Field(() => [Series])
  alertsByRoute!: Series[];
  @Field(() => Series)
  casesOpened!: Series;
  @Field(() => Series)
  casesClosed!: Series;
  @Field(() => Series, { description: 'Open cases at the end of each bucket.' })
  backlog!: Series;
  @Field(() => [Bucket])
  backlogAge!: Bucket[];
  @Field(() => [Series], { description: 'Hours from opening to decision, by when it was decided: p50 and p90.' })
  decisionTimes!: Series[];
  @Field(() => [Series], { description: 'By when the executor confirmed them.' })
  actionsByKind!: Series[];
  @Field(() => [Series])
  appealsByResult!: Series[];
  @Field(() => [FunnelStep], { description: 'What happened in the period at each stage; not one cohort.' })
  funnel!: FunnelStep[];
  @Field(() => [QueueHealth])
  queues!: QueueHealth[];
  @Field(() => [ScorecardRow], { description: 'What changed comes first.' })
  scorecard!: ScorecardRow[];
  @Field(() => [Annotation])
  annotations!: Annotation[];
}

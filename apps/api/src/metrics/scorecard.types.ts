import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { Interval } from '../casework/alert.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';

@ObjectType({
  description:
    'How right one version of a detector was, by when its alerts were observed, with the latest word on each. Where its precision changed within the period, all of it is since the change.',
})
export class ScorecardRow {
  @Field(() => String)
  detector!: string;
  @Field(() => String, { nullable: true })
  version!: string | null;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  state!: string;
  @Field(() => String, { nullable: true })
  family!: string | null;
  @Field(() => Int, { description: 'Accepted, decided or not.' })
  alerts!: number;
  @Field(() => Int)
  truePositive!: number;
  @Field(() => Int)
  falsePositive!: number;
  @Field(() => Int)
  benign!: number;
  @Field(() => Int, { description: 'Decided, and it could not be said.' })
  unknown!: number;
  @Field(() => Int, { description: 'Without any word on them.' })
  unlabelled!: number;
  @Field(() => Int, { description: 'False positives that only an appeal brought to light.' })
  fromAppeals!: number;
  @Field(() => Interval)
  precision!: Interval;
  @Field(() => Interval)
  actionablePrecision!: Interval;
  @Field(() => Interval, { nullable: true, description: 'Before the change, else in the period before.' })
  previous!: Interval | null;
  @Field(() => Instant, { nullable: true, description: 'The first day of another precision.' })
  changedOn!: Date | null;
  @Field(() => Int, { description: 'Actions in effect that would fall without it.' })
  loadBearingActions!: number;
  @Field(() => Float, { nullable: true, description: 'The least precision that was agreed on.' })
  floor!: number | null;
  @Field(() => Boolean, { description: 'The whole interval lies under the floor.' })
  belowFloor!: boolean;
  @Field(() => String)
  drill!: string;
  @Field(() => String, { nullable: true, description: 'For `drill`: the actions in effect that rest on it.' })
  restingDrill!: string | null;
}

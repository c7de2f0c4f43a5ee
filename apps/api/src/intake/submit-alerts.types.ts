import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Problem } from '@portcullis/contracts/problem';
import { Json } from '../edge/graphql/json.scalar.js';

@ObjectType({ description: 'What became of one alert.' })
export class SubmittedAlert {
  @Field(() => Int, { description: 'Place in the list, from 0.' })
  index!: number;
  @Field(() => String, { nullable: true, description: 'As the sender named it.' })
  id?: string | null;
  @Field(() => String, { description: 'accepted, duplicate, folded, suppressed or rejected' })
  status!: string;
  @Field(() => Json, { nullable: true, description: 'RFC 9457, when rejected.' })
  problem?: Problem | null;
}

@ObjectType({ description: 'Given after the commit: what is counted here is on disk.' })
export class SubmittedAlerts {
  @Field(() => Int)
  accepted!: number;
  @Field(() => Int)
  duplicates!: number;
  @Field(() => Int)
  folded!: number;
  @Field(() => Int)
  suppressed!: number;
  @Field(() => Int)
  rejected!: number;
  @Field(() => [SubmittedAlert])
  results!: SubmittedAlert[];
}

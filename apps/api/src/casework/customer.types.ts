import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { PageInfo } from '../edge/graphql/base.types.js';
import { Json } from '../edge/graphql/json.scalar.js';

@ObjectType({ description: 'A customer as the directory knows it. Other stages add what they know of it.' })
export class Customer {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  kind!: string;
  @Field(() => String, { nullable: true })
  country!: string | null;
  @Field(() => String, { nullable: true })
  plan!: string | null;
  @Field(() => String, { nullable: true })
  size!: string | null;
  @Field(() => String, { nullable: true })
  language!: string | null;
  @Field(() => Int, { nullable: true })
  seats!: number | null;
  @Field(() => Float, { nullable: true })
  exchanges30d!: number | null;
  @Field(() => Json, { description: 'The entry as the provider sent it.' })
  entry!: unknown;
}

@ObjectType()
export class CustomerConnection {
  @Field(() => [Customer])
  nodes!: Customer[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

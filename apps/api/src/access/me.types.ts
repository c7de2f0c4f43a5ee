import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType()
export class Me {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  email!: string;
  @Field(() => [String])
  roles!: readonly string[];
  @Field(() => [String], { description: 'Rows of the permission table that this person has.' })
  operations!: readonly string[];
  @Field(() => Int)
  wipLimit!: number;
  @Field(() => Int, { description: 'Cases that this person holds now.' })
  held!: number;
}

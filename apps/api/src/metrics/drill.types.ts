import { Field, Float, ObjectType } from '@nestjs/graphql';
import { AppealRow } from '../appeals/appeals.types.js';
import { Alert } from '../casework/alert.types.js';
import { CaseRow } from '../casework/case.types.js';
import { PageInfo } from '../edge/graphql/base.types.js';
import { Action } from '../enforcement/enforcement.types.js';

@ObjectType({ description: 'The list behind a number: the same filter, as of the same position of history.' })
export class DrillPage {
  @Field(() => String)
  title!: string;
  @Field(() => Float, { description: 'Length of the list, or the sum that the number shows.' })
  total!: number;
  @Field(() => String, { description: 'cases, alerts, actions or appeals: which of the lists below is meant.' })
  kind!: string;
  @Field(() => [CaseRow])
  cases!: CaseRow[];
  @Field(() => [Alert])
  alerts!: Alert[];
  @Field(() => [Action])
  actions!: Action[];
  @Field(() => [AppealRow])
  appeals!: AppealRow[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

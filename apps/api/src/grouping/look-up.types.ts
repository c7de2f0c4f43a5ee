import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { CaseRow } from '../casework/case.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';

@ObjectType({ description: 'A value wherever it occurs.' })
export class FoundIndicator {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  type!: string;
  @Field(() => String)
  value!: string;
  @Field(() => Int, { description: 'How many subjects carry it.' })
  subjects!: number;
  @Field(() => Float, { description: 'What it adds to a link at present.' })
  weight!: number;
  @Field(() => Float, { description: 'What a link needs.' })
  threshold!: number;
  @Field(() => Boolean, { description: 'So common, or listed, that it adds nothing.' })
  hub!: boolean;
}

@ObjectType()
export class IndicatorListEntry {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'hub or allow' })
  list!: string;
  @Field(() => String, { description: 'As it is written there.' })
  value!: string;
  @Field(() => String, {
    nullable: true,
    description:
      'Of an entry for another value: around, a network that this one lies in, or inside, what lies in this one.',
  })
  place!: string | null;
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  reason!: string;
  @Field(() => String, { nullable: true })
  source!: string | null;
  @Field(() => String, { nullable: true })
  by!: string | null;
  @Field(() => String, { nullable: true })
  confirmedBy!: string | null;
  @Field(() => String, { description: 'proposed, refused, withdrawn, active, expired or revoked' })
  state!: string;
  @Field(() => Instant)
  at!: Date;
  @Field(() => Instant, { nullable: true })
  until!: Date | null;
  @Field(() => Boolean)
  inForce!: boolean;
}

@ObjectType()
export class IndicatorCase {
  @Field(() => CaseRow)
  case!: CaseRow;
  @Field(() => Int, { description: 'Of its subjects, how many carry the value.' })
  subjects!: number;
  @Field(() => Instant)
  firstAt!: Date;
  @Field(() => Instant)
  lastAt!: Date;
}

@ObjectType()
export class IndicatorSubject {
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  id!: string;
  @Field(() => Int)
  alertCount!: number;
  @Field(() => Instant)
  firstAt!: Date;
  @Field(() => Instant)
  lastAt!: Date;
  @Field(() => Int)
  caseNumber!: number;
}

import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PageInfo, Refusal } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';

const wordsOf = <Word extends string>(...all: Word[]) =>
  Object.fromEntries(all.map((one) => [one, one])) as { [W in Word]: W };
export const ListName = wordsOf('hub', 'allow');
export type ListName = keyof typeof ListName;
registerEnumType(ListName, { name: 'ListName' });
export const ListPhase = wordsOf('waiting', 'active', 'ended');
export type ListPhase = keyof typeof ListPhase;
registerEnumType(ListPhase, { name: 'ListPhase' });
export const ListAnswer = wordsOf('confirm', 'refuse', 'withdraw');
export type ListAnswer = keyof typeof ListAnswer;
registerEnumType(ListAnswer, { name: 'ListAnswer' });

@InputType({ description: 'Which alerts: of a detector or of all, about a subject, with a value, or both.' })
export class AllowScopeInput {
  @Field(() => String, { nullable: true })
  detectorId?: string | null;
  @Field(() => String, { nullable: true })
  subjectKind?: string | null;
  @Field(() => String, { nullable: true })
  subjectId?: string | null;
  @Field(() => String, { nullable: true })
  type?: string | null;
  @Field(() => String, { nullable: true })
  value?: string | null;
}

@InputType()
export class AllowEntryInput extends AllowScopeInput {
  @Field(() => String)
  reason!: string;
  @Field(() => String, { description: 'Where it is known from.' })
  source!: string;
  @Field(() => String, { nullable: true })
  evidence?: string | null;
  @Field(() => Instant, { description: 'Within twelve months.' })
  until!: Date;
  @Field(() => ID, { nullable: true, description: 'The case in which it came up.' })
  caseId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The entry that it takes further or brings back.' })
  renews?: string | null;
}

@ObjectType({ description: 'An entry of the hub list or the allow-list: proposed, in force, or ended.' })
export class ListEntry {
  @Field(() => ID)
  id!: string;
  @Field(() => ListName)
  list!: ListName;
  @Field(() => String, { description: 'proposed, refused, withdrawn, active, expired or revoked' })
  state!: string;
  @Field(() => String, { nullable: true })
  type!: string | null;
  @Field(() => String, { nullable: true })
  value!: string | null;
  @Field(() => String, { nullable: true })
  subjectKind!: string | null;
  @Field(() => String, { nullable: true })
  subjectId!: string | null;
  @Field(() => String, { nullable: true, description: 'Null: every detector.' })
  detectorId!: string | null;
  @Field(() => String, { nullable: true, description: 'Of a hub.' })
  kind!: string | null;
  @Field(() => String)
  reason!: string;
  @Field(() => String)
  source!: string;
  @Field(() => String)
  evidence!: string;
  @Field(() => Int, { nullable: true })
  caseNumber!: number | null;
  @Field(() => String, { nullable: true })
  proposedBy!: string | null;
  @Field(() => Instant)
  proposedAt!: Date;
  @Field(() => String, { nullable: true, description: 'Who was asked to confirm it.' })
  assignedTo!: string | null;
  @Field(() => Boolean, { description: 'Whether you may confirm or refuse it now.' })
  waitsForMe!: boolean;
  @Field(() => Boolean, { description: 'Whether you may withdraw it.' })
  isMine!: boolean;
  @Field(() => String, { nullable: true })
  answeredBy!: string | null;
  @Field(() => Instant, { nullable: true })
  answeredAt!: Date | null;
  @Field(() => String, { nullable: true })
  answerReason!: string | null;
  @Field(() => Instant, { nullable: true })
  until!: Date | null;
  @Field(() => String, { nullable: true })
  endedBy!: string | null;
  @Field(() => Instant, { nullable: true })
  endedAt!: Date | null;
  @Field(() => String, { nullable: true })
  endReason!: string | null;
  @Field(() => Float, { nullable: true, description: 'Alerts that it held back.' })
  hits!: number | null;
  @Field(() => Float, { nullable: true, description: 'Alerts that came in after its end.' })
  revived!: number | null;
  @Field(() => Int, { nullable: true, description: 'Cases in which the value occurred when it was proposed.' })
  cases!: number | null;
  @Field(() => Int, { nullable: true, description: 'Of an import of hubs: how many values it has.' })
  values!: number | null;
  @Field(() => Int, { nullable: true, description: 'Entries that it became: not those that were on the list already.' })
  listed!: number | null;
  @Field(() => Int, { nullable: true, description: 'Lines of its file that could not be read.' })
  leftOut!: number | null;
  @Field(() => String, { nullable: true })
  fileName!: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Of its values, those that occurred in alerts when it was proposed.',
  })
  known!: number | null;
  @Field(() => Int, { nullable: true, description: 'Of those, the ones that several subjects carried.' })
  shared!: number | null;
}

@ObjectType()
export class ListEntryConnection {
  @Field(() => [ListEntry])
  nodes!: ListEntry[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

@ObjectType()
export class AllowEffectDetector {
  @Field(() => String)
  name!: string;
  @Field(() => Int)
  alerts!: number;
}

@ObjectType()
export class AllowEffectCase {
  @Field(() => Int)
  number!: number;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  state!: string;
  @Field(() => Int)
  alerts!: number;
}

@ObjectType({ description: 'What an entry would have done in the last weeks. Cases stay as they are.' })
export class AllowEffect {
  @Field(() => Int)
  weeks!: number;
  @Field(() => Int, { description: 'Alerts that it would have held back.' })
  alerts!: number;
  @Field(() => Boolean, { description: 'There were more than are counted.' })
  atLeast!: boolean;
  @Field(() => [AllowEffectDetector])
  detectors!: AllowEffectDetector[];
  @Field(() => [AllowEffectCase], { description: 'The first ten, open ones first.' })
  cases!: AllowEffectCase[];
  @Field(() => Int)
  caseCount!: number;
  @Field(() => Int, { description: 'Of those alerts, how many were found to be right.' })
  confirmed!: number;
}

@ObjectType()
export class AllowPreview {
  @Field(() => AllowEffect, { nullable: true })
  effect?: AllowEffect | null;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

@InputType({ description: 'Hubs as CSV: value, or type,value, or type,value,kind in each line.' })
export class HubFileInput {
  @Field(() => String)
  text!: string;
  @Field(() => String, { description: 'Of lines that name a value only; may be empty.' })
  type!: string;
  @Field(() => String, { description: 'Of lines that name none.' })
  kind!: string;
}

@InputType()
export class HubImportInput extends HubFileInput {
  @Field(() => String, { nullable: true })
  fileName?: string | null;
  @Field(() => String)
  reason!: string;
  @Field(() => String, { description: 'Where all of it is known from.' })
  source!: string;
  @Field(() => Boolean, { description: 'Leave out the lines that cannot be read. Else they are a reason to refuse.' })
  leaveOut!: boolean;
}

@ObjectType()
export class HubLineProblem {
  @Field(() => Int)
  line!: number;
  @Field(() => String)
  text!: string;
  @Field(() => String)
  why!: string;
}

@ObjectType()
export class HubValue {
  @Field(() => String)
  type!: string;
  @Field(() => String)
  value!: string;
  @Field(() => String)
  kind!: string;
}

@ObjectType()
export class WideHubValue extends HubValue {
  @Field(() => Int, { description: 'Subjects that carry it.' })
  subjects!: number;
  @Field(() => Int, { description: 'Living cases in which it occurs.' })
  cases!: number;
}

@ObjectType({ description: 'The values of one type.' })
export class HubImportGroup {
  @Field(() => String)
  type!: string;
  @Field(() => Int)
  values!: number;
  @Field(() => Int, { description: 'Values that occur in alerts.' })
  known!: number;
  @Field(() => Int, { description: 'Values that several subjects carry: only those link anybody now.' })
  shared!: number;
  @Field(() => Boolean, { description: 'Whether any alert has a value of this type.' })
  seen!: boolean;
}

@ObjectType({ description: 'How far values reach that are to stop linking.' })
export class HubImportReach {
  @Field(() => Int, { description: 'Values that occur in alerts.' })
  known!: number;
  @Field(() => Int, { description: 'Values that several subjects carry: only those link anybody now.' })
  shared!: number;
  @Field(() => [HubImportGroup], { description: 'By type, those with the most values first.' })
  groups!: HubImportGroup[];
  @Field(() => [WideHubValue], { description: 'The most common ones of each type, thirty at most.' })
  widest!: WideHubValue[];
}

@ObjectType({ description: 'What a file of hubs holds.' })
export class HubImportEffect {
  @Field(() => Int)
  values!: number;
  @Field(() => Int, { description: 'Of those, how many are on the list already.' })
  listed!: number;
  @Field(() => Int, { description: 'Lines that say again what an earlier one says.' })
  repeated!: number;
  @Field(() => [HubLineProblem], { description: 'The first twenty lines that cannot be read.' })
  problems!: HubLineProblem[];
  @Field(() => Int)
  problemCount!: number;
  @Field(() => HubImportReach)
  reach!: HubImportReach;
}

@ObjectType()
export class HubImportPreview {
  @Field(() => HubImportEffect, { nullable: true })
  effect?: HubImportEffect | null;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

@ObjectType()
export class ListResult {
  @Field(() => ID, { nullable: true })
  id?: string | null;
  @Field(() => String, { nullable: true, description: 'Who was asked to confirm it.' })
  waitsFor?: string | null;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

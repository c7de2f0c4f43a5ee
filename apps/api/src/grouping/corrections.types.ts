import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CaseSubjectInput } from '../casework/case.input.js';
import { CaseRow } from '../casework/case.types.js';
import { PageInfo, Refusal, SubjectRef } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { LinkIndicator } from './grouping.types.js';

export const CORRECTION_STEPS = [
  'split',
  'move',
  'merge',
  'keep',
  'keep_apart',
  'undo_merge',
  'unlink',
  'relink',
  'undo',
] as const;
type Step = (typeof CORRECTION_STEPS)[number];
export const CorrectionStep = Object.fromEntries(CORRECTION_STEPS.map((step) => [step, step])) as { [S in Step]: S };
registerEnumType(CorrectionStep, { name: 'CorrectionStep' });

@InputType({ description: 'What is wrong with the grouping. Which fields matter depends on the step.' })
export class CorrectionInput {
  @Field(() => CorrectionStep)
  step!: Step;
  @Field(() => ID, { nullable: true, description: 'The case from which something leaves, or the first of two.' })
  caseId?: string | null;
  @Field(() => Int, { nullable: true, description: 'Of that case, as it was seen.' })
  version?: number | null;
  @Field(() => [CaseSubjectInput], { nullable: true })
  subjects?: CaseSubjectInput[] | null;
  @Field(() => [ID], { nullable: true, description: 'Stands for their subjects: all alerts of one stay together.' })
  alerts?: string[] | null;
  @Field(() => Int, { nullable: true, description: 'The number of the other case.' })
  toNumber?: number | null;
  @Field(() => ID, { nullable: true })
  mergedCaseId?: string | null;
  @Field(() => String, { nullable: true, description: 'Of the value by which nobody is to be linked any more.' })
  type?: string | null;
  @Field(() => String, { nullable: true })
  value?: string | null;
  @Field(() => String, { nullable: true, description: 'What kind of hub it is.' })
  kind?: string | null;
  @Field(() => String, { nullable: true, description: 'Where this is known from.' })
  source?: string | null;
  @Field(() => ID, { nullable: true, description: 'What is taken back: a correction, or an entry of the hub list.' })
  correctionId?: string | null;
  @Field(() => String, { nullable: true, description: 'Needed for doing it, not for looking.' })
  reason?: string | null;
}

@ObjectType()
export class SideSubject {
  @Field(() => String)
  kind!: string;
  @Field(() => String)
  id!: string;
  @Field(() => Int)
  alerts!: number;
}

@ObjectType({ description: 'A case as one side of a before and after.' })
export class CaseSide {
  @Field(() => ID)
  id!: string;
  @Field(() => Int, { nullable: true, description: 'Null for one that would be opened.' })
  number!: number | null;
  @Field(() => String)
  title!: string;
  @Field(() => String)
  state!: string;
  @Field(() => String)
  route!: string;
  @Field(() => Int)
  severity!: number;
  @Field(() => Int)
  alertCount!: number;
  @Field(() => Int)
  subjectCount!: number;
  @Field(() => String, { nullable: true })
  heldBy!: string | null;
  @Field(() => Int, { nullable: true, description: 'The case into which it goes.' })
  mergedInto!: number | null;
  @Field(() => [SideSubject], { description: 'Those with most alerts.' })
  subjects!: SideSubject[];
}

@ObjectType({ description: 'How far a value reaches.' })
export class HubReach {
  @Field(() => Int)
  cases!: number;
  @Field(() => Int)
  subjects!: number;
}

@ObjectType()
export class CorrectionPreview {
  @Field(() => [CaseSide], { description: 'At most 50 of them, and as many after.' })
  before!: CaseSide[];
  @Field(() => [CaseSide])
  after!: CaseSide[];
  @Field(() => Int)
  beforeTotal!: number;
  @Field(() => Int)
  afterTotal!: number;
  @Field(() => HubReach, { nullable: true, description: 'Beyond one case: a second person has to confirm it.' })
  reach?: HubReach | null;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

@ObjectType()
export class SubjectPlace {
  @Field(() => Int, { description: 'Of the case.' })
  number!: number;
  @Field(() => Int)
  subjects!: number;
}

@ObjectType()
export class CorrectionResult {
  @Field(() => ID, { nullable: true, description: 'By which it can be taken back.' })
  correctionId?: string | null;
  @Field(() => [CaseSide], { description: 'At most 50 of them.' })
  after!: CaseSide[];
  @Field(() => [SubjectPlace], { description: 'In which cases those are now who were taken out; most first.' })
  places!: SubjectPlace[];
  @Field(() => String, { nullable: true, description: 'Who has to confirm it first; nothing has changed yet.' })
  waitsFor?: string | null;
  @Field(() => Refusal, { nullable: true })
  refusal?: Refusal | null;
}

@ObjectType({ description: 'What a person corrected.' })
export class Correction {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  act!: string;
  @Field(() => String)
  by!: string;
  @Field(() => Instant)
  at!: Date;
  @Field(() => String)
  reason!: string;
  @Field(() => Int, { nullable: true, description: 'The other case of it.' })
  otherNumber!: number | null;
  @Field(() => Int)
  subjects!: number;
  @Field(() => [SubjectRef], { description: 'Whom it speaks of; the first five.' })
  whom!: SubjectRef[];
  @Field(() => String, { nullable: true, description: 'Of a value by which nobody is linked any more, its type.' })
  valueType!: string | null;
  @Field(() => String, { nullable: true })
  value!: string | null;
  @Field(() => Instant, { nullable: true })
  undoneAt!: Date | null;
  @Field(() => String, { nullable: true })
  undoneBy!: string | null;
  @Field(() => String, { nullable: true })
  undoneReason!: string | null;
}

const SETTLED = 'Why what belongs to that case does not change now; null while it does.';

@ObjectType({ description: 'A case that nearly belongs to this one.' })
export class SuggestedCase {
  @Field(() => CaseRow)
  case!: CaseRow;
  @Field(() => String)
  sentence!: string;
  @Field(() => Float)
  score!: number;
  @Field(() => Float)
  threshold!: number;
  @Field(() => [LinkIndicator])
  indicators!: LinkIndicator[];
  @Field(() => String, { nullable: true, description: SETTLED })
  settled!: string | null;
}

@ObjectType({ description: 'What grouping would do, and a person stands in the way of.' })
export class CaseProposal {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'merge: the two are one. part: these subjects no longer belong.' })
  kind!: string;
  @Field(() => CaseRow, { nullable: true })
  other!: CaseRow | null;
  @Field(() => [SubjectRef], { description: 'Who would part; those of them who are in the case still.' })
  subjects!: SubjectRef[];
  @Field(() => String, { nullable: true, description: SETTLED })
  settled!: string | null;
  @Field(() => String)
  sentence!: string;
  @Field(() => Instant)
  createdAt!: Date;
}

@ObjectType({ description: 'A correction of which an entry of history tells, or a case that merged by itself.' })
export class HistoryUndo {
  @Field(() => String, { description: 'As in Correction.' })
  act!: string;
  @Field(() => String, { description: 'stands: it can be taken back. taken_back. settled: not while the case is.' })
  state!: string;
  @Field(() => ID, { nullable: true })
  correctionId!: string | null;
  @Field(() => ID, { nullable: true })
  mergedCaseId!: string | null;
  @Field(() => Int, { nullable: true, description: 'Of the merged case.' })
  number!: number | null;
}

@ObjectType({ description: 'How often people had to correct grouping.' })
export class CorrectionRate {
  @Field(() => Int)
  corrections!: number;
  @Field(() => Float)
  alerts!: number;
  @Field(() => Float, { nullable: true, description: 'For each thousand alerts; null while there were none.' })
  perThousand!: number | null;
}

@ObjectType({ description: 'One of the corrections that the rate counts, or one that was taken back since.' })
export class CorrectionLine {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  act!: string;
  @Field(() => String)
  by!: string;
  @Field(() => Instant)
  at!: Date;
  @Field(() => String)
  reason!: string;
  @Field(() => Int)
  caseNumber!: number;
  @Field(() => Int, { nullable: true })
  otherNumber!: number | null;
  @Field(() => Int)
  subjects!: number;
  @Field(() => [SubjectRef], { description: 'Whom it speaks of; the first five.' })
  whom!: SubjectRef[];
  @Field(() => String, { nullable: true, description: 'Of a value by which nobody is linked any more, its type.' })
  valueType!: string | null;
  @Field(() => String, { nullable: true })
  value!: string | null;
  @Field(() => Instant, { nullable: true, description: 'Since then it counts no more.' })
  undoneAt!: Date | null;
  @Field(() => String, { nullable: true })
  undoneBy!: string | null;
}

@ObjectType()
export class CorrectionLineConnection {
  @Field(() => [CorrectionLine])
  nodes!: CorrectionLine[];
  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Refusal } from '../edge/graphql/base.types.js';

@ObjectType({ description: 'A subject, or what subjects share.' })
export class GraphNode {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'A kind of subject or a type of attribute.' })
  kind!: string;
  @Field(() => String)
  label!: string;
  @Field(() => String, { description: 'Of a subject, its id.' })
  value!: string;
  @Field(() => Boolean, { description: 'So common, or listed, that it adds nothing.' })
  hub!: boolean;
  @Field(() => Float)
  weight!: number;
  @Field(() => Int, { nullable: true, description: 'For attributes: how many subjects carry it, everywhere.' })
  subjects!: number | null;
  @Field(() => Int, { nullable: true, description: 'For subjects: the newest case that they are in.' })
  caseNumber!: number | null;
}

@ObjectType({ description: 'A subject carries an attribute. Days are in UTC and known to within `spanDays`.' })
export class GraphEdge {
  @Field(() => ID, { description: 'The subject.' })
  source!: string;
  @Field(() => ID, { description: 'The attribute.' })
  target!: string;
  @Field(() => Float)
  weight!: number;
  @Field(() => String, { description: 'The first day of the span in which it was first seen: 2026-11-20.' })
  firstSeen!: string;
  @Field(() => String, { description: 'The first day of the span in which it was last seen.' })
  lastSeen!: string;
}

@ObjectType({ description: 'Subjects and what they share, the most telling first.' })
export class LinkGraph {
  @Field(() => [GraphNode])
  nodes!: GraphNode[];
  @Field(() => [GraphEdge])
  edges!: GraphEdge[];
  @Field(() => Int)
  hiddenNodes!: number;
  @Field(() => Int, { description: 'Subjects of the whole, drawn or not.' })
  subjects!: number;
  @Field(() => Int, { nullable: true, description: 'Of a large whole, so many were read to find what is telling.' })
  sampledSubjects!: number | null;
  @Field(() => Int)
  spanDays!: number;
}

@ObjectType({ description: 'One hop from a node: what is not drawn yet, and its links with what is.' })
export class GraphNeighbours {
  @Field(() => [GraphNode])
  nodes!: GraphNode[];
  @Field(() => [GraphEdge])
  edges!: GraphEdge[];
  @Field(() => Int, { description: 'Neighbours for which there was no room.' })
  leftOut!: number;
  @Field(() => Refusal, { nullable: true })
  refusal!: Refusal | null;
}

@ObjectType({ description: 'The shortest way between two subjects over what they share; hubs are left out.' })
export class GraphPath {
  @Field(() => Int, { nullable: true, description: 'Shared attributes on the way; null when there is none so short.' })
  hops!: number | null;
  @Field(() => [GraphNode], { description: 'In the order of the way: subject, attribute, subject.' })
  nodes!: GraphNode[];
  @Field(() => [GraphEdge])
  edges!: GraphEdge[];
  @Field(() => Int, { description: 'Subjects that were looked at.' })
  looked!: number;
  @Field(() => Boolean, { description: 'False when a limit ended the search before all within reach was seen.' })
  complete!: boolean;
  @Field(() => Refusal, { nullable: true })
  refusal!: Refusal | null;
}

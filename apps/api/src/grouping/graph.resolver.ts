import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { GraphNeighboursQuery } from '@portcullis/core/grouping/graph-neighbours.query';
import { GraphPathQuery } from '@portcullis/core/grouping/graph-path.query';
import { Operation } from '../edge/access.decorators.js';
import { problemOf } from '../edge/problem.exception.js';
import { toNeighbours, toPath } from './graph.mapper.js';
import { GraphNeighbours, GraphPath } from './graph.types.js';

const MOST_DRAWN = 300;
const LONGEST_ID = 1000;

/** What is asked of a graph that is drawn already. */
@Resolver()
export class GraphResolver {
  constructor(
    private readonly neighbours: GraphNeighboursQuery,
    private readonly paths: GraphPathQuery,
  ) {}

  @Operation('grouping.read')
  @Query(() => GraphNeighbours, { description: 'Hubs are not followed; more than 300 nodes are never drawn.' })
  async graphNeighbours(
    @Args('node', { type: () => ID }) node: string,
    @Args('drawn', { type: () => [ID], description: 'Ids of the nodes that are in the picture.' }) drawn: string[],
  ): Promise<GraphNeighbours> {
    if (drawn.length > MOST_DRAWN || [node, ...drawn].some((id) => id.length > LONGEST_ID))
      throw problemOf('invalid_input', { detail: `drawn holds at most ${MOST_DRAWN} ids of nodes.` });
    return toNeighbours(await this.neighbours.of(node, drawn));
  }

  @Operation('grouping.read')
  @Query(() => GraphPath)
  async graphPath(
    @Args('from', { type: () => ID, description: 'A subject: account:acct_1' }) from: string,
    @Args('to', { type: () => ID }) to: string,
    @Args('hops', { type: () => Int, defaultValue: 6, description: 'Shared attributes on the way, at most 8.' })
    hops: number,
  ): Promise<GraphPath> {
    if (from.length > LONGEST_ID || to.length > LONGEST_ID)
      throw problemOf('invalid_input', { detail: 'from and to are ids of subjects.' });
    return toPath(await this.paths.between(from, to, hops));
  }
}

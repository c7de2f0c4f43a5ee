import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { QueuesQuery } from '@portcullis/core/casework/queues.query';
import { Me } from '../access/me.types.js';
import { Queue } from './case.types.js';

/** What the person at the screen finds to do. */
@Resolver(() => Me)
export class MeQueuesResolver {
  constructor(private readonly loads: QueuesQuery) {}

  @ResolveField(() => [Queue], { description: 'Queues that claim-next takes from for you.' })
  async queues(@Parent() { id }: Me): Promise<Queue[]> {
    const [loads, mine] = await Promise.all([this.loads.all(), this.loads.of(id)]);
    return loads.filter((load) => mine.includes(load.id)).map((load) => ({ ...load, mine: true }));
  }
}

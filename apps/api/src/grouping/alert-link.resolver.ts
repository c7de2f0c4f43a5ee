import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AlertLinksQuery, type LinkSince } from '@portcullis/core/grouping/alert-links.query';
import type { AlertWithLink } from '../casework/alert.mapper.js';
import { Alert } from '../casework/alert.types.js';
import type { GraphqlContext } from '../edge/graphql/graphql.options.js';
import { loaderOf } from '../edge/graphql/loaders.js';
import { toLink } from './grouping.mapper.js';
import { AlertLink, AlertPlace } from './grouping.types.js';

/** Why an alert is in its case. */
@Resolver(() => Alert)
export class AlertLinkResolver {
  constructor(private readonly links: AlertLinksQuery) {}

  @ResolveField(() => AlertLink, { nullable: true, description: 'As it was explained when it was put into a case.' })
  async link(@Parent() alert: AlertWithLink, @Context() context: GraphqlContext): Promise<AlertLink | null> {
    const since = await this.since(context, alert.id);
    return since && toLink(alert.storedLink, alert.subject, since);
  }

  @ResolveField(() => AlertPlace, {
    nullable: true,
    description: 'What became of it since. Null while it is in no case.',
  })
  place(@Parent() alert: AlertWithLink, @Context() context: GraphqlContext): Promise<AlertPlace | null> {
    return this.since(context, alert.id);
  }

  private async since(context: GraphqlContext, id: string): Promise<(LinkSince & AlertPlace) | null> {
    const load = (ids: readonly string[]) => this.links.since(ids);
    const found = await loaderOf(context, 'alert-link', load).load(id);
    return found && { ...found, firstSentence: found.first?.sentence ?? null };
  }
}

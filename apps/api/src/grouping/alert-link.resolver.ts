import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { AlertWithLink } from '../casework/alert.mapper.js';
import { Alert } from '../casework/alert.types.js';
import { toLink } from './grouping.mapper.js';
import { AlertLink } from './grouping.types.js';

/** Why an alert is in its case. */
@Resolver(() => Alert)
export class AlertLinkResolver {
  @ResolveField(() => AlertLink, { nullable: true })
  link(@Parent() alert: AlertWithLink): AlertLink | null {
    return toLink(alert.storedLink, alert.subject);
  }
}

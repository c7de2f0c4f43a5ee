import type { CaseFilter } from '../../generated/graphql.js';
import type { CasesSearch } from '../../search-params.js';

/** What waits for somebody's work. */
const WAITING = ['new', 'triaged', 'investigating', 'reopened'];

/** The desk's list: of one queue, or of all queues of this person. */
export function deskFilter(queue: string | undefined): CaseFilter {
  return queue ? { queue, states: WAITING } : { states: WAITING };
}

/** The filter of a list of cases as its address says it. */
export function filterFrom(search: CasesSearch): CaseFilter {
  return clean({
    search: search.search?.trim() || undefined,
    states: search.states?.length ? search.states : undefined,
    routes: search.routes?.length ? search.routes : undefined,
    minimumSeverity: search.severity,
    queue: search.queue,
    organizationId: search.organization,
    campaignId: search.campaign,
    detector: search.detector,
    openedFrom: search.openedFrom,
    openedTo: search.openedTo,
  });
}

function clean(filter: CaseFilter): CaseFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as CaseFilter;
}

/** The filter in words, for the empty list and the breadcrumb. */
export function filterWords(filter: CaseFilter, say: (word: string) => string): string {
  const parts = [
    filter.search ? `“${filter.search}”` : null,
    filter.states?.map(say).join(' or '),
    filter.routes?.map(say).join(' or '),
    filter.minimumSeverity ? `severity ${filter.minimumSeverity} and up` : null,
    filter.queue ? `queue ${filter.queue}` : null,
    filter.detector ? `detector ${filter.detector}` : null,
    filter.organizationId ? `customer ${filter.organizationId}` : null,
  ];
  return parts.filter(Boolean).join(' · ');
}

import { count, plural, routeMark } from '@portcullis/ui';
import type { CampaignQuery } from '../../generated/graphql.js';

type Facts = NonNullable<CampaignQuery['campaign']>['facts'];

const FIRST = 5;

/** What a campaign tells beyond its size, as lines of a list; nothing while it has not been worked out. */
export function factLines(facts: Facts | null): (readonly [string, string])[] {
  if (!facts) return [];
  const listed = (parts: readonly string[]) =>
    parts.length > FIRST ? `${parts.slice(0, FIRST).join(', ')} and ${parts.length - FIRST} more` : parts.join(', ');
  const lines: (readonly [string, string])[] = [
    ['Routes', listed(facts.routes.map(({ name, alerts }) => `${routeMark(name).label} ${count(alerts)}`))],
    ['Found by', listed(facts.detectors.map(({ name, alerts }) => `${name} ${count(alerts)}`))],
    ['Regions', listed(facts.regions.map(({ name, cases }) => `${name} ${count(cases)}`))],
    ['Organizations', facts.organizations === 0 ? 'none known' : plural(facts.organizations, 'organization')],
  ];
  if (facts.dwellHours !== null && facts.dwellHours !== undefined) {
    const hours = Math.round(facts.dwellHours);
    lines.push(['Undetected for', hours < 48 ? plural(hours, 'hour') : plural(Math.round(hours / 24), 'day')]);
  }
  return lines;
}

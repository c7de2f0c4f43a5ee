import { compact, count, plural, routeMark } from '@portcullis/ui';
import type { CampaignQuery } from '../../generated/graphql.js';

export type CampaignView = NonNullable<CampaignQuery['campaign']>;
type Facts = CampaignView['facts'];

const FIRST = 5;

/** A share of a whole, as a line of a table. */
export interface ShareLine {
  readonly name: string;
  readonly alerts: number;
  /** Of the largest one, from 0 to 1. */
  readonly length: number;
}

/** The largest first, with the rest in one line. */
export function shares(rows: readonly { name: string; alerts: number }[], most = 8): ShareLine[] {
  const sorted = [...rows].sort((a, b) => b.alerts - a.alerts);
  const largest = sorted[0]?.alerts ?? 1;
  const line = (name: string, alerts: number) => ({ name, alerts, length: Math.min(1, alerts / Math.max(1, largest)) });
  const shown = sorted.slice(0, most).map(({ name, alerts }) => line(name, alerts));
  const rest = sorted.slice(most);
  if (rest.length === 0) return shown;
  return [
    ...shown,
    line(
      `${rest.length} more`,
      rest.reduce((sum, { alerts }) => sum + alerts, 0),
    ),
  ];
}

export const routeName = (route: string): string => routeMark(route).label;

/** How long nobody noticed, in words. */
export function dwellWords(hours: number): string {
  const whole = Math.round(hours);
  if (whole < 1) return 'less than an hour';
  return whole < 48 ? plural(whole, 'hour') : plural(Math.round(whole / 24), 'day');
}

/** Whether its exchanges were counted yet: each alert stands for one at least. */
export const hasExchanges = (row: { exchanges: number; alertCount: number }): boolean =>
  row.exchanges > 0 || row.alertCount === 0;

type Told = Pick<CampaignView, 'exchanges' | 'alertCount' | 'facts'>;

/** What a campaign tells beyond its size, as lines of a list; that it is being worked out while it is not. */
export function factLines({ exchanges, alertCount, facts }: Told): (readonly [string, string | null])[] {
  if (!facts) return [['Exchanges', 'being worked out, as are its organizations, regions, routes and models']];
  const listed = (parts: readonly string[]) =>
    parts.length > FIRST ? `${parts.slice(0, FIRST).join(', ')} and ${parts.length - FIRST} more` : parts.join(', ');
  const { dwellHours } = facts;
  return [
    ['Exchanges', compact(exchanges)],
    ['Undetected for', dwellHours === null || dwellHours === undefined ? null : dwellWords(dwellHours)],
    ['Organizations', facts.organizations === 0 ? 'none known' : plural(facts.organizations, 'organization')],
    ['Regions', listed(facts.regions.map(({ name, cases }) => `${name} ${count(cases)}`))],
    ...asOf(facts, alertCount),
  ];
}

/** As of which alerts that is; nothing when those are all that it has now. */
function asOf({ detectors }: NonNullable<Facts>, alertCount: number): (readonly [string, string])[] {
  const then = detectors.reduce((sum, { alerts }) => sum + alerts, 0);
  return then === alertCount ? [] : [['As of', `${plural(then, 'alert')}, to be brought up to date`]];
}

/** The word that stands: the newest one of this campaign itself, unless it withdrew what was said. */
export function standing(attributions: CampaignView['attributions']): CampaignView['attributions'][number] | null {
  const own = attributions.filter(({ ofNumber }) => ofNumber === null || ofNumber === undefined);
  const [newest] = own.length > 0 ? own : attributions;
  return newest?.operator ? newest : null;
}

/** The last version of the campaign's own words; 0 while there is none. */
export const lastVersion = (attributions: CampaignView['attributions']): number =>
  Math.max(0, ...attributions.filter(({ ofNumber }) => ofNumber == null).map(({ version }) => version));

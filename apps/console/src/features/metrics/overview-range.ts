import type { OverviewInput } from '../../generated/graphql.js';
import type { OverviewSearch } from '../../search-params.js';

const DAY = 86_400_000;
export const PRESETS = [1, 7, 20, 30, 90, 180, 365] as const;
export const DEFAULT_DAYS = 30;
const MOST_DAYS: Readonly<Record<string, number>> = { hour: 8, day: 400 };

/**
 * The period an address asks for: explicit days, or the last so many whole UTC days with today. The same for a whole
 * day, so that a reading can be kept. Unless the address names a grain that fits, the answer chooses it.
 */
export function overviewInput(search: OverviewSearch, now: number): OverviewInput & { from: string; to: string } {
  const tomorrow = Math.floor(now / DAY) * DAY + DAY;
  const days = search.days && search.days > 0 && search.days <= 400 ? Math.floor(search.days) : DEFAULT_DAYS;
  const from = search.from ?? new Date(tomorrow - days * DAY).toISOString();
  const to = search.to && Date.parse(search.to) > Date.parse(from) ? search.to : new Date(tomorrow).toISOString();
  const span = Date.parse(to) - Date.parse(from);
  const grain = search.grain && span <= (MOST_DAYS[search.grain] ?? 400) * DAY ? search.grain : undefined;
  return { from, to, route: search.route, detector: search.detector, compare: search.compare ?? true, grain };
}

import { ROUTES, type Route, routeName } from '@portcullis/domain';

/** What a route looks like everywhere: one hue of a palette that colour-blind readers can tell apart, and a dash. */
export interface RouteMark {
  readonly label: string;
  /** CSS colour, follows the scheme. */
  readonly color: string;
  /** SVG `stroke-dasharray`; undefined is a solid line. */
  readonly dash: string | undefined;
}

const LONG = '7 3';
const SHORT = '2 2';

const MARKS: Record<Route, Omit<RouteMark, 'label'>> = {
  transfer_station: { color: 'var(--pc-hue-blue)', dash: undefined },
  distillation: { color: 'var(--pc-hue-vermilion)', dash: undefined },
  reseller_unscreened: { color: 'var(--pc-hue-green)', dash: undefined },
  shell_company: { color: 'var(--pc-hue-pink)', dash: undefined },
  overseas_subsidiary: { color: 'var(--pc-hue-sky)', dash: undefined },
  payment_cover: { color: 'var(--pc-hue-ochre)', dash: undefined },
  intranet_tunnel: { color: 'var(--pc-hue-ink)', dash: undefined },
  signup_farming: { color: 'var(--pc-hue-olive)', dash: undefined },
  cloud_marketplace: { color: 'var(--pc-hue-blue)', dash: LONG },
  cloud_sub_routing: { color: 'var(--pc-hue-vermilion)', dash: LONG },
  vpn_proxy: { color: 'var(--pc-hue-green)', dash: LONG },
  personal_subscription: { color: 'var(--pc-hue-pink)', dash: LONG },
  stolen_credential: { color: 'var(--pc-hue-sky)', dash: LONG },
  exception_abuse: { color: 'var(--pc-hue-ochre)', dash: LONG },
  unknown: { color: 'var(--pc-hue-grey)', dash: SHORT },
};

export function isRoute(value: string): value is Route {
  return (ROUTES as readonly string[]).includes(value);
}

/** A route that is not in the taxonomy (yet) is shown by its own word, in the mark of the unknown. */
export function routeMark(route: string): RouteMark {
  return { ...MARKS[isRoute(route) ? route : 'unknown'], label: routeName(route) };
}

/** `under_scored` to `Under scored`: the fallback for words that the vocabulary lets stay open. */
export function words(value: string): string {
  const spaced = value.replaceAll('_', ' ').trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

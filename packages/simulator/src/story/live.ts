import { Random } from '../random.js';
import type { AlertBody, SimulatedAlert } from '../wire.js';
import type { StoryStep } from './step.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Posts come in closer together towards the end, when a visitor looks. */
const RECENT = 6 * HOUR;
const FINE = 20 * MINUTE;
const COARSE = 90 * MINUTE;
/** Within the targets of a new installation, so that hardly any clock has run out: hours by severity. */
const QUICK: Readonly<Record<number, number>> = { 1: 68, 2: 66, 3: 21 };
const CALM: Readonly<Record<number, number>> = { 1: 112, 2: 110, 3: 44, 4: 21 };
/** Routes whose cases have days. */
const CALM_ROUTES: ReadonlySet<string> = new Set([
  'overseas_subsidiary',
  'shell_company',
  'intranet_tunnel',
  'personal_subscription',
  'cloud_marketplace',
  'cloud_sub_routing',
  'reseller_unscreened',
  'exception_abuse',
  'unknown',
]);

/**
 * What lies on the desks: groups of alerts that were reported lately, the graver the later, and none before it was observed.
 * @param rush hours within which the grave ones came in
 */
export function liveSteps(live: readonly SimulatedAlert[], seed: number, now: number, rush: number): StoryStep[] {
  const groups = new Map<string, SimulatedAlert[]>();
  for (const one of live) {
    const group = groups.get(one.truth.cluster);
    if (group) group.push(one);
    else groups.set(one.truth.cluster, [one]);
  }
  const posts = new Map<number, AlertBody[]>();
  for (const [cluster, group] of groups) {
    const grave = Math.max(...group.map(({ alert }) => alert.severity));
    const victims = group.some(({ truth }) => truth.label === 'victim');
    const calm = group.every(({ alert }) => CALM_ROUTES.has(alert.routes[0]?.route ?? 'unknown'));
    const hours = victims ? 3 : ((calm ? CALM : QUICK)[grave] ?? rush);
    const start = now - Random.of(seed, 'live', cluster).real(0.2, 1) * hours * HOUR;
    const step = (now - 2 * MINUTE - start) / group.length;
    for (const [i, { alert, at: observed }] of group.entries()) {
      const back = now - Math.max(start + step * i, observed);
      const bin = back > RECENT ? COARSE : FINE;
      const at = now - Math.max(0, Math.floor(back / bin) * bin);
      const post = posts.get(at);
      if (post) post.push(alert);
      else posts.set(at, [alert]);
    }
  }
  return [...posts].map(([at, alerts]) => ({ at, do: 'alerts.post' as const, alerts }));
}

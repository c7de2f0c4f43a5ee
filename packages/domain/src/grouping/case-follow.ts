import { type CaseState, FOLLOWING_CASE_STATES } from '../case/case.machine.js';
import { shortened } from '../shortened.js';
import { routeName } from '../vocabulary.js';
import { indicatorName, subjectNoun } from './explain.js';

/** What GR-4 needs to know of a case. */
export interface FollowingCase {
  readonly id: string;
  readonly state: CaseState;
  readonly heldBy: string | null;
  readonly heldUntil: Date | null;
  readonly alertCount: number;
  readonly openedAt: Date;
}

const FOLLOWING = new Set<CaseState>(FOLLOWING_CASE_STATES);
/** From the proposal to the end of its enforcement: membership is frozen, and what would change is proposed. */
const FROZEN = new Set<CaseState>(['proposed', 'decided', 'enforcing']);
const WORKED_ON: Partial<Record<CaseState, number>> = {
  waiting_customer: 3,
  waiting_partner: 3,
  investigating: 3,
  reopened: 2,
  triaged: 1,
};

export const follows = (one: FollowingCase): boolean => FOLLOWING.has(one.state);
export const isFrozen = (one: FollowingCase): boolean => FROZEN.has(one.state);

export function holderOf(one: FollowingCase, now: Date): string | null {
  return one.heldBy !== null && one.heldUntil !== null && one.heldUntil > now ? one.heldBy : null;
}

export interface MergePlan<T extends FollowingCase> {
  /** The case that receives what is new; null when none follows. */
  readonly survivor: T | null;
  readonly merged: readonly T[];
  /** Cases that stay apart until a person says otherwise: frozen, or in another person's hands. */
  readonly proposed: readonly T[];
}

/**
 * What becomes of the cases that turn out to be one (GR-4). The one in somebody's hands survives, then the one on
 * which more work was done, then the one with more alerts, then the older one.
 * @param meant cases of which a person said that they become one, whoever holds them
 */
export function planMerge<T extends FollowingCase>(
  cases: readonly T[],
  now: Date,
  meant: ReadonlySet<string> = new Set(),
): MergePlan<T> {
  const following = cases.filter(follows).sort((a, b) => before(a, b, now));
  const survivor = following[0] ?? null;
  const merged: T[] = [];
  const proposed: T[] = cases.filter(isFrozen);
  const holder = survivor && holderOf(survivor, now);
  for (const one of following.slice(1)) {
    const other = holderOf(one, now);
    if (other !== null && other !== holder && !meant.has(one.id)) proposed.push(one);
    else merged.push(one);
  }
  return { survivor, merged, proposed };
}

function before(a: FollowingCase, b: FollowingCase, now: Date): number {
  return (
    Number(holderOf(b, now) !== null) - Number(holderOf(a, now) !== null) ||
    (WORKED_ON[b.state] ?? 0) - (WORKED_ON[a.state] ?? 0) ||
    b.alertCount - a.alertCount ||
    a.openedAt.getTime() - b.openedAt.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}

/** When a case is due, and since when its clock stands, if it does. */
export interface CaseClock {
  readonly dueAt: Date;
  readonly slaPausedAt: Date | null;
}

/**
 * When a case is due that becomes part of another, told by the other's clock: it has as much time left as before. A clock
 * that stands moves its due time once it runs on, by as long as it stood.
 */
export function dueBeside(one: CaseClock, other: CaseClock, now: Date): Date {
  const stood = ({ slaPausedAt }: CaseClock) => (slaPausedAt === null ? 0 : now.getTime() - slaPausedAt.getTime());
  return new Date(one.dueAt.getTime() + stood(one) - stood(other));
}

/** Alerts by route. */
export type RouteTally = Readonly<Record<string, number>>;

export function addTally(a: RouteTally, b: RouteTally): RouteTally {
  const sum: Record<string, number> = { ...a };
  for (const [route, count] of Object.entries(b)) sum[route] = (sum[route] ?? 0) + count;
  return sum;
}

/** The route that most alerts name. `unknown` counts only when nothing else was named; a tie goes by name. */
export function routeOf(tally: RouteTally): string {
  let best = 'unknown';
  let most = 0;
  for (const [route, count] of Object.entries(tally)) {
    if (route === 'unknown') continue;
    if (count > most || (count === most && route < best)) [best, most] = [route, count];
  }
  return best;
}

/** "Transfer station: 212 accounts around device 6d80…", or the one subject by name. */
export function caseTitle(facts: {
  route: string;
  subjects: number;
  first: { kind: string; id: string };
  /** What they share, from the first link. */
  lead: { type: string; value: string } | null;
}): string {
  const { route, subjects, first, lead } = facts;
  const words = route === 'unknown' ? 'Unsorted' : routeName(route);
  if (subjects <= 1) return cut(`${words}: ${subjectNoun(first.kind, 1)} ${first.id}`);
  const who = `${subjects.toLocaleString('en')} ${subjectNoun(first.kind, subjects)}`;
  return cut(lead ? `${words}: ${who} around ${indicatorName(lead.type)} ${lead.value}` : `${words}: ${who}`);
}

const cut = (text: string): string => shortened(text, 160);

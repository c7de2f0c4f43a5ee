import type { Carry } from './link-graph.js';

/**
 * One end of a search over subjects and what they share. Each step leads half a hop further: from subjects to values, or
 * from values to subjects. Of several ways to a node that are equally short, the one with most points is kept.
 */
export interface Side {
  readonly subjects: Map<number, Step>;
  readonly values: Map<number, Step>;
  /** The nodes of the last step; subjects after an even number of steps. */
  frontier: readonly number[];
  steps: number;
  /** Whether a limit left something unseen. */
  cut: boolean;
}

export interface Step {
  readonly from: number | null;
  /** Points of all values on the way. */
  readonly points: number;
}

export const startSide = (subject: number): Side => ({
  subjects: new Map([[subject, { from: null, points: 0 }]]),
  values: new Map(),
  frontier: [subject],
  steps: 0,
  cut: false,
});

export const atSubjects = (side: Side): boolean => side.steps % 2 === 0;

/**
 * Goes half a hop further.
 * @param carries what was read of the frontier
 * @param pointsOf null for values that are not followed
 * @param most nodes that the new frontier may have; the heaviest are kept
 */
export function advance(
  side: Side,
  carries: readonly Carry[],
  pointsOf: (value: number) => number | null,
  most: number,
): void {
  const toValues = atSubjects(side);
  const [here, there] = toValues ? [side.subjects, side.values] : [side.values, side.subjects];
  const at = new Set(side.frontier);
  const fresh = new Map<number, Step>();
  for (const carry of carries) {
    const [from, to] = toValues ? [carry.subject, carry.value] : [carry.value, carry.subject];
    const points = pointsOf(carry.value);
    if (points === null || !at.has(from) || there.has(to)) continue;
    const sum = (here.get(from)?.points ?? 0) + (toValues ? points : 0);
    const before = fresh.get(to);
    if (!before || sum > before.points || (sum === before.points && from < (before.from ?? 0)))
      fresh.set(to, { from, points: sum });
  }
  const kept = [...fresh].sort(([a, one], [b, other]) => other.points - one.points || a - b);
  if (kept.length > most) side.cut = true;
  const frontier = kept.slice(0, most);
  for (const [id, step] of frontier) there.set(id, step);
  side.frontier = frontier.map(([id]) => id);
  side.steps += 1;
}

/**
 * The way from the start of one side to that of the other, over the node where both have been: subject, value, subject,
 * and so on. Null while they have not met. Asked after each step, the first answer is a shortest way.
 * @param moved the side that went last
 */
export function wayOver(
  [one, other]: readonly [Side, Side],
  moved: Side,
  pointsOf: (value: number) => number,
): number[] | null {
  const inSubjects = atSubjects(moved);
  const still = moved === one ? other : one;
  const nodes = (side: Side) => (inSubjects ? side.subjects : side.values);
  let best: { id: number; points: number } | null = null;
  for (const id of moved.frontier) {
    const there = nodes(still).get(id);
    if (!there) continue;
    const points = (nodes(moved).get(id)?.points ?? 0) + there.points - (inSubjects ? 0 : pointsOf(id));
    if (!best || points > best.points || (points === best.points && id < best.id)) best = { id, points };
  }
  if (!best) return null;
  const [toOne, toOther] = [trail(one, best.id, inSubjects), trail(other, best.id, inSubjects)];
  return [...toOne.reverse(), ...toOther.slice(1)];
}

/** From a node back to the start. */
function trail(side: Side, id: number, isSubject: boolean): number[] {
  const way = [id];
  let subject = isSubject;
  let step = (subject ? side.subjects : side.values).get(id);
  while (step && step.from !== null) {
    way.push(step.from);
    subject = !subject;
    step = (subject ? side.subjects : side.values).get(step.from);
  }
  return way;
}

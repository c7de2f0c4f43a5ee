export interface LayoutNode {
  readonly id: string;
  readonly weight: number;
  readonly hub: boolean;
}
export interface LayoutEdge {
  readonly source: string;
  readonly target: string;
}
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Attributes have numbers; some are of the kinds that subjects are. */
const isSubject = (id: string): boolean => !/^value:\d+$/.test(id);

/** The ideal length of a link, in the picture's own units: names need room where there is little else. */
const lengthOf = (nodes: number): number => 40 * Math.min(2.5, Math.max(1, Math.sqrt(120 / Math.max(1, nodes))));
const ROUNDS = 140;
/** The frame is wider than high. */
const WIDER = 2;

/**
 * Who shares stands together: linked nodes attract, all others keep off (Fruchterman and Reingold). Hubs pull nobody;
 * they stand in a row below. Begins from a spiral in a fixed order, so that the same input gives the same picture.
 */
export function graphLayout(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Map<string, Place> {
  const length = lengthOf(nodes.length);
  const drawn = [...nodes].filter(({ hub }) => !hub).sort(byWeight);
  const at = new Map(drawn.map(({ id }, index) => [id, index]));
  const neighbours: number[][] = drawn.map(() => []);
  const links: [number, number][] = [];
  for (const { source, target } of [...edges].sort(
    (a, b) => compare(a.source, b.source) || compare(a.target, b.target),
  )) {
    const [one, other] = [at.get(source), at.get(target)];
    if (one === undefined || other === undefined) continue;
    links.push([one, other]);
    neighbours[one]?.push(other);
    neighbours[other]?.push(one);
  }
  const xs = new Float64Array(drawn.length);
  const ys = new Float64Array(drawn.length);
  // Along a walk from the heaviest, so that neighbours begin near each other.
  walk(neighbours).forEach((node, index) => {
    const radius = length * 0.6 * Math.sqrt(index + 0.5);
    xs[node] = radius * Math.cos(index * 2.4) * WIDER;
    ys[node] = radius * Math.sin(index * 2.4);
  });
  for (let round = 0; round < ROUNDS; round++)
    settle(xs, ys, links, length, length * 2.5 * (1 - round / ROUNDS) ** 1.5 + 0.5);

  const places = new Map<string, Place>();
  drawn.forEach(({ id }, index) => {
    places.set(id, { x: Math.round(xs[index] ?? 0), y: Math.round(ys[index] ?? 0) });
  });
  spread(places);
  const [left, right] = [bound(places, 'x', -1), bound(places, 'x', 1)];
  const [high, low] = [bound(places, 'y', -1), bound(places, 'y', 1)];
  const hubs = nodes.filter(({ hub }) => hub).sort(byWeight);
  const apart = Math.max(280, (low - high) * 0.45, (right - left) / Math.max(1, hubs.length));
  hubs.forEach(({ id }, index) => {
    const x = (left + right) / 2 + (index - (hubs.length - 1) / 2) * apart;
    places.set(id, { x: Math.round(x), y: Math.round(low + Math.max(70, length)) });
  });
  return places;
}

function settle(
  xs: Float64Array,
  ys: Float64Array,
  links: readonly [number, number][],
  ideal: number,
  heat: number,
): void {
  const [dx, dy] = [new Float64Array(xs.length), new Float64Array(xs.length)];
  const push = (i: number, x: number, y: number) => {
    dx[i] = (dx[i] ?? 0) + x;
    dy[i] = (dy[i] ?? 0) + y;
  };
  for (let i = 0; i < xs.length; i++) {
    const [x, y] = [xs[i] ?? 0, ys[i] ?? 0];
    for (let j = i + 1; j < xs.length; j++) {
      const [ex, ey] = [x - (xs[j] ?? 0), y - (ys[j] ?? 0)];
      const squared = Math.max(1, ex * ex + ey * ey);
      if (squared > 56 * ideal * ideal) continue;
      const force = (ideal * ideal) / squared;
      push(i, ex * force, ey * force);
      push(j, -ex * force, -ey * force);
    }
    // What hangs together with nothing else is kept in the frame.
    push(i, -x * 0.08, -y * 0.08 * WIDER * WIDER);
  }
  for (const [i, j] of links) {
    const [ex, ey] = [(xs[i] ?? 0) - (xs[j] ?? 0), (ys[i] ?? 0) - (ys[j] ?? 0)];
    const force = Math.hypot(ex, ey) / ideal;
    push(i, -ex * force, -ey * force);
    push(j, ex * force, ey * force);
  }
  for (let i = 0; i < xs.length; i++) {
    const length = Math.max(0.01, Math.hypot(dx[i] ?? 0, dy[i] ?? 0));
    const step = Math.min(length, heat) / length;
    xs[i] = (xs[i] ?? 0) + (dx[i] ?? 0) * step;
    ys[i] = (ys[i] ?? 0) + (dy[i] ?? 0) * step;
  }
}

/** Breadth first from the heaviest node of each part. */
function walk(neighbours: readonly (readonly number[])[]): number[] {
  const seen = new Set<number>();
  neighbours.forEach((_, start) => {
    if (seen.has(start)) return;
    const queue = [start];
    seen.add(start);
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      for (const other of neighbours[next] ?? [])
        if (!seen.has(other)) {
          seen.add(other);
          queue.push(other);
        }
  });
  return [...seen];
}

/** Nodes that ended on one spot are moved apart. */
function spread(places: Map<string, Place>): void {
  const taken = new Set<string>();
  for (const [id, place] of places) {
    let free = place;
    for (let turn = 1; taken.has(cell(free, 12)); turn++) free = turned(place, 6 * Math.sqrt(turn), turn * 2.4);
    taken.add(cell(free, 12));
    places.set(id, free);
  }
}

const bound = (places: ReadonlyMap<string, Place>, axis: 'x' | 'y', sign: 1 | -1): number =>
  sign * [...places.values()].reduce((most, place) => Math.max(most, sign * place[axis]), 0);

const byWeight = (a: LayoutNode, b: LayoutNode): number => b.weight - a.weight || compare(a.id, b.id);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Which attributes are named in the picture: hubs, then those that tell most by weight and number of links, as far as
 * their names do not run into each other; the table has all of them.
 * @param size of the letters, in the picture's own units
 */
export function labelled(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  places: ReadonlyMap<string, Place>,
  size: number,
): ReadonlySet<string> {
  const links = new Map<string, number>();
  for (const { target } of edges) links.set(target, (links.get(target) ?? 0) + 1);
  const tells = ({ id, weight }: LayoutNode) => weight * (links.get(id) ?? 0);
  const attributes = nodes
    .filter(({ id }) => !isSubject(id))
    .sort((a, b) => Number(b.hub) - Number(a.hub) || tells(b) - tells(a) || byWeight(a, b));
  return freeNames(
    attributes.map(({ id }) => id),
    places,
    size,
  );
}

/** Those whose names have room beside the names of those before them. */
export function freeNames(
  ids: readonly string[],
  places: ReadonlyMap<string, Place>,
  size: number,
): ReadonlySet<string> {
  const named = new Map<string, Place>();
  for (const id of ids) {
    const place = places.get(id);
    if (!place) continue;
    const free = [...named.values()].every(
      (other) => Math.abs(other.x - place.x) > LETTERS * size * 0.6 || Math.abs(other.y - place.y) > 3 * size,
    );
    if (free) named.set(id, place);
  }
  return new Set(named.keys());
}

/** About so many letters a name has at most. */
const LETTERS = 20;

const APART = 22;

/**
 * Places for nodes that come later: on circles around the node that they were asked of, where nothing stands yet. What
 * stands already stays where it is.
 */
export function placesBeside(
  places: ReadonlyMap<string, Place>,
  centre: Place,
  ids: readonly string[],
  apart = APART,
): Map<string, Place> {
  const taken = new Set([...places.values()].map((place) => cell(place, apart)));
  const placed = new Map<string, Place>();
  let ring = 2;
  let index = 0;
  for (const id of ids) {
    for (;;) {
      const around = Math.floor((2 * Math.PI * ring * apart) / (1.3 * apart));
      const place = turned(centre, ring * apart, (index / around) * 2 * Math.PI);
      index += 1;
      if (index >= around) {
        index = 0;
        ring += 1.3;
      }
      if (taken.has(cell(place, apart))) continue;
      taken.add(cell(place, apart));
      placed.set(id, place);
      break;
    }
  }
  return placed;
}

const cell = ({ x, y }: Place, apart: number): string => `${Math.round(x / apart)} ${Math.round(y / apart)}`;
const turned = (centre: Place, radius: number, angle: number): Place => ({
  x: Math.round(centre.x + radius * Math.cos(angle)),
  y: Math.round(centre.y + radius * Math.sin(angle)),
});

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The node that an arrow key leads to: the nearest one in that direction, those off to the side counting as further. */
export function nearestIn(places: ReadonlyMap<string, Place>, from: Place, direction: Direction): string | null {
  let best: { id: string; far: number } | null = null;
  for (const [id, place] of places) {
    const [dx, dy] = [place.x - from.x, place.y - from.y];
    const ahead = { left: -dx, right: dx, up: -dy, down: dy }[direction];
    const aside = Math.abs(direction === 'left' || direction === 'right' ? dy : dx);
    if (ahead <= 0 || aside > 2 * ahead) continue;
    const far = ahead + 2 * aside;
    if (!best || far < best.far) best = { id, far };
  }
  return best?.id ?? null;
}

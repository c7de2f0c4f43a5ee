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

/** So many attributes have room for their names; the table has all of them. */
export const LABELLED = 10;

/** Attributes have numbers; some are of the kinds that subjects are. */
const isSubject = (id: string): boolean => !/^value:\d+$/.test(id);

/**
 * Shared attributes on an inner ring, heaviest at the top and clockwise; subjects on outer rings, each near the
 * heaviest attribute that it has, so that those who share stand together. The same input gives the same picture.
 */
export function graphLayout(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Map<string, Place> {
  const places = new Map<string, Place>();
  const attributes = nodes
    .filter((node) => !isSubject(node.id))
    .sort((a, b) => b.weight - a.weight || compare(a.id, b.id));
  const subjects = nodes.filter((node) => isSubject(node.id));
  const telling = Math.min(attributes.length, LABELLED);
  const others = attributes.length - telling;
  const inner = telling <= 1 ? 0 : 80 + telling * 12;
  const middle = others === 0 ? inner : inner + 90 + others * 2;
  const rank = new Map(attributes.map((node, index) => [node.id, index]));
  for (const [index, node] of attributes.entries()) {
    const place = index < telling ? onRing(index, telling, inner) : onRing(index - telling, others, middle);
    places.set(node.id, place);
  }

  const nearest = (id: string): number => {
    const ranks = edges
      .flatMap((edge) => (edge.source === id ? [edge.target] : edge.target === id ? [edge.source] : []))
      .map((other) => rank.get(other) ?? attributes.length);
    return Math.min(attributes.length, ...ranks);
  };
  const byNearest = subjects
    .map((node) => ({ node, near: nearest(node.id) }))
    .sort((a, b) => a.near - b.near || compare(a.node.id, b.node.id));
  const perRing = 72;
  for (const [index, { node }] of byNearest.entries()) {
    const ring = Math.floor(index / perRing);
    const onThis = Math.min(perRing, byNearest.length - ring * perRing);
    places.set(node.id, onRing(index % perRing, onThis, middle + 110 + ring * 26));
  }
  return places;
}

function onRing(index: number, of: number, radius: number): Place {
  const angle = (index / Math.max(of, 1)) * 2 * Math.PI - Math.PI / 2;
  return { x: Math.round(radius * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The ids of the attributes that are named in the picture: the heaviest ones. */
export function labelled(nodes: readonly LayoutNode[]): ReadonlySet<string> {
  const attributes = nodes
    .filter((node) => !isSubject(node.id))
    .sort((a, b) => b.weight - a.weight || compare(a.id, b.id));
  return new Set(attributes.slice(0, LABELLED).map((node) => node.id));
}

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

export interface LayoutNode {
  readonly id: string;
  readonly kind: string;
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

const SUBJECTS: ReadonlySet<string> = new Set(['account', 'organization', 'api_key', 'partner', 'end_user']);

/** So many attributes have room for their names; the table has all of them. */
export const LABELLED = 10;

export const isSubject = (kind: string): boolean => SUBJECTS.has(kind);

/**
 * Shared attributes on an inner ring, heaviest at the top and clockwise; subjects on outer rings, each near the
 * heaviest attribute that it has, so that those who share stand together. The same input gives the same picture.
 */
export function graphLayout(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Map<string, Place> {
  const places = new Map<string, Place>();
  const attributes = nodes
    .filter((node) => !isSubject(node.kind))
    .sort((a, b) => b.weight - a.weight || compare(a.id, b.id));
  const subjects = nodes.filter((node) => isSubject(node.kind));
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
    .filter((node) => !isSubject(node.kind))
    .sort((a, b) => b.weight - a.weight || compare(a.id, b.id));
  return new Set(attributes.slice(0, LABELLED).map((node) => node.id));
}

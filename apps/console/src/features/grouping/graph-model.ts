export interface LinkNode {
  readonly id: string;
  readonly kind: string;
  readonly value: string;
  readonly hub: boolean;
  readonly weight: number;
  /** For attributes: how many subjects carry it, everywhere. */
  readonly subjects?: number | null;
  readonly caseNumber?: number | null;
}
export interface LinkEdge {
  /** The subject. */
  readonly source: string;
  /** The attribute. */
  readonly target: string;
  readonly weight: number;
  /** `2026-11-20`: the first day of the span in which it was first seen. */
  readonly firstSeen: string;
  readonly lastSeen: string;
}
export interface Links {
  readonly nodes: readonly LinkNode[];
  readonly edges: readonly LinkEdge[];
}

/** What of a graph is looked at. */
export interface LinkFilter {
  /** Links that were first seen after this day are left out. */
  readonly until?: string;
  /** Types of attributes that are left out; `hubs` stands for all hubs. */
  readonly without?: readonly string[];
}

/** More are no picture any more. */
export const MOST_NODES = 300;
const DAY = 86_400_000;

export const edgeKey = (edge: LinkEdge): string => `${edge.source} ${edge.target}`;

/** Both, each node and link once; what came first stays. */
export function mergeLinks(one: Links, other: Links): Links {
  const ids = new Set(one.nodes.map(({ id }) => id));
  const keys = new Set(one.edges.map(edgeKey));
  return {
    nodes: [...one.nodes, ...other.nodes.filter(({ id }) => !ids.has(id))],
    edges: [...one.edges, ...other.edges.filter((edge) => !keys.has(edgeKey(edge)))],
  };
}

/** Without links that lead to what is not there. */
export function closed(links: Links): Links {
  const ids = new Set(links.nodes.map(({ id }) => id));
  return { nodes: links.nodes, edges: links.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)) };
}

export function withoutNodes(links: Links, gone: ReadonlySet<string>): Links {
  if (gone.size === 0) return links;
  return {
    nodes: links.nodes.filter(({ id }) => !gone.has(id)),
    edges: links.edges.filter(({ source, target }) => !gone.has(source) && !gone.has(target)),
  };
}

/**
 * Which nodes go so that so many others have room: the lightest subjects, then attributes that are left with nobody.
 * @param keep nodes that stay, with their neighbours
 */
export function madeRoom(links: Links, wanted: number, keep: ReadonlySet<string>): ReadonlySet<string> {
  const needed = links.nodes.length + wanted - MOST_NODES;
  if (needed <= 0) return new Set();
  const kept = new Set(keep);
  for (const { source, target } of links.edges) {
    if (keep.has(source)) kept.add(target);
    if (keep.has(target)) kept.add(source);
  }
  const light = links.nodes
    .filter(({ id }) => !kept.has(id) && isSubjectNode({ id }))
    .sort((a, b) => a.weight - b.weight || (a.id < b.id ? 1 : -1));
  const gone = new Set<string>();
  for (const { id } of light) {
    if (gone.size >= needed) break;
    gone.add(id);
  }
  const used = new Set(links.edges.filter(({ source }) => !gone.has(source)).map(({ target }) => target));
  for (const { id } of links.nodes) if (!isSubjectNode({ id }) && !kept.has(id) && !used.has(id)) gone.add(id);
  return gone;
}

/** The links that pass the filter, and the nodes that have one left. @param always nodes that stay even alone */
export function visibleLinks(links: Links, filter: LinkFilter, always: ReadonlySet<string> = new Set()): Links {
  const without = new Set(filter.without);
  const hidden = new Set(links.nodes.filter((node) => without.has(filterOf(node) ?? '')).map(({ id }) => id));
  const edges = links.edges.filter(
    ({ target, firstSeen }) => !hidden.has(target) && (filter.until === undefined || firstSeen <= filter.until),
  );
  const used = new Set(edges.flatMap(({ source, target }) => [source, target]));
  return { nodes: links.nodes.filter(({ id }) => used.has(id) || (always.has(id) && !hidden.has(id))), edges };
}

/** Under which word of the filter a node stands; null for subjects. */
export const filterOf = (node: LinkNode): string | null => (isSubjectNode(node) ? null : node.hub ? 'hubs' : node.kind);

/** An attribute's number says that it is one: some attributes are of the kinds that subjects are. */
export const isSubjectNode = (node: Pick<LinkNode, 'id'>): boolean => !/^value:\d+$/.test(node.id);

/** The words of the filter with how many attributes each has, most first, hubs last. */
export function filterChoices(links: Links): { key: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const node of links.nodes) {
    const key = filterOf(node);
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]) => ({ key, count }))
    .sort(
      (a, b) => Number(a.key === 'hubs') - Number(b.key === 'hubs') || b.count - a.count || (a.key < b.key ? -1 : 1),
    );
}

export interface TimeStep {
  /** First and last day, both within it: `2026-11-17`, `2026-11-20`. */
  readonly from: string;
  readonly until: string;
  /** Links first seen in it. */
  readonly links: number;
}

/** Evenly spaced steps from the first link to the last, empty ones too. None when there is no link. */
export function timeSteps(edges: readonly LinkEdge[], spanDays: number): TimeStep[] {
  const counts = new Map<number, number>();
  for (const { firstSeen } of edges) {
    const day = Date.parse(firstSeen) / DAY;
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const days = [...counts.keys()].sort((a, b) => a - b);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  // Spans may have had another length in the past: the step is what all beginnings have in common.
  const step = days.reduce((length, day) => common(length, day - first), spanDays);
  const text = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);
  return Array.from({ length: (last - first) / step + 1 }, (_, i) => {
    const day = first + i * step;
    return { from: text(day), until: text(day + step - 1), links: counts.get(day) ?? 0 };
  });
}

const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));

/** The step that a day of the address stands for; the last one when it stands for none. */
export function stepOf(steps: readonly TimeStep[], until: string | undefined): number {
  if (until === undefined) return steps.length - 1;
  const later = steps.findIndex((step) => step.from > until);
  return later === -1 ? steps.length - 1 : Math.max(0, later - 1);
}

/**
 * The last day that the slider shows; undefined for all. A filter may begin the steps after the day of the address, and
 * then the first step stands for it.
 */
export const shownUntil = (steps: readonly TimeStep[], until: string | undefined): string | undefined =>
  until === undefined ? undefined : steps[stepOf(steps, until)]?.until;

export interface LinkRow {
  readonly key: string;
  readonly subject: LinkNode;
  readonly attribute: LinkNode;
  readonly edge: LinkEdge;
}

/** Every link of the picture as a line: the heaviest first, those of one attribute together. */
export function linkRows(links: Links): LinkRow[] {
  const byId = new Map(links.nodes.map((node) => [node.id, node]));
  const rank = new Map(links.nodes.map((node, index) => [node.id, index]));
  return links.edges
    .flatMap((edge) => {
      const [subject, attribute] = [byId.get(edge.source), byId.get(edge.target)];
      return subject && attribute ? [{ key: edgeKey(edge), subject, attribute, edge }] : [];
    })
    .sort(
      (a, b) =>
        b.edge.weight - a.edge.weight ||
        (rank.get(a.attribute.id) ?? 0) - (rank.get(b.attribute.id) ?? 0) ||
        (rank.get(a.subject.id) ?? 0) - (rank.get(b.subject.id) ?? 0),
    );
}

import { closed, type Links, madeRoom, mergeLinks, withoutNodes } from './graph-model.js';

/** What was added to a graph since it was read, and which of its nodes made room. */
export interface Grown {
  readonly added: Links;
  readonly gone: ReadonlySet<string>;
}

export const NOT_GROWN: Grown = { added: { nodes: [], edges: [] }, gone: new Set() };

export const grownLinks = (read: Links, { added, gone }: Grown): Links =>
  closed(withoutNodes(mergeLinks(read, added), gone));

/**
 * Adds what came, and takes out as many of the lightest as there is no room for.
 * @param keep nodes that stay, beside those that were added before
 */
export function grow(
  read: Links,
  before: Grown,
  came: Links,
  keep: readonly string[],
): { grown: Grown; fresh: number; gone: number } {
  const links = grownLinks(read, before);
  const known = new Set(links.nodes.map(({ id }) => id));
  const fresh = new Set(came.nodes.flatMap(({ id }) => (known.has(id) ? [] : [id])));
  const going = madeRoom(links, fresh.size, new Set([...keep, ...before.added.nodes.map(({ id }) => id)]));
  return {
    grown: {
      added: withoutNodes(mergeLinks(before.added, came), going),
      gone: new Set([...[...before.gone].filter((id) => !fresh.has(id)), ...going]),
    },
    fresh: fresh.size,
    gone: going.size,
  };
}

import type { RefusalView } from '@portcullis/ui';
import { useMemo, useState } from 'react';
import { type NeighboursData, type PathData, readNeighbours, readPath } from './graph.queries.js';
import { closed, type Links, madeRoom, mergeLinks, withoutNodes } from './graph-model.js';

export const HOPS = 6;
/** Room that is made for what a hop brings, at the least. */
const HOP_ROOM = 60;

export type Answer =
  | {
      readonly kind: 'hop';
      readonly of: string;
      readonly added: number;
      readonly leftOut: number;
      readonly gone: number;
    }
  | { readonly kind: 'way'; readonly from: string; readonly to: string; readonly way: PathData }
  | { readonly kind: 'refusal'; readonly refusal: RefusalView }
  | { readonly kind: 'fault'; readonly message: string };

const NOTHING: Links = { nodes: [], edges: [] };

/** A graph as it was read, with what was asked of it since. Nothing of what is added outlives the page. */
export function useLinks(read: Links | null | undefined) {
  const [added, setAdded] = useState<Links>(NOTHING);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [busy, setBusy] = useState(false);
  const links = useMemo(() => closed(withoutNodes(mergeLinks(read ?? NOTHING, added), gone)), [read, added, gone]);
  const way = useMemo<ReadonlySet<string>>(
    () => new Set(answer?.kind === 'way' ? answer.way.nodes.map(({ id }) => id) : []),
    [answer],
  );

  async function asking(ask: () => Promise<Answer>): Promise<void> {
    setBusy(true);
    try {
      setAnswer(await ask());
    } catch (fault) {
      setAnswer({ kind: 'fault', message: fault instanceof Error ? fault.message : String(fault) });
    } finally {
      setBusy(false);
    }
  }

  /** Adds what came, and takes out as many of the lightest as there is no room for. @returns how many went */
  function add(came: Links, keep: ReadonlySet<string>): number {
    const fresh = new Set(came.nodes.map(({ id }) => id));
    for (const { id } of links.nodes) fresh.delete(id);
    const going = madeRoom(links, fresh.size, new Set([...keep, ...added.nodes.map(({ id }) => id)]));
    setAdded(withoutNodes(mergeLinks(added, came), going));
    setGone((before) => new Set([...[...before].filter((id) => !fresh.has(id)), ...going]));
    return going.size;
  }

  const hop = (node: string) =>
    asking(async () => {
      const keep = new Set([node, ...way, ...added.nodes.map(({ id }) => id)]);
      const spared = madeRoom(links, HOP_ROOM, keep);
      const drawn = links.nodes.flatMap(({ id }) => (spared.has(id) ? [] : [id]));
      const came: NeighboursData = await readNeighbours(node, drawn);
      if (came.refusal) return { kind: 'refusal', refusal: came.refusal };
      const known = new Set(links.nodes.map(({ id }) => id));
      const fresh = came.nodes.filter(({ id }) => !known.has(id)).length;
      return { kind: 'hop', of: node, added: fresh, leftOut: came.leftOut, gone: add(came, keep) };
    });

  const findWay = (from: string, to: string) =>
    asking(async () => {
      const found = await readPath(from, to, HOPS);
      if (found.refusal) return { kind: 'refusal', refusal: found.refusal };
      add(found, new Set(found.nodes.map(({ id }) => id)));
      return { kind: 'way', from, to, way: found };
    });

  const reset = () => {
    setAdded(NOTHING);
    setGone(new Set());
    setAnswer(null);
  };
  return { links, way, answer, busy, hop, findWay, reset, changed: added.nodes.length > 0 || gone.size > 0 };
}

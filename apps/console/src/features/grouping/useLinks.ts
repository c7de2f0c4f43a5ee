import type { RefusalView } from '@portcullis/ui';
import { useMemo, useRef, useState } from 'react';
import { type PathData, readNeighbours, readPath } from './graph.queries.js';
import { type Links, madeRoom } from './graph-model.js';
import { type Grown, grow, grownLinks, NOT_GROWN } from './grown-links.js';

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

interface State {
  readonly grown: Grown;
  readonly answer: Answer | null;
  /** Around which node the last ones that came stand. */
  readonly origin: string | null;
}

const NOTHING: Links = { nodes: [], edges: [] };
const AS_READ: State = { grown: NOT_GROWN, answer: null, origin: null };

/** A graph as it was read, with what was asked of it since. Nothing of what is added outlives the page. */
export function useLinks(read: Links | null | undefined) {
  const base = read ?? NOTHING;
  const [{ grown, answer, origin }, setState] = useState(AS_READ);
  const [busy, setBusy] = useState(false);
  /** What is being looked for: keys and double taps come before the buttons know. */
  const looking = useRef<object | null>(null);
  const links = useMemo(() => grownLinks(base, grown), [base, grown]);
  const way = useMemo<ReadonlySet<string>>(
    () => new Set(answer?.kind === 'way' ? answer.way.nodes.map(({ id }) => id) : []),
    [answer],
  );

  /** One question at a time; starting again drops its answer. */
  async function asking(ask: () => Promise<(before: State) => State>): Promise<void> {
    if (looking.current) return;
    const mine = {};
    looking.current = mine;
    setBusy(true);
    const settle = (next: (before: State) => State) => {
      if (looking.current !== mine) return;
      looking.current = null;
      setBusy(false);
      setState(next);
    };
    try {
      settle(await ask());
    } catch (fault) {
      settle(saying({ kind: 'fault', message: fault instanceof Error ? fault.message : String(fault) }));
    }
  }

  const hop = (node: string) =>
    asking(async () => {
      const keep = [node, ...way];
      const spared = madeRoom(links, HOP_ROOM, new Set([...keep, ...grown.added.nodes.map(({ id }) => id)]));
      const drawn = links.nodes.flatMap(({ id }) => (spared.has(id) ? [] : [id]));
      const came = await readNeighbours(node, drawn);
      if (came.refusal) return saying({ kind: 'refusal', refusal: came.refusal });
      return (before) => {
        const { grown, fresh, gone } = grow(base, before.grown, came, keep);
        return { grown, origin: node, answer: { kind: 'hop', of: node, added: fresh, leftOut: came.leftOut, gone } };
      };
    });

  const findWay = (from: string, to: string) =>
    asking(async () => {
      const found = await readPath(from, to, HOPS);
      if (found.refusal) return saying({ kind: 'refusal', refusal: found.refusal });
      const keep = found.nodes.map(({ id }) => id);
      return (before) => ({
        grown: grow(base, before.grown, found, keep).grown,
        origin: from,
        answer: { kind: 'way', from, to, way: found },
      });
    });

  const reset = () => {
    looking.current = null;
    setBusy(false);
    setState(AS_READ);
  };
  const changed = grown.added.nodes.length > 0 || grown.gone.size > 0;
  return { links, way, answer, origin, busy, hop, findWay, reset, changed };
}

const saying =
  (answer: Answer) =>
  (before: State): State => ({ ...before, answer });

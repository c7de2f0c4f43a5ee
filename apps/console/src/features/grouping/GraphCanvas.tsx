import cytoscape from 'cytoscape';
import { type KeyboardEvent, type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import classes from './graph.module.css';
import {
  type Direction,
  freeNames,
  graphLayout,
  labelled,
  nearestIn,
  type Place,
  placesBeside,
} from './graph-layout.js';
import { edgeKey, isSubjectNode, type LinkNode, type Links } from './graph-model.js';
import { nodeName } from './graph-names.js';
import type { Belonging } from './graph-scope.js';
import { graphStyle } from './graph-style.js';
import { useColourScheme } from './useColourScheme.js';

export interface GraphHandle {
  /** The whole picture, twice its size, on the page's ground. */
  png(): Promise<Blob>;
  zoom(by: number): void;
  fit(): void;
}

/** Up to so many subjects have room for their names. */
const NAMED_SUBJECTS = 24;
const ARROWS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Attributes in the middle, subjects around; what is added later stands beside the node that it was asked of. */
export function GraphCanvas(props: {
  /** All that was read; places depend on it alone, so that nothing jumps when less of it is looked at. */
  links: Links;
  visible: Links;
  /** Who is of the whole: the others are hollow. */
  belonging: (node: LinkNode) => Belonging;
  chosen: string | null;
  /** Ids of the nodes of a way that was found. */
  way: ReadonlySet<string>;
  /** Around which node new ones stand. */
  origin: string | null;
  handle: RefObject<GraphHandle | null>;
  onChoose: (id: string) => void;
  onHop: (id: string) => void;
}) {
  const { links, visible, belonging, chosen, way } = props;
  const element = useRef<HTMLDivElement>(null);
  const [frame, setFrame] = useState<Frame>({ width: 1000, height: 420 });
  const drawing = useRef<cytoscape.Core | null>(null);
  const places = useRef(new Map<string, Place>());
  const latest = useRef(props);
  latest.current = props;
  const scheme = useColourScheme();

  useEffect(() => {
    ownStylesheet();
    const core = cytoscape({
      container: element.current,
      layout: { name: 'preset' },
      // What the wheel and a finger do belongs to the page until the picture has the focus.
      userZoomingEnabled: false,
      userPanningEnabled: false,
      autoungrabify: true,
      boxSelectionEnabled: false,
      maxZoom: 6,
      minZoom: 0.05,
    });
    core.on('tap', 'node', (event) => latest.current.onChoose(event.target.id()));
    core.on('dbltap', 'node', (event) => latest.current.onHop(event.target.id()));
    drawing.current = core;
    const observer = new ResizeObserver(() => {
      core.resize();
      setFrame({ width: Math.max(200, core.width()), height: Math.max(200, core.height()) });
      core.fit(core.elements(':visible'), 14);
    });
    if (element.current) observer.observe(element.current);
    return () => {
      observer.disconnect();
      core.destroy();
      drawing.current = null;
    };
  }, []);

  useEffect(() => {
    const core = drawing.current;
    if (!core) return;
    arrange(places.current, links, latest.current.origin);
    const heaviest = Math.max(1, ...links.edges.map(({ weight }) => weight));
    const size = letters(places.current, frame);
    const named = labelled(links.nodes, links.edges, places.current, size);
    core.batch(() => {
      const ids = new Set([...links.nodes.map(({ id }) => id), ...links.edges.map(edgeKey)]);
      core.elements().forEach((element) => {
        if (!ids.has(element.id())) core.remove(element);
      });
      for (const node of links.nodes) {
        if (core.getElementById(node.id).nonempty()) continue;
        const attribute = !isSubjectNode(node);
        core.add({
          data: { id: node.id, label: nodeName(node) },
          position: { ...(places.current.get(node.id) ?? { x: 0, y: 0 }) },
          classes: [attribute ? 'attribute' : '', node.hub ? 'hub' : ''].join(' '),
        });
      }
      for (const node of links.nodes) {
        if (!isSubjectNode(node)) continue;
        const where = belonging(node);
        core
          .getElementById(node.id)
          .toggleClass('outside', where === 'outside')
          .toggleClass('unknown', where === 'unknown');
      }
      for (const edge of links.edges) {
        if (core.getElementById(edgeKey(edge)).nonempty()) continue;
        core.add({
          data: { id: edgeKey(edge), source: edge.source, target: edge.target },
          classes: edge.weight === 0 ? 'hub' : '',
        });
      }
      for (const edge of links.edges)
        core.getElementById(edgeKey(edge)).data('width', (size / 14) * (0.6 + (2.9 * edge.weight) / heaviest));
      core.nodes('.attribute').forEach((node) => {
        node.toggleClass('named', named.has(node.id()));
      });
    });
    core.fit(core.elements(':visible'), 14);
  }, [links, belonging, frame]);

  useEffect(() => {
    drawing.current?.style(graphStyle(letters(places.current, frame)));
  }, [links, scheme, frame]);

  useEffect(() => {
    const core = drawing.current;
    if (!core) return;
    const shown = new Set([...visible.nodes.map(({ id }) => id), ...visible.edges.map(edgeKey)]);
    const beside = visible.edges.flatMap(({ source, target }) =>
      source === chosen ? [target] : target === chosen ? [source] : [],
    );
    const told = freeNames(
      [...(chosen === null ? [] : [chosen]), ...way, ...beside],
      places.current,
      letters(places.current, frame),
    );
    const few = visible.nodes.filter(isSubjectNode).length <= NAMED_SUBJECTS;
    core.batch(() => {
      core.elements().forEach((element) => {
        element.toggleClass('gone', !shown.has(element.id()));
      });
      core.nodes().forEach((node) => {
        node.toggleClass('chosen', node.id() === chosen);
        node.toggleClass('way', way.has(node.id()));
        if (isSubjectNode({ id: node.id() }))
          node.toggleClass('named', few || node.id() === chosen || way.has(node.id()));
        node.toggleClass('told', told.has(node.id()));
      });
      const centre = chosen === null ? core.collection() : core.getElementById(chosen);
      const near = centre.closedNeighborhood();
      const lit = near.union(core.nodes('.way'));
      core.edges().forEach((edge) => {
        edge.toggleClass('way', way.has(edge.source().id()) && way.has(edge.target().id()));
        edge.toggleClass('near', near.contains(edge));
      });
      core.elements().forEach((element) => {
        element.toggleClass('quiet', lit.nonempty() && !lit.contains(element) && !element.hasClass('way'));
      });
    });
  }, [visible, links, chosen, way, frame]);

  useImperativeHandle(props.handle, () => ({
    png: () => {
      if (!drawing.current) throw new Error('nothing is drawn');
      const ground = getComputedStyle(document.body).backgroundColor;
      return drawing.current.png({
        output: 'blob-promise',
        full: true,
        scale: 2,
        bg: ground,
        maxWidth: 4096,
        maxHeight: 4096,
      });
    },
    zoom: (by) => zoom(drawing.current, by),
    fit: () => void drawing.current?.fit(drawing.current.elements(':visible'), 14),
  }));

  function press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const direction = ARROWS[event.key];
    if (direction) {
      const shown = new Map(visible.nodes.map(({ id }) => [id, places.current.get(id) ?? { x: 0, y: 0 }]));
      const from = chosen === null ? undefined : shown.get(chosen);
      const next = from ? nearestIn(shown, from, direction) : (visible.nodes[0]?.id ?? null);
      if (next) props.onChoose(next);
    } else if (event.key === 'Enter' && chosen !== null) props.onHop(chosen);
    else if (event.key === '+' || event.key === '=') zoom(drawing.current, 1.3);
    else if (event.key === '-') zoom(drawing.current, 1 / 1.3);
    else if (event.key === '0') drawing.current?.fit(drawing.current.elements(':visible'), 14);
    else return;
    event.preventDefault();
  }

  const focused = (on: boolean) => {
    drawing.current?.userZoomingEnabled(on);
    drawing.current?.userPanningEnabled(on);
  };
  return (
    <div
      ref={element}
      className={classes.canvas}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application widget, whose nodes the arrow keys walk
      tabIndex={0}
      aria-label="Graph of links. Arrow keys choose a node, Enter goes one hop on, plus and minus zoom, zero shows all. The table says the same in words."
      onKeyDown={press}
      onFocus={() => focused(true)}
      onBlur={() => focused(false)}
    />
  );
}

/** Cytoscape would write a style element, which the page's policy forbids; it does not when one of this name is there. */
function ownStylesheet(): void {
  const id = '__________cytoscape_stylesheet';
  if (document.getElementById(id)) return;
  const there = document.createElement('template');
  there.id = id;
  document.head.append(there);
}

function zoom(core: cytoscape.Core | null, by: number): void {
  core?.zoom({ level: core.zoom() * by, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } });
}

/** The size of letters, in the picture's own units, with which it can be read when it fills its frame. */
function letters(places: ReadonlyMap<string, Place>, frame: Frame): number {
  const [wide, high] = (['x', 'y'] as const).map((axis) => {
    const all = [...places.values()].map((place) => place[axis]);
    return Math.max(...all) - Math.min(...all);
  }) as [number, number];
  return Math.max(12, Math.round(READABLE * Math.max(wide / frame.width, high / frame.height)));
}

/** CSS pixels. */
const READABLE = 14;
interface Frame {
  readonly width: number;
  readonly height: number;
}

/** Gives a place to each node that has none. */
function arrange(places: Map<string, Place>, links: Links, origin: string | null): void {
  if (places.size === 0) {
    for (const [id, place] of graphLayout(links.nodes, links.edges)) places.set(id, place);
    return;
  }
  const missing = links.nodes.filter(({ id }) => !places.has(id)).map(({ id }) => id);
  if (missing.length === 0) return;
  const drawn = new Set(links.nodes.map(({ id }) => id));
  for (const id of places.keys()) if (!drawn.has(id)) places.delete(id);
  const centre = (origin === null ? undefined : places.get(origin)) ?? { x: 0, y: 0 };
  const apart = 34;
  for (const [id, place] of placesBeside(places, centre, missing, apart)) places.set(id, place);
}

import { EmptyState, ErrorState, SkeletonBlock } from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import cytoscape from 'cytoscape';
import { useEffect, useRef } from 'react';
import classes from '../casework/casework.module.css';
import { caseGraphOptions } from '../casework/casework.queries.js';
import { attributeWord, shortValue } from '../casework/words.js';
import { graphLayout, isSubject, labelled } from './graph-layout.js';

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The most telling nodes: what is shared in the middle, accounts around. The table beside it says the same in words. */
export function CaseGraph(props: { number: number }) {
  const graph = useQuery(caseGraphOptions(props.number));
  const place = useRef<HTMLDivElement>(null);
  const data = graph.data;
  useEffect(() => {
    if (!place.current || !data) return;
    const places = graphLayout(data.nodes, data.edges);
    const named = labelled(data.nodes);
    // The picture is scaled to its frame: names grow with what has to fit.
    const extent = Math.max(200, ...[...places.values()].map((place) => Math.hypot(place.x, place.y)));
    const size = Math.round(extent / 17);
    const drawing = cytoscape({
      container: place.current,
      elements: [
        ...data.nodes.map((node) => ({
          data: {
            id: node.id,
            label: !named.has(node.id) ? '' : `${attributeWord(node.kind)}\n${shortValue(node.label, 18)}`,
            kind: isSubject(node.kind) ? 'subject' : node.hub ? 'hub' : named.has(node.id) ? 'named' : 'attribute',
          },
          position: { ...(places.get(node.id) ?? { x: 0, y: 0 }) },
        })),
        ...data.edges.map((edge, index) => ({
          data: { id: `edge ${index}`, source: edge.source, target: edge.target },
        })),
      ],
      layout: { name: 'preset', padding: 12 },
      style: [
        {
          selector: 'node',
          style: { 'background-color': colour('--pc-chart-mark'), width: size * 0.5, height: size * 0.5 },
        },
        {
          selector: 'node[kind != "subject"]',
          style: {
            shape: 'diamond',
            width: size,
            height: size,
            'background-color': colour('--pc-tone-ask'),
            label: 'data(label)',
            'font-size': size,
            color: colour('--pc-text'),
            'text-wrap': 'wrap',
            'text-margin-y': -4,
            'text-background-color': colour('--pc-canvas'),
            'text-background-opacity': 0.85,
            'text-background-padding': '2px',
          },
        },
        {
          selector: 'node[kind = "hub"]',
          style: { 'background-color': colour('--pc-text-3'), color: colour('--pc-text-3') },
        },
        { selector: 'edge', style: { width: 0.8, 'line-color': colour('--pc-line-strong'), opacity: 0.8 } },
      ],
      maxZoom: 4,
      minZoom: 0.1,
    });
    return () => drawing.destroy();
  }, [data]);

  if (graph.isPending) return <SkeletonBlock height={416} label="Reading the graph" />;
  if (graph.isError)
    return (
      <ErrorState title="The graph could not be read" why={graph.error.message} onRetry={() => void graph.refetch()} />
    );
  if (!data || data.nodes.length === 0)
    return <EmptyState title="Nothing to draw" because="because one alert stands alone." />;
  return (
    <div>
      <div
        ref={place}
        className={classes.graph}
        role="img"
        aria-label="Graph of accounts and what they share. The table says the same in words."
      />
      {data.hiddenNodes > 0 && (
        <p className="pc-quiet">{`The ${data.nodes.length} most telling of ${(data.nodes.length + data.hiddenNodes).toLocaleString('en-GB')} are drawn.`}</p>
      )}
    </div>
  );
}

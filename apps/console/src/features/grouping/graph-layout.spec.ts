import { expect, it } from 'vitest';
import { graphLayout } from './graph-layout.js';

const attribute = (id: string, weight: number) => ({ id, kind: 'device_id', weight, hub: false });
const account = (id: string) => ({ id, kind: 'account', weight: 0, hub: false });

it('puts the heaviest attribute on top, and the same input in the same places', () => {
  const nodes = [attribute('light', 1), attribute('heavy', 9), account('a'), account('b')];
  const edges = [{ source: 'a', target: 'heavy' }];
  const places = graphLayout(nodes, edges);
  expect(places.get('heavy')?.y).toBeLessThan(places.get('light')?.y ?? 0);
  expect(graphLayout([...nodes].reverse(), edges)).toEqual(places);
});

it('no two of 300 nodes stand on one spot', () => {
  const nodes = [
    ...Array.from({ length: 12 }, (_, i) => attribute(`i${i}`, i)),
    ...Array.from({ length: 288 }, (_, i) => account(`s${i}`)),
  ];
  const places = [...graphLayout(nodes, []).values()].map((place) => `${place.x} ${place.y}`);
  expect(new Set(places).size).toBe(300);
});

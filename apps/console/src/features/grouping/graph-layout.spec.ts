import { expect, it } from 'vitest';
import { graphLayout, nearestIn, type Place, placesBeside } from './graph-layout.js';

const attribute = (id: number, weight: number) => ({ id: `value:${id}`, weight, hub: false });
const account = (id: string) => ({ id, weight: 0, hub: false });

it('puts the heaviest attribute on top, and the same input in the same places', () => {
  const nodes = [attribute(1, 1), attribute(2, 9), account('account:a'), account('account:b')];
  const edges = [{ source: 'account:a', target: 'value:2' }];
  const places = graphLayout(nodes, edges);
  expect(places.get('value:2')?.y).toBeLessThan(places.get('value:1')?.y ?? 0);
  expect(graphLayout([...nodes].reverse(), edges)).toEqual(places);
});

it('no two of 300 nodes stand on one spot', () => {
  const nodes = [
    ...Array.from({ length: 12 }, (_, i) => attribute(i, i)),
    ...Array.from({ length: 288 }, (_, i) => account(`account:s${i}`)),
  ];
  const places = [...graphLayout(nodes, []).values()].map((place) => `${place.x} ${place.y}`);
  expect(new Set(places).size).toBe(300);
});

it('what comes later stands around the node that it was asked of, and never on another', () => {
  const places = graphLayout(
    Array.from({ length: 90 }, (_, i) => account(`account:s${i}`)),
    [],
  );
  const centre = places.get('account:s7') as Place;
  const added = placesBeside(
    places,
    centre,
    Array.from({ length: 60 }, (_, i) => `value:${i}`),
  );
  const all = [...places.values(), ...added.values()].map((place) => `${place.x} ${place.y}`);
  expect(new Set(all).size).toBe(150);
  for (const place of added.values()) expect(Math.hypot(place.x - centre.x, place.y - centre.y)).toBeLessThan(400);
});

it('an arrow key leads to the nearest node in its direction', () => {
  const places = new Map([
    ['here', { x: 0, y: 0 }],
    ['near', { x: 10, y: 2 }],
    ['aside', { x: 6, y: 11 }],
    ['behind', { x: -3, y: 0 }],
  ]);
  const from = { x: 0, y: 0 };
  expect(nearestIn(places, from, 'right')).toBe('near');
  expect(nearestIn(places, from, 'down')).toBe('aside');
  expect(nearestIn(places, from, 'left')).toBe('behind');
  expect(nearestIn(places, from, 'up')).toBeNull();
});

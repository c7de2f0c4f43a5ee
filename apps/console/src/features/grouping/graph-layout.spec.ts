import { expect, it } from 'vitest';
import { graphLayout, labelled, nearestIn, type Place, placesBeside } from './graph-layout.js';

const attribute = (id: number, weight: number) => ({ id: `value:${id}`, weight, hub: false });
const account = (id: string) => ({ id, weight: 0, hub: false });

it('those who share stand together, and the same input gives the same places', () => {
  const nodes = [
    ...[1, 2].map((id) => attribute(id, id)),
    ...['a', 'b', 'c', 'x', 'y', 'z'].map((id) => account(`account:${id}`)),
    { id: 'value:9', weight: 0, hub: true },
  ];
  const edges = [
    ...['a', 'b', 'c'].map((id) => ({ source: `account:${id}`, target: 'value:1' })),
    ...['x', 'y', 'z'].map((id) => ({ source: `account:${id}`, target: 'value:2' })),
    ...['a', 'x', 'z'].map((id) => ({ source: `account:${id}`, target: 'value:9' })),
  ];
  const places = graphLayout(nodes, edges);
  expect(graphLayout([...nodes].reverse(), [...edges].reverse())).toEqual(places);
  const far = (one: string, other: string) => {
    const [a, b] = [places.get(one) as Place, places.get(other) as Place];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  for (const id of ['a', 'b', 'c'])
    expect(far(`account:${id}`, 'value:1')).toBeLessThan(far(`account:${id}`, 'value:2'));
  const lowest = Math.max(...[...places].flatMap(([id, { y }]) => (id === 'value:9' ? [] : [y])));
  expect(places.get('value:9')?.y).toBeGreaterThan(lowest);
});

it('names do not run into each other; hubs are named first', () => {
  const nodes = [attribute(1, 9), attribute(2, 8), attribute(3, 7), { id: 'value:4', weight: 0, hub: true }];
  const places = new Map([
    ['value:1', { x: 0, y: 0 }],
    ['value:2', { x: 5, y: 5 }],
    ['value:3', { x: 500, y: 0 }],
    ['value:4', { x: 500, y: 10 }],
  ]);
  expect([...labelled(nodes, [], places, 10)]).toEqual(['value:4', 'value:1']);
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

import { expect, it } from 'vitest';
import {
  closed,
  filterChoices,
  type LinkEdge,
  type LinkNode,
  linkRows,
  madeRoom,
  mergeLinks,
  shownUntil,
  stepOf,
  timeSteps,
  visibleLinks,
  withoutNodes,
} from './graph-model.js';

const account = (id: string, weight = 1): LinkNode => ({
  id: `account:${id}`,
  kind: 'account',
  value: id,
  hub: false,
  weight,
});
const value = (id: number, kind: string, weight = 10): LinkNode => ({
  id: `value:${id}`,
  kind,
  value: `${kind} ${id}`,
  hub: weight === 0,
  weight,
  subjects: 3,
});
const link = (source: string, target: number, firstSeen = '2026-10-05', weight = 10): LinkEdge => ({
  source: `account:${source}`,
  target: `value:${target}`,
  weight,
  firstSeen,
  lastSeen: firstSeen,
});

const graph = {
  nodes: [account('a'), account('b'), account('c'), value(1, 'device_id'), value(2, 'ip', 4), value(3, 'asn', 0)],
  edges: [
    link('a', 1),
    link('b', 1, '2026-10-09'),
    link('b', 2, '2026-10-17', 4),
    link('c', 2, '2026-10-17', 4),
    link('a', 3, '2026-10-05', 0),
  ],
};
const ids = (nodes: readonly LinkNode[]) => nodes.map(({ id }) => id.slice(id.indexOf(':') + 1)).join(' ');

it('a day leaves out what was first seen later, and whoever has no link left', () => {
  expect(ids(visibleLinks(graph, {}).nodes)).toBe('a b c 1 2 3');
  expect(ids(visibleLinks(graph, { until: '2026-10-12' }).nodes)).toBe('a b 1 3');
  expect(ids(visibleLinks(graph, { until: '2026-10-08' }, new Set(['account:c'])).nodes)).toBe('a c 1 3');
  expect(ids(visibleLinks(graph, { without: ['hubs', 'device_id'] }).nodes)).toBe('b c 2');
});

it('the filter names every type once, hubs last', () => {
  expect(filterChoices(graph)).toEqual([
    { key: 'device_id', count: 1 },
    { key: 'ip', count: 1 },
    { key: 'hubs', count: 1 },
  ]);
});

it('time goes in even steps, empty ones too, and a step ends before the next begins', () => {
  const steps = timeSteps(graph.edges, 4);
  expect(steps.map(({ from, until, links }) => `${from} ${until} ${links}`)).toEqual([
    '2026-10-05 2026-10-08 2',
    '2026-10-09 2026-10-12 1',
    '2026-10-13 2026-10-16 0',
    '2026-10-17 2026-10-20 2',
  ]);
  expect([
    stepOf(steps, undefined),
    stepOf(steps, '2026-10-12'),
    stepOf(steps, '2026-10-01'),
    stepOf(steps, '2027-01-01'),
  ]).toEqual([3, 1, 0, 3]);
  expect(timeSteps([link('a', 1, '2026-10-05'), link('a', 2, '2026-10-11')], 4)).toHaveLength(4);
  expect(timeSteps([], 4)).toEqual([]);
});

it('what is shown is what the slider says, though a filter begins after the day of the address', () => {
  const filter = { without: ['device_id', 'hubs'] };
  const steps = timeSteps(visibleLinks(graph, filter).edges, 4);
  const until = shownUntil(steps, '2026-10-08');
  const { edges } = visibleLinks(graph, { ...filter, until });
  expect([until, edges.length, steps[stepOf(steps, '2026-10-08')]?.links]).toEqual(['2026-10-20', 2, 2]);
  expect(shownUntil(steps, undefined)).toBeUndefined();
  expect(shownUntil(timeSteps(graph.edges, 4), '2026-10-12')).toBe('2026-10-12');
  expect(shownUntil([], '2026-10-12')).toBeUndefined();
});

it('a hop adds what is new and no link twice', () => {
  const more = mergeLinks(graph, {
    nodes: [account('d'), account('a', 99)],
    edges: [link('d', 1), link('a', 1), link('x', 1)],
  });
  expect(ids(more.nodes)).toBe('a b c 1 2 3 d');
  expect(more.edges).toHaveLength(7);
  expect(closed(more).edges).toHaveLength(6);
});

it('room is made by the lightest subjects that are nobody’s neighbours', () => {
  const many = Array.from({ length: 298 }, (_, i) => account(`n${i}`, i));
  const full = {
    nodes: [...many, value(1, 'device_id'), value(2, 'ip')],
    edges: [link('n0', 1), link('n1', 2), link('n2', 1)],
  };
  expect(madeRoom(full, 0, new Set())).toEqual(new Set());
  const gone = madeRoom(full, 3, new Set(['value:1']));
  expect([...gone].sort()).toEqual(['account:n1', 'account:n3', 'account:n4', 'value:2']);
  expect(withoutNodes(full, gone).nodes).toHaveLength(296);
  expect(withoutNodes(full, gone).edges).toHaveLength(2);
});

it('the table has each link, the heaviest first', () => {
  expect(linkRows(graph).map(({ subject, attribute }) => `${subject.value} ${attribute.kind}`)).toEqual([
    'a device_id',
    'b device_id',
    'b ip',
    'c ip',
    'a asn',
  ]);
});

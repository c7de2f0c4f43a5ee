import { expect, it } from 'vitest';
import { type LinkNode, type Links, MOST_NODES } from './graph-model.js';
import { grow, grownLinks, NOT_GROWN } from './grown-links.js';

const node = (id: string, weight = 1): LinkNode => ({ id, kind: 'account', value: id, hub: false, weight });
const edge = (source: string, target: string) => ({
  source,
  target,
  weight: 1,
  firstSeen: '2026-11-20',
  lastSeen: '2026-11-20',
});
const star = (centre: string, ...around: string[]): Links => ({
  nodes: [node(centre), ...around.map((id) => node(id))],
  edges: around.map((id) => edge(id, centre)),
});
const ids = ({ nodes }: Links) => nodes.map(({ id }) => id).sort();

it('what came first stays when more comes', () => {
  const read = star('value:1', 'account:a', 'account:b');
  const one = grow(read, NOT_GROWN, star('value:2', 'account:a', 'account:c'), []);
  const two = grow(read, one.grown, star('value:3', 'account:b', 'account:d'), []);
  expect([one.fresh, two.fresh, two.gone]).toEqual([2, 2, 0]);
  expect(ids(grownLinks(read, two.grown))).toEqual([
    'account:a',
    'account:b',
    'account:c',
    'account:d',
    'value:1',
    'value:2',
    'value:3',
  ]);
});

it('the lightest make room, never what was asked for, and come back when they are asked for', () => {
  const read: Links = {
    nodes: [node('value:1'), ...Array.from({ length: MOST_NODES - 1 }, (_, i) => node(`account:${i}`, i))],
    edges: Array.from({ length: MOST_NODES - 1 }, (_, i) => edge(`account:${i}`, 'value:1')),
  };
  const one = grow(read, NOT_GROWN, star('value:2', 'account:0', 'account:x'), ['account:0']);
  expect([one.fresh, one.gone]).toEqual([2, 2]);
  expect([...one.grown.gone].sort()).toEqual(['account:1', 'account:2']);
  const two = grow(read, one.grown, { nodes: [node('account:1')], edges: [edge('account:1', 'value:2')] }, []);
  expect(ids(grownLinks(read, two.grown))).toContain('account:1');
  expect(grownLinks(read, two.grown).nodes.length).toBeLessThanOrEqual(MOST_NODES);
});

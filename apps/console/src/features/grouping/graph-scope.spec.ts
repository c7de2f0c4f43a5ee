import { expect, it } from 'vitest';
import type { LinkNode, Links } from './graph-model.js';
import { belongingTo, strangerKey, strangerWords, summary, wholeName } from './graph-scope.js';

const account = (id: string, caseNumber: number | null): LinkNode => ({
  id: `account:${id}`,
  kind: 'account',
  value: id,
  hub: false,
  weight: 1,
  caseNumber,
});
const value: LinkNode = { id: 'value:1', kind: 'device_id', value: 'd', hub: false, weight: 10, subjects: 3 };
const links = (...nodes: LinkNode[]): Links => ({ nodes, edges: [] });
const read = (subjects: number, ...nodes: LinkNode[]) => ({ subjects, hiddenNodes: 0, nodes: [...nodes, value] });

it('whoever a hop brings into the graph of a whole case is outside it', () => {
  const data = read(2, account('a', 42), account('b', 50));
  const belonging = belongingTo({ kind: 'case', number: 42 }, data);
  expect(['a', 'b'].map((id) => belonging(account(id, 50)))).toEqual(['inside', 'inside']);
  expect([41, 50, null].map((number) => belonging(account('x', number)))).toEqual(['outside', 'outside', 'outside']);
  const visible = links(...data.nodes, ...Array.from({ length: 40 }, (_, i) => account(`x${i}`, 50)));
  expect(summary(data, visible, belonging, 'C-42')).toBe(
    '2 accounts of 2, 40 outside C-42 and 1 shared attribute, 0 links.',
  );
});

it('of a case that is drawn in part, a newer case of somebody leaves it open', () => {
  const data = { ...read(900, account('a', 42)), hiddenNodes: 600, sampledSubjects: 300 };
  const belonging = belongingTo({ kind: 'case', number: 42 }, data);
  const came = [account('b', 42), account('c', 41), account('d', null), account('e', 50)];
  expect(came.map(belonging)).toEqual(['inside', 'outside', 'outside', 'unknown']);
  const visible = links(...data.nodes, ...came);
  expect(summary(data, visible, belonging, 'C-42')).toBe(
    '2 accounts of 900, 2 outside C-42, 1 perhaps outside and 1 shared attribute, 0 links. ' +
      'The most telling are drawn, found by reading 300 accounts; 600 are left out.',
  );
  expect(strangerKey(visible, belonging, 'C-42')).toBe(
    'Accounts hollow: outside C-42; hollow and dashed: perhaps outside C-42, of which not all are drawn.',
  );
});

it('the cases that a campaign’s graph shows are the campaign’s', () => {
  const data = read(900, account('a', 7), account('b', 8));
  const belonging = belongingTo({ kind: 'campaign', number: 3 }, data);
  expect([8, 9, 1, null].map((number) => belonging(account('x', number)))).toEqual([
    'inside',
    'unknown',
    'unknown',
    'outside',
  ]);
});

it('says nothing of those who belong, nor of attributes', () => {
  const data = read(3, account('a', 42), account('b', 42), account('c', 42));
  const belonging = belongingTo({ kind: 'case', number: 42 }, data);
  expect(summary(data, links(...data.nodes), belonging, 'C-42')).toBe(
    '3 accounts of 3 and 1 shared attribute, 0 links.',
  );
  expect(strangerKey(links(...data.nodes), belonging, 'C-42')).toBeNull();
  expect(strangerWords(value, 'outside', 'C-42')).toBeNull();
  expect(strangerWords(account('a', 42), 'inside', 'C-42')).toBeNull();
  expect(strangerWords(account('x', null), 'outside', wholeName({ kind: 'campaign', number: 3 }))).toBe('outside K-3');
  expect(strangerWords(account('x', 50), 'unknown', wholeName({ kind: 'case', number: 42 }))).toBe(
    'perhaps outside C-42',
  );
});

import { expect, it } from 'vitest';
import { type Carry, type GraphValue, roomForValues, subjectsBeside, tellingFirst, valueOfNode } from './link-graph.js';

const value = (id: number, points: number, degree: number): GraphValue => ({
  id,
  type: 'x',
  value: `${id}`,
  degree,
  points,
});
const carry = (subject: number, of: number): Carry => ({ subject, value: of, firstDay: 0, lastDay: 0 });

it('a heavy value that many share tells most; of hubs five stay, behind', () => {
  const hubs = Array.from({ length: 8 }, (_, i) => value(50 + i, 0, 1000 + i));
  const told = tellingFirst([...hubs, value(1, 900, 2), value(2, 900, 40), value(3, 100, 3)], 10);
  expect(told.map(({ id }) => id)).toEqual([2, 1, 3, 57, 56, 55, 54, 53]);
  expect(tellingFirst([...hubs, value(1, 900, 2), value(2, 900, 40)], 6).map(({ id }) => id)).toEqual([
    2, 57, 56, 55, 54, 53,
  ]);
});

it('each value that counts keeps two of its subjects, then the heaviest come', () => {
  const values = [value(1, 1000, 9), value(2, 10, 9), value(3, 0, 9)];
  const carries = [
    ...[11, 12, 13, 14].map((subject) => carry(subject, 1)),
    ...[21, 22, 23].map((subject) => carry(subject, 2)),
    ...[31, 32].map((subject) => carry(subject, 3)),
    carry(99, 77),
  ];
  expect(subjectsBeside(values, carries, 4)).toEqual([11, 12, 21, 22]);
  expect(subjectsBeside(values, carries, 6)).toEqual([11, 12, 13, 14, 21, 22]);
  expect(subjectsBeside(values, carries, 100)).toHaveLength(9);
});

it('values have a third of the room, and what a few subjects leave', () => {
  expect([roomForValues(300, 800), roomForValues(300, 20), roomForValues(2, 1)]).toEqual([100, 280, 1]);
});

it('tells values from subjects by their ids', () => {
  expect([valueOfNode('value:17'), valueOfNode('account:value:17'), valueOfNode('value:x')]).toEqual([17, null, null]);
});

import { expect, it } from 'vitest';
import { filterFrom, filterWords } from './case-filter.js';

it('an address becomes a filter without empty parts', () => {
  expect(filterFrom({})).toEqual({});
  expect(
    filterFrom({ search: ' 6d80 ', states: [], routes: ['distillation'], severity: 4, at: 3, peek: true }),
  ).toEqual({
    search: '6d80',
    routes: ['distillation'],
    minimumSeverity: 4,
  });
});

it('and can be read aloud', () => {
  expect(filterWords({ search: '6d80', states: ['new', 'triaged'], minimumSeverity: 4 }, (word) => word)).toBe(
    '“6d80” · new or triaged · severity 4 and up',
  );
});

import { ROUTES } from '@portcullis/domain';
import { expect, it } from 'vitest';
import { routeMark, words } from './route-marks.js';

it('no two routes share both hue and dash', () => {
  const seen = new Set(ROUTES.map((route) => `${routeMark(route).color}|${routeMark(route).dash ?? 'solid'}`));
  expect(seen.size).toBe(ROUTES.length);
});

it('a route outside the taxonomy keeps its own word', () => {
  expect(routeMark('satellite_uplink').label).toBe('Satellite uplink');
  expect(words('')).toBe('');
});

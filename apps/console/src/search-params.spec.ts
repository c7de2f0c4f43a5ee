import { expect, it } from 'vitest';
import { casesSearch, deskSearch, overviewSearch } from './search-params.js';

it('keeps what fits and leaves out what does not', () => {
  expect(deskSearch.parse({ view: 'mine', at: 1042, peek: true, nonsense: 1 })).toEqual({
    view: 'mine',
    at: 1042,
    peek: true,
  });
  expect(deskSearch.parse({ view: 'yours', at: 'x' })).toEqual({});
  expect(casesSearch.parse({ search: 1042, states: ['new'], sort: 'DROP' })).toEqual({
    search: '1042',
    states: ['new'],
  });
  expect(overviewSearch.parse({ from: '2026-11-01T00:00:00.000Z', to: 'yesterday' })).toEqual({
    from: '2026-11-01T00:00:00.000Z',
  });
});

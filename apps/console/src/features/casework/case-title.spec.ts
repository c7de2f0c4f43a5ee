import { expect, it } from 'vitest';
import { copiedTitle, readableTitle, titleBesideRoute } from './case-title.js';

const whole = 'Transfer station: 212 accounts around device 6d80c1f4-9a3e-4b1c-9d7f-01234559f02c';

it('keeps both ends of what nobody reads', () => {
  expect(readableTitle(whole)).toBe('Transfer station: 212 accounts around device 6d80c1f4…f02c');
  expect(readableTitle('13 accounts around payment instrument pi_9f8e7d6c5b4a39281706f5e4d3c2')).toBe(
    '13 accounts around payment instrument pi_9f8e…d3c2',
  );
  for (const short of ['Account acct_ponteaberta_pilot', '5 accounts around network 2001:db8:0:100c::aee9:369e'])
    expect(readableTitle(short)).toBe(short);
  expect(readableTitle('2 accounts around network 198.51.100.16/28')).toBe(
    '2 accounts around network 198.51.100.16/28',
  );
});

it('does not say the route twice', () => {
  expect(titleBesideRoute(whole, 'transfer_station')).toBe('212 accounts around device 6d80c1f4…f02c');
  expect(titleBesideRoute('Distillation: account acct_3xb48bk', 'distillation')).toBe('Account acct_3xb48bk');
  expect(titleBesideRoute('A title that somebody wrote', 'distillation')).toBe('A title that somebody wrote');
});

it('copies the whole', () => {
  expect(copiedTitle(`C-1377 ${readableTitle(whole)}`, whole)).toBe(`C-1377 ${whole}`);
  expect(copiedTitle('C-1377', whole)).toBeNull();
});

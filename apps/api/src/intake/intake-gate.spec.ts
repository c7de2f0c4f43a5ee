import { expect, it } from 'vitest';
import { Allowance, Gate } from './intake-gate.js';

it('a gate lets a few through at a time, in the order in which they came', async () => {
  const gate = new Gate(2);
  const log: string[] = [];
  const finish: (() => void)[] = [];
  const pass = (name: string) =>
    gate.through(async () => {
      log.push(name);
      await new Promise<void>((resolve) => finish.push(resolve));
    });
  const all = ['a', 'b', 'c', 'd'].map(pass);
  await Promise.resolve();
  expect(log).toEqual(['a', 'b']);
  finish[1]?.();
  await all[1];
  expect(log).toEqual(['a', 'b', 'c']);
  finish[0]?.();
  finish[2]?.();
  await all[2];
  finish[3]?.();
  await Promise.all(all);
  expect(log).toEqual(['a', 'b', 'c', 'd']);
});

it('a gate survives what fails inside', async () => {
  const gate = new Gate(1);
  await expect(gate.through(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await gate.through(async () => 'yes')).toBe('yes');
});

it('an allowance is drawn on in turn, by the largest alone, and by nobody for ever', async () => {
  const allowance = new Allowance(10, 30);
  expect(await allowance.take(100)).toBe(true); // larger than all of it: alone
  const small = allowance.take(4);
  const large = allowance.take(8);
  allowance.give(100);
  expect(await small).toBe(true);
  expect(await large).toBe(false); // nothing was given back in time
  expect(await allowance.take(6)).toBe(true);
  const last = allowance.take(10);
  allowance.give(4);
  allowance.give(6);
  expect(await last).toBe(true);
});

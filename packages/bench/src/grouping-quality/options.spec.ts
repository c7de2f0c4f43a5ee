import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { febrlSet } from './febrl-set.js';
import { readOptions } from './options.js';

const directory = mkdtempSync(join(tmpdir(), 'portcullis-quality-'));
const root = join(directory, 'repository');
const here = join(root, '.local/febrl3');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('what grouping-quality is asked for', () => {
  it('takes alerts only with their truth', () => {
    expect(readOptions(['--alerts', 'a.ndjson', '--truth', 't.ndjson'], root)).toMatchObject({
      files: { alerts: 'a.ndjson', truth: 't.ndjson' },
    });
    expect(readOptions([], root)).toMatchObject({ files: null, baselines: true });
  });

  it.each([
    [['--alerts', 'a.ndjson'], '--alerts FILE needs --truth FILE beside it.'],
    [['--truth', 't.ndjson'], '--truth FILE needs --alerts FILE beside it.'],
    [['--febrl', '/nowhere'], 'There is no dataset3.csv in /nowhere.'],
    [['--alert', 'a.ndjson'], expect.stringContaining("'--alert'")],
  ])('refuses %j', (args, fault) => {
    expect(readOptions(args, root)).toEqual({ fault });
  });

  it('finds FEBRL in its place, and leaves it out where it is not', () => {
    const options = readOptions([], root);
    expect(options).toMatchObject({ febrl: here });
    expect(febrlSet(here, 'ours')).toBeNull();
    mkdirSync(here, { recursive: true });
    writeFileSync(join(here, 'dataset3.csv'), 'rec_id, given_name, surname\nrec-7-org, ann, lee\n');
    expect(febrlSet(here, 'ours')?.truth).toEqual(new Map([['rec-7-org', '7']]));
  });

  it('takes one seed unless told more', () => {
    const seeds = (...args: string[]) => (readOptions(args, root) as { seeds: readonly number[] }).seeds.length;
    expect([seeds(), seeds('--seeds', '4,5,6'), seeds('--seeds', '4')]).toEqual([1, 3, 1]);
    expect(seeds('--full')).toBeGreaterThan(1);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWorld, worldPlan } from '@portcullis/simulator';
import { afterAll, describe, expect, it } from 'vitest';
import { fileSet } from './file-set.js';

const directory = mkdtempSync(join(tmpdir(), 'portcullis-quality-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const file = (name: string, ...lines: string[]): string => {
  const path = join(directory, name);
  writeFileSync(path, lines.join('\n'));
  return path;
};

const world = buildWorld(worldPlan('small', { seed: 1, scale: 0.1 }), { seed: 1, now: Date.now() });
const [one, two] = [...world.lines('time', { from: 0, to: 2 })] as [
  { alert: string; truth: string },
  { alert: string; truth: string },
];
const alerts = file('alerts.ndjson', one.alert, '', two.alert, '');
const truth = file('truth.ndjson', one.truth, two.truth);

describe('a set from files', () => {
  it('is read, empty lines aside', async () => {
    const set = await fileSet(alerts, truth);
    expect([set.alerts.length, set.truth.size]).toEqual([2, 2]);
  });

  it('names file and line of what is no JSON', async () => {
    const torn = file('torn.ndjson', one.alert, '', two.alert.slice(0, 50));
    await expect(fileSet(torn, truth)).rejects.toThrow(`${torn}, line 3: not JSON`);
    await expect(fileSet(alerts, torn)).rejects.toThrow(`${torn}, line 1: `);
    await expect(fileSet(alerts, file('half.ndjson', one.truth, '{"alertId":'))).rejects.toThrow(', line 2: not JSON');
  });

  it.each(['null', '7', '{"cluster":"x"}', '{"alertId":"a"}'])('names file and line of the truth %s', async (row) => {
    const strange = file('strange.ndjson', one.truth, row);
    await expect(fileSet(alerts, strange)).rejects.toThrow(`${strange}, line 2: `);
  });

  it('names a file that is not there', async () => {
    await expect(fileSet(join(directory, 'no.ndjson'), truth)).rejects.toThrow('no.ndjson');
    await expect(fileSet(alerts, join(directory, 'none.ndjson'))).rejects.toThrow('none.ndjson');
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_RULE_SET } from '@portcullis/domain';
import { type Difficulty, tuningSeeds } from '@portcullis/simulator';
import type { DataSet } from './grouping-quality/data-set.js';
import { baselines, evaluate, ours, type Result } from './grouping-quality/evaluate.js';
import { febrlSet, hasFebrl } from './grouping-quality/febrl-set.js';
import { BadFile, fileSet } from './grouping-quality/file-set.js';
import { type QualityOptions, readOptions, USAGE } from './grouping-quality/options.js';
import { peopleSet } from './grouping-quality/people-set.js';
import { linesOf } from './grouping-quality/report.js';
import { simulatorSet } from './grouping-quality/simulator-set.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** @returns the exit code */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), root);
  if ('fault' in options) {
    console.error(`${options.fault}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const { seeds, scale, json } = options;
  const { id, attach } = DEFAULT_RULE_SET;
  console.log(
    `rule set ${id}, threshold ${attach}; tuning seeds ${tuningSeeds.join(', ')}; seeds here ${seeds.join(', ')}; scale ${scale}`,
  );

  const report: { set: string; alerts: number; results: Result[] }[] = [];
  for (const load of setsOf(options)) {
    const set = await load();
    if (typeof set === 'string') {
      console.log(`\n${set}`);
      continue;
    }
    const methods = [await ours(set, DEFAULT_RULE_SET), ...(options.baselines ? baselines(set) : [])];
    const results = methods.map((method) => evaluate(set, method));
    console.log(['', ...linesOf(set, results)].join('\n'));
    report.push({ set: set.name, alerts: set.alerts.length, results });
  }
  mkdirSync(dirname(json), { recursive: true });
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  writeFileSync(
    json,
    JSON.stringify({ at: new Date().toISOString(), machine, seeds, scale, rules: DEFAULT_RULE_SET, report }, null, 2),
  );
  return 0;
}

/** Sets to be loaded one after the other; one that is left out is the reason why. */
function setsOf({ sets, seeds, scale, febrl, files }: QualityOptions): (() => Promise<DataSet | string>)[] {
  if (files) return [() => fileSet(files.alerts, files.truth)];
  return sets.flatMap((name): (() => Promise<DataSet | string>)[] => {
    if (name === 'febrl') {
      const leftOut = `FEBRL 3: left out, there is no dataset3.csv in ${febrl}; give its directory with --febrl`;
      if (!hasFebrl(febrl)) return [async () => leftOut];
      return (['ours', 'generic'] as const).map((types) => async () => febrlSet(febrl, types) ?? leftOut);
    }
    if (name === 'people') return seeds.map((seed) => async () => peopleSet(Math.round(20_000 * scale), seed));
    return seeds.map((seed) => async () => simulatorSet(name as Difficulty['name'], seed, scale));
  });
}

try {
  process.exitCode = await main();
} catch (fault) {
  if (!(fault instanceof BadFile)) throw fault;
  console.error(fault.message);
  process.exitCode = 1;
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEFAULT_RULE_SET } from '@portcullis/domain';
import { type Difficulty, testSeeds, tuningSeeds } from '@portcullis/simulator';
import type { DataSet } from './grouping-quality/data-set.js';
import { baselines, evaluate, ours, type Result } from './grouping-quality/evaluate.js';
import { febrlSet } from './grouping-quality/febrl-set.js';
import { fileSet } from './grouping-quality/file-set.js';
import { peopleSet } from './grouping-quality/people-set.js';
import { simulatorSet } from './grouping-quality/simulator-set.js';

const USAGE = `How well grouping sorts alerts, against what is really so and against simple methods.

  --sets LIST       easy,medium,hard,people,febrl (default: all)
  --seeds WHICH     tuning | test | N,N   (default test: never used for choosing weights)
  --scale X         size of the simulator's worlds (default 0.5; 1 with --full)
  --febrl DIR       directory of dataset3.csv of FEBRL; without it that set is left out
  --alerts FILE --truth FILE   any other set
  --no-baselines    only our own engine
  --full            full size and all seeds; else one seed
  --json FILE       default bench-results/grouping-quality.json`;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sets: { type: 'string', default: 'easy,medium,hard,people,febrl' },
      seeds: { type: 'string', default: 'test' },
      scale: { type: 'string' },
      febrl: { type: 'string' },
      alerts: { type: 'string' },
      truth: { type: 'string' },
      baselines: { type: 'boolean', default: true },
      full: { type: 'boolean', default: false },
      json: { type: 'string', default: join(root, 'bench-results/grouping-quality.json') },
      help: { type: 'boolean', default: false },
    },
    allowNegative: true,
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const all: readonly number[] =
    values.seeds === 'test' ? testSeeds : values.seeds === 'tuning' ? tuningSeeds : values.seeds.split(',').map(Number);
  const seeds = values.full ? all : all.slice(0, values.seeds.includes(',') ? all.length : 1);
  const scale = Number(values.scale ?? (values.full ? 1 : 0.5));
  const { id, attach } = DEFAULT_RULE_SET;
  console.log(
    `rule set ${id}, threshold ${attach}; tuning seeds ${tuningSeeds.join(', ')}; seeds here ${seeds.join(', ')}; scale ${scale}`,
  );

  const report: { set: string; alerts: number; results: Result[] }[] = [];
  for (const load of setsOf(values, seeds, scale)) {
    const set = await load();
    if (typeof set === 'string') {
      console.log(`\n${set}`);
      continue;
    }
    const methods = [await ours(set, DEFAULT_RULE_SET), ...(values.baselines ? baselines(set) : [])];
    const results = methods.map((method) => evaluate(set, method));
    print(set, results);
    report.push({ set: set.name, alerts: set.alerts.length, results });
  }
  mkdirSync(dirname(values.json), { recursive: true });
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  writeFileSync(
    values.json,
    JSON.stringify({ at: new Date().toISOString(), machine, seeds, scale, rules: DEFAULT_RULE_SET, report }, null, 2),
  );
}

type Values = { sets: string; febrl?: string | undefined; alerts?: string; truth?: string };

function setsOf(values: Values, seeds: readonly number[], scale: number): (() => Promise<DataSet | string>)[] {
  if (values.alerts && values.truth) {
    const { alerts, truth } = values;
    return [() => fileSet(alerts, truth)];
  }
  return values.sets.split(',').flatMap((name): (() => Promise<DataSet | string>)[] => {
    if (name === 'febrl') {
      return (['ours', 'generic'] as const).map(
        (types) => async () =>
          (values.febrl === undefined ? null : febrlSet(values.febrl, types)) ??
          `FEBRL 3: ${values.febrl === undefined ? 'left out' : `no dataset3.csv in ${values.febrl}`}; give its directory with --febrl`,
      );
    }
    if (name === 'people') return seeds.map((seed) => async () => peopleSet(Math.round(20_000 * scale), seed));
    return seeds.map((seed) => async () => simulatorSet(name as Difficulty['name'], seed, scale));
  });
}

function print(set: DataSet, results: readonly Result[]): void {
  console.log(`\n${set.name}: ${set.alerts.length.toLocaleString('en')} alerts`);
  console.log(
    `${'method'.padEnd(34)}${['pair P', 'pair R', 'pair F1', 'B³ F1', 'macro P', 'macro R', 'macro F1', 'splits', 'merges', 'cases', 'a/case', 'innoc.', 's'].map((name) => name.padStart(9)).join('')}`,
  );
  for (const { method, pairwise, bcubed, macroBcubed, ...row } of results) {
    const shares = [
      pairwise.precision,
      pairwise.recall,
      pairwise.f1,
      bcubed.f1,
      macroBcubed.precision,
      macroBcubed.recall,
      macroBcubed.f1,
    ];
    const counts = [
      row.splitsToRepair,
      row.mergesToRepair,
      row.predictedClusters,
      row.alertsPerCase.toFixed(1),
      row.innocentsInCampaigns ?? '–',
      row.seconds.toFixed(2),
    ];
    console.log(
      `${method.slice(0, 33).padEnd(34)}${[...shares.map((share) => share.toFixed(4)), ...counts].map((cell) => `${cell}`.padStart(9)).join('')}`,
    );
  }
  const worst = results.flatMap((result) => result.worst ?? []);
  if (worst.length > 0) console.log('  what went most wrong:');
  for (const { kind, wrongPairs, alerts, parts, explanation } of worst) {
    const sizes = parts.map(({ name, alerts: n }) => `${name} ${n}`).join(', ');
    console.log(`  - ${kind}, ${wrongPairs.toLocaleString('en')} pairs of ${alerts} alerts (${sizes}). ${explanation}`);
  }
}

await main();

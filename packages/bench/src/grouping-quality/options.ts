import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { testSeeds, tuningSeeds } from '@portcullis/simulator';
import { hasFebrl } from './febrl-set.js';

/** Where whoever has FEBRL puts it; it is not ours to hand on. */
const FEBRL_HERE = '.local/febrl3';

export const USAGE = `How well grouping sorts alerts, against what is really so and against simple methods.

  --sets LIST       easy,medium,hard,people,febrl (default: all)
  --seeds WHICH     tuning | test | N,N   (default test: never used for choosing weights)
  --scale X         size of the simulator's worlds (default 0.5; 1 with --full)
  --febrl DIR       directory of dataset3.csv of FEBRL (default ${FEBRL_HERE}; where it is not there,
                    that set is left out)
  --alerts FILE --truth FILE   any other set instead: alerts and, by their ids, clusters, as NDJSON
  --no-baselines    only our own engine
  --full            full size and all seeds; else one seed
  --json FILE       default bench-results/grouping-quality.json`;

export interface QualityOptions {
  readonly sets: readonly string[];
  readonly seeds: readonly number[];
  readonly scale: number;
  readonly febrl: string;
  /** A set of one's own, instead of `sets`. */
  readonly files: { readonly alerts: string; readonly truth: string } | null;
  readonly baselines: boolean;
  readonly json: string;
  readonly help: boolean;
}

/** @returns what was asked for, or what is wrong with it */
export function readOptions(args: readonly string[], root: string): QualityOptions | { readonly fault: string } {
  const values = valuesOf(args, root);
  if ('fault' in values) return values;
  const { alerts, truth, seeds, full, febrl = join(root, FEBRL_HERE), baselines, json, help } = values;
  if (alerts !== undefined && truth === undefined) return { fault: '--alerts FILE needs --truth FILE beside it.' };
  if (truth !== undefined && alerts === undefined) return { fault: '--truth FILE needs --alerts FILE beside it.' };
  if (values.febrl !== undefined && !hasFebrl(febrl)) return { fault: `There is no dataset3.csv in ${febrl}.` };
  const all = seeds === 'test' ? testSeeds : seeds === 'tuning' ? tuningSeeds : seeds.split(',').map(Number);
  return {
    sets: values.sets.split(','),
    seeds: full || seeds.includes(',') ? all : all.slice(0, 1),
    scale: Number(values.scale ?? (full ? 1 : 0.5)),
    febrl,
    files: alerts !== undefined && truth !== undefined ? { alerts, truth } : null,
    baselines,
    json,
    help,
  };
}

function valuesOf(args: readonly string[], root: string) {
  try {
    return parseArgs({
      args: [...args],
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
    }).values;
  } catch (fault) {
    if (/^ERR_PARSE_ARGS_/.test((fault as NodeJS.ErrnoException).code ?? ''))
      return { fault: (fault as Error).message };
    throw fault;
  }
}

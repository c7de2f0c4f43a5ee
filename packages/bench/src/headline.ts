import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machineNow, writeJson } from './casework/report.js';
import { Lines } from './headline/lines.js';
import { printHeadline } from './headline/report.js';
import { type HeadlineOptions, type HeadlineResult, runHeadline } from './headline/run.js';

const USAGE = `The published campaign (28.8 million exchanges, 25,000 accounts, 45 days) among 200,000 innocent organizations, as
detectors would report it: over HTTP to a system of its own, until the campaign page is finished.

  --scale X       of the whole (default 1; 0.01 takes about a minute)
  --seed N        of the world (default 1)
  --workers N     worker processes (default 1)
  --batch N       alerts in a request (default 2,000)
  --at-once N     requests at a time, at most one of each detector (default 4)
  --stay          leave it running at the end, to look at the page
  --json FILE     default bench-results/headline.json

Its data lie in a temporary directory (TMPDIR) and are removed at the end.`;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

function number(text: string, name: string, least: number): number {
  const read = Number(text);
  if (Number.isFinite(read) && read >= least) return read;
  console.error(`--${name} takes a number of at least ${least}, not "${text}".`);
  process.exit(2);
}

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '1' },
    batch: { type: 'string', default: '2000' },
    'at-once': { type: 'string', default: '4' },
    stay: { type: 'boolean', default: false },
    json: { type: 'string', default: join(root, 'bench-results/headline.json') },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<number> {
  const options: HeadlineOptions = {
    scale: number(values.scale, 'scale', 0.0001),
    seed: number(values.seed, 'seed', 0),
    workers: number(values.workers, 'workers', 1),
    batch: number(values.batch, 'batch', 1),
    atOnce: number(values['at-once'], 'at-once', 1),
  };
  const machine = machineNow();
  console.log(
    `headline, scale ${options.scale}, seed ${options.seed}; ${machine.cores} cores, ${machine.cpu}, Node ${machine.node}, load ${machine.load?.toFixed(1)}`,
  );
  const stopped = new AbortController();
  // The terminal and npm both send it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopped.abort());
  const lines = new Lines();
  const stay = async (console_: string): Promise<void> => {
    lines.end();
    console.log(`It stays at ${console_} until Ctrl-C.`);
    if (!stopped.signal.aborted) await new Promise((done) => stopped.signal.addEventListener('abort', done));
  };
  try {
    const result: HeadlineResult = await runHeadline(options, lines, stopped.signal, async (stack, found) => {
      lines.end();
      printHeadline(found, options);
      writeJson(resolve(process.env.INIT_CWD ?? '.', values.json), {
        at: new Date().toISOString(),
        machine,
        loadAtEnd: machineNow().load,
        ...options,
        ...found,
      });
      if (values.stay) await stay(stack.console);
    });
    return result.exported.lost + result.exported.doubled + result.exported.foreign > 0 ? 1 : 0;
  } catch (fault) {
    if (stopped.signal.aborted) {
      lines.end();
      console.log('Stopped.');
      return 130;
    }
    throw fault;
  } finally {
    lines.end();
  }
}

if (values.help) console.log(USAGE);
else process.exitCode = await main();

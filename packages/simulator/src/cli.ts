import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Difficulty, difficulties } from './difficulty.js';
import { type WorldName, worldNames, worldPlan } from './world/presets.js';
import { buildWorld, FILE_NOW } from './world/world.js';

const USAGE = `Writes a seeded world to files.

  --world NAME        ${worldNames.join(' | ')}   (default small)
  --seed N            default 1
  --scale X           multiplies the size of the world (default 1)
  --difficulty D      easy | medium | hard   (default medium)
  --now INSTANT       end of the world's time (default ${new Date(FILE_NOW).toISOString()})
  --order O           time | shuffled   (default time)
  --from N --to N     only these positions of the stream
  --alerts FILE       NDJSON of alert v1; - for standard output
  --truth FILE        NDJSON of what is really so, a line per alert
  --directory FILE    NDJSON of directory records
  --hubs FILE         NDJSON of shared values that the provider knows beforehand
  --quiet             no progress`;

/** A file that is written in large pieces and waits when the disk does. */
class Lines {
  private readonly stream: WriteStream | NodeJS.WriteStream;
  private pieces: string[] = [];
  private size = 0;

  constructor(file: string) {
    this.stream = file === '-' ? process.stdout : createWriteStream(file, { highWaterMark: 1 << 20 });
  }

  /** True when `flush` should be awaited. */
  add(line: string): boolean {
    this.pieces.push(line);
    this.size += line.length;
    return this.size > 1 << 18;
  }

  async flush(): Promise<void> {
    const text = this.pieces.length > 0 ? `${this.pieces.join('\n')}\n` : '';
    this.pieces = [];
    this.size = 0;
    if (text && !this.stream.write(text)) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    await this.flush();
    if (this.stream === process.stdout) return;
    this.stream.end();
    await once(this.stream, 'close');
  }
}

function fail(message: string): never {
  console.error(`${message}\n\n${USAGE}`);
  process.exit(2);
}

function number(value: string | undefined, name: string): number | undefined {
  if (value === undefined) return undefined;
  const read = Number(value);
  if (!Number.isFinite(read) || read < 0) fail(`--${name} needs a number, not ${value}`);
  return read;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      world: { type: 'string', default: 'small' },
      seed: { type: 'string', default: '1' },
      scale: { type: 'string' },
      difficulty: { type: 'string', default: 'medium' },
      now: { type: 'string' },
      order: { type: 'string', default: 'time' },
      from: { type: 'string' },
      to: { type: 'string' },
      alerts: { type: 'string' },
      truth: { type: 'string' },
      directory: { type: 'string' },
      hubs: { type: 'string' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (!(worldNames as readonly string[]).includes(values.world)) fail(`No world ${values.world}`);
  if (!(values.difficulty in difficulties)) fail(`No difficulty ${values.difficulty}`);
  if (values.order !== 'time' && values.order !== 'shuffled') fail(`No order ${values.order}`);
  const seed = number(values.seed, 'seed') as number;
  const now = values.now === undefined ? FILE_NOW : Date.parse(values.now);
  if (Number.isNaN(now)) fail(`--now needs a date and time, not ${values.now}`);
  const scale = number(values.scale, 'scale') ?? 1;
  const difficulty = values.difficulty as Difficulty['name'];
  const world = buildWorld(worldPlan(values.world as WorldName, { scale, seed }), { seed, now, difficulty });

  const tell = (text: string) => {
    if (!values.quiet) process.stderr.write(text);
  };
  if (values.directory) {
    const out = new Lines(values.directory);
    for (const record of world.directory()) if (out.add(JSON.stringify(record))) await out.flush();
    await out.close();
  }
  if (values.hubs) {
    const out = new Lines(values.hubs);
    for (const hub of world.hubs) if (out.add(JSON.stringify(hub))) await out.flush();
    await out.close();
  }
  if (!values.alerts && !values.truth) return;
  const alerts = values.alerts ? new Lines(values.alerts) : null;
  const truth = values.truth ? new Lines(values.truth) : null;
  const from = number(values.from, 'from');
  const to = number(values.to, 'to');
  const started = performance.now();
  let made = 0;
  for (const line of world.lines(values.order, { from, to })) {
    if (alerts?.add(line.alert)) await alerts.flush();
    if (truth?.add(line.truth)) await truth.flush();
    made += 1;
    if (made % 100_000 === 0) tell(`\r${made.toLocaleString('en')} of ${world.alertCount.toLocaleString('en')} alerts`);
  }
  await alerts?.close();
  await truth?.close();
  const seconds = (performance.now() - started) / 1000;
  tell(
    `\r${made.toLocaleString('en')} alerts in ${seconds.toFixed(1)} s (${Math.round(made / seconds).toLocaleString('en')}/s), ` +
      `${world.campaigns.length} campaigns, ${world.organizations} organizations, ${world.accounts} accounts, seed ${seed}\n`,
  );
}

await main();

import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { SimulatedAlert } from './wire.js';
import type { World } from './world/world.js';

export interface EmitOptions {
  readonly order?: 'time' | 'shuffled';
  /** Alerts a second; as fast as the reader takes them when absent. */
  readonly perSecond?: number;
  /** First position and one past the last, of the whole stream. */
  readonly from?: number;
  readonly to?: number;
  /** Gets the truth of each alert as it leaves, as a line of JSON. */
  readonly onTruth?: (line: string) => void;
}

const CHUNK = 512;

/** NDJSON in chunks of some hundred lines. Stops making alerts while the reader does not ask. */
export async function* alertChunks(world: World, options: EmitOptions = {}): AsyncGenerator<string> {
  const { perSecond, onTruth } = options;
  const started = performance.now();
  const size = perSecond === undefined ? CHUNK : Math.max(1, Math.min(CHUNK, Math.round(perSecond / 20)));
  let sent = 0;
  let lines: string[] = [];
  for (const { alert, truth } of world.lines(options.order ?? 'time', { from: options.from, to: options.to })) {
    onTruth?.(truth);
    lines.push(alert);
    if (lines.length < size) continue;
    sent += lines.length;
    yield `${lines.join('\n')}\n`;
    lines = [];
    if (perSecond !== undefined) {
      const early = (sent / perSecond) * 1000 - (performance.now() - started);
      if (early > 1) await wait(early);
    }
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

/** The same as a byte stream, for a request body or a file. */
export function alertStream(world: World, options: EmitOptions = {}): Readable {
  return Readable.from(alertChunks(world, options), { objectMode: false, highWaterMark: 1 << 20 });
}

/** Arrays of alerts, for `POST /v1/alerts` with a JSON body. */
export function* alertBatches(world: World, size: number, options: EmitOptions = {}): Generator<SimulatedAlert[]> {
  let batch: SimulatedAlert[] = [];
  for (const simulated of world.alerts(options.order ?? 'time', { from: options.from, to: options.to })) {
    batch.push(simulated);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

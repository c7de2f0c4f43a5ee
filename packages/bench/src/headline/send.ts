import type { World } from '@portcullis/simulator';
import type { Counts, Outside } from './outside.js';
import type { PackedMap } from './packed-map.js';

export interface Progress {
  sent: number;
  readonly counts: Counts;
}

const DIRECTORY_RECORDS = 5000;

/** The directory as the provider sends it, before any alert. @returns records that were taken */
export async function sendDirectory(world: World, outside: Outside, told: (sent: number) => void): Promise<number> {
  let lines: string[] = [];
  let sent = 0;
  const flush = async (): Promise<void> => {
    const { rejected } = await outside.directory(`${lines.join('\n')}\n`);
    if (rejected > 0) throw new Error(`${rejected} records of the directory were rejected`);
    sent += lines.length;
    lines = [];
    told(sent);
  };
  for (const record of world.directory()) {
    lines.push(JSON.stringify(record));
    if (lines.length === DIRECTORY_RECORDS) await flush();
  }
  if (lines.length > 0) await flush();
  return sent;
}

interface Detector {
  lines: string[];
  /** What it is sending now: a detector sends one request after the other. */
  busy: Promise<void> | null;
}

/**
 * All alerts in order of time, each detector over a connection of its own, as many at a time as told. Nothing is made
 * ahead of what is being sent but the batch that each detector fills.
 * @param truth gets the true cluster of each alert as it leaves
 */
export async function sendAlerts(
  world: World,
  outside: Outside,
  { batch, atOnce, truth, progress }: { batch: number; atOnce: number; truth: PackedMap; progress: Progress },
): Promise<void> {
  const detectors = new Map<string, Detector>();
  const running = new Set<Promise<void>>();
  let fault: unknown;

  const post = async (lines: readonly string[]): Promise<void> => {
    const counts = await outside.alerts(`${lines.join('\n')}\n`);
    for (const name of Object.keys(progress.counts) as (keyof Counts)[]) progress.counts[name] += counts[name];
    progress.sent += lines.length;
    if (counts.rejected > 0) throw new Error(`${counts.rejected} alerts were rejected`);
  };
  const begin = (detector: Detector): void => {
    const { lines } = detector;
    detector.lines = [];
    const sending = post(lines)
      .catch((thrown: unknown) => {
        fault ??= thrown;
      })
      .finally(() => {
        running.delete(sending);
        detector.busy = null;
      });
    detector.busy = sending;
    running.add(sending);
  };
  const send = async (detector: Detector): Promise<void> => {
    if (detector.busy) await detector.busy;
    while (running.size >= atOnce) await Promise.race(running);
    if (fault) throw fault;
    begin(detector);
  };

  for (const { alert, truth: row } of world.lines('time')) {
    const serial = world.serialOf(between(row, '"alertId":"'));
    if (serial === null) throw new Error(`An alert without a running number: ${row}`);
    truth.set(serial, between(row, '"cluster":"'));
    const name = between(row, '"detector":"');
    let detector = detectors.get(name);
    if (!detector) {
      detector = { lines: [], busy: null };
      detectors.set(name, detector);
    }
    detector.lines.push(alert);
    if (detector.lines.length >= batch) await send(detector);
  }
  for (const detector of detectors.values()) if (detector.lines.length > 0) await send(detector);
  await Promise.all(running);
  if (fault) throw fault;
}

/** The text of a field whose value holds no quotation mark: reading thirty million rows as JSON takes minutes. */
function between(row: string, before: string): string {
  const from = row.indexOf(before) + before.length;
  return row.slice(from, row.indexOf('"', from));
}

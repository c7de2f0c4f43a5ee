import { bucketOf } from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';

/** Metrics that are only counted in cells: flows into and out of a stock, alerts, durations. */
export type CellMetric =
  | 'alerts'
  | 'labelled'
  | 'backlog'
  | 'effect'
  | 'resting'
  | 'time_to_decision'
  | 'time_to_first_review';

interface Cell {
  metric: string;
  at: number;
  route: string;
  queue: string;
  detector: string;
  version: string;
  kind: string;
  bucket: number;
  n: number;
  total: number;
}
export type Dimensions = Partial<Pick<Cell, 'route' | 'queue' | 'detector' | 'version' | 'kind' | 'bucket' | 'total'>>;

const HOUR = 3_600_000;
const DAY = 86_400_000;
/** The sum over a dimension, kept where adding it up for each reading would cost. */
export const ALL = '*';

/** What a batch adds to the cells of each hour. */
export class Cells {
  private readonly cells = new Map<string, Cell>();

  add(metric: string, at: Date, n: number, of: Dimensions = {}): void {
    const { route = '', queue = '', detector = '', version = '', kind = '', bucket = 0, total = 0 } = of;
    const hour = Math.floor(at.getTime() / HOUR) * HOUR;
    const key = `${metric}\u0000${hour}\u0000${route}\u0000${queue}\u0000${detector}\u0000${version}\u0000${kind}\u0000${bucket}`;
    const cell = this.cells.get(key);
    if (cell) {
      cell.n += n;
      cell.total += total;
    } else this.cells.set(key, { metric, at: hour, route, queue, detector, version, kind, bucket, n, total });
  }

  addDuration(metric: CellMetric, at: Date, ms: number, { route, queue }: Dimensions): void {
    const bucket = bucketOf(ms);
    this.add(metric, at, 1, { route, queue, bucket, total: ms });
    this.add(metric, at, 1, { route: ALL, queue: ALL, bucket, total: ms });
  }

  addAlerts(at: Date, n: number, { route, detector, version }: Dimensions): void {
    this.add('alerts', at, n, { route, detector, version });
    this.add('alerts', at, n, { route, detector: ALL, version: ALL });
    this.add('alerts', at, n, { route: ALL, detector, version });
  }

  /** `kind` is verdict and source, such as `false_positive/appeal`. */
  addLabelled(at: Date, n: number, { route, detector, version, kind }: Dimensions): void {
    this.add('labelled', at, n, { route, detector, version, kind });
    this.add('labelled', at, n, { route: ALL, detector, version, kind });
  }

  async write(tx: Tx): Promise<void> {
    const hours = [...this.cells.values()];
    if (hours.length === 0) return;
    await add(tx, 'rollup_hour', hours);
    const days = new Map<string, Cell>();
    for (const [key, cell] of this.cells) {
      const at = Math.floor(cell.at / DAY) * DAY;
      const dayKey = key.replace(`\u0000${cell.at}\u0000`, `\u0000${at}\u0000`);
      const day = days.get(dayKey);
      if (day) {
        day.n += cell.n;
        day.total += cell.total;
      } else days.set(dayKey, { ...cell, at });
    }
    await add(tx, 'rollup_day', [...days.values()]);
  }
}

// A cell that comes to nothing stays, so that the same history gives the same rows whatever the batches.
async function add(tx: Tx, table: 'rollup_hour' | 'rollup_day', cells: readonly Cell[]): Promise<void> {
  await tx.prepared(
    `add-to-${table}`,
    `insert into ${table} as r (metric, at, route, queue, detector, version, kind, bucket, n, total)
     select metric, to_timestamp(at / 1000), route, queue, detector, version, kind, bucket, n, total
     from unnest($1::text[], $2::float8[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::smallint[], $9::bigint[], $10::bigint[])
       as c(metric, at, route, queue, detector, version, kind, bucket, n, total)
     on conflict (metric, at, route, queue, detector, version, kind, bucket)
     do update set n = r.n + excluded.n, total = r.total + excluded.total`,
    [
      cells.map((cell) => cell.metric),
      cells.map((cell) => cell.at),
      cells.map((cell) => cell.route),
      cells.map((cell) => cell.queue),
      cells.map((cell) => cell.detector),
      cells.map((cell) => cell.version),
      cells.map((cell) => cell.kind),
      cells.map((cell) => cell.bucket),
      cells.map((cell) => cell.n),
      cells.map((cell) => Math.round(cell.total)),
    ],
  );
}

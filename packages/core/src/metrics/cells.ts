import { bucketOf } from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';

/** Durations, whose cells have a bucket. */
export const DURATION_METRICS = ['time_to_decision', 'time_to_first_review'] as const;
export type DurationMetric = (typeof DURATION_METRICS)[number];
/** `_left`: how long what went without the event had waited; `_back`: how long what came back had. */
export type DurationCells = DurationMetric | `${DurationMetric}_left` | `${DurationMetric}_back`;

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
const WEEK = 7 * DAY;
/** The epoch began on a Thursday; weeks begin on Monday. */
const FIRST_MONDAY = 4 * DAY;

/** What a batch adds to the cells. */
export class Cells {
  private readonly hours = new Map<string, Cell>();
  private readonly days = new Map<string, Cell>();
  private readonly weeks = new Map<string, Cell>();

  add(metric: string, at: Date, n: number, of: Dimensions = {}): void {
    addTo(this.hours, HOUR, metric, at, n, of);
    this.addToDayAndWeek(metric, at, n, of);
  }

  addToDayAndWeek(metric: string, at: Date, n: number, of: Dimensions): void {
    addTo(this.days, DAY, metric, at, n, of);
    addTo(this.weeks, WEEK, metric, at, n, of);
  }

  /** For what is only read by the day: an hour of a detector holds too little for a sum of it to spare anything. */
  addToDay(metric: string, at: Date, n: number, of: Dimensions): void {
    addTo(this.days, DAY, metric, at, n, of);
  }

  // What is asked for with and without a narrowing is kept twice, under two names: a reading walks just what it adds up.

  /** @param metric one of how long something took, or of how long it had waited when it came or went */
  addDuration(metric: DurationCells, at: Date, ms: number, { route, queue }: Dimensions): void {
    const bucket = bucketOf(ms);
    this.add(metric, at, 1, { bucket, total: ms });
    this.add(`${metric}_by_place`, at, 1, { route, queue, bucket, total: ms });
  }

  addAlerts(at: Date, n: number, { route, detector, version }: Dimensions): void {
    this.add('alerts', at, n, { route });
    this.addToDay('alerts_by_detector', at, n, { detector, version });
    this.addToDay('alerts_by_both', at, n, { route, detector, version });
  }

  /** `kind` is verdict and source, such as `false_positive/appeal`. */
  addLabelled(at: Date, n: number, { route, detector, version, kind }: Dimensions): void {
    this.addToDay('labelled', at, n, { detector, version, kind });
    this.addToDay('labelled_by_route', at, n, { route, detector, version, kind });
  }

  async write(tx: Tx): Promise<void> {
    await addCells(tx, 'rollup_hour', this.hours);
    await addCells(tx, 'rollup_day', this.days);
    await addCells(tx, 'rollup_week', this.weeks);
  }
}

function addTo(cells: Map<string, Cell>, width: number, metric: string, at: Date, n: number, of: Dimensions): void {
  const { route = '', queue = '', detector = '', version = '', kind = '', bucket = 0, total = 0 } = of;
  const shift = width === WEEK ? FIRST_MONDAY : 0;
  const start = Math.floor((at.getTime() - shift) / width) * width + shift;
  const key = `${metric}\u0000${start}\u0000${route}\u0000${queue}\u0000${detector}\u0000${version}\u0000${kind}\u0000${bucket}`;
  const cell = cells.get(key);
  if (cell) {
    cell.n += n;
    cell.total += total;
  } else cells.set(key, { metric, at: start, route, queue, detector, version, kind, bucket, n, total });
}

// A cell that comes to nothing stays, so that the same history gives the same rows whatever the batches.
async function addCells(
  tx: Tx,
  table: 'rollup_hour' | 'rollup_day' | 'rollup_week',
  byKey: ReadonlyMap<string, Cell>,
): Promise<void> {
  if (byKey.size === 0) return;
  // In the order of the table's key, so that neighbours meet in one page.
  const cells = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
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

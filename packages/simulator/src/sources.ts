import type { AlertSource } from './group.js';
import { permutation } from './permutation.js';

/** One alert of a stream, not yet made. */
export interface Position {
  readonly source: AlertSource;
  readonly index: number;
}

export interface Range {
  /** First position and one past the last, of the whole stream; for splitting work among processes. */
  readonly from?: number;
  readonly to?: number;
}

export function totalOf(sources: readonly AlertSource[]): number {
  return sources.reduce((sum, source) => sum + source.count, 0);
}

/** All alerts in order of `observedAt`: a merge of sources that are each in order. */
export function* inOrderOfTime(
  sources: readonly AlertSource[],
  { from = 0, to = Infinity }: Range = {},
): Generator<Position> {
  const heap: { time: number; index: number; source: AlertSource }[] = [];
  for (const source of sources) if (source.count > 0) heap.push({ time: source.timeOf(0), index: 0, source });
  for (let i = (heap.length >> 1) - 1; i >= 0; i -= 1) sink(i);
  for (let position = 0; heap.length > 0 && position < to; position += 1) {
    const top = heap[0] as (typeof heap)[number];
    if (position >= from) yield { source: top.source, index: top.index };
    top.index += 1;
    if (top.index < top.source.count) {
      top.time = top.source.timeOf(top.index);
    } else {
      const last = heap.pop() as (typeof heap)[number];
      if (heap.length === 0) return;
      heap[0] = last;
    }
    sink(0);
  }

  function sink(at: number): void {
    const item = heap[at] as (typeof heap)[number];
    let hole = at;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as typeof item).time < (heap[child] as typeof item).time)
        child += 1;
      if ((heap[child] as typeof item).time >= item.time) break;
      heap[hole] = heap[child] as typeof item;
      hole = child;
    }
    heap[hole] = item;
  }
}

/** All alerts in a seeded random order, each made when its turn comes: constant memory at any size. */
export function* shuffled(
  sources: readonly AlertSource[],
  seed: number,
  { from = 0, to = Infinity }: Range = {},
): Generator<Position> {
  const total = totalOf(sources);
  const order = permutation(total, seed);
  const starts: number[] = [];
  let sum = 0;
  for (const source of sources) {
    starts.push(sum);
    sum += source.count;
  }
  for (let position = from; position < Math.min(total, to); position += 1) {
    const index = order(position);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= index) low = middle;
      else high = middle - 1;
    }
    yield { source: sources[low] as AlertSource, index: index - (starts[low] as number) };
  }
}

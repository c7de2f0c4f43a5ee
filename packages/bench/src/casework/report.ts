import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';

export interface Latencies {
  n: number;
  p50: number;
  p90: number;
  p99: number;
  max: number;
}

/** Milliseconds, by rank. */
export function latenciesOf(milliseconds: readonly number[]): Latencies {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { n: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

export const machineNow = () => ({
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  node: process.version,
  /** Of the last minute: what else ran here decides what a figure is worth. */
  load: loadavg()[0],
});

export function printLatencies(label: string, { n, p50, p90, p99, max }: Latencies): void {
  const cells = [p50, p90, p99, max].map((ms) => ms.toFixed(1).padStart(9)).join('');
  console.log(`${label.padEnd(26)}${String(n).padStart(8)}${cells}`);
}
export const LATENCY_HEAD = `${'milliseconds'.padEnd(26)}${'n'.padStart(8)}${['p50', 'p90', 'p99', 'max'].map((w) => w.padStart(9)).join('')}`;

export function writeJson(file: string, result: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}

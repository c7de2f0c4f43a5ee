import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSet } from './data-set.js';

/** How the columns of FEBRL become indicators: with our own types, or with names that nobody described. */
export type FebrlTypes = 'ours' | 'generic';

const fileIn = (directory: string): string => join(directory, 'dataset3.csv');
export const hasFebrl = (directory: string): boolean => existsSync(fileIn(directory));

/** @returns null when the data set is not there */
export function febrlSet(directory: string, types: FebrlTypes): DataSet | null {
  if (!hasFebrl(directory)) return null;
  const [head, ...lines] = readFileSync(fileIn(directory), 'utf8').trim().split(/\r?\n/);
  const names = (head as string).split(',').map((name) => name.trim());
  const alerts: DataSet['alerts'][number][] = [];
  const truth = new Map<string, string>();
  for (const line of lines) {
    const cells = line.split(',').map((cell) => cell.trim());
    const record = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
    const id = record.rec_id as string;
    const indicators = (types === 'ours' ? ourIndicators : genericIndicators)(record);
    alerts.push({ id, subject: { kind: 'account', id }, indicators, observedAt: 0 });
    truth.set(id, /^rec-(\d+)-/.exec(id)?.[1] as string);
  }
  return {
    name: `FEBRL 3, ${types === 'ours' ? 'as alerts' : 'generic types'}`,
    alerts,
    truth,
    hubs: [],
    keyTypes: [...new Set(alerts.flatMap(({ indicators }) => indicators.map(({ type }) => type)))],
  };
}

type FebrlRecord = Record<string, string>;
const filled = (indicators: { type: string; value: string }[]) => indicators.filter(({ value }) => value.trim() !== '');
const words = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ');

const ourIndicators = (r: FebrlRecord) =>
  filled([
    { type: 'payment_instrument', value: r.soc_sec_id ?? '' },
    { type: 'owner_name', value: words(r.given_name, r.surname) },
    { type: 'registered_address', value: words(r.street_number, r.address_1, r.suburb, r.postcode) },
    { type: 'birth_date', value: r.date_of_birth ?? '' },
    { type: 'region', value: r.state ?? '' },
  ]);

const genericIndicators = (r: FebrlRecord) =>
  filled(Object.entries(r).flatMap(([type, value]) => (type === 'rec_id' ? [] : [{ type, value }])));

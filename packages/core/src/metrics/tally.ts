import type { CountRow } from './cell.query.js';
import { encodeMark, type Mark } from './mark.js';
import type { Period } from './period.js';
import type { Horizon } from './snapshot.js';

/** What figures and series are drawn from. */
export interface Scene {
  period: Period;
  horizon: Horizon;
  /** The mark of the whole period under the same narrowing. */
  base: Omit<Mark, 'list' | 'total'>;
  work: readonly CountRow[];
  alerts: readonly CountRow[];
}

/** A token for what there is something to list of. */
export const tokenOf = (mark: Mark): string | null => (mark.total === 0 ? null : encodeMark(mark));

/** Sum of a metric over the period. */
export const totalOf = (rows: readonly CountRow[], metric: string, keys?: readonly string[]): number =>
  rows.reduce((sum, row) => sum + (row.metric === metric && (!keys || keys.includes(row.key)) ? row.n : 0), 0);

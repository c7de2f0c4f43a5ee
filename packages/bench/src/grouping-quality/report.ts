import type { DataSet } from './data-set.js';
import type { Result } from './evaluate.js';

const share = (value: number): string => value.toFixed(4);

const COLUMNS: readonly [head: string, cell: (result: Result) => string | number][] = [
  ['pair P', ({ pairwise }) => share(pairwise.precision)],
  ['pair R', ({ pairwise }) => share(pairwise.recall)],
  ['pair F1', ({ pairwise }) => share(pairwise.f1)],
  ['B³ P', ({ bcubed }) => share(bcubed.precision)],
  ['B³ R', ({ bcubed }) => share(bcubed.recall)],
  ['B³ F1', ({ bcubed }) => share(bcubed.f1)],
  ['macro P', ({ macroBcubed }) => share(macroBcubed.precision)],
  ['macro R', ({ macroBcubed }) => share(macroBcubed.recall)],
  ['macro F1', ({ macroBcubed }) => share(macroBcubed.f1)],
  ['splits', ({ splitsToRepair }) => splitsToRepair],
  ['merges', ({ mergesToRepair }) => mergesToRepair],
  ['cases', ({ predictedClusters }) => predictedClusters],
  ['a/case', ({ alertsPerCase }) => alertsPerCase.toFixed(1)],
  ['innoc.', ({ innocentsInCampaigns }) => innocentsInCampaigns ?? '–'],
  ['s', ({ seconds }) => seconds.toFixed(2)],
];

/** A line for each method, then what our own got most wrong. */
export function linesOf(set: Pick<DataSet, 'name' | 'alerts'>, results: readonly Result[]): string[] {
  const line = (first: string, cells: readonly (string | number)[]) =>
    `${first.slice(0, 33).padEnd(34)}${cells.map((cell) => `${cell}`.padStart(9)).join('')}`;
  const worst = results.flatMap((result) => result.worst ?? []);
  return [
    `${set.name}: ${set.alerts.length.toLocaleString('en')} alerts`,
    line(
      'method',
      COLUMNS.map(([head]) => head),
    ),
    ...results.map((result) =>
      line(
        result.method,
        COLUMNS.map(([, cell]) => cell(result)),
      ),
    ),
    ...(worst.length > 0 ? ['  what went most wrong:'] : []),
    ...worst.map(({ kind, wrongPairs, alerts, parts, explanation }) => {
      const sizes = parts.map(({ name, alerts: n }) => `${name} ${n}`).join(', ');
      return `  - ${kind}, ${wrongPairs.toLocaleString('en')} pairs of ${alerts} alerts (${sizes}). ${explanation}`;
    }),
  ];
}

import { Checkbox } from '@mantine/core';
import type { DataColumn } from '@portcullis/ui';
import { useCallback, useState } from 'react';
import { type Selection, selectionWords, toggled } from './selection.js';

export interface Picking<Row> {
  readonly selected: Selection<Row>;
  readonly toggle: (row: Row) => void;
  readonly clear: () => void;
  /** For a live line beside the list. */
  readonly told: string;
}

/** @param rows what the list shows; left out while it is read */
export function useSelection<Row>(rows: readonly Row[] | undefined, keyOf: (row: Row) => string): Picking<Row> {
  const [selected, setSelected] = useState<Selection<Row>>(new Map());
  const toggle = useCallback((row: Row) => setSelected((before) => toggled(before, keyOf(row), row)), [keyOf]);
  const clear = useCallback(() => setSelected(new Map()), []);
  return { selected, toggle, clear, told: selectionWords(selected, rows ? rows.map(keyOf) : selected.keys()) };
}

/** A box in each row for the mouse; the list itself has the key for it. */
export function pickColumn<Row>(
  { selected, toggle }: Pick<Picking<Row>, 'selected' | 'toggle'>,
  keyOf: (row: Row) => string,
  nameOf: (row: Row) => string,
): DataColumn<Row> {
  return {
    key: 'pick',
    header: 'Pick',
    track: '2rem',
    cell: (row) => (
      <Checkbox
        tabIndex={-1}
        aria-label={`Select ${nameOf(row)}`}
        checked={selected.has(keyOf(row))}
        onChange={() => toggle(row)}
      />
    ),
  };
}

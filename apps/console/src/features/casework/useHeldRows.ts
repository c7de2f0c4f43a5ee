import { holdStill } from '@portcullis/ui';
import { useRef, useState } from 'react';

/**
 * Keeps a live list from moving under the cursor: known rows take their new content where they stand, new ones are
 * counted until the reader asks for them. A change of `what` (another filter) starts afresh; more pages are appended.
 */
export function useHeldRows<Row>(
  what: string,
  fresh: readonly Row[] | undefined,
  pages: number,
  key: (row: Row) => string,
): { rows: readonly Row[]; arrived: number; show: () => void } {
  const held = useRef<{ what: string; pages: number; rows: readonly Row[] } | null>(null);
  const [, redraw] = useState(0);
  if (fresh === undefined)
    return { rows: held.current?.what === what ? held.current.rows : [], arrived: 0, show: () => {} };
  const start =
    held.current === null ||
    held.current.what !== what ||
    held.current.pages !== pages ||
    held.current.rows.length === 0;
  if (start) held.current = { what, pages, rows: fresh };
  const { rows, arrived } = holdStill(held.current?.rows ?? fresh, fresh, key);
  held.current = { what, pages, rows };
  return {
    rows,
    arrived: arrived.length,
    show: () => {
      held.current = { what, pages, rows: fresh };
      redraw((count) => count + 1);
    },
  };
}

/** Where a key takes the cursor in a list; undefined when the key means nothing here or the list is empty. */
export function moveCursor(keys: readonly string[], current: string | null, key: string): string | undefined {
  if (keys.length === 0) return undefined;
  const at = current === null ? -1 : keys.indexOf(current);
  const last = keys.length - 1;
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return keys[Math.min(last, at + 1)];
    case 'k':
    case 'ArrowUp':
      return keys[Math.max(0, at - 1)];
    case 'Home':
      return keys[0];
    case 'End':
      return keys[last];
    case 'PageDown':
      return keys[Math.min(last, Math.max(at, 0) + 10)];
    case 'PageUp':
      return keys[Math.max(0, at - 10)];
    default:
      return undefined;
  }
}

/**
 * Merges a fresh page into what is shown without moving the row under the cursor: rows that are known keep their
 * order and take their new content, unknown ones wait. Returns what to show and what is new.
 */
export function holdStill<Row>(
  shown: readonly Row[],
  fresh: readonly Row[],
  key: (row: Row) => string,
): { rows: Row[]; arrived: Row[] } {
  const freshByKey = new Map(fresh.map((row) => [key(row), row]));
  const known = new Set(shown.map(key));
  return {
    rows: shown.map((row) => freshByKey.get(key(row)) ?? row),
    arrived: fresh.filter((row) => !known.has(key(row))),
  };
}

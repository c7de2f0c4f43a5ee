/** Where a page ended: the sort key of its last row, opaque to whoever carries it. */
export type CursorPart = string | number;

export const encodeCursor = (parts: readonly CursorPart[]): string =>
  Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');

/** @returns null when the text is not a cursor with these kinds of parts */
export function decodeCursor(text: string, kinds: readonly ('number' | 'string')[]): CursorPart[] | null {
  if (text.length > 1000) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (fault) {
    if (fault instanceof SyntaxError) return null;
    throw fault;
  }
  if (!Array.isArray(parsed) || parsed.length !== kinds.length) return null;
  return parsed.every((part, index) => typeof part === kinds[index]) ? (parsed as CursorPart[]) : null;
}

export interface Page<Row> {
  rows: Row[];
  endCursor: string | null;
  hasNextPage: boolean;
}

/** Makes a page of rows that were read with one more than was asked for. */
export function pageOf<Row>(rows: Row[], first: number, cursor: (last: Row) => readonly CursorPart[]): Page<Row> {
  const shown = rows.slice(0, first);
  const last = shown.at(-1);
  return { rows: shown, endCursor: last ? encodeCursor(cursor(last)) : null, hasNextPage: rows.length > first };
}

export const clamp = (value: number, most: number): number => Math.max(1, Math.min(most, Math.trunc(value) || 1));

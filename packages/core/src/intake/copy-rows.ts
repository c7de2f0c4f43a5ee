import type pg from 'pg';
import { from } from 'pg-copy-streams';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what COPY gives a meaning
const SPECIAL = /[\\\u0008-\u000d]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const ALL_SPECIAL = /[\\\u0008-\u000d]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\u000b': '\\v',
  '\f': '\\f',
  '\r': '\\r',
};

/** A text in COPY's text format. */
export const copyText = (value: string | null): string => {
  if (value === null) return '\\N';
  return SPECIAL.test(value) ? value.replace(ALL_SPECIAL, (character) => ESCAPES[character] as string) : value;
};

/** A JSON text without white space between its parts: it holds no control character, only backslashes. */
export const copyJson = (json: string): string => (json.includes('\\') ? json.replaceAll('\\', '\\\\') : json);

/** Sends rows in COPY's text format, each ended by a line feed, and waits until the server has them. */
export async function copyRows(client: pg.PoolClient, sql: string, rows: string): Promise<void> {
  const stream = client.query(from(sql));
  await new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve);
    stream.once('error', reject);
    stream.end(Buffer.from(rows, 'utf8'));
  });
}

/** The one function of the package that is used here; it brings no types of its own. */
declare module 'pg-copy-streams' {
  import type { Writable } from 'node:stream';

  /** Submit it with `client.query(…)`, write rows, end it; `finish` comes when the server has taken them. */
  export function from(sql: string): Writable & { rowCount: number };
}

import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';

/** All tables that intake writes for an alert. */
export const TABLES = ['alert', 'alert_identity', 'alert_occurrence', 'alert_pending'] as const;

export type Rows = Record<(typeof TABLES)[number], Buffer[]>;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What intake left in its tables, in COPY's text format. */
export function rowsOf(url: string): Promise<Rows> {
  return withClient(url, async (client) => {
    const rows = {} as Rows;
    for (const table of TABLES) {
      const chunks: Buffer[] = [];
      const stream = client.query(to(`copy (select * from ${table}) to stdout`));
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      rows[table] = chunks;
    }
    return rows;
  });
}

/** Writes the same rows with nothing but COPY, table by table, in one transaction. @returns seconds */
export function copyBack(url: string, rows: Rows): Promise<number> {
  return withClient(url, async (client) => {
    const begun = performance.now();
    await client.query('begin');
    for (const table of TABLES) {
      const stream = client.query(from(`copy ${table} from stdin`));
      await pipeline(rows[table], stream);
    }
    await client.query('commit');
    return (performance.now() - begun) / 1000;
  });
}

/** Empties what intake writes. */
export function clear(superuserUrl: string): Promise<void> {
  return withClient(superuserUrl, async (client) => {
    await client.query(
      `truncate ${TABLES.join(', ')}, alert_rejected, intake_counter, event, event_body, event_unsealed`,
    );
    await client.query('checkpoint');
  });
}

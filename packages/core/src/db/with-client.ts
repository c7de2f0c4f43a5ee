import { SteadyClient } from './steady-client.js';

export interface SqlClient {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[] }>;
}

/** One session outside any pool, for what needs to stay on the same one, such as a foreign library's migrations. */
export async function withClient<T>(url: string, work: (client: SqlClient) => Promise<T>): Promise<T> {
  const client = new SteadyClient({ connectionString: url });
  await client.connect();
  try {
    return await work(client as SqlClient);
  } finally {
    await client.end();
  }
}

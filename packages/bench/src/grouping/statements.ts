import pg from 'pg';

/** Settings of a server that keeps count of its statements. */
export const COUNTING_STATEMENTS = { shared_preload_libraries: 'pg_stat_statements' };

/** Statements that took longest altogether, since the last call. @param url of a superuser */
export async function printStatements(url: string, most = 25): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('create extension if not exists pg_stat_statements');
    const { rows } = await client.query<{ total: number; calls: number; rows: number; wal: number; query: string }>(
      `select total_exec_time as total, calls::int, rows::int, (wal_bytes / 1048576)::float8 as wal, query
       from pg_stat_statements order by total_exec_time desc limit $1`,
      [most],
    );
    console.log('  seconds    calls      rows   WAL MB  statement');
    for (const { total, calls, rows: touched, wal, query } of rows) {
      const cells = [(total / 1000).toFixed(1).padStart(9), `${calls}`.padStart(9), `${touched}`.padStart(10)].join('');
      console.log(`${cells}${wal.toFixed(0).padStart(9)}  ${query.replace(/\s+/g, ' ').trim().slice(0, 130)}`);
    }
    await client.query('select pg_stat_statements_reset()');
  } finally {
    await client.end();
  }
}

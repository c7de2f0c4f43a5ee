import 'reflect-metadata';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { instantParser } from './instant-parser.js';
import { migrations } from './migrations/index.js';
import { SteadyClient } from './steady-client.js';

// bigint columns hold counts and positions far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(
  pg.types.builtins.TIMESTAMPTZ,
  instantParser(pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)),
);

export interface DatabaseOptions {
  /** `postgres://role:password@host:port/database`, with `?host=/directory` for a local socket. */
  url: string;
  poolSize?: number;
  applicationName?: string;
}

/** Opens a pool. The caller ends it with `dataSource.destroy()`. */
export async function openDatabase({
  url,
  poolSize = 10,
  applicationName = 'portcullis',
}: DatabaseOptions): Promise<DataSource> {
  const socketDirectory = new URL(url).searchParams.get('host');
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    poolSize,
    applicationName,
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
    logging: false,
    extra: {
      max: poolSize,
      options: '-c timezone=UTC',
      Client: SteadyClient,
      ...(socketDirectory ? { host: socketDirectory } : {}),
    },
  });
  return dataSource.initialize();
}

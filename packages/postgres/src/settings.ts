import { totalmem } from 'node:os';

export type PostgresSettings = Record<string, string | number | boolean>;

const gibibyte = 1024 ** 3;

/**
 * Tuned for one machine on which the application runs too. What protects data stays on: `synchronous_commit`, `fsync`
 * and full page writes are PostgreSQL's defaults, and only throw-away test servers turn them off.
 */
export function settingsForOneMachine(): PostgresSettings {
  // In a container, what that may have; 0 where nobody says.
  const memory = Math.min(totalmem(), process.constrainedMemory() || totalmem()) / gibibyte;
  return {
    max_connections: 200,
    // Indexes in random order are what intake writes most: what does not fit is written and read again. With all that
    // runs beside it 4 GB are to be enough.
    shared_buffers: memory >= 15 ? '1792MB' : memory >= 8 ? '512MB' : '256MB',
    effective_cache_size: memory >= 15 ? `${Math.round(memory / 3)}GB` : memory >= 8 ? '4GB' : '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    // After a checkpoint each page is logged whole once: the fewer checkpoints, the better. Of a quiet system the log
    // stays small. `wal_compression` stays off: these binaries know only pglz, which doubles what writing to an index in
    // random order costs and saves nothing there.
    max_wal_size: memory >= 15 ? '8GB' : '4GB',
    min_wal_size: '512MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: 0.9,
    // Statements here are short and many: compiling them costs more than it saves, and its library is not shipped.
    jit: 'off',
    random_page_cost: 1.1,
    autovacuum_naptime: '15s',
    // While tables grow from nothing, statistics a tenth behind were gathered all the time: a tenth of a core.
    autovacuum_analyze_scale_factor: 0.3,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %u@%d ',
    log_min_duration_statement: '2s',
    idle_in_transaction_session_timeout: '60s',
  };
}

/** For a server whose data nobody will miss: faster, and a power cut may ruin it. */
export const throwAwaySettings: PostgresSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '256MB',
  max_connections: 300,
  autovacuum_naptime: '60s',
  // Creating a database from the template copies file by file instead of through the log.
  file_copy_method: 'copy',
  max_wal_size: '2GB',
};

export function asArguments(settings: PostgresSettings): string[] {
  return Object.entries(settings).flatMap(([key, value]) => [
    '-c',
    `${key}=${typeof value === 'boolean' ? (value ? 'on' : 'off') : value}`,
  ]);
}

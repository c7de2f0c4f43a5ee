/** Why PostgreSQL could not be started, in one sentence that a person can act on. */
export class PostgresStartError extends Error {
  override name = 'PostgresStartError';
}

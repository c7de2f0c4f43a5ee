import pg from 'pg';

/**
 * A connection that may break while nobody holds it. Between a pool and its next owner a client has no listener for a
 * moment; PostgreSQL's last words in that moment ("terminating connection due to unexpected postmaster exit") would end
 * the whole process. Whoever holds it learns of the break by the next statement, and the pool drops it.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

// BullMQ takes the class from the driver for its client that listens, and hears of its end only after it has signed in.
pg.Client = SteadyClient;

import pg from 'pg';

/**
 * A connection that may break while nobody holds it. Between a pool and its next owner a client has no listener for a
 * moment; PostgreSQL's last words in that moment ("terminating connection due to unexpected postmaster exit") would end
 * the whole process. Whoever holds it learns of the break by the next statement, and the pool drops it.
 */
export class SteadyClient extends pg.Client {
  protected broken: Error | undefined;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', (fault) => {
      this.broken ??= fault;
    });
  }
}

/**
 * A connection outside any pool. Whoever listens for its break after that has happened is told all the same: one that
 * only waits for notifications would otherwise be taken for alive for ever.
 */
export class SteadyLoneClient extends SteadyClient {
  override on(event: string, listener: (...given: never[]) => void): this {
    super.on(event as 'error', listener as (fault: Error) => void);
    const { broken } = this;
    if (event === 'error' && broken) setImmediate(() => listener.call(this, broken as never));
    return this;
  }
}

// BullMQ takes the class from the driver for its client that listens, and looks after its end only once it has signed in.
pg.Client = SteadyLoneClient;

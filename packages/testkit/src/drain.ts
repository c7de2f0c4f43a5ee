import pg from 'pg';

/** What may still wait to be done, each as a count. */
const waiting = {
  'outbox rows': `select count(*) from outbox where completed_at is null and failed_at is null and not_before <= now()`,
  'alerts to be grouped': 'select count(*) from alert_pending',
  'deliveries that are due': `select count(*) from delivery where state = 'pending' and next_attempt_at <= now()`,
  'events to be sealed': 'select count(*) from event_unsealed',
};

/**
 * Waits until a running worker has nothing left to do on this database, so that no test has to sleep.
 * @param url any role that may read: app or superuser
 * @throws when something still waits after `limitMs`, naming it
 */
export async function drain(
  url: string,
  { limitMs = 30_000, except = [] as (keyof typeof waiting)[] } = {},
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const deadline = Date.now() + limitMs;
    const asked = Object.entries(waiting).filter(([name]) => !(except as string[]).includes(name));
    const sql = `select ${asked.map(([name, query]) => `(${query})::int as "${name}"`).join(', ')}`;
    for (let quiet = 0; quiet < 2; ) {
      const counts = (await client.query<Record<string, number>>(sql)).rows[0] ?? {};
      const left = Object.entries(counts).filter(([, count]) => count > 0);
      // Twice in a row: between two steps of the same work there is a moment with nothing to see.
      quiet = left.length === 0 ? quiet + 1 : 0;
      if (left.length > 0 && Date.now() > deadline) {
        throw new Error(
          `Still waiting after ${limitMs / 1000} s: ${left.map(([name, count]) => `${count} ${name}`).join(', ')}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  } finally {
    await client.end();
  }
}

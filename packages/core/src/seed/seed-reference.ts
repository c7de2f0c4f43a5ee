import type { DataSource } from 'typeorm';
import { CLAUSES, POLICY_VERSION, QUEUES } from './reference-data.js';

/**
 * Queues and policy that a new installation starts with. What a person has changed since is left alone.
 * @param app a pool with the app role
 */
export async function seedReference(app: DataSource): Promise<void> {
  await app.transaction(async (manager) => {
    for (const [position, queue] of QUEUES.entries()) {
      await manager.query(
        `insert into queue (id, name, position, routes, sla_minutes) values ($1, $2, $3, $4, $5) on conflict (id) do nothing`,
        [queue.id, queue.name, position, queue.routes, JSON.stringify(queue.slaMinutes)],
      );
    }
    await manager.query(
      `insert into policy_version (id, title, effective_from) values ($1, $2, $3) on conflict (id) do nothing`,
      [POLICY_VERSION.id, POLICY_VERSION.title, POLICY_VERSION.effectiveFrom],
    );
    for (const clause of CLAUSES) {
      await manager.query(
        `insert into policy_clause (id, policy_version, title, body, routes) values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [clause.id, POLICY_VERSION.id, clause.title, clause.body, clause.routes],
      );
    }
  });
}

import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { DataSource } from 'typeorm';

const LOCK = 7601003;
export const GENESIS = Buffer.alloc(32);

/** A link of the chain: hash of the hash before, the position and the envelope (which holds the body's digest). */
export const linkHash = (previous: Buffer, position: number, envelope: string): Buffer =>
  createHash('sha256').update(previous).update(`|${position}|`).update(envelope, 'utf8').digest();

/**
 * The oldest that are not sealed yet. Each event is looked up for itself (`offset 0`): joined in their order, all that
 * were sealed before are read, whenever the statistics say that there are few.
 */
export const UNSEALED = `
  select u.event_id, e.envelope from (select event_id from event_unsealed order by event_id offset 0) u,
    lateral (select event_envelope(e) as envelope from event e where e.id = u.event_id offset 0) e
  order by u.event_id limit $1`;

/**
 * Takes visible unsealed events in batches and appends them to the chain. One sequencer works at a time;
 * a second one returns 0 at once. Everything that reads along history reads by `position`.
 * @param dataSource a pool with the sequencer role
 * @returns how many events were sealed
 */
export async function sealEvents(dataSource: DataSource, batch = 2000): Promise<number> {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as pg.PoolClient;
    await client.query('begin');
    try {
      const { rows: lock } = await client.query<{ ok: boolean }>('select pg_try_advisory_xact_lock($1) as ok', [LOCK]);
      if (!lock[0]?.ok) {
        await client.query('rollback');
        return 0;
      }
      const { rows } = await client.query<{ event_id: string; envelope: string }>({
        name: 'unsealed',
        text: UNSEALED,
        values: [batch],
      });
      if (rows.length > 0) {
        const { rows: heads } = await client.query<{ position: number; hash: Buffer }>({
          name: 'chain-head',
          text: 'select position, hash from event_chain order by position desc limit 1',
        });
        let position = heads[0]?.position ?? 0;
        let hash = heads[0]?.hash ?? GENESIS;
        const positions: number[] = [];
        const hashes: Buffer[] = [];
        for (const row of rows) {
          position += 1;
          hash = linkHash(hash, position, row.envelope);
          positions.push(position);
          hashes.push(hash);
        }
        const ids = rows.map((row) => row.event_id);
        await client.query({
          name: 'chain-append',
          text: 'insert into event_chain (position, event_id, hash) select * from unnest($1::bigint[], $2::uuid[], $3::bytea[])',
          values: [positions, ids, hashes],
        });
        await client.query({
          name: 'unseal',
          text: 'delete from event_unsealed where event_id = any($1::uuid[])',
          values: [ids],
        });
      }
      await client.query('commit');
      return rows.length;
    } catch (fault) {
      await client.query('rollback');
      throw fault;
    }
  } finally {
    await runner.release();
  }
}

/** Seals until nothing is left. @returns how many events were sealed */
export async function sealAll(dataSource: DataSource): Promise<number> {
  let total = 0;
  for (;;) {
    const sealed = await sealEvents(dataSource);
    total += sealed;
    if (sealed === 0) return total;
  }
}

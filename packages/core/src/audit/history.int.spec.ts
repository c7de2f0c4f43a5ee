import { type PrivateDatabase, privateDatabase } from '@portcullis/testkit';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../db/database.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { sealAll } from './sequencer.js';
import { verifyHistory } from './verify.js';

describe('history', () => {
  let database: PrivateDatabase;
  let app: DataSource;
  let sequencer: DataSource;
  let owner: DataSource;
  let ids: string[];

  beforeAll(async () => {
    database = await privateDatabase();
    app = await openDatabase({ url: database.urls.app });
    sequencer = await openDatabase({ url: database.urls.sequencer, poolSize: 2 });
    owner = await openDatabase({ url: database.urls.owner, poolSize: 2 });
    const uow = new UnitOfWork(app);
    for (let i = 0; i < 12; i += 1) {
      await uow.run(
        { actor: { kind: 'system', id: 'test' }, now: new Date('2026-11-01T00:00:00Z'), requestId: `r${i}` },
        async (tx) => {
          tx.record({
            stage: 'casework',
            kind: 'case.claimed',
            entityKind: 'case',
            entityId: `c${i}`,
            body: { why: `number ${i}` },
          });
        },
      );
    }
    expect(await sealAll(sequencer)).toBe(12);
    ids = (await sequencer.query('select event_id from event_chain order by position')).map(
      (row: { event_id: string }) => row.event_id,
    );
  });
  afterAll(async () => {
    await Promise.all([app, sequencer, owner].map((source) => source?.destroy()));
    await database?.close();
  });

  const altering = async (sql: string, values: unknown[], undo: string, undoValues: unknown[]) => {
    await owner.query(sql, values);
    const report = await verifyHistory(sequencer, null);
    await owner.query(undo, undoValues);
    return report.faults;
  };

  it('is whole after sealing, and its anchor holds', async () => {
    const report = await verifyHistory(sequencer, null);
    expect(report).toMatchObject({ events: 12, faults: [], anchor: 'none', headPosition: 12 });
    const anchored = await verifyHistory(sequencer, { position: 12, hash: report.headHash, at: '' });
    expect(anchored.anchor).toBe('holds');
  });

  it('names the row whose envelope was altered, and no other', async () => {
    const faults = await altering(
      `update event set actor_id = 'someone' where id = $1`,
      [ids[4]],
      `update event set actor_id = 'test' where id = $1`,
      [ids[4]],
    );
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ eventId: ids[4], position: 5, row: 'case.claimed on case c4' });
  });

  it('names the row whose reason was altered', async () => {
    const faults = await altering(
      `update event_body set body = '{"why":"another"}' where event_id = $1`,
      [ids[7]],
      `update event_body set body = '{"why":"number 7"}' where event_id = $1`,
      [ids[7]],
    );
    expect(faults).toEqual([expect.objectContaining({ eventId: ids[7], problem: expect.stringContaining('altered') })]);
  });

  it('finds a removed event, a blanked body, and an event slipped in', async () => {
    const stray = '0190f000-0000-7000-8000-000000000001';
    const slipped = await altering(
      `insert into event select $1, stage, kind, entity_kind, entity_id, case_id, actor_kind, actor_id, automatic, occurred_at, recorded_at, request_id, body_digest from event where id = $2`,
      [stray, ids[0]],
      'delete from event where id = $1',
      [stray],
    );
    expect(slipped).toEqual([expect.objectContaining({ eventId: stray, position: null })]);
    const before = await owner.query('select salt, body::text as body from event_body where event_id = $1', [ids[2]]);
    const blanked = await altering(
      'update event_body set salt = null, body = null where event_id = $1',
      [ids[2]],
      'update event_body set salt = $2, body = $3 where event_id = $1',
      [ids[2], before[0].salt, before[0].body],
    );
    expect(blanked[0]?.problem).toContain('without a recorded erasure');
    await owner.query('delete from event where id = $1', [ids[11]]);
    expect((await verifyHistory(sequencer, null)).faults).toEqual([
      expect.objectContaining({ position: 12, problem: expect.stringContaining('removed') }),
    ]);
  });

  it('finds a chain that was cut or rewritten, by the anchor kept outside', async () => {
    const report = await verifyHistory(sequencer, { position: 40, hash: 'ab'.repeat(32), at: '' });
    expect(report.anchor).toBe('broken');
  });

  it.each(['app', 'portal', 'sequencer', 'queue'] as const)(
    'can be neither altered nor deleted by the role %s',
    async (role) => {
      const source = await openDatabase({ url: database.urls[role], poolSize: 1 });
      try {
        for (const sql of [
          `update event set kind = 'x'`,
          'delete from event',
          'truncate event',
          `update event_body set body = null`,
          'delete from event_body',
          `update event_chain set hash = ''`,
          'delete from event_chain',
        ]) {
          await expect(source.query(sql), sql).rejects.toThrow(/permission denied/);
        }
      } finally {
        await source.destroy();
      }
    },
  );
});

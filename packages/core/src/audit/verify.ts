import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Anchor } from './anchor.js';
import { bodyDigest } from './append.js';
import { GENESIS, linkHash } from './sequencer.js';

/** One row of history that is not what was sealed. */
export interface HistoryFault {
  position: number | null;
  eventId: string;
  /** What a person needs to find it: kind, entity, case. */
  row: string;
  problem: string;
}
export interface VerifyReport {
  events: number;
  erased: number;
  unsealed: number;
  headPosition: number;
  headHash: string;
  anchor: 'none' | 'holds' | 'broken';
  faults: HistoryFault[];
}

interface ChainRow {
  position: number;
  event_id: string;
  hash: Buffer;
  envelope: string | null;
  row_name: string | null;
  salt: Buffer | null;
  body: string | null;
  body_exists: boolean;
  body_digest: Buffer | null;
  erased: boolean;
}

const PAGE = 5000;
const MOST_FAULTS = 50;

/**
 * Reads the whole chain and every row that it covers, and recomputes each hash and digest.
 * Finds: an altered envelope or body, a removed event, a gap, events slipped in past the sequencer,
 * and a chain that was rewritten as a whole (its head does not match the anchor kept outside the database).
 * @param dataSource a pool that may read history (sequencer, app or owner)
 * @param anchor what was written down outside the database, if anything
 */
export async function verifyHistory(
  dataSource: DataSource,
  anchor: Anchor | null,
  onProgress?: (events: number) => void,
): Promise<VerifyReport> {
  const runner = dataSource.createQueryRunner();
  let client: pg.PoolClient | undefined;
  try {
    client = (await runner.connect()) as pg.PoolClient;
    await client.query('begin isolation level repeatable read read only');
    const faults: HistoryFault[] = [];
    const note = (fault: HistoryFault) => void (faults.length < MOST_FAULTS && faults.push(fault));
    let position = 0;
    let hash: Buffer = GENESIS;
    let erased = 0;
    let anchorState: VerifyReport['anchor'] = anchor ? 'broken' : 'none';
    if (anchor?.position === 0) anchorState = 'holds';
    for (;;) {
      const { rows } = await client.query<ChainRow>(PAGE_SQL, [position, PAGE]);
      if (rows.length === 0) break;
      for (const row of rows) {
        if (row.position !== position + 1) {
          note({
            position: row.position,
            eventId: row.event_id,
            row: row.row_name ?? '',
            problem: `positions ${position + 1} to ${row.position - 1} are missing from the chain`,
          });
        }
        position = row.position;
        for (const problem of problemsOf(row, hash))
          note({ position, eventId: row.event_id, row: row.row_name ?? 'row is gone', problem });
        if (row.erased) erased += 1;
        // Go on from what was sealed, so that one altered row is named alone and not all that follow.
        hash = row.hash;
        if (anchor && position === anchor.position)
          anchorState = row.hash.toString('hex') === anchor.hash ? 'holds' : 'broken';
      }
      onProgress?.(position);
    }
    const { rows: stray } = await client.query<{ id: string; row_name: string }>(STRAY_SQL);
    for (const row of stray)
      note({
        position: null,
        eventId: row.id,
        row: row.row_name,
        problem: 'is in history but was never handed to the sequencer',
      });
    const { rows: waiting } = await client.query<{ n: number }>('select count(*) as n from event_unsealed');
    return {
      events: position,
      erased,
      unsealed: waiting[0]?.n ?? 0,
      headPosition: position,
      headHash: hash.toString('hex'),
      anchor: anchorState,
      faults,
    };
  } finally {
    await client?.query('rollback');
    await runner.release();
  }
}

function problemsOf(row: ChainRow, previous: Buffer): string[] {
  if (row.envelope === null) return ['the event was removed from history'];
  const problems: string[] = [];
  if (!linkHash(previous, row.position, row.envelope).equals(row.hash)) {
    problems.push('the event (who, what, when or about what) was altered after it was sealed');
  }
  if (!row.body_exists) problems.push('the body was removed');
  else if (row.body === null || row.salt === null) {
    if (!row.erased) problems.push('the body was blanked without a recorded erasure');
  } else if (row.body_digest && !bodyDigest(row.salt, row.body).equals(row.body_digest)) {
    problems.push('the body (reason, before, after, notes) was altered after it was recorded');
  }
  return problems;
}

const ROW_NAME = `concat_ws(' ', e.kind, 'on', e.entity_kind, e.entity_id, (select 'of case C-' || c.number from case_file c where c.id = e.case_id))`;

const PAGE_SQL = `
  select ch.position, ch.event_id, ch.hash, case when e.id is not null then event_envelope(e) end as envelope,
    ${ROW_NAME} as row_name, b.salt, b.body::text as body, b.event_id is not null as body_exists, e.body_digest,
    (b.event_id is not null and b.body is null and exists (
      select 1 from event x where x.kind = 'event.erased' and x.entity_kind = 'event' and x.entity_id = e.id::text)) as erased
  from event_chain ch left join event e on e.id = ch.event_id left join event_body b on b.event_id = ch.event_id
  where ch.position > $1 order by ch.position limit $2`;

const STRAY_SQL = `
  select e.id, ${ROW_NAME} as row_name from event e
  where not exists (select 1 from event_chain ch where ch.event_id = e.id)
    and not exists (select 1 from event_unsealed u where u.event_id = e.id)
  limit ${MOST_FAULTS}`;

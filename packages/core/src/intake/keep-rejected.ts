import type { Problem } from '@portcullis/contracts';
import { newId } from '../db/ids.js';
import type { Tx } from '../db/unit-of-work.js';
import { digestOf, type RawAlert } from './incoming.js';

export interface Rejected {
  detector: string | null;
  externalId: string | null;
  problem: Problem;
  raw: RawAlert;
}

const KEEP = `
  insert into alert_rejected as r (id, received_at, api_key_id, detector_id, external_id, problem, raw, raw_sha256, raw_length)
  select n.id, $2, $3, n.detector_id, n.external_id, n.problem, n.raw, n.sha256, n.length
  from unnest($1::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::bytea[], $8::bytea[], $9::bigint[])
    as n(id, detector_id, external_id, problem, raw, sha256, length)
  on conflict (raw_sha256, api_key_id) where replayed_at is null
    do update set times = r.times + 1, received_at = excluded.received_at, problem = excluded.problem`;

/** Rows of one statement: their bytes travel in it. */
const PIECE = 200;

/** Keeps what was rejected, for people to look at. What is sent again is counted on its row. */
export async function keepRejected(tx: Tx, keyId: string | null, rejected: readonly Rejected[]): Promise<void> {
  const byDigest = new Map<string, Rejected & { digest: Buffer }>();
  for (const one of rejected) {
    const digest = digestOf(one.raw);
    byDigest.set(digest.toString('hex'), { ...one, digest });
  }
  const rows = [...byDigest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  for (let from = 0; from < rows.length; from += PIECE) {
    const piece = rows.slice(from, from + PIECE);
    await tx.prepared('intake-keep-rejected', KEEP, [
      piece.map(() => newId(tx.context.now)),
      tx.context.now,
      keyId,
      piece.map(({ detector }) => detector),
      piece.map(({ externalId }) => externalId),
      piece.map(({ problem }) => storable(JSON.stringify(problem))),
      piece.map(({ raw }) => Buffer.from(raw.head)),
      piece.map(({ digest }) => digest),
      piece.map(({ raw }) => raw.bytes),
    ]);
  }
}

/** jsonb takes neither NUL nor half a surrogate pair, and a reason may quote what was sent. */
const storable = (json: string): string => json.replace(/\\u(0000|d[89a-f][0-9a-f]{2})/gi, '\\ufffd');

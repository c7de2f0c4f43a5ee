import { Injectable } from '@nestjs/common';
import { clamp, decodeCursor, type Page, pageOf } from '../casework/cursor.js';
import { UnitOfWork } from '../db/unit-of-work.js';

export interface RejectedView {
  id: string;
  receivedAt: Date;
  detector: string | null;
  externalId: string | null;
  problem: unknown;
  /** What was sent, or its beginning; bytes that are no UTF-8 are shown as U+FFFD. */
  raw: string;
  /** Bytes that were sent. */
  rawLength: number;
}

/** What was rejected and waits for somebody to put it right. */
@Injectable()
export class RejectedQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** Newest first. @returns null when the cursor is none of this list */
  async page(first: number, after: string | null): Promise<Page<RejectedView> | null> {
    const limit = clamp(first, 200);
    const key = after === null ? [] : decodeCursor(after, ['number', 'string']);
    if (!key || (key.length > 0 && !/^[0-9a-f-]{36}$/.test(String(key[1])))) return null;
    const rows = await this.uow.read<Omit<RejectedView, 'raw'> & { raw: Buffer }>(
      `select id, received_at as "receivedAt", detector_id as detector, external_id as "externalId", problem, raw, raw_length as "rawLength"
       from alert_rejected where replayed_at is null
         ${key.length > 0 ? 'and (received_at, id) < (to_timestamp($2::double precision / 1000), $3::uuid)' : ''}
       order by received_at desc, id desc limit $1`,
      [limit + 1, ...key],
    );
    return pageOf(
      rows.map((row) => ({ ...row, raw: row.raw.toString('utf8') })),
      limit,
      (last) => [last.receivedAt.getTime(), last.id],
    );
  }
}

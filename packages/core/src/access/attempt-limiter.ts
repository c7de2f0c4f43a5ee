import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';

export interface AttemptLimit {
  /** Attempts in one window. */
  most: number;
  windowMinutes: number;
}

/** Counts attempts per key in the database, so that neither a restart nor a second process forgets them. */
@Injectable()
export class AttemptLimiter {
  constructor(private readonly uow: UnitOfWork) {}

  /**
   * Counts one attempt under each key. Keys are hashed or harmless: they stay in the table for a day.
   * @returns seconds to wait when any key is beyond its limit, else 0
   */
  async count(limits: readonly (AttemptLimit & { key: string })[], now: Date): Promise<number> {
    const windows = limits.map(({ windowMinutes }) => {
      const length = windowMinutes * 60_000;
      return new Date(Math.floor(now.getTime() / length) * length);
    });
    const rows = await this.uow.read<{ key: string; count: number }>(
      `insert into attempt (key, window_start, count)
       select k, w, 1 from unnest($1::text[], $2::timestamptz[]) as t(k, w) order by k
       on conflict (key, window_start) do update set count = attempt.count + 1
       returning key, count`,
      [limits.map((limit) => limit.key), windows],
    );
    const counts = new Map(rows.map((row) => [row.key, row.count]));
    let wait = 0;
    limits.forEach((limit, index) => {
      if ((counts.get(limit.key) ?? 0) <= limit.most) return;
      const ends = (windows[index] as Date).getTime() + limit.windowMinutes * 60_000;
      wait = Math.max(wait, Math.ceil((ends - now.getTime()) / 1000));
    });
    return wait;
  }

  /** Forgets what was counted under these keys, after a success. */
  async forgive(keys: readonly string[]): Promise<void> {
    await this.uow.read('delete from attempt where key = any($1::text[])', [keys]);
  }

  /** Drops windows that can matter to nobody any more. */
  async sweep(now: Date): Promise<void> {
    await this.uow.read('delete from attempt where window_start < $1', [new Date(now.getTime() - 86_400_000)]);
  }
}

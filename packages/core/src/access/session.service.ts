import { Injectable } from '@nestjs/common';
import type { Actor, Role } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import { type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { newSecret, secretHash } from './secret.js';

/** A session ends this long after sign-in, whatever happens. */
export const SESSION_HOURS = 12;
/** And this long after the last request. */
export const SESSION_IDLE_HOURS = 2;
/** How long another process may go on believing in a session that was ended here. */
const CACHE_MS = 2000;
const CACHE_SIZE = 5000;
const TOUCH_MS = 60_000;

export interface StaffSession {
  id: string;
  actor: Extract<Actor, { kind: 'staff' }>;
  name: string;
  expiresAt: Date;
}

/** Sessions of staff: a random token in a cookie, its hash in the database. */
@Injectable()
export class SessionService {
  private readonly cache = new Map<string, { until: number; session: Promise<StaffSession | null> }>();

  constructor(private readonly uow: UnitOfWork) {}

  /** @returns the session that this token opens, or null when it is unknown, ended, or its person inactive */
  find(token: string, now: Date): Promise<StaffSession | null> {
    const key = secretHash(token).toString('base64');
    const wall = Date.now();
    const cached = this.cache.get(key);
    if (cached && cached.until > wall) return cached.session;
    if (this.cache.size >= CACHE_SIZE) this.cache.clear();
    const session = this.load(key, now);
    this.cache.set(key, { until: wall + CACHE_MS, session });
    // Neither a failure nor a stranger's guess is worth remembering.
    session.then(
      (found) => found ?? this.cache.delete(key),
      () => this.cache.delete(key),
    );
    return session;
  }

  /** Opens a session within the transaction of the sign-in. @returns its token, told only once */
  async open(
    tx: Tx,
    staffId: string,
    userAgent: string | undefined,
  ): Promise<{ id: string; token: string; expiresAt: Date }> {
    const { now } = tx.context;
    const token = newSecret();
    const id = newId(now);
    const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000);
    await tx.query(
      `insert into staff_session (id, token_hash, staff_id, created_at, last_seen_at, expires_at, user_agent)
       values ($1, $2, $3, $4, $4, $5, $6)`,
      [id, secretHash(token), staffId, now, expiresAt, userAgent?.slice(0, 200) ?? null],
    );
    return { id, token, expiresAt };
  }

  /** Ends sessions within a transaction: one by token, or all of a person. @returns ids of those ended now */
  async end(tx: Tx, which: { token: string } | { staffId: string }): Promise<string[]> {
    const [column, value] = 'token' in which ? ['token_hash', secretHash(which.token)] : ['staff_id', which.staffId];
    const rows = await tx.query<{ id: string }>(
      `update staff_session set revoked_at = $1 where ${column} = $2 and revoked_at is null returning id`,
      [tx.context.now, value],
    );
    return rows.map((row) => row.id);
  }

  /** To be called after a transaction that ended sessions or changed people. */
  forget(): void {
    this.cache.clear();
  }

  private async load(key: string, now: Date): Promise<StaffSession | null> {
    const rows = await this.uow.read<{
      id: string;
      staff_id: string;
      name: string;
      roles: Role[];
      expires_at: Date;
      last_seen_at: Date;
    }>(
      `select s.id, s.staff_id, p.name, p.roles, s.expires_at, s.last_seen_at
       from staff_session s join staff p on p.id = s.staff_id
       where s.token_hash = decode($1, 'base64') and s.revoked_at is null and p.active
         and s.expires_at > $2 and s.last_seen_at > $3`,
      [key, now, new Date(now.getTime() - SESSION_IDLE_HOURS * 3_600_000)],
      'session-of-token',
    );
    const row = rows[0];
    if (!row) return null;
    if (now.getTime() - row.last_seen_at.getTime() > TOUCH_MS) {
      await this.uow.read('update staff_session set last_seen_at = $2 where id = $1 and last_seen_at < $2', [
        row.id,
        now,
      ]);
    }
    return {
      id: row.id,
      actor: { kind: 'staff', id: row.staff_id, roles: row.roles },
      name: row.name,
      expiresAt: row.expires_at,
    };
  }
}

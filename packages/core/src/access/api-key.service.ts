import { Injectable } from '@nestjs/common';
import type { Actor } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';
import { secretHash } from './secret.js';

export const API_KEY_SCOPES = ['detector', 'directory', 'export', 'control_plane'] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

/** Who speaks with a key, and what the key covers. */
export interface ApiKeyIdentity {
  ok: true;
  id: string;
  name: string;
  scopes: readonly ApiKeyScope[];
  /** Detectors that the key speaks for; `*` for any. */
  detectors: readonly string[];
  /** For alerts that name no detector. */
  defaultDetector: string | null;
  /** `kind` is the first of the asked-for scopes that the key has; `id` the key's. */
  actor: Actor;
}
export interface ApiKeyRefused {
  ok: false;
  code: 'unauthorized' | 'forbidden';
  detail: string;
}

interface KeyRow {
  id: string;
  name: string;
  scopes: ApiKeyScope[];
  detectors: string[];
  default_detector: string | null;
  expires_at: Date | null;
}

/** A key revoked by another process is believed for at most this long. */
const CACHE_MS = 3000;
const CACHE_SIZE = 10_000;
const BEARER = /^Bearer +([\w.~+/=-]{16,200})$/i;

/** Tells programs apart by the keys they show. */
@Injectable()
export class ApiKeyService {
  private readonly cache = new Map<string, { until: number; row: Promise<KeyRow | null> }>();

  constructor(private readonly uow: UnitOfWork) {}

  /**
   * Whoever shows this `Authorization` header, if the key lives and has one of the scopes.
   * @param header such as `Bearer pck_…`
   */
  async authenticate(
    header: string | undefined,
    scopes: ApiKeyScope | readonly ApiKeyScope[],
    now = new Date(),
  ): Promise<ApiKeyIdentity | ApiKeyRefused> {
    const secret = header?.match(BEARER)?.[1];
    if (!secret) return { ok: false, code: 'unauthorized', detail: 'Send the key as "Authorization: Bearer <key>".' };
    const row = await this.row(secretHash(secret).toString('base64'), now);
    if (!row || (row.expires_at !== null && row.expires_at <= now)) {
      return { ok: false, code: 'unauthorized', detail: 'The key is unknown, revoked or has expired.' };
    }
    const wanted = typeof scopes === 'string' ? [scopes] : scopes;
    const scope = wanted.find((candidate) => row.scopes.includes(candidate));
    if (!scope) return { ok: false, code: 'forbidden', detail: `The key lacks the scope ${wanted.join(' or ')}.` };
    return {
      ok: true,
      id: row.id,
      name: row.name,
      scopes: row.scopes,
      detectors: row.detectors,
      defaultDetector: row.default_detector,
      actor: { kind: scope, id: row.id },
    };
  }

  /** To be called after keys changed in this process. */
  forget(): void {
    this.cache.clear();
  }

  private row(hash: string, now: Date): Promise<KeyRow | null> {
    const wall = Date.now();
    const cached = this.cache.get(hash);
    if (cached && cached.until > wall) return cached.row;
    if (this.cache.size >= CACHE_SIZE) this.cache.clear();
    const row = this.load(hash, now);
    this.cache.set(hash, { until: wall + CACHE_MS, row });
    row.then(
      (found) => found ?? this.cache.delete(hash),
      () => this.cache.delete(hash),
    );
    return row;
  }

  private async load(hash: string, now: Date): Promise<KeyRow | null> {
    const rows = await this.uow.read<KeyRow>(
      `with found as (
         select id, name, scopes, detectors, default_detector, expires_at, last_used_at from api_key
         where secret_hash = decode($1, 'base64') and revoked_at is null
       ), touched as (
         update api_key k set last_used_at = $2 from found f
         where k.id = f.id and (f.last_used_at is null or f.last_used_at < $2::timestamptz - interval '1 minute')
       )
       select id, name, scopes, detectors, default_detector, expires_at from found`,
      [hash, now],
      'api-key-of-secret',
    );
    return rows[0] ?? null;
  }
}

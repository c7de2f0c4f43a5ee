import { Injectable } from '@nestjs/common';
import { type Refusal, refuse } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { API_KEY_SCOPES, ApiKeyService } from './api-key.service.js';
import { type FieldRefusal, refuseField, refuseUnless } from './permit.js';
import { newSecret, secretHash } from './secret.js';

export interface ApiKeyView {
  id: string;
  name: string;
  /** The first characters of the secret: enough to recognise a key by, of no use to anybody. */
  prefix: string;
  scopes: string[];
  detectors: string[];
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}
/** `secret` is told here and never again. */
export type KeyMade = { ok: true; key: ApiKeyView; secret: string };
export interface NewApiKey {
  name: string;
  scopes: readonly string[];
  /** Detector ids, or `*`; only for scope `detector`. */
  detectors: readonly string[];
  defaultDetector?: string | null;
  expiresAt?: Date | null;
}

export const MOST_OVERLAP_HOURS = 168;
const DETECTOR_ID = /^[\w.:-]{1,128}$/;
export const API_KEY_COLUMNS = `id, name, prefix, scopes, detectors, created_at as "createdAt", expires_at as "expiresAt",
  revoked_at as "revokedAt", last_used_at as "lastUsedAt"`;

/** Keys of programs: made, rotated with overlap, revoked. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly service: ApiKeyService,
  ) {}

  async create(context: CommandContext, input: NewApiKey): Promise<KeyMade | Refusal | FieldRefusal> {
    const refusal = refuseUnless(context.actor, 'intake.keys.manage') ?? problemIn(input, context.now);
    if (refusal) return refusal;
    return this.uow.run(context, (tx) => insert(tx, { ...input, name: input.name.trim() }, null));
  }

  /** A new secret for the same purpose; the old one works for `overlapHours` more. */
  async rotate(context: CommandContext, id: string, overlapHours: number): Promise<KeyMade | Refusal | FieldRefusal> {
    const refusal = refuseUnless(context.actor, 'intake.keys.manage');
    if (refusal) return refusal;
    if (!Number.isInteger(overlapHours) || overlapHours < 0 || overlapHours > MOST_OVERLAP_HOURS) {
      return refuseField('overlapHours', `The overlap is 0 to ${MOST_OVERLAP_HOURS} hours.`);
    }
    const made = await this.uow.run(context, async (tx) => {
      const old = await lock(tx, id);
      if (!old) return refuse('NOT_FOUND', 'There is no such key.');
      if (old.revokedAt || (old.expiresAt && old.expiresAt <= context.now)) {
        return refuse('WRONG_STATE', 'This key has ended. Create a new one.', ['create_api_key']);
      }
      const ends = new Date(context.now.getTime() + overlapHours * 3_600_000);
      const end = old.expiresAt && old.expiresAt < ends ? old.expiresAt : ends;
      await tx.query('update api_key set expires_at = $2 where id = $1', [id, end]);
      record(tx, 'api_key.rotated', id, { overlapHours });
      return insert(tx, { ...old, expiresAt: old.expiresAt }, id);
    });
    this.service.forget();
    return made;
  }

  /** Ends a key at once; other processes notice within seconds. Idempotent. */
  async revoke(context: CommandContext, id: string, reason: string): Promise<{ ok: true; key: ApiKeyView } | Refusal> {
    const refusal = refuseUnless(context.actor, 'intake.keys.manage');
    if (refusal) return refusal;
    if (!reason.trim()) return refuse('REASON_REQUIRED', 'Say why the key is revoked.', ['revoke_api_key']);
    const done = await this.uow.run(context, async (tx) => {
      const key = await lock(tx, id);
      if (!key) return refuse('NOT_FOUND', 'There is no such key.');
      if (key.revokedAt === null) {
        await tx.query('update api_key set revoked_at = $2 where id = $1', [id, context.now]);
        record(tx, 'api_key.revoked', id, {}, reason.trim());
      }
      return { ok: true as const, key: { ...key, revokedAt: key.revokedAt ?? context.now } };
    });
    this.service.forget();
    return done;
  }

  async list(): Promise<ApiKeyView[]> {
    return this.uow.read<ApiKeyView>(`select ${API_KEY_COLUMNS} from api_key order by id desc limit 500`);
  }
}

type LockedKey = ApiKeyView & { defaultDetector: string | null };
const lock = async (tx: Tx, id: string): Promise<LockedKey | undefined> =>
  (
    await tx.query<LockedKey>(
      `select ${API_KEY_COLUMNS}, default_detector as "defaultDetector" from api_key where id = $1 for update`,
      [id],
    )
  )[0];

async function insert(tx: Tx, input: NewApiKey, rotatedFrom: string | null): Promise<KeyMade> {
  const { actor, now } = tx.context;
  const secret = `pck_${newSecret()}`;
  const id = newId(now);
  const [key] = await tx.query<ApiKeyView>(
    `insert into api_key (id, name, scopes, prefix, secret_hash, detectors, default_detector, created_by, created_at, expires_at, rotated_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${API_KEY_COLUMNS}`,
    [
      id,
      input.name,
      input.scopes,
      secret.slice(0, 12),
      secretHash(secret),
      input.detectors,
      input.defaultDetector ?? null,
      actor.kind === 'staff' ? actor.id : null,
      now,
      input.expiresAt ?? null,
      rotatedFrom,
    ],
  );
  record(tx, 'api_key.created', id, { name: input.name, scopes: input.scopes, detectors: input.detectors });
  return { ok: true, key: key as ApiKeyView, secret };
}

function record(tx: Tx, kind: string, id: string, after: unknown, why?: string): void {
  tx.record({ stage: 'access', kind, entityKind: 'api_key', entityId: id, body: { after, why } });
}

function problemIn(input: NewApiKey, now: Date): FieldRefusal | null {
  const name = input.name.trim();
  if (name.length < 1 || name.length > 100) return refuseField('name', 'The name has 1 to 100 characters.');
  const scopes = new Set<string>(API_KEY_SCOPES);
  if (input.scopes.length === 0 || input.scopes.some((scope) => !scopes.has(scope))) {
    return refuseField('scopes', 'A key has at least one scope.', API_KEY_SCOPES);
  }
  const speaks = input.scopes.includes('detector');
  if (speaks !== input.detectors.length > 0) {
    return refuseField('detectors', 'A key with scope detector names its detectors, or *; no other key does.');
  }
  if (input.detectors.length > 100 || input.detectors.some((id) => id !== '*' && !DETECTOR_ID.test(id))) {
    return refuseField('detectors', 'A detector id has 1 to 128 letters, digits, dots, colons, dashes.');
  }
  if (input.expiresAt && input.expiresAt <= now) return refuseField('expiresAt', 'The end lies in the past.');
  return null;
}

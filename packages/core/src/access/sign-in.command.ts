import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Refusal, type Role, refuse } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';
import { AttemptLimiter } from './attempt-limiter.js';
import { MAXIMUM_PASSWORD_LENGTH, verifyPassword } from './password.js';
import { SessionService } from './session.service.js';

export interface SignInInput {
  email: string;
  password: string;
  /** The address the request came from. */
  address: string;
  userAgent?: string | undefined;
  /** A session that the same browser still shows: it ends, so that no old token outlives a sign-in. */
  previousToken?: string | undefined;
}

export interface SignedIn {
  ok: true;
  staffId: string;
  token: string;
  expiresAt: Date;
}

export type SignInRefusal =
  | (Refusal<'TOO_MANY_ATTEMPTS'> & { retryAfterSeconds: number })
  | (Refusal<'SIGN_IN_REFUSED'> & { retryAfterSeconds?: undefined });

/** Per person and address the bar is low; per address it allows for an office behind one. */
const PER_PERSON = { most: 8, windowMinutes: 10 };
const PER_ADDRESS = { most: 100, windowMinutes: 10 };

/** Sign-in by password. One answer and one duration for a wrong password, an unknown person and an inactive one. */
@Injectable()
export class SignIn {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly sessions: SessionService,
    private readonly attempts: AttemptLimiter,
  ) {}

  async signIn(input: SignInInput, moment: { now: Date; requestId?: string }): Promise<SignedIn | SignInRefusal> {
    const email = input.email.trim().toLowerCase();
    const person = `sign-in:${digest(email)}`;
    const address = `sign-in-from:${digest(input.address)}`;
    const wait = await this.attempts.count(
      [
        { key: person, ...PER_PERSON },
        { key: address, ...PER_ADDRESS },
      ],
      moment.now,
    );
    if (wait > 0) {
      return { ...refuse('TOO_MANY_ATTEMPTS', 'Too many attempts. Wait, then try again.'), retryAfterSeconds: wait };
    }

    const [staff] = await this.uow.read<{ id: string; password_hash: string | null; active: boolean; roles: Role[] }>(
      'select id, password_hash, active, roles from staff where lower(email) = $1',
      [email],
    );
    const tried = input.password.slice(0, MAXIMUM_PASSWORD_LENGTH);
    const right = await verifyPassword(staff?.password_hash ?? null, tried);
    if (!staff || !right || !staff.active || input.password.length > MAXIMUM_PASSWORD_LENGTH) {
      return refuse('SIGN_IN_REFUSED', 'E-mail or password is wrong.', ['sign_in']);
    }

    const context = { actor: { kind: 'staff', id: staff.id, roles: staff.roles } as const, ...moment };
    const opened = await this.uow.run(context, async (tx) => {
      if (input.previousToken) await this.sessions.end(tx, { token: input.previousToken });
      const session = await this.sessions.open(tx, staff.id, input.userAgent);
      tx.record({ stage: 'access', kind: 'session.opened', entityKind: 'session', entityId: session.id });
      return session;
    });
    if (input.previousToken) this.sessions.forget();
    await this.attempts.forgive([person]);
    return { ok: true, staffId: staff.id, token: opened.token, expiresAt: opened.expiresAt };
  }

  /** Ends the session of this token. Idempotent. */
  async signOut(token: string, context: Parameters<UnitOfWork['run']>[0]): Promise<void> {
    await this.uow.run(context, async (tx) => {
      for (const id of await this.sessions.end(tx, { token })) {
        tx.record({ stage: 'access', kind: 'session.closed', entityKind: 'session', entityId: id });
      }
    });
    this.sessions.forget();
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

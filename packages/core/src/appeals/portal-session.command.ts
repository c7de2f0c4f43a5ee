import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Actor,
  appealWindowEndsAt,
  decideNotice,
  type NoticeState,
  type NoticeThing,
  type Refusal,
  refuse,
} from '@portcullis/domain';
import { newSecret, secretHash } from '../access/secret.js';
import { newId } from '../db/ids.js';
import { type CommandContext, type Tx, UnitOfWork } from '../db/unit-of-work.js';
import { type CustomerScope, CustomerUnitOfWork } from './customer-unit-of-work.js';

/** A customer who came by a link. */
export interface PortalSession extends CustomerScope {
  id: string;
  linkId: string;
  expiresAt: Date;
  actor: Actor;
}

export type OpenedLink =
  | { ok: true; token: string; session: PortalSession }
  | Refusal<'LINK_UNKNOWN' | 'LINK_EXPIRED'>
  | TooMany;
export type TooMany = Refusal<'TOO_MANY_ATTEMPTS'> & { retryAfterSeconds: number };

type Moment = Omit<CommandContext, 'actor'>;

const SESSION_HOURS = 12;
const HOUR_MS = 3_600_000;
/** An office may sit behind one address; a link is opened by a few people. */
const OPENING = { from: { most: 60, minutes: 10 }, link: { most: 20, minutes: 10 } };
const ASKING = { from: { most: 20, minutes: 60 }, link: { most: 3, minutes: 60 } };
/** What a person types and sends in ten minutes is far below. */
const WRITING = { most: 60, minutes: 10 };

const OPEN = `
  select answer, link_id as "linkId", customer_id as "customerId", notice_id as "noticeId", session_until as "expiresAt"
  from portal_open_link($1, $2, $3, $4, $5)`;
const CLOSE = 'select portal_close_session($1, $2)';
type OpenedRow = Omit<PortalSession, 'id' | 'actor'> & { answer: string };

/** Links and sessions of the customer door, by functions that say whose they are and no more. */
@Injectable()
export class PortalSessions {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly customers: CustomerUnitOfWork,
  ) {}

  /**
   * Exchanges a link for a session with a token of its own. A link can be opened again; the session that the browser had
   * before ends, so that nobody is moved into a session that somebody else knows. Opening is reading: the notice is read.
   */
  async open(
    input: { token: string; from: string; previous?: string | undefined },
    moment: Moment,
  ): Promise<OpenedLink> {
    const hash = secretHash(input.token);
    const wait = await this.tooMany('open', OPENING, { from: input.from, hash }, moment.now);
    if (wait) return wait;
    const token = newSecret();
    const id = newId();
    const until = new Date(moment.now.getTime() + SESSION_HOURS * HOUR_MS);
    const [link] = await this.uow.read<OpenedRow>(OPEN, [hash, id, secretHash(token), moment.now, until]);
    if (link?.answer === 'expired') {
      return refuse('LINK_EXPIRED', 'This link has expired. You can have a fresh one mailed.', ['fresh_link']);
    }
    if (link?.answer !== 'ok') {
      return refuse('LINK_UNKNOWN', 'This link is not known. Open it from the mail, as a whole.', []);
    }
    if (input.previous) await this.uow.read(CLOSE, [secretHash(input.previous), moment.now]);
    const { answer: _, ...scope } = link;
    const actor: Actor = { kind: 'customer', id: scope.customerId };
    await this.customers.run({ ...moment, actor }, scope, async (tx) => {
      await noteReading(tx, scope.noticeId);
      tx.record({ stage: 'access', kind: 'session.opened', entityKind: 'portal_session', entityId: id });
    });
    return { ok: true, token, session: { id, ...scope, actor } };
  }

  async find(token: string, now: Date): Promise<PortalSession | null> {
    const [row] = await this.uow.read<Omit<PortalSession, 'actor'>>(
      `select session_id as id, link_id as "linkId", customer_id as "customerId", notice_id as "noticeId", session_until as "expiresAt"
       from portal_session_of($1, $2)`,
      [secretHash(token), now],
    );
    return row ? { ...row, actor: { kind: 'customer', id: row.customerId } } : null;
  }

  /** Idempotent. */
  async close(token: string, session: PortalSession, moment: Moment): Promise<void> {
    await this.customers.run({ ...moment, actor: session.actor }, session, async (tx) => {
      await tx.query(CLOSE, [secretHash(token), moment.now]);
      tx.record({ stage: 'access', kind: 'session.closed', entityKind: 'portal_session', entityId: session.id });
    });
  }

  /** Has a fresh link mailed to the contact on record, if the token is that of any link; the caller never learns. */
  async askForFreshLink(input: { token: string; from: string }, moment: Moment): Promise<{ ok: true } | TooMany> {
    const hash = secretHash(input.token);
    const wait = await this.tooMany('ask', ASKING, { from: input.from, hash }, moment.now);
    if (wait) return wait;
    await this.uow.run({ ...moment, actor: { kind: 'customer', id: 'unknown' } }, async (tx) => {
      await tx.query('select portal_ask_link($1, $2)', [hash, moment.now]);
      tx.wake('outbox');
    });
    return { ok: true };
  }

  /** Counts something that a session writes. @returns a refusal when its link writes too much, whatever its sessions */
  async countWriting({ linkId }: PortalSession, now: Date): Promise<TooMany | null> {
    const wait = await this.count(`write:${linkId}`, WRITING, now);
    return wait > 0 ? slowDown(wait) : null;
  }

  private async tooMany(
    what: string,
    limits: typeof OPENING,
    who: { from: string; hash: Buffer },
    now: Date,
  ): Promise<TooMany | null> {
    const from = createHash('sha256').update(networkOf(who.from)).digest('base64url').slice(0, 22);
    const wait = Math.max(
      await this.count(`${what}-from:${from}`, limits.from, now),
      await this.count(`${what}:${who.hash.toString('base64url').slice(0, 22)}`, limits.link, now),
    );
    return wait > 0 ? slowDown(wait) : null;
  }

  /** @returns seconds to wait when there were too many attempts under this key, else 0 */
  private async count(key: string, limit: { most: number; minutes: number }, now: Date): Promise<number> {
    const length = limit.minutes * 60_000;
    const since = Math.floor(now.getTime() / length) * length;
    const [row] = await this.uow.read<{ count: number }>('select portal_attempt($1, $2) as count', [
      key,
      new Date(since),
    ]);
    return (row?.count ?? 0) > limit.most ? Math.ceil((since + length - now.getTime()) / 1000) : 0;
  }
}

/** One household or office has a whole /64 of IPv6, so that is what is counted. */
const networkOf = (address: string): string =>
  address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;

const slowDown = (retryAfterSeconds: number): TooMany => ({
  ...refuse('TOO_MANY_ATTEMPTS', 'That was a lot in a short time. Wait a little, then go on.'),
  retryAfterSeconds,
});

interface NoticeRow {
  id: string;
  kind: string;
  state: NoticeState;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  appealUntil: Date | null;
  caseId: string | null;
}

/** Whoever opens the link has the notice, however the mail fared: from here at the latest the time to appeal runs. */
async function noteReading(tx: Tx, noticeId: string): Promise<void> {
  const { now, actor } = tx.context;
  const [notice] = await tx.query<NoticeRow>(
    `select n.id, n.kind, n.state, n.sent_at as "sentAt", n.delivered_at as "deliveredAt", n.read_at as "readAt", n.appeal_until as "appealUntil",
       (select a.case_id from notice_action x join action a on a.id = x.action_id where x.notice_id = n.id limit 1) as "caseId"
     from notice n where n.id = $1 for update of n`,
    [noticeId],
  );
  if (!notice) return;
  const thing: NoticeThing = { ...notice, recipient: null, reviewAt: null };
  const decided = decideNotice(thing, { type: 'open' }, { now, actor });
  // A notice that was not sent yet (a letter about it came first) stays as it is.
  if (!decided.ok || decided.events.length === 0) return;
  const { state, readAt, deliveredAt } = decided.next;
  const isStatement = notice.kind === 'statement_of_reasons';
  const appealUntil = notice.appealUntil ?? (isStatement ? appealWindowEndsAt(deliveredAt) : null);
  await tx.query(
    'update notice set state = $2, read_at = $3, delivered_at = $4, appeal_until = $5, version = version + 1 where id = $1',
    [noticeId, state, readAt, deliveredAt, appealUntil],
  );
  for (const event of decided.events) {
    tx.record({
      stage: 'notices',
      kind: event.name,
      entityKind: 'notice',
      entityId: noticeId,
      caseId: notice.caseId ?? undefined,
      body: { before: { state: event.from }, after: { state: event.to }, facts: { kind: notice.kind } },
    });
  }
}

import {
  addMonths,
  appealWindowEndsAt,
  type DomainEvent,
  decideNotice,
  type NoticeCommand,
  type NoticeState,
  type NoticeThing,
} from '@portcullis/domain';
import type { CommandContext, Tx, UnitOfWork } from '../db/unit-of-work.js';
import { verifiedContacts } from './contact.query.js';
import type { Mail, Mailer, MailResult } from './mailer.js';
import { LINK_PLACEHOLDER, portalToken } from './portal-link.js';

interface NoticeRow {
  id: string;
  number: number;
  customerId: string;
  caseId: string;
  kind: string;
  state: NoticeState;
  language: string;
  toEmail: string | null;
  reached: string[];
  subjectLine: string;
  text: string;
  html: string;
  linkId: string | null;
  printedUntil: string | null;
  createdAt: Date;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  attempts: number;
  nextAttemptAt: Date | null;
}

const READ = `
  select n.id, n.number, n.customer_id as "customerId", d.case_id as "caseId", n.kind, n.state, n.language, n.to_email as "toEmail",
    n.reached, n.subject_line as "subjectLine", n.body_text as text, n.body_html as html, n.link_id as "linkId",
    n.statement->>'appealUntil' as "printedUntil", n.created_at as "createdAt", n.sent_at as "sentAt", n.delivered_at as "deliveredAt",
    n.read_at as "readAt", n.attempts, n.next_attempt_at as "nextAttemptAt"
  from notice n join decision d on d.id = n.decision_id
  where n.id = any($1::uuid[]) and n.next_attempt_at is not null and n.to_email is not null order by n.id`;

const SAVE = `
  update notice n set state = r.state, sent_at = coalesce(r.sent_at, n.sent_at), delivered_at = r.delivered_at, next_attempt_at = r.next_attempt_at,
    failure = r.failure, appeal_until = coalesce(r.appeal_until, n.appeal_until), to_email = coalesce(r.to_email, n.to_email),
    reached = case when r.refused is null then n.reached else n.reached || r.refused end, attempts = n.attempts + 1, version = n.version + 1
  from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::timestamptz[], $8::text[], $9::text[])
    as r(id, state, sent_at, delivered_at, next_attempt_at, failure, appeal_until, to_email, refused)
  where n.id = r.id`;

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;
/** About a week. */
const MOST_ATTEMPTS = 38;
const PRINTED_SLACK_DAYS = 14;
/** Letters that are on their way together, and so many may be mailed again after a crash. */
const AT_ONCE = 10;
/** A job must be over before another may think that it died. */
const MOST_MS = 15_000;

export interface SendSettings {
  linkSecret: string;
  /** Domain of the Message-ID. */
  mailDomain: string;
}

/** `Portcullis <notices@portcullis.example>` → `portcullis.example`. */
export const mailDomain = (from: string): string => /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';

/** Sends notices outside any transaction, a few at a time, and writes down what came of them. */
export class SendNotice {
  constructor(
    private readonly uow: UnitOfWork,
    /** Null: no server is configured, and notices wait. */
    private readonly mailer: Mailer | null,
    private readonly settings: SendSettings,
  ) {}

  /**
   * Passes over notices that are not to be sent (any more).
   * @param atTheEnd runs in the last transaction, after the results of the last notices
   */
  async send(
    context: CommandContext,
    noticeIds: readonly string[],
    atTheEnd?: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    const began = performance.now();
    const ids = [...noticeIds].sort();
    do {
      const wave = ids.splice(0, AT_ONCE);
      const toSend = await this.uow.read<NoticeRow>(READ, [wave]);
      const results = await Promise.all(toSend.map((notice) => this.mail(notice)));
      const isLate = performance.now() - began > MOST_MS;
      await this.uow.run(context, async (tx) => {
        if (toSend.length > 0) await this.settle(tx, toSend, results);
        if (ids.length > 0 && !isLate) return;
        // A slow server: what is left is another job's work.
        if (ids.length > 0) tx.enqueue({ topic: 'notices.send', payload: { noticeIds: ids } });
        await atTheEnd?.(tx);
      });
      if (isLate) return;
    } while (ids.length > 0);
  }

  private async mail(notice: NoticeRow): Promise<MailResult> {
    if (!this.mailer) return { is: 'later', reason: 'No mail server is configured.' };
    return this.mailer.send(this.mailOf(notice));
  }

  private mailOf(notice: NoticeRow): Mail {
    const token = notice.linkId ? portalToken(this.settings.linkSecret, notice.linkId) : '';
    return {
      to: notice.toEmail as string,
      subject: notice.subjectLine,
      text: notice.text.replaceAll(LINK_PLACEHOLDER, token),
      html: notice.html.replaceAll(LINK_PLACEHOLDER, token),
      messageId: `<${notice.id}.${notice.reached.length}@${this.settings.mailDomain}>`,
      language: notice.language,
      reference: `N-${notice.number}`,
    };
  }

  private async settle(tx: Tx, sent: readonly NoticeRow[], results: readonly MailResult[]): Promise<void> {
    const now = await tx.query<NoticeRow>(`${READ} for update of n`, [sent.map(({ id }) => id)]);
    const locked = new Map(now.map((notice) => [notice.id, notice]));
    const saved: Saved[] = [];
    for (const [index, { id, toEmail }] of sent.entries()) {
      const notice = locked.get(id);
      // Withheld, read or sent by somebody else while the server was being asked.
      if (!notice || notice.toEmail !== toEmail) continue;
      const result = results[index] as MailResult;
      if (result.is === 'accepted') saved.push(accepted(tx, notice));
      else if (result.is === 'rejected') saved.push(await rejected(tx, notice, result.reason));
      else saved.push(later(tx, notice, result.reason));
    }
    if (saved.length > 0) await save(tx, saved);
  }
}

function accepted(tx: Tx, notice: NoticeRow): Saved {
  const { now } = tx.context;
  if (notice.state === 'ready') step(tx, notice, { type: 'send' });
  const printed = notice.printedUntil ? new Date(notice.printedUntil) : slack(now);
  const appealUntil = notice.kind === 'statement_of_reasons' ? latest(printed, appealWindowEndsAt(now) as Date) : null;
  return { notice, sentAt: now, nextAttemptAt: null, failure: null, appealUntil };
}

async function rejected(tx: Tx, notice: NoticeRow, reason: string): Promise<Saved> {
  if (notice.state === 'ready') step(tx, notice, { type: 'send' });
  step(tx, notice, { type: 'bounce', reason });
  const refused = notice.toEmail as string;
  const tried = [...notice.reached, refused];
  const contacts = await verifiedContacts(tx.query, [notice.customerId]);
  const other = contacts.get(notice.customerId)?.find(({ email }) => !tried.includes(email));
  if (!other) {
    step(tx, notice, { type: 'give_up', reason: 'No other verified contact.' }, { alarm: true });
    return { notice, refused, nextAttemptAt: null, failure: reason };
  }
  step(tx, notice, { type: 'use_other_channel', recipient: other.email, reason: 'Another verified contact.' });
  tx.enqueue({ topic: 'notices.send', payload: { noticeIds: [notice.id] } });
  return { notice, refused, toEmail: other.email, nextAttemptAt: tx.context.now, failure: reason };
}

function later(tx: Tx, notice: NoticeRow, reason: string): Saved {
  if (notice.attempts + 1 >= MOST_ATTEMPTS && notice.state === 'ready') {
    step(tx, notice, { type: 'give_up', reason: `No mail server took it within a week: ${reason}` }, { alarm: true });
    return { notice, nextAttemptAt: null, failure: reason };
  }
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(notice.attempts, 20), LONGEST_WAIT_MS);
  return { notice, nextAttemptAt: new Date(tx.context.now.getTime() + wait), failure: reason };
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b);
const slack = (now: Date): Date => {
  const until = addMonths(now, 6);
  until.setUTCDate(until.getUTCDate() + PRINTED_SLACK_DAYS);
  return until;
};

/** One step along the notice's machine, in memory, with its event. @throws when the rules refuse, which is a fault here */
function step(tx: Tx, notice: NoticeRow, command: NoticeCommand, facts: Record<string, unknown> = {}): void {
  const { now, actor } = tx.context;
  const thing: NoticeThing = { ...notice, recipient: notice.toEmail, reviewAt: null };
  const decided = decideNotice(thing, command, { now, actor });
  if (!decided.ok) throw new Error(`notice ${notice.number} can't ${command.type}: ${decided.message}`);
  notice.state = decided.next.state;
  notice.deliveredAt = decided.next.deliveredAt;
  for (const event of decided.events) recordStep(tx, notice, event, facts);
}

function recordStep(tx: Tx, notice: NoticeRow, event: DomainEvent, facts: Record<string, unknown>): void {
  tx.record({
    stage: 'notices',
    kind: event.name,
    entityKind: 'notice',
    entityId: notice.id,
    caseId: notice.caseId,
    automatic: event.automatic,
    body: {
      why: event.reason ?? undefined,
      before: { state: event.from },
      after: { state: event.to },
      facts: {
        kind: notice.kind,
        number: notice.number,
        msSinceCreated: tx.context.now.getTime() - notice.createdAt.getTime(),
        ...facts,
      },
    },
  });
}

interface Saved {
  notice: NoticeRow;
  sentAt?: Date;
  nextAttemptAt: Date | null;
  failure: string | null;
  appealUntil?: Date | null;
  toEmail?: string;
  /** The address that a server refused for good. */
  refused?: string;
}

async function save(tx: Tx, saved: readonly Saved[]): Promise<void> {
  await tx.prepared('save-notices', SAVE, [
    saved.map(({ notice }) => notice.id),
    saved.map(({ notice }) => notice.state),
    saved.map(({ sentAt }) => sentAt ?? null),
    saved.map(({ notice }) => notice.deliveredAt),
    saved.map(({ nextAttemptAt }) => nextAttemptAt),
    saved.map(({ failure }) => failure),
    saved.map(({ appealUntil }) => appealUntil ?? null),
    saved.map(({ toEmail }) => toEmail ?? null),
    saved.map(({ refused }) => refused ?? null),
  ]);
}

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

const COLUMNS = `
  select n.id, n.number, n.customer_id as "customerId", d.case_id as "caseId", n.kind, n.state, n.language, n.to_email as "toEmail",
    n.reached, n.subject_line as "subjectLine", n.body_text as text, n.body_html as html, n.link_id as "linkId",
    n.statement->>'appealUntil' as "printedUntil", n.created_at as "createdAt", n.sent_at as "sentAt", n.delivered_at as "deliveredAt",
    n.read_at as "readAt", n.attempts, n.next_attempt_at as "nextAttemptAt"
  from notice n join decision d on d.id = n.decision_id where n.id = $1`;

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;
/** About a week. */
const MOST_ATTEMPTS = 38;
const PRINTED_SLACK_DAYS = 14;

export interface SendSettings {
  linkSecret: string;
  /** Domain of the Message-ID. */
  mailDomain: string;
}

/** `Portcullis <notices@portcullis.example>` → `portcullis.example`. */
export const mailDomain = (from: string): string => /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';

/** Sends notices, one at a time, outside any transaction, and writes down what came of it. */
export class SendNotice {
  constructor(
    private readonly uow: UnitOfWork,
    /** Null: no server is configured, and notices wait. */
    private readonly mailer: Mailer | null,
    private readonly settings: SendSettings,
  ) {}

  /**
   * Does nothing for a notice that is not to be sent (any more).
   * @param atTheEnd runs in the transaction that writes the result
   */
  async send(context: CommandContext, noticeId: string, atTheEnd?: (tx: Tx) => Promise<void>): Promise<void> {
    const [notice] = await this.uow.read<NoticeRow>(COLUMNS, [noticeId]);
    const toSend = notice !== undefined && notice.nextAttemptAt !== null && notice.toEmail !== null;
    const result = toSend && this.mailer ? await this.mailer.send(this.mailOf(notice)) : null;
    await this.uow.run(context, async (tx) => {
      if (toSend) await this.settle(tx, notice, result ?? { is: 'later', reason: 'No mail server is configured.' });
      await atTheEnd?.(tx);
    });
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

  private async settle(tx: Tx, sent: NoticeRow, result: MailResult): Promise<void> {
    const [notice] = await tx.query<NoticeRow>(`${COLUMNS} for update of n`, [sent.id]);
    // Withheld, read or sent by somebody else while the server was being asked.
    if (!notice || notice.nextAttemptAt === null || notice.toEmail !== sent.toEmail) return;
    if (result.is === 'accepted') await this.accepted(tx, notice);
    else if (result.is === 'rejected') await this.rejected(tx, notice, result.reason);
    else await this.later(tx, notice, result.reason);
  }

  private async accepted(tx: Tx, notice: NoticeRow): Promise<void> {
    const { now } = tx.context;
    if (notice.state === 'ready') step(tx, notice, { type: 'send' });
    const printed = notice.printedUntil ? new Date(notice.printedUntil) : null;
    const earliest = appealWindowEndsAt(now) as Date;
    await save(tx, notice, {
      sentAt: now,
      nextAttemptAt: null,
      failure: null,
      appealUntil: notice.kind === 'statement_of_reasons' ? latest(printed ?? slack(now), earliest) : null,
    });
  }

  private async rejected(tx: Tx, notice: NoticeRow, reason: string): Promise<void> {
    if (notice.state === 'ready') step(tx, notice, { type: 'send' });
    step(tx, notice, { type: 'bounce', reason });
    const reached = [...notice.reached, notice.toEmail as string];
    const contacts = await verifiedContacts(tx.query, [notice.customerId]);
    const other = contacts.get(notice.customerId)?.find(({ email }) => !reached.includes(email));
    if (other) {
      step(tx, notice, { type: 'use_other_channel', recipient: other.email, reason: 'Another verified contact.' });
      await save(tx, notice, { toEmail: other.email, reached, nextAttemptAt: tx.context.now, failure: reason });
      tx.enqueue({ topic: 'notices.send', payload: { noticeId: notice.id } });
    } else {
      step(tx, notice, { type: 'give_up', reason: 'No other verified contact.' }, { alarm: true });
      await save(tx, notice, { reached, nextAttemptAt: null, failure: reason });
    }
  }

  private async later(tx: Tx, notice: NoticeRow, reason: string): Promise<void> {
    const { now } = tx.context;
    if (notice.attempts + 1 >= MOST_ATTEMPTS && notice.state === 'ready') {
      step(tx, notice, { type: 'give_up', reason: `No mail server took it within a week: ${reason}` }, { alarm: true });
      await save(tx, notice, { nextAttemptAt: null, failure: reason });
      return;
    }
    const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(notice.attempts, 20), LONGEST_WAIT_MS);
    await save(tx, notice, { nextAttemptAt: new Date(now.getTime() + wait), failure: reason });
  }
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

interface Changes {
  sentAt?: Date;
  nextAttemptAt: Date | null;
  failure: string | null;
  appealUntil?: Date | null;
  toEmail?: string;
  reached?: string[];
}

async function save(tx: Tx, notice: NoticeRow, changes: Changes): Promise<void> {
  await tx.prepared(
    'save-notice',
    `update notice set state = $2, sent_at = coalesce($3, sent_at), delivered_at = $4, next_attempt_at = $5, failure = $6,
       appeal_until = coalesce($7, appeal_until), to_email = coalesce($8, to_email), reached = coalesce($9, reached),
       attempts = attempts + 1, version = version + 1 where id = $1`,
    [
      notice.id,
      notice.state,
      changes.sentAt ?? null,
      notice.deliveredAt,
      changes.nextAttemptAt,
      changes.failure,
      changes.appealUntil ?? null,
      changes.toEmail ?? null,
      changes.reached ?? null,
    ],
  );
}

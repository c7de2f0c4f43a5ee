import type { DsaStatement, Letter, NoticeKind, NoticeLanguage, Statement, Withheld } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import type { Tx } from '../db/unit-of-work.js';
import type { Contact } from './contact.query.js';
import { createPortalLink } from './portal-link.js';

/** A letter to one customer, written but not sent. */
export interface NewNotice {
  /** From `reserveNotices`. */
  id: string;
  number: number;
  customerId: string;
  decisionId: string;
  appealId?: string;
  kind: NoticeKind;
  /** What it answers to; a customer gets one letter for one cause. */
  cause: string;
  language: NoticeLanguage;
  template: string;
  templateVersion: number;
  /** With `LINK_PLACEHOLDER` where the token of the link goes. */
  letter: Letter;
  statement: Omit<Statement, 'ok' | 'withheld'> | Record<string, unknown>;
  withheld: readonly Withheld[];
  dsa: DsaStatement | Record<string, never>;
  actionIds: readonly string[];
  /** The matter that the link opens: the statement of reasons; the notice itself unless told. */
  linkTo?: string;
  /** Verified contacts, best first. With none, the notice is undeliverable from the start. */
  contacts: readonly Contact[];
  caseId: string;
  facts: Record<string, unknown>;
}

const INSERT = `
  insert into notice (id, number, customer_id, decision_id, appeal_id, kind, state, language, template, template_version, to_email,
    subject_line, body_text, body_html, statement, withheld, dsa, created_at, next_attempt_at, cause, failure)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
  on conflict (customer_id, cause) where cause is not null do nothing returning id`;

const NO_CONTACT = 'The directory has no verified contact for this customer.';

/** Ids and numbers for letters that are about to be written: the number is printed in them. */
export async function reserveNotices(tx: Tx, count: number): Promise<{ id: string; number: number }[]> {
  const rows = await tx.query<{ number: number }>(
    `select nextval('notice_number') as number from generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ number }) => ({ id: newId(), number }));
}

/**
 * Writes a notice with its link, its actions and its event, and asks the worker to send it. Without a verified contact
 * it is undeliverable, which is an alarm: the time to appeal does not run until the customer has read it.
 * @returns false when the customer has a letter for this cause already
 */
export async function createNotice(tx: Tx, notice: NewNotice, linkSecret: string): Promise<boolean> {
  const { now } = tx.context;
  const recipient = notice.contacts[0]?.email ?? null;
  const inserted = await tx.prepared('insert-notice', INSERT, [
    notice.id,
    notice.number,
    notice.customerId,
    notice.decisionId,
    notice.appealId ?? null,
    notice.kind,
    recipient ? 'ready' : 'undeliverable',
    notice.language,
    notice.template,
    notice.templateVersion,
    recipient,
    notice.letter.subjectLine,
    notice.letter.text,
    notice.letter.html,
    JSON.stringify(notice.statement),
    JSON.stringify(notice.withheld),
    JSON.stringify(notice.dsa),
    now,
    recipient ? now : null,
    notice.cause,
    recipient ? null : NO_CONTACT,
  ]);
  if (inserted.length === 0) return false;
  const link = { customerId: notice.customerId, noticeId: notice.linkTo ?? notice.id };
  const linkId = await createPortalLink(tx, link, linkSecret);
  await tx.prepared('notice-link', 'update notice set link_id = $2 where id = $1', [notice.id, linkId]);
  if (notice.actionIds.length > 0) {
    await tx.prepared(
      'insert-notice-actions',
      'insert into notice_action (notice_id, action_id, customer_id) select $1, unnest($2::uuid[]), $3',
      [notice.id, notice.actionIds, notice.customerId],
    );
  }
  const facts = { kind: notice.kind, number: notice.number, language: notice.language, ...notice.facts };
  const event = { stage: 'notices', entityKind: 'notice', entityId: notice.id, caseId: notice.caseId, automatic: true };
  tx.record({ ...event, kind: 'notice.make_ready', body: { after: { state: 'ready' }, facts } });
  if (recipient) tx.enqueue({ topic: 'notices.send', payload: { noticeId: notice.id } });
  else {
    tx.record({
      ...event,
      kind: 'notice.give_up',
      body: {
        why: NO_CONTACT,
        before: { state: 'ready' },
        after: { state: 'undeliverable' },
        facts: { ...facts, alarm: true },
      },
    });
  }
  return true;
}

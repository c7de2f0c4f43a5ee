import type { DsaStatement, Letter, NoticeKind, NoticeLanguage, Statement, Withheld } from '@portcullis/domain';
import { newId } from '../db/ids.js';
import type { Tx } from '../db/unit-of-work.js';
import type { Contact } from './contact.query.js';
import { insertPortalLinks, newPortalLinks } from './portal-link.js';

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

const NOTICES = `
  insert into notice (id, number, customer_id, decision_id, appeal_id, kind, state, language, template, template_version, to_email,
    subject_line, body_text, body_html, statement, withheld, dsa, created_at, next_attempt_at, cause, failure, link_id)
  select r.id, r.number, r.customer_id, r.decision_id, r.appeal_id, r.kind, r.state, r.language, r.template, r.template_version, r.to_email,
    r.subject_line, r.body_text, r.body_html, r.statement, r.withheld, r.dsa, $1, case when r.to_email is not null then $1::timestamptz end,
    r.cause, case when r.to_email is null then $2 end, r.link_id
  from unnest($3::uuid[], $4::bigint[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[], $12::int[],
    $13::text[], $14::text[], $15::text[], $16::text[], $17::jsonb[], $18::jsonb[], $19::jsonb[], $20::text[], $21::uuid[])
    as r(id, number, customer_id, decision_id, appeal_id, kind, state, language, template, template_version,
      to_email, subject_line, body_text, body_html, statement, withheld, dsa, cause, link_id)
  order by r.customer_id
  on conflict (customer_id, cause) where cause is not null do nothing returning id`;

const ACTIONS = `
  insert into notice_action (notice_id, action_id, customer_id)
  select * from unnest($1::uuid[], $2::uuid[], $3::uuid[])`;

/** Letters that one job sends. */
const PER_JOB = 50;

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
 * Writes notices with their links, actions and events, and asks the worker to send them. Without a verified contact a
 * notice is undeliverable, which is an alarm: the time to appeal does not run until the customer has read it.
 * @returns how many were written: a customer who has a letter for this cause already gets no second one
 */
export async function createNotices(tx: Tx, notices: readonly NewNotice[], linkSecret: string): Promise<number> {
  const links = newPortalLinks(notices, linkSecret);
  const recipients = notices.map(({ contacts }) => contacts[0]?.email ?? null);
  const column = <T>(pick: (notice: NewNotice, index: number) => T): T[] => notices.map(pick);
  const inserted = await tx.prepared<{ id: string }>('insert-notices', NOTICES, [
    tx.context.now,
    NO_CONTACT,
    column(({ id }) => id),
    column(({ number }) => number),
    column(({ customerId }) => customerId),
    column(({ decisionId }) => decisionId),
    column(({ appealId }) => appealId ?? null),
    column(({ kind }) => kind),
    column((_, index) => (recipients[index] ? 'ready' : 'undeliverable')),
    column(({ language }) => language),
    column(({ template }) => template),
    column(({ templateVersion }) => templateVersion),
    recipients,
    column(({ letter }) => letter.subjectLine),
    column(({ letter }) => letter.text),
    column(({ letter }) => letter.html),
    column(({ statement }) => JSON.stringify(statement)),
    column(({ withheld }) => JSON.stringify(withheld)),
    column(({ dsa }) => JSON.stringify(dsa)),
    column(({ cause }) => cause),
    links.map(({ id }) => id),
  ]);
  const written = new Set(inserted.map(({ id }) => id));
  const fresh = notices.filter(({ id }) => written.has(id));
  if (fresh.length === 0) return 0;
  await insertPortalLinks(
    tx,
    links.filter((_, index) => written.has((notices[index] as NewNotice).id)),
  );
  const actions = fresh.flatMap(({ id, actionIds, customerId }) =>
    actionIds.map((actionId) => ({ id, actionId, customerId })),
  );
  await tx.prepared('insert-notice-actions', ACTIONS, [
    actions.map(({ id }) => id),
    actions.map(({ actionId }) => actionId),
    actions.map(({ customerId }) => customerId),
  ]);
  for (const notice of fresh) announce(tx, notice);
  const sendable = fresh.filter(({ contacts }) => contacts.length > 0).map(({ id }) => id);
  for (let from = 0; from < sendable.length; from += PER_JOB) {
    tx.enqueue({ topic: 'notices.send', payload: { noticeIds: sendable.slice(from, from + PER_JOB) } });
  }
  return fresh.length;
}

function announce(tx: Tx, notice: NewNotice): void {
  const { id, number, kind, language, caseId } = notice;
  const facts = { kind, number, language, ...notice.facts };
  const event = { stage: 'notices', entityKind: 'notice', entityId: id, caseId, automatic: true };
  tx.record({ ...event, kind: 'notice.make_ready', body: { after: { state: 'ready' }, facts } });
  if (notice.contacts.length === 0) {
    const after = { state: 'undeliverable' };
    const body = { why: NO_CONTACT, before: { state: 'ready' }, after, facts: { ...facts, alarm: true } };
    tx.record({ ...event, kind: 'notice.give_up', body });
  }
}

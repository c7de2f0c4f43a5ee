import {
  type AppealResult,
  type NoticeKind,
  noticeDate,
  noticeLanguage,
  type ResultInLetter,
  renderLetter,
  type SubjectKind,
  subjectsInWords,
  type Values,
} from '@portcullis/domain';
import { newId } from '../db/ids.js';
import type { CommandContext, Tx, UnitOfWork } from '../db/unit-of-work.js';
import type { LetterSettings } from './compose-statements.command.js';
import { verifiedContacts } from './contact.query.js';
import { createNotices, reserveNotices } from './create-notice.js';
import { LINK_PLACEHOLDER, portalLinkUrl } from './portal-link.js';

export type AppealLetterKind = 'appeal_acknowledged' | 'appeal_question' | 'appeal_message' | 'appeal_result';

interface AppealRow {
  id: string;
  number: number;
  customerId: string;
  noticeId: string;
  decisionId: string;
  caseId: string;
  customer: string;
  language: string;
  submittedAt: Date | null;
  dueAt: Date | null;
  answerDueAt: Date | null;
  result: AppealResult | null;
  resultText: string | null;
  question: string | null;
  cured: boolean;
}

const APPEAL = `
  select p.id, p.number, p.customer_id as "customerId", p.notice_id as "noticeId", p.decision_id as "decisionId", d.case_id as "caseId",
    c.name as customer, c.language, p.submitted_at as "submittedAt", p.due_at as "dueAt", p.answer_due_at as "answerDueAt",
    p.result, p.result_text as "resultText", m.body as question, p.cured
  from appeal p join decision d on d.id = p.decision_id join customer c on c.id = p.customer_id
  left join appeal_message m on m.id = $2
  where p.id = $1`;

interface EndedRow {
  customerId: string;
  customer: string;
  language: string;
  decisionId: string;
  caseId: string;
  noticeId: string | null;
  endedAt: Date | null;
  actionIds: string[];
  subjects: { kind: SubjectKind; name: string }[];
  open: number;
}

const ENDED = `
  select c.id as "customerId", c.name as customer, c.language, a.decision_id as "decisionId", a.case_id as "caseId",
    (select n.id from notice n where n.customer_id = c.id and n.decision_id = a.decision_id and n.kind = 'statement_of_reasons' order by n.id limit 1) as "noticeId",
    max(a.ended_at) as "endedAt", array_agg(a.id order by a.id) as "actionIds",
    json_agg(json_build_object('kind', a.subject_kind, 'name', coalesce(e.data->>'name', a.subject_id)) order by a.id) as subjects,
    count(*) filter (where a.state in ('lifting', 'reversing'))::int as open
  from action a join customer c on c.id = a.customer_id
  left join directory_entry e on e.kind = a.subject_kind and e.id = a.subject_id
  where a.id = any($1::uuid[]) group by c.id, a.decision_id, a.case_id order by c.id`;

interface LinkRow {
  customerId: string;
  customer: string;
  language: string;
  decisionId: string;
  caseId: string;
  noticeId: string;
}

const LINK = `
  select c.id as "customerId", c.name as customer, c.language, n.decision_id as "decisionId", d.case_id as "caseId", n.id as "noticeId"
  from portal_link l join notice n on n.id = l.notice_id join customer c on c.id = l.customer_id join decision d on d.id = n.decision_id
  where l.id = $1 and l.revoked_at is null`;

interface VictimRow {
  subjectKind: SubjectKind;
  subjectId: string;
  name: string | null;
  caseId: string;
  organizationId: string | null;
}

/** Subjects that were found to be victims in the decision's case and that no action hits. */
const VICTIMS = `
  select cs.subject_kind as "subjectKind", cs.subject_id as "subjectId", e.data->>'name' as name, cs.case_id as "caseId", cs.organization_id as "organizationId"
  from decision d join case_subject cs on cs.case_id = d.case_id and cs.finding = 'victim'
  left join directory_entry e on e.kind = cs.subject_kind and e.id = cs.subject_id
  where d.id = $1 and d.state = 'approved'
    and not exists (select 1 from action a where a.decision_id = d.id and a.subject_kind = cs.subject_kind and a.subject_id = cs.subject_id)
  order by cs.organization_id, cs.subject_kind, cs.subject_id`;

const VICTIM_CUSTOMER = `
  with made as (
    insert into customer (id, subject_kind, subject_id, name, language, country)
    select $1, $2, $3, coalesce(d.data->>'name', $3), coalesce(d.data->>'language', 'en'), d.data->>'country'
    from (select 1) one left join directory_entry d on d.kind = $2 and d.id = $3
    on conflict (subject_kind, subject_id) do nothing returning id, name, language)
  select id, name, language from made
  union all select id, name, language from customer where subject_kind = $2 and subject_id = $3 limit 1`;

const TEMPLATE_VERSION = 1;

/** The shorter letters: what became of an appeal, that something ended, that somebody is a victim. Each can be repeated. */
export class ComposeLetters {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly settings: LetterSettings,
  ) {}

  async ofAppeal(
    context: CommandContext,
    letter: { appealId: string; kind: AppealLetterKind; messageId?: string | undefined },
    atTheEnd?: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    await this.uow.run(context, async (tx) => {
      const [appeal] = await tx.query<AppealRow>(APPEAL, [letter.appealId, letter.messageId ?? null]);
      if (appeal) await this.writeOfAppeal(tx, letter, appeal);
      await atTheEnd?.(tx);
    });
  }

  /** @returns false, with nothing written, while the end of one of the actions is not confirmed */
  async ofEnded(
    context: CommandContext,
    actionIds: readonly string[],
    atTheEnd?: (tx: Tx) => Promise<void>,
  ): Promise<boolean> {
    return this.uow.run(context, async (tx) => {
      const rows = await tx.query<EndedRow>(ENDED, [[...actionIds]]);
      if (rows.some(({ open }) => open > 0)) return false;
      for (const row of rows) await this.writeEnded(tx, row);
      await atTheEnd?.(tx);
      return true;
    });
  }

  /** A fresh link to the matter of an older one, to the contact on record; one a day, however often it is asked for. */
  async ofFreshLink(context: CommandContext, linkId: string, atTheEnd?: (tx: Tx) => Promise<void>): Promise<void> {
    await this.uow.run(context, async (tx) => {
      const [link] = await tx.query<LinkRow>(LINK, [linkId]);
      if (link) {
        const cause = `fresh-link:${linkId}:${context.now.toISOString().slice(0, 10)}`;
        await this.write(tx, { ...link, kind: 'fresh_link', cause, values: {}, actionIds: [] });
      }
      await atTheEnd?.(tx);
    });
  }

  /** Tells victims: they did nothing wrong, and what to do. */
  async toVictims(context: CommandContext, decisionId: string): Promise<void> {
    const victims = await this.uow.read<VictimRow>(VICTIMS, [decisionId]);
    const byCustomer = new Map<string, VictimRow[]>();
    for (const victim of victims) {
      const key = victim.organizationId ?? `${victim.subjectKind}/${victim.subjectId}`;
      byCustomer.set(key, [...(byCustomer.get(key) ?? []), victim]);
    }
    for (const own of byCustomer.values()) await this.uow.run(context, (tx) => this.writeVictim(tx, decisionId, own));
  }

  private writeOfAppeal(
    tx: Tx,
    { kind, messageId }: { kind: AppealLetterKind; messageId?: string | undefined },
    appeal: AppealRow,
  ) {
    const date = (at: Date | null) => noticeDate(noticeLanguage(appeal.language), at ?? tx.context.now);
    const values = {
      at: date(appeal.submittedAt),
      by: date(kind === 'appeal_question' ? appeal.answerDueAt : appeal.dueAt),
      question: appeal.question ?? '',
      reason: appeal.resultText ?? '',
    };
    const result = appeal.result === 'withdrawn' ? null : appeal.result;
    if (kind === 'appeal_result' && !result) return Promise.resolve();
    return this.write(tx, {
      customerId: appeal.customerId,
      customer: appeal.customer,
      language: appeal.language,
      decisionId: appeal.decisionId,
      caseId: appeal.caseId,
      noticeId: appeal.noticeId,
      appealId: appeal.id,
      kind,
      reference: `A-${appeal.number}`,
      cause: causeOf(appeal, kind, messageId),
      values,
      ...(result ? { result: result === 'inadmissible' && appeal.cured ? 'inadmissible_again' : result } : {}),
      actionIds: [],
    });
  }

  private writeEnded(tx: Tx, row: EndedRow): Promise<void> {
    const language = noticeLanguage(row.language);
    const at = noticeDate(language, row.endedAt ?? tx.context.now);
    return this.write(tx, {
      ...row,
      kind: 'action_ended',
      cause: `ended:${row.actionIds[0]}`,
      values: { at, subjects: subjectsInWords(language, row.subjects) },
    });
  }

  private async writeVictim(tx: Tx, decisionId: string, victims: readonly VictimRow[]): Promise<void> {
    const first = victims[0] as VictimRow;
    const owner = first.organizationId
      ? (['organization', first.organizationId] as const)
      : ([first.subjectKind, first.subjectId] as const);
    const [customer] = await tx.query<{ id: string; name: string; language: string }>(VICTIM_CUSTOMER, [
      newId(),
      ...owner,
    ]);
    if (!customer) throw new Error('a customer vanished');
    const subjects = victims.map(({ subjectKind, subjectId, name }) => ({
      kind: subjectKind,
      name: name ?? subjectId,
    }));
    await this.write(tx, {
      customerId: customer.id,
      customer: customer.name,
      language: customer.language,
      decisionId,
      caseId: first.caseId,
      noticeId: null,
      kind: 'victim_notice',
      cause: `victim:${decisionId}`,
      values: { subjects: subjectsInWords(noticeLanguage(customer.language), subjects) },
      actionIds: [],
    });
  }

  private async write(tx: Tx, letter: LetterParts): Promise<void> {
    const [reserved] = await reserveNotices(tx, 1);
    const { id, number } = reserved as { id: string; number: number };
    const language = noticeLanguage(letter.language);
    const values = {
      ...letter.values,
      customer: letter.customer,
      reference: letter.reference ?? `N-${number}`,
      url: portalLinkUrl(this.settings.portalOrigin, LINK_PLACEHOLDER),
    };
    const contacts = await verifiedContacts(tx.query, [letter.customerId]);
    await createNotices(
      tx,
      [
        {
          id,
          number,
          customerId: letter.customerId,
          decisionId: letter.decisionId,
          ...(letter.appealId ? { appealId: letter.appealId } : {}),
          kind: letter.kind,
          cause: letter.cause,
          language,
          template: letter.kind,
          templateVersion: TEMPLATE_VERSION,
          letter: renderLetter(letter.kind, language, values, letter.result),
          statement: {},
          withheld: [],
          dsa: {},
          actionIds: letter.actionIds,
          ...(letter.noticeId ? { linkTo: letter.noticeId } : {}),
          contacts: contacts.get(letter.customerId) ?? [],
          caseId: letter.caseId,
          facts: letter.result ? { result: letter.result.replace('_again', '') } : {},
        },
      ],
      this.settings.linkSecret,
    );
  }
}

/** A completed appeal is confirmed and answered a second time. */
function causeOf({ id, result, cured }: AppealRow, kind: AppealLetterKind, messageId: string | undefined): string {
  if (kind === 'appeal_question') return `question:${messageId}`;
  if (kind === 'appeal_message') return `message:${messageId}`;
  return `appeal:${id}:${kind}:${result === 'withdrawn' ? '' : (result ?? '')}${cured ? ':cured' : ''}`;
}

interface LetterParts {
  customerId: string;
  customer: string;
  language: string;
  decisionId: string;
  caseId: string;
  /** The statement of reasons that the matter began with. */
  noticeId: string | null;
  appealId?: string;
  kind: Exclude<NoticeKind, 'statement_of_reasons'>;
  reference?: string;
  cause: string;
  values: Values;
  result?: ResultInLetter;
  actionIds: readonly string[];
}

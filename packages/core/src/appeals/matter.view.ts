import { Injectable } from '@nestjs/common';
import {
  type ActionState,
  type Actor,
  APPEAL_MACHINE,
  type AppealState,
  allowedCommands,
  OPEN_APPEAL_STATES,
  type Section,
} from '@portcullis/domain';
import type { CommandContext, Tx } from '../db/unit-of-work.js';
import { LINK_PLACEHOLDER } from '../notices/portal-link.js';
import { canAskForRelief } from './acknowledge.js';
import type { AppealedAction } from './appeal-row.js';
import { appealable, noticedActions } from './appealable.js';
import { type CustomerScope, CustomerUnitOfWork } from './customer-unit-of-work.js';
import { type Milestone, milestonesOf, type NextAnswer, nextAnswerOf } from './milestones.js';

export interface MatterAction {
  id: string;
  kind: string;
  scope: string;
  subject: { kind: string; id: string };
  state: ActionState;
  effect: 'coming' | 'in_effect' | 'ending' | 'over';
  until: Date | null;
  orderedAt: Date;
  inEffectAt: Date | null;
  endedAt: Date | null;
}
export interface MatterMessage {
  id: string;
  from: 'you' | 'us';
  text: string;
  question: boolean;
  at: Date;
}
export interface MatterFile {
  id: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  purpose: string | null;
  at: Date;
}
export type AppealStep = 'message' | 'answer' | 'upload' | 'withdraw' | 'ask_relief' | 'cure';
export interface MatterAppeal {
  id: string;
  number: number;
  state: AppealState;
  open: boolean;
  statement: string;
  grounds: string[];
  contactName: string;
  standing: string;
  submittedAt: Date | null;
  acknowledgedAt: Date | null;
  dueAt: Date | null;
  pausedAt: Date | null;
  answerDueAt: Date | null;
  onTheFile: boolean;
  decidedAt: Date | null;
  result: string | null;
  resultText: string | null;
  relief: { state: 'none' | 'asked' | 'granted' | 'refused'; answerDueAt: Date | null; limits: string | null };
  messages: MatterMessage[];
  files: MatterFile[];
  allowed: AppealStep[];
}
/** Everything that the customer's page shows, read as the customer: row-level security leaves out what is not theirs. */
export interface CustomerMatter {
  customer: { name: string; language: string };
  notice: {
    number: number;
    reference: string;
    kind: string;
    subjectLine: string;
    sections: Section[];
    text: string;
    sentAt: Date | null;
    readAt: Date | null;
    appealUntil: Date | null;
  };
  actions: MatterAction[];
  actionCount: number;
  stillWorks: readonly string[];
  wouldEnd: readonly string[];
  /** Newest first. */
  appeals: MatterAppeal[];
  allowed: { appeal: boolean; why: { code: string; message: string; allowed: readonly string[] } | null };
  nextAnswerDue: NextAnswer | null;
  milestones: Milestone[];
}

const MOST_ACTIONS = 500;

const NOTICE = `
  select number, kind, subject_line as "subjectLine", body_text as text,
    coalesce(statement->'sections', '[]') as sections, sent_at as "sentAt", read_at as "readAt", appeal_until as "appealUntil"
  from notice where id = $1`;

const ACTION_ROWS = `
  select a.id, a.kind, a.scope, a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.state, a.until,
    a.ordered_at as "orderedAt", a.in_effect_at as "inEffectAt", a.ended_at as "endedAt", count(*) over ()::int as total
  from notice_action n join action a on a.id = n.action_id where n.notice_id = $1 order by a.id limit ${MOST_ACTIONS}`;

const APPEALS = `
  select p.id, p.number, p.state, p.statement, p.grounds, p.contact_name as "contactName", p.standing, p.submitted_at as "submittedAt",
    p.acknowledged_at as "acknowledgedAt", p.due_at as "dueAt", p.paused_at as "pausedAt", p.answer_due_at as "answerDueAt",
    p.on_the_file as "onTheFile", p.decided_at as "decidedAt", p.result, p.result_text as "resultText", p.cured,
    p.interim_relief as "reliefState", p.relief_due_at as "reliefDueAt", p.relief_limits as "reliefLimits",
    (select array_agg(a.kind) from appeal_action x join action a on a.id = x.action_id where x.appeal_id = p.id) as kinds
  from appeal p where p.notice_id = $1 order by p.number desc limit 50`;

const MESSAGES = `
  select id, appeal_id as "appealId", case from_kind when 'customer' then 'you' else 'us' end as "from", body as text, question, at
  from appeal_message where appeal_id = any($1::uuid[]) order by id`;

const FILES = `
  select id, appeal_id as "appealId", name, media_type as "mediaType", size, purpose, at
  from attachment where appeal_id = any($1::uuid[]) order by id`;

type ActionRow = Omit<MatterAction, 'subject' | 'effect'> & { subjectKind: string; subjectId: string; total: number };
type AppealRow = Omit<MatterAppeal, 'open' | 'relief' | 'messages' | 'files' | 'allowed'> & {
  cured: boolean;
  reliefState: MatterAppeal['relief']['state'];
  reliefDueAt: Date | null;
  reliefLimits: string | null;
  kinds: AppealedAction['kind'][] | null;
};

@Injectable()
export class MatterView {
  constructor(private readonly uow: CustomerUnitOfWork) {}

  /** @returns null when the notice is not (or no longer) this customer's */
  read(context: CommandContext, scope: CustomerScope): Promise<CustomerMatter | null> {
    return this.uow.run(context, scope, (tx) => readMatterOf(tx, scope));
  }
}

async function readMatterOf(tx: Tx, { customerId, noticeId }: CustomerScope): Promise<CustomerMatter | null> {
  const { now, actor } = tx.context;
  const [customer] = await tx.query<CustomerMatter['customer']>('select name, language from customer where id = $1', [
    customerId,
  ]);
  const [notice] = await tx.query<Omit<CustomerMatter['notice'], 'reference'>>(NOTICE, [noticeId]);
  if (!customer || !notice) return null;
  const rows = await tx.query<ActionRow>(ACTION_ROWS, [noticeId]);
  const appeals = await readAppeals(tx, noticeId, actor);
  const able =
    notice.kind === 'statement_of_reasons'
      ? appealable(await noticedActions(tx, noticeId), notice.appealUntil, { now, customerId })
      : { ok: false as const, code: 'NOTHING_TO_APPEAL', message: 'This letter is not about a decision.', allowed: [] };
  const actions = rows.map(({ subjectKind, subjectId, total: _, ...action }) => ({
    ...action,
    subject: { kind: subjectKind, id: subjectId },
    effect: effectOf(action.state),
  }));
  return {
    customer,
    notice: {
      ...notice,
      reference: `N-${notice.number}`,
      text: withoutLink(notice.text),
      sections: notice.sections.map((section) => ({ ...section, paragraphs: section.paragraphs.map(withoutLink) })),
    },
    actions,
    actionCount: rows[0]?.total ?? 0,
    stillWorks: pointsOf(notice.sections, 'still_works'),
    wouldEnd: pointsOf(notice.sections, 'ends'),
    appeals,
    allowed: {
      appeal: able.ok,
      why: able.ok ? null : { code: able.code, message: able.message, allowed: able.allowed },
    },
    nextAnswerDue: nextAnswerOf(appeals),
    milestones: milestonesOf(notice, actions, appeals),
  };
}

async function readAppeals(tx: Tx, noticeId: string, actor: Actor): Promise<MatterAppeal[]> {
  const rows = await tx.query<AppealRow>(APPEALS, [noticeId]);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const messages = await tx.query<MatterMessage & { appealId: string }>(MESSAGES, [ids]);
  const files = await tx.query<MatterFile & { appealId: string }>(FILES, [ids]);
  const own = <T extends { appealId: string }>(all: readonly T[], id: string) =>
    all.filter(({ appealId }) => appealId === id).map(({ appealId: _, ...one }) => one);
  return rows.map(({ cured, reliefState, reliefDueAt, reliefLimits, kinds, ...row }) => ({
    ...row,
    open: (OPEN_APPEAL_STATES as readonly AppealState[]).includes(row.state),
    relief: { state: reliefState, answerDueAt: reliefDueAt, limits: reliefLimits },
    messages: own(messages, row.id),
    files: own(files, row.id),
    allowed: stepsOf({ ...row, cured, reliefState, kinds: kinds ?? [] }, actor),
  }));
}

/** What the customer may do with an appeal now: the machine's commands in the words of the page, and what needs no step. */
function stepsOf(
  row: Pick<AppealRow, 'state' | 'decidedAt' | 'cured' | 'reliefState'> & { kinds: AppealedAction['kind'][] },
  actor: Actor,
): AppealStep[] {
  const commands = allowedCommands(APPEAL_MACHINE, row.state, actor);
  const curable = commands.includes('cure') && !row.cured;
  const running = row.decidedAt === null;
  const relief = {
    interimRelief: row.reliefState,
    decidedAt: row.decidedAt,
    actions: row.kinds.map((kind) => ({ kind }) as AppealedAction),
  };
  return [
    ...(commands.includes('answer') ? (['answer'] as const) : running ? (['message'] as const) : []),
    ...(running || curable ? (['upload'] as const) : []),
    ...(commands.includes('withdraw') && (running || curable) ? (['withdraw'] as const) : []),
    ...(canAskForRelief(relief) ? (['ask_relief'] as const) : []),
    ...(curable ? (['cure'] as const) : []),
  ];
}

/** In the letter there was an address; whoever reads this has followed it. */
const withoutLink = (text: string): string => text.replaceAll(LINK, 'this page');
const LINK = new RegExp(`https?://\\S*${LINK_PLACEHOLDER.replace(/[{}]/g, '\\$&')}`, 'g');

const pointsOf = (sections: readonly Section[], id: Section['id']): readonly string[] =>
  sections.find((section) => section.id === id)?.points ?? [];

const ENDING: readonly ActionState[] = ['lifting', 'reversing'];
const OVER: readonly ActionState[] = ['lifted', 'reversed', 'expired', 'superseded', 'withdrawn', 'abandoned'];

function effectOf(state: ActionState): MatterAction['effect'] {
  if (ENDING.includes(state)) return 'ending';
  if (OVER.includes(state)) return 'over';
  return state === 'active' || state === 'done' ? 'in_effect' : 'coming';
}

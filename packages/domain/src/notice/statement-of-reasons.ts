import { type Refusal, refuse } from '../machine/refusal.js';
import type { ActionKind, AutomationLevel, Family, Ground, SubjectKind } from '../vocabulary.js';
import type { MessageKey } from './messages.en.js';
import { type NoticeLanguage, noticeDate, noticeText, type Values } from './messages.js';

export const NOTICE_TEMPLATE = 'statement_of_reasons';
export const NOTICE_TEMPLATE_VERSION = 1;

/** What is left out of a notice. Each item carries its reason, and the appeal reviewer sees all of it (AP-1). */
export const WITHHELD_ITEMS = ['threshold', 'signature', 'source_identity', 'other_customer', 'legal'] as const;
export type WithheldItem = (typeof WITHHELD_ITEMS)[number];
export interface Withheld {
  readonly item: WithheldItem;
  readonly reason: string;
  /** The text that was left out, for the appeal reviewer. */
  readonly text: string;
}

export type Fact =
  | { readonly text: string; readonly withheld?: undefined }
  | { readonly text: string; readonly withheld: { readonly item: WithheldItem; readonly reason: string } };

export const STILL_WORKS = [
  'portal',
  'data_export',
  'billing',
  'account_sign_in',
  'api_limited',
  'api_rest',
  'api_all',
  'others',
] as const;
export type StillWorks = (typeof STILL_WORKS)[number];

export const WOULD_END = [
  'date',
  'location_proof',
  'ownership_proof',
  'gateway_proof',
  'reseller_contract',
  'key_rotation',
  'stop',
  'appeal',
] as const;
export type WouldEnd = (typeof WOULD_END)[number];

export type HittingKind = Exclude<ActionKind, 'no_violation' | 'monitor'>;

export interface StatementInput {
  readonly language: NoticeLanguage;
  /** What the customer quotes to us, e.g. "N-1042". */
  readonly reference: string;
  readonly customerName: string;
  readonly kind: HittingKind;
  readonly subjects: readonly { readonly kind: SubjectKind; readonly name: string }[];
  /** For `restrict`: what is restricted, e.g. "model aurora-large". */
  readonly restriction: string | null;
  readonly from: Date;
  readonly until: Date | null;
  readonly ground: Ground;
  readonly clause: { readonly title: string; readonly text: string };
  readonly facts: readonly Fact[];
  readonly families: readonly Family[];
  readonly automatedDetection: boolean;
  readonly automatedDecision: AutomationLevel;
  /** People who decided: proposer and approvers. Their names are not told. */
  readonly deciders: number;
  readonly stillWorks: readonly StillWorks[];
  readonly wouldEnd: readonly WouldEnd[];
  readonly appealUrl: string;
  readonly appealUntil: Date | null;
  readonly appealTargetHours: number;
  readonly replyTo: string;
}

export interface Section {
  readonly id: 'what' | 'since' | 'still_works' | 'why' | 'how' | 'ends' | 'appeal' | 'next';
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly points: readonly string[];
}

export interface Statement {
  readonly ok: true;
  readonly subjectLine: string;
  readonly greeting: string;
  readonly sections: readonly Section[];
  readonly withheld: readonly Withheld[];
}

/** What each kind leaves untouched, unless the action's own effects say otherwise. */
export const DEFAULT_STILL_WORKS = {
  warn: ['api_all'],
  require_verification: ['api_all'],
  rate_limit: ['api_limited', 'data_export', 'billing', 'others'],
  restrict: ['api_rest', 'data_export', 'billing', 'others'],
  suspend: ['portal', 'account_sign_in', 'data_export', 'billing', 'others'],
  terminate: ['portal', 'data_export', 'billing', 'others'],
} as const satisfies Record<HittingKind, readonly StillWorks[]>;

/**
 * The statement of reasons in the order of the portal page: what, since when, what still works, why, how it was decided,
 * what would end it, the appeal, what comes next. Refused when there is no fact that the customer could contest.
 */
export function statementOfReasons(input: StatementInput): Statement | Refusal<'FACTS_REQUIRED' | 'REASON_REQUIRED'> {
  const told = input.facts.filter((fact) => fact.withheld === undefined && fact.text.trim() !== '');
  if (told.length === 0) {
    return refuse('FACTS_REQUIRED', 'A notice states at least one fact that the customer can contest.', ['facts']);
  }
  const withheld = input.facts.flatMap((fact) => (fact.withheld ? [{ ...fact.withheld, text: fact.text }] : []));
  if (withheld.some(({ reason }) => reason.trim() === '')) {
    return refuse('REASON_REQUIRED', 'What is withheld is recorded with its reason.', ['withheld']);
  }
  const say = (key: MessageKey, values: Values = {}): string => noticeText(input.language, key, values);
  const section = (id: Section['id'], paragraphs: readonly string[], points: readonly string[] = []): Section => ({
    id,
    heading: say(`heading.${id}`),
    paragraphs,
    points,
  });
  return {
    ok: true,
    subjectLine: say(`subject.${input.kind}`, { reference: input.reference }),
    greeting: say('greeting', { customer: input.customerName }),
    sections: [
      section('what', [
        say(`what.${input.kind}`, {
          subjects: subjectsInWords(input.language, input.subjects),
          restriction: input.restriction ?? '',
        }),
      ]),
      section('since', [since(input, say)]),
      section(
        'still_works',
        [],
        input.stillWorks.map((code) => say(`works.${code}`)),
      ),
      section(
        'why',
        why(input, withheld, say),
        told.map(({ text }) => text.trim()),
      ),
      section('how', how(input, say)),
      section(
        'ends',
        [],
        input.wouldEnd.map((code) => say(`ends.${code}`)),
      ),
      section('appeal', appeal(input, say)),
      section('next', [
        say('next.appeal', { hours: input.appealTargetHours }),
        say('next.reply', { replyTo: input.replyTo }),
      ]),
    ].filter(({ paragraphs, points }) => paragraphs.length + points.length > 0),
    withheld,
  };
}

type Say = (key: MessageKey, values?: Values) => string;

function since(input: StatementInput, say: Say): string {
  const from = noticeDate(input.language, input.from);
  if (input.kind === 'warn') return say('since.once', { from });
  if (input.until !== null) return say('since.until', { from, until: noticeDate(input.language, input.until) });
  return say(input.kind === 'terminate' ? 'since.final' : 'since.open', { from });
}

function why(input: StatementInput, withheld: readonly Withheld[], say: Say): readonly string[] {
  const families = [...new Set(input.families)].map((family) => say(`family.${family}`));
  const items = [...new Set(withheld.map(({ item }) => item))].map((item) => say(`withheld.${item}`));
  return [
    say(`why.ground.${input.ground}`, { clause: input.clause.title, clauseText: input.clause.text }),
    ...(families.length > 0 ? [say('why.signals', { families: families.join('; ') })] : []),
    ...(items.length > 0 ? [say('why.withheld', { items: items.join('; ') })] : []),
    say('why.facts'),
  ];
}

function how(input: StatementInput, say: Say): readonly string[] {
  const people = input.deciders === 1 ? say('people.one') : say('people.many', { count: input.deciders });
  return [
    say(input.automatedDetection ? 'how.detected.yes' : 'how.detected.no'),
    say(`how.decided.${input.automatedDecision}`, { people }),
  ];
}

function appeal(input: StatementInput, say: Say): readonly string[] {
  return [
    say('appeal.how', { url: input.appealUrl }),
    input.appealUntil === null
      ? say('appeal.until_open')
      : say('appeal.until', { until: noticeDate(input.language, input.appealUntil) }),
    say('appeal.papers'),
    ...(input.kind === 'suspend' || input.kind === 'terminate' ? [say('appeal.relief')] : []),
    say('appeal.outside'),
  ];
}

const NAMED_SUBJECTS = 5;

/** "2 accounts (acct_1, acct_2)"; beyond five names "and 198 more". */
export function subjectsInWords(language: NoticeLanguage, subjects: StatementInput['subjects']): string {
  const kinds = [...new Set(subjects.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const own = subjects.filter((subject) => subject.kind === kind).map(({ name }) => name);
      const rest = own.length - NAMED_SUBJECTS;
      const more = rest > 0 ? [noticeText(language, 'subjects.more', { count: rest })] : [];
      const names = [...own.slice(0, NAMED_SUBJECTS), ...more].join(', ');
      return noticeText(language, `subjects.${kind}.${own.length === 1 ? 'one' : 'many'}`, {
        count: own.length,
        names,
      });
    })
    .join('; ');
}

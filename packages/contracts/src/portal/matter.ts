import { z } from 'zod';
import { refusalView } from './portal-problem.js';

const instant = z.iso.datetime();
const instantOrNull = instant.nullable();

/** One part of the notice, ready to be shown in this order. */
const section = z.object({
  id: z.enum(['what', 'since', 'still_works', 'why', 'how', 'ends', 'appeal', 'next']),
  heading: z.string(),
  paragraphs: z.array(z.string()),
  points: z.array(z.string()),
});

const action = z.object({
  id: z.uuid(),
  /** Word of ACTION_KINDS, such as `suspend`. */
  kind: z.string(),
  scope: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  /** Word of ACTION_STATES. */
  state: z.string(),
  /** What it means for the customer: `coming` (ordered), `in_effect`, `ending` (its end is ordered), `over`. */
  effect: z.enum(['coming', 'in_effect', 'ending', 'over']),
  until: instantOrNull,
  orderedAt: instant,
  inEffectAt: instantOrNull,
  endedAt: instantOrNull,
});

export const portalFile = z
  .object({
    id: z.uuid(),
    name: z.string(),
    mediaType: z.string(),
    /** Bytes. */
    size: z.int(),
    /** Word of APPEAL_EVIDENCE_KINDS. */
    purpose: z.string().nullable(),
    at: instant,
  })
  .meta({ id: 'PortalFile' });

export const APPEAL_STEPS = ['message', 'answer', 'upload', 'withdraw', 'ask_relief', 'cure'] as const;

const appeal = z.object({
  id: z.uuid(),
  number: z.int(),
  /** Word of APPEAL_STATES. */
  state: z.string(),
  open: z.boolean(),
  statement: z.string(),
  grounds: z.array(z.string()),
  contactName: z.string(),
  standing: z.string(),
  submittedAt: instantOrNull,
  acknowledgedAt: instantOrNull,
  /** When a decision comes at the latest. While `pausedAt` is set the clock waits for the customer. */
  dueAt: instantOrNull,
  pausedAt: instantOrNull,
  /** Until when an open question can be answered; after it the appeal is decided on what is there. */
  answerDueAt: instantOrNull,
  onTheFile: z.boolean(),
  decidedAt: instantOrNull,
  /** Word of APPEAL_RESULTS. */
  result: z.string().nullable(),
  resultText: z.string().nullable(),
  relief: z.object({
    state: z.enum(['none', 'asked', 'granted', 'refused']),
    answerDueAt: instantOrNull,
    limits: z.string().nullable(),
  }),
  messages: z.array(
    z.object({ id: z.uuid(), from: z.enum(['you', 'us']), text: z.string(), question: z.boolean(), at: instant }),
  ),
  files: z.array(portalFile),
  /** What can be done with it now; anything else is refused. */
  allowed: z.array(z.enum(APPEAL_STEPS)),
});

/** A dated line of what has happened and what comes: the page shows it instead of a spinner. */
const milestone = z.object({
  what: z.enum([
    'noticed',
    'in_effect',
    'appealed',
    'acknowledged',
    'in_review',
    'asked',
    'answered',
    'withdrawn',
    'decided',
    'restored',
    'ended',
  ]),
  /** `done` at `at`; `now`, with `at` as its latest end where there is one; `ahead`, not begun. */
  state: z.enum(['done', 'now', 'ahead']),
  at: instantOrNull,
  appealNumber: z.int().nullable(),
});

/** `GET /matter`: everything that the customer's page shows. */
export const portalMatter = z
  .object({
    asOf: instant,
    /** When this session ends; the link in the mail opens another. */
    sessionUntil: instant,
    customer: z.object({ name: z.string(), language: z.string() }),
    notice: z.object({
      number: z.int(),
      /** What to quote to us, such as `N-1042`. */
      reference: z.string(),
      /** Word of NOTICE_KINDS. */
      kind: z.string(),
      subjectLine: z.string(),
      /** Empty for letters that have no parts: show `text` then. */
      sections: z.array(section),
      text: z.string(),
      sentAt: instantOrNull,
      readAt: instantOrNull,
      /** The last moment to appeal; null while it is not running yet. */
      appealUntil: instantOrNull,
    }),
    actions: z.array(action),
    /** All of them; `actions` holds at most 500. */
    actionCount: z.int(),
    stillWorks: z.array(z.string()),
    wouldEnd: z.array(z.string()),
    /** Newest first. */
    appeals: z.array(appeal),
    allowed: z.object({ appeal: z.boolean(), why: refusalView.nullable() }),
    /** Who speaks next, about what, and by when. Null: nothing is open. */
    nextAnswerDue: z
      .object({
        from: z.enum(['us', 'you']),
        what: z.enum(['decision', 'temporary_access', 'answer']),
        at: instant,
        appealNumber: z.int(),
      })
      .nullable(),
    milestones: z.array(milestone),
    /** A person's address. */
    replyTo: z.string(),
  })
  .meta({ id: 'PortalMatter' });

export type PortalMatter = z.output<typeof portalMatter>;
export type PortalMatterAppeal = PortalMatter['appeals'][number];
export type PortalMilestone = PortalMatter['milestones'][number];
export type PortalFile = z.output<typeof portalFile>;
export type AppealStep = (typeof APPEAL_STEPS)[number];

/** 201 of `POST /appeals`, and 200 of what is done to one afterwards. */
export const portalAppealAnswer = z
  .object({ id: z.uuid(), number: z.int(), state: z.string(), dueAt: instantOrNull })
  .meta({ id: 'PortalAppealAnswer' });
export type PortalAppealAnswer = z.output<typeof portalAppealAnswer>;

/** 201 of `POST /appeals/:id/messages`. */
export const portalMessageAnswer = z
  .object({ id: z.uuid(), at: instant, answered: z.boolean() })
  .meta({ id: 'PortalMessageAnswer' });
export type PortalMessageAnswer = z.output<typeof portalMessageAnswer>;

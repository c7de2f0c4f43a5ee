import { Injectable } from '@nestjs/common';
import {
  type Actor,
  APPEAL_MACHINE,
  type AppealState,
  allowedCommands,
  cosignNeeded,
  independenceProblem,
  may,
  QUESTION_ROUNDS,
} from '@portcullis/domain';
import { clamp, decodeCursor, type Page, pageOf } from '../casework/cursor.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { type AppealedAction, leadingAction } from './appeal-row.js';
import { readMatter } from './matter.query.js';

/** An appeal as a list shows it. */
export interface AppealListRow {
  id: string;
  number: number;
  state: AppealState;
  customerKind: string;
  customerId: string;
  customerName: string;
  caseId: string;
  caseNumber: number;
  decisionId: string;
  submittedAt: Date | null;
  dueAt: Date | null;
  pausedAt: Date | null;
  decidedAt: Date | null;
  reviewerId: string | null;
  reviewerName: string | null;
  result: string | null;
  grounds: string[];
  interimRelief: string;
  reliefDueAt: Date | null;
  /** While it waits for a reviewer: how many active people could hear it. 0 needs somebody's hand. */
  independentReviewers: number | null;
  version: number;
}

export interface AppealPage extends AppealListRow {
  statement: string;
  contactName: string;
  standing: string;
  reliefLimits: string | null;
  /** Why the customer says that work can't wait. */
  reliefReason: string | null;
  onTheFile: boolean;
  answerDueAt: Date | null;
  questionRounds: number;
  resultReason: string | null;
  resultText: string | null;
  firstReading: string | null;
  firstReadingAt: Date | null;
  proposedResult: string | null;
  proposedReason: string | null;
  proposedText: string | null;
  /** Null while they are folded. */
  originalReasons: string | null;
  decisionNumber: number;
}

export interface AppealPaper {
  id: string;
  name: string;
  mediaType: string;
  size: number;
  uploadedBy: string;
  purpose: string | null;
  at: Date;
}
export interface AppealHarm {
  subjectKind: string;
  subjectId: string;
  subjectName: string | null;
  from: Date;
  to: Date | null;
  seats: number;
  hours: number | null;
  seatHours: number | null;
}

const LIST = `
  select p.id, p.number, p.state, c.subject_kind as "customerKind", c.subject_id as "customerId", c.name as "customerName", f.id as "caseId",
    f.number as "caseNumber", p.decision_id as "decisionId", p.submitted_at as "submittedAt", p.due_at as "dueAt", p.paused_at as "pausedAt",
    p.decided_at as "decidedAt", r.reviewer_id as "reviewerId", s.name as "reviewerName", p.result, p.grounds,
    p.interim_relief as "interimRelief", p.relief_due_at as "reliefDueAt", p.version,
    case when r.reviewer_id is null and p.decided_at is null and p.state in ('submitted', 'acknowledged') then (
      select count(*)::int from staff x where x.active and 'appeal_reviewer' = any(x.roles) and not exists (
        select 1 from case_participant q where q.case_id = f.id and q.side = 'first_instance'
          and (q.staff_id = x.id or x.id in (select staff_above(q.staff_id)) or q.staff_id in (select staff_above(x.id))))
    ) end as "independentReviewers"`;
const FROM = `
  from appeal p join customer c on c.id = p.customer_id join decision d on d.id = p.decision_id join case_file f on f.id = d.case_id
  left join appeal_review r on r.appeal_id = p.id left join staff s on s.id = r.reviewer_id`;

const MOST_ON_A_PAGE = 200;

@Injectable()
export class AppealQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** Open ones by deadline, then decided ones newest first. @returns null when the cursor is none of this list */
  async list(
    filter: { state: string | null; open: boolean; mine: string | null },
    first: number,
    after: string | null,
  ): Promise<Page<AppealListRow> | null> {
    const cursor = after === null ? [] : decodeCursor(after, ['number']);
    if (!cursor) return null;
    const limit = clamp(first, MOST_ON_A_PAGE);
    const rows = await this.uow.read<AppealListRow>(
      `with ranked as (
         select p.id, p.number, case when p.decided_at is null then 0 else 1 end as done,
           case when p.decided_at is null then coalesce(extract(epoch from p.due_at), 0) else -extract(epoch from p.decided_at) end as place
         from appeal p where p.state <> 'draft')
       ${LIST} ${FROM} join ranked k on k.id = p.id
       where ($1::text is null or p.state = $1) and ($2::uuid is null or r.reviewer_id = $2) and (not $3::boolean or k.done = 0)
         and ($4::bigint is null or (k.done, k.place, k.number) > (select x.done, x.place, x.number from ranked x where x.number = $4))
       order by k.done, k.place, k.number limit $5`,
      [filter.state, filter.mine, filter.open, cursor[0] ?? null, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.number]);
  }

  byIds(ids: readonly string[]): Promise<AppealListRow[]> {
    return this.uow.read<AppealListRow>(`${LIST} ${FROM} where p.id = any($1::uuid[])`, [[...ids]]);
  }

  ofCases(caseIds: readonly string[]): Promise<AppealListRow[]> {
    return this.uow.read<AppealListRow>(
      `${LIST} ${FROM} where f.id = any($1::uuid[]) order by p.number desc limit 100`,
      [[...caseIds]],
    );
  }

  ofCustomer(kind: string, id: string): Promise<AppealListRow[]> {
    return this.uow.read<AppealListRow>(
      `${LIST} ${FROM} where c.subject_kind = $1 and c.subject_id = $2 order by p.number desc limit 100`,
      [kind, id],
    );
  }

  /** Everything about one appeal; the original reasons stay folded for who may hear it until a first reading is noted. */
  async page(key: { number: number } | { id: string }, actor: Actor): Promise<AppealPage | null> {
    const [column, value] = 'number' in key ? ['p.number', key.number] : ['p.id', key.id];
    const [row] = await this.uow.read<AppealPage>(
      `${LIST}, p.statement, p.contact_name as "contactName", p.standing, p.relief_limits as "reliefLimits", p.relief_reason as "reliefReason", p.on_the_file as "onTheFile",
         p.answer_due_at as "answerDueAt", p.question_rounds as "questionRounds", p.result_reason as "resultReason", p.result_text as "resultText",
         r.first_reading as "firstReading", r.first_reading_at as "firstReadingAt", r.proposed_result as "proposedResult",
         r.proposed_reason as "proposedReason", r.proposed_text as "proposedText", d.number as "decisionNumber", d.reasons as "originalReasons"
       ${FROM} where ${column} = $1`,
      [value],
    );
    if (!row) return null;
    return isFolded(row, actor) ? { ...row, originalReasons: null } : row;
  }

  actions(appealId: string): Promise<(AppealedAction & { state: string })[]> {
    return this.uow.read(
      `select a.id, a.kind, a.scope, a.case_id as "caseId", a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.state
       from appeal_action x join action a on a.id = x.action_id where x.appeal_id = $1 order by a.id`,
      [appealId],
    );
  }

  messages(
    appealId: string,
  ): Promise<{ id: string; fromKind: string; by: string; body: string; question: boolean; at: Date }[]> {
    return this.uow.read(
      `select m.id, m.from_kind as "fromKind", coalesce(s.name, 'Customer') as by, m.body, m.question, m.at
       from appeal_message m left join staff s on s.id = m.staff_id where m.appeal_id = $1 order by m.id`,
      [appealId],
    );
  }

  /** Decided cases with an action in effect for which the same detector version carried the decision. */
  similar(appealId: string): Promise<{ caseId: string; why: string }[]> {
    return this.uow.read(
      `with own as (
         select distinct e.detector_id, e.detector_version, d.case_id from appeal p join decision_evidence e on e.decision_id = p.decision_id
         join decision d on d.id = p.decision_id where p.id = $1 and e.load_bearing
       )
       select d.case_id as "caseId", 'also rests on ' || string_agg(distinct concat_ws(' ', t.name, o.detector_version), ', ') as why
       from own o join decision_evidence e on e.detector_id = o.detector_id and e.detector_version is not distinct from o.detector_version and e.load_bearing
       join detector t on t.id = o.detector_id
       join decision d on d.id = e.decision_id and d.case_id <> o.case_id and d.state = 'approved'
       where exists (select 1 from action a where a.decision_id = d.id and a.state in ('active', 'done', 'lifting'))
       group by d.case_id order by max(d.number) desc limit 50`,
      [appealId],
    );
  }

  /** Papers of the customer, oldest first. */
  attachments(appealId: string): Promise<AppealPaper[]> {
    return this.uow.read<AppealPaper>(
      `select a.id, a.name, a.media_type as "mediaType", a.size, coalesce(s.name, 'customer') as "uploadedBy", a.purpose, a.at
       from attachment a left join staff s on a.uploaded_by_kind = 'staff' and s.id::text = a.uploaded_by
       where a.appeal_id = $1 order by a.id limit 500`,
      [appealId],
    );
  }

  /** Alerts that a reversal could find mistaken: what the decision cited, what carried it first. */
  async mistakenCandidates(decisionId: string): Promise<string[]> {
    const rows = await this.uow.read<{ id: string }>(
      `select alert_id as id, bool_or(load_bearing) as carried from decision_evidence where decision_id = $1
       group by alert_id order by 2 desc, 1 limit 200`,
      [decisionId],
    );
    return rows.map(({ id }) => id);
  }

  harm(appealId: string): Promise<AppealHarm[]> {
    return this.uow.read<AppealHarm>(
      `select a.subject_kind as "subjectKind", a.subject_id as "subjectId", e.data->>'name' as "subjectName", h.from_at as "from",
         h.to_at as "to", h.seats, h.hours, h.seat_hours as "seatHours"
       from harm h join action a on a.id = h.action_id join appeal_action x on x.action_id = a.id
       left join directory_entry e on e.kind = a.subject_kind and e.id = a.subject_id
       where x.appeal_id = $1 order by a.id`,
      [appealId],
    );
  }

  /** What this person may do with it now, in the words of the appeal machine and of the page. */
  async allowed(page: AppealPage, actor: Actor): Promise<string[]> {
    const actions = await this.actions(page.id);
    if (actions.length === 0) return [];
    const matter = await readMatter((sql, values) => this.uow.read(sql, values), page, actor.id);
    if (independenceProblem(actor.id, matter)) return [];
    const cosigned = cosignNeeded(leadingAction(actions));
    const mine = page.reviewerId === actor.id;
    const open = page.decidedAt === null;
    const commands = allowedCommands(APPEAL_MACHINE, page.state, actor).filter((command) => {
      if (command === 'admit') return page.reviewerId === null;
      if (command === 'decide') return mine && !cosigned;
      if (command === 'propose_result') return mine && cosigned;
      if (command === 'ask') return mine && page.questionRounds < QUESTION_ROUNDS;
      if (command === 'cosign' || command === 'return') return !mine;
      return command === 'find_inadmissible';
    });
    const more = mine && open ? ['message', ...(page.firstReadingAt ? [] : ['note_first_reading'])] : [];
    const relief = page.interimRelief === 'asked' && open && may(actor, 'appeals.relief.decide');
    return [...commands, ...more, ...(relief ? ['decide_relief'] : [])];
  }
}

/** Who might decide reads the customer's words before the reasons of the first instance. */
export const isFolded = (page: Pick<AppealPage, 'firstReadingAt' | 'decidedAt'>, actor: Actor): boolean =>
  page.firstReadingAt === null &&
  page.decidedAt === null &&
  actor.kind === 'staff' &&
  actor.roles.includes('appeal_reviewer');

import { Injectable } from '@nestjs/common';
import { type Actor, APPEAL_MACHINE, type AppealState, allowedCommands, cosignNeeded } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';
import { type AppealedAction, leadingAction } from './appeal-row.js';

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
  version: number;
}

export interface AppealPage extends AppealListRow {
  statement: string;
  contactName: string;
  standing: string;
  reliefDueAt: Date | null;
  reliefLimits: string | null;
  answerDueAt: Date | null;
  questionRounds: number;
  resultReason: string | null;
  resultText: string | null;
  firstReading: string | null;
  firstReadingAt: Date | null;
  proposedResult: string | null;
  proposedReason: string | null;
  proposedText: string | null;
  /** Null until a first reading is noted, or for those who do not decide. */
  originalReasons: string | null;
  decisionNumber: number;
}

const LIST = `
  select p.id, p.number, p.state, c.subject_kind as "customerKind", c.subject_id as "customerId", c.name as "customerName", f.id as "caseId",
    f.number as "caseNumber", p.decision_id as "decisionId", p.submitted_at as "submittedAt", p.due_at as "dueAt", p.paused_at as "pausedAt",
    p.decided_at as "decidedAt", r.reviewer_id as "reviewerId", s.name as "reviewerName", p.result, p.grounds,
    p.interim_relief as "interimRelief", p.version`;
const FROM = `
  from appeal p join customer c on c.id = p.customer_id join decision d on d.id = p.decision_id join case_file f on f.id = d.case_id
  left join appeal_review r on r.appeal_id = p.id left join staff s on s.id = r.reviewer_id`;

@Injectable()
export class AppealQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** Open ones by deadline, decided ones newest first; `after` is the number of the last one seen. */
  list(
    filter: { state: string | null; open: boolean; mine: string | null },
    first: number,
    after: number | null,
  ): Promise<AppealListRow[]> {
    return this.uow.read<AppealListRow>(
      `${LIST} ${FROM} where ($1::text is null or p.state = $1) and ($2::uuid is null or r.reviewer_id = $2)
         and (not $3::boolean or p.state in ('submitted', 'acknowledged', 'in_review', 'info_requested', 'proposed'))
         and ($4::bigint is null or (p.due_at, p.number) > (select x.due_at, x.number from appeal x where x.number = $4))
       order by p.due_at, p.number limit $5`,
      [filter.state, filter.mine, filter.open, after, first],
    );
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

  /** Everything about one appeal; the original reasons stay folded for its reviewer until a first reading is noted. */
  async page(key: { number: number } | { id: string }, actor: Actor): Promise<AppealPage | null> {
    const [column, value] = 'number' in key ? ['p.number', key.number] : ['p.id', key.id];
    const [row] = await this.uow.read<AppealPage>(
      `${LIST}, p.statement, p.contact_name as "contactName", p.standing, p.relief_due_at as "reliefDueAt", p.relief_limits as "reliefLimits",
         p.answer_due_at as "answerDueAt", p.question_rounds as "questionRounds", p.result_reason as "resultReason", p.result_text as "resultText",
         r.first_reading as "firstReading", r.first_reading_at as "firstReadingAt", r.proposed_result as "proposedResult",
         r.proposed_reason as "proposedReason", r.proposed_text as "proposedText", d.number as "decisionNumber", d.reasons as "originalReasons"
       ${FROM} where ${column} = $1`,
      [value],
    );
    if (row && row.reviewerId === actor.id && row.firstReadingAt === null) row.originalReasons = null;
    return row ?? null;
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

  /**
   * Decided cases that rest on the same evidence: a load-bearing alert of the same detector version, or one that
   * shares an indicator with those cited here, with an action still in effect.
   */
  similar(appealId: string): Promise<{ caseId: string; why: string }[]> {
    return this.uow.read(
      `with own as (
         select e.detector_id, e.detector_version, d.case_id from appeal p join decision_evidence e on e.decision_id = p.decision_id
         join decision d on d.id = p.decision_id where p.id = $1 and e.load_bearing
       )
       select d.case_id as "caseId", 'also rests on ' || string_agg(distinct concat_ws(' ', o.detector_id, o.detector_version), ', ') as why
       from own o join decision_evidence e on e.detector_id = o.detector_id and e.detector_version is not distinct from o.detector_version and e.load_bearing
       join decision d on d.id = e.decision_id and d.case_id <> o.case_id and d.state = 'approved'
       where exists (select 1 from action a where a.decision_id = d.id and a.state in ('active', 'done', 'lifting'))
       group by d.case_id, d.id order by d.id desc limit 50`,
      [appealId],
    );
  }

  harm(
    appealId: string,
  ): Promise<
    {
      subjectKind: string;
      subjectId: string;
      from: Date;
      to: Date | null;
      seats: number;
      hours: number | null;
      seatHours: number | null;
    }[]
  > {
    return this.uow.read(
      `select a.subject_kind as "subjectKind", a.subject_id as "subjectId", h.from_at as "from", h.to_at as "to", h.seats, h.hours, h.seat_hours as "seatHours"
       from harm h join action a on a.id = h.action_id join appeal_action x on x.action_id = a.id where x.appeal_id = $1 order by a.id`,
      [appealId],
    );
  }

  /** What this person may do with it now, in the words of the appeal machine and of the page. */
  async allowed(page: AppealPage, actor: Actor): Promise<string[]> {
    const actions = await this.actions(page.id);
    const [side] = await this.uow.read<{ side: string }>(
      'select side from case_participant where case_id = $1 and staff_id = $2',
      [page.caseId, actor.id],
    );
    if (side?.side === 'first_instance' || actions.length === 0) return [];
    const cosigned = cosignNeeded(leadingAction(actions));
    const mine = page.reviewerId === actor.id;
    const commands = allowedCommands(APPEAL_MACHINE, page.state, actor).filter((command) => {
      if (command === 'admit') return page.reviewerId === null;
      if (command === 'decide') return mine && !cosigned;
      if (command === 'propose_result') return mine && cosigned;
      if (command === 'ask') return mine && page.questionRounds < 2;
      if (command === 'cosign' || command === 'return') return !mine;
      return command === 'find_inadmissible';
    });
    const more =
      mine && page.decidedAt === null ? ['message', ...(page.firstReadingAt ? [] : ['note_first_reading'])] : [];
    const relief = page.interimRelief === 'asked' && mine ? ['decide_relief'] : [];
    return [...commands, ...more, ...relief];
  }
}

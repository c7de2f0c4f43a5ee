import { Injectable } from '@nestjs/common';
import type { CommandContext } from '../db/unit-of-work.js';
import { type CustomerScope, CustomerUnitOfWork } from './customer-unit-of-work.js';

/** Everything that the customer's page shows, read as the customer: row-level security leaves out what is not theirs. */
export interface CustomerMatter {
  customer: { name: string; language: string };
  notice: {
    number: number;
    kind: string;
    state: string;
    subjectLine: string;
    bodyText: string;
    statement: Record<string, unknown>;
    sentAt: Date | null;
    readAt: Date | null;
    appealUntil: Date | null;
  };
  actions: {
    id: string;
    kind: string;
    scope: string;
    subjectKind: string;
    subjectId: string;
    state: string;
    until: Date | null;
    effects: Record<string, unknown>;
    orderedAt: Date;
    inEffectAt: Date | null;
    endedAt: Date | null;
  }[];
  /** Newest first. */
  appeals: {
    id: string;
    number: number;
    state: string;
    statement: string;
    grounds: string[];
    submittedAt: Date | null;
    acknowledgedAt: Date | null;
    dueAt: Date | null;
    pausedAt: Date | null;
    answerDueAt: Date | null;
    decidedAt: Date | null;
    result: string | null;
    resultText: string | null;
    interimRelief: string;
    reliefDueAt: Date | null;
    reliefLimits: string | null;
    messages: { id: string; fromKind: string; body: string; question: boolean; at: Date }[];
    files: { id: string; name: string; mediaType: string; size: number; purpose: string | null; at: Date }[];
  }[];
}

@Injectable()
export class MatterView {
  constructor(private readonly uow: CustomerUnitOfWork) {}

  /** @returns null when the notice is not (or no longer) this customer's */
  read(context: CommandContext, scope: CustomerScope): Promise<CustomerMatter | null> {
    return this.uow.run(context, scope, async (tx) => {
      const [customer] = await tx.query<CustomerMatter['customer']>(
        'select name, language from customer where id = $1',
        [scope.customerId],
      );
      const [notice] = await tx.query<CustomerMatter['notice']>(
        `select number, kind, state, subject_line as "subjectLine", body_text as "bodyText", statement, sent_at as "sentAt", read_at as "readAt",
           appeal_until as "appealUntil" from notice where id = $1`,
        [scope.noticeId],
      );
      if (!customer || !notice) return null;
      const actions = await tx.query<CustomerMatter['actions'][number]>(
        `select a.id, a.kind, a.scope, a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.state, a.until, a.effects,
           a.ordered_at as "orderedAt", a.in_effect_at as "inEffectAt", a.ended_at as "endedAt"
         from notice_action n join action a on a.id = n.action_id where n.notice_id = $1 order by a.id limit 500`,
        [scope.noticeId],
      );
      const appeals = await tx.query<CustomerMatter['appeals'][number]>(
        `select p.id, p.number, p.state, p.statement, p.grounds, p.submitted_at as "submittedAt", p.acknowledged_at as "acknowledgedAt", p.due_at as "dueAt",
           p.paused_at as "pausedAt", p.answer_due_at as "answerDueAt", p.decided_at as "decidedAt", p.result, p.result_text as "resultText",
           p.interim_relief as "interimRelief", p.relief_due_at as "reliefDueAt", p.relief_limits as "reliefLimits",
           coalesce((select json_agg(json_build_object('id', m.id, 'fromKind', m.from_kind, 'body', m.body, 'question', m.question, 'at', m.at) order by m.id)
             from appeal_message m where m.appeal_id = p.id), '[]') as messages,
           coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size, 'purpose', f.purpose, 'at', f.at) order by f.id)
             from attachment f where f.appeal_id = p.id), '[]') as files
         from appeal p where p.decision_id = (select decision_id from notice where id = $1) order by p.number desc`,
        [scope.noticeId],
      );
      return { customer, notice, actions, appeals };
    });
  }
}

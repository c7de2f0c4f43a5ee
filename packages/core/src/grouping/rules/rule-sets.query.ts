import { Injectable } from '@nestjs/common';
import { type Actor, DEFAULT_RULE_SET, may, type RuleSet } from '@portcullis/domain';
import { UnitOfWork } from '../../db/unit-of-work.js';
import { needsAnother } from './rule-set.commands.js';
import type { TrialResult } from './run-trials.command.js';

export interface RuleSetView {
  id: number;
  name: string;
  state: string;
  reason: string;
  author: string | null;
  createdAt: Date;
  activatedAt: Date | null;
  approvedBy: string | null;
  basedOn: number | null;
  rules: RuleSet;
  /** Whether whoever asks may put it in force now. */
  mayActivate: boolean;
}

export interface TrialView {
  id: string;
  ruleSet: number;
  /** The rule set that was in force when it was asked for. */
  against: number;
  state: string;
  askedBy: string;
  askedAt: Date;
  finishedAt: Date | null;
  stoppedBy: string | null;
  done: number;
  total: number;
  result: TrialResult | null;
  failure: string | null;
}

export interface TrialDifferenceView {
  position: number;
  kind: string;
  subjects: number;
  cases: { number: number; title: string; state: string }[];
  parts: { subjects: number; from: { cases: number[]; subjects: number }[] }[];
}

const TRIAL = `
  select t.id, t.rule_set_id as "ruleSet", t.against_id as against, t.state, s.name as "askedBy", t.asked_at as "askedAt",
    t.finished_at as "finishedAt", p.name as "stoppedBy", t.done, t.total, t.result, t.failure
  from rule_trial t join staff s on s.id = t.asked_by left join staff p on p.id = t.stopped_by`;

/** What grouping believes, believed, and may believe. */
@Injectable()
export class RuleSetsQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** Newest first; the built-in one where there is no other. */
  async all(actor: Actor): Promise<RuleSetView[]> {
    const rows = await this.uow.read<Omit<RuleSetView, 'mayActivate'> & { authorId: string | null }>(
      `select r.id, r.name, r.state, r.reason, r.author_id as "authorId", a.name as author, r.created_at as "createdAt", r.activated_at as "activatedAt",
         p.name as "approvedBy", r.based_on as "basedOn", r.rules
       from rule_set r left join staff a on a.id = r.author_id left join staff p on p.id = r.approved_by order by r.id desc limit 200`,
    );
    const manages = may(actor, 'grouping.rules.manage');
    if (rows.length > 0)
      return rows.map(({ authorId, ...row }) => ({
        ...row,
        rules: { ...DEFAULT_RULE_SET, ...row.rules, id: row.id },
        mayActivate: manages && row.state !== 'active' && !needsAnother({ ...row, authorId }, actor),
      }));
    const builtIn = { id: 1, name: 'Built in', state: 'active', reason: 'What the product comes with.' };
    const nobody = { author: null, activatedAt: null, approvedBy: null, basedOn: null, createdAt: new Date(0) };
    return [{ ...builtIn, ...nobody, rules: DEFAULT_RULE_SET, mayActivate: false }];
  }

  trials(ruleSet: number): Promise<TrialView[]> {
    return this.uow.read<TrialView>(`${TRIAL} where t.rule_set_id = $1 order by t.id desc limit 10`, [ruleSet]);
  }

  async trial(id: string): Promise<TrialView | null> {
    return (await this.uow.read<TrialView>(`${TRIAL} where t.id = $1`, [id]))[0] ?? null;
  }

  /** The largest first. */
  differences(trialId: string, first: number, after: number): Promise<TrialDifferenceView[]> {
    return this.uow.read<TrialDifferenceView>(
      `select position, kind, subjects, cases, parts from rule_trial_difference where trial_id = $1 and position > $2 order by position limit $3`,
      [trialId, after, Math.max(1, Math.min(first, 200))],
    );
  }
}

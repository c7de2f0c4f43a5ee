import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type ApprovalSlot,
  allowedCommands,
  DECISION_MACHINE,
  type DecisionCommandType,
  type DecisionState,
  openSlots,
  type SignalIndependence,
  type SubjectRef,
} from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';
import { reassess } from './answer-decision.command.js';
import type { DecisionRow } from './decision-row.js';

/** A decision as a page shows it. */
export interface DecisionView {
  id: string;
  number: number;
  caseId: string;
  caseNumber: number;
  caseTitle: string;
  caseSeverity: number;
  kind: string;
  state: DecisionState;
  scope: string | null;
  route: string;
  ground: string | null;
  clauseId: string | null;
  policyVersion: number;
  clauseTitle: string | null;
  clauseBody: string | null;
  facts: string;
  reasons: string;
  considered: string[];
  reach: {
    accounts: number;
    seats: number;
    exchanges30d: number;
    paying: number;
    unknownSubjects: number;
    subjects: number;
    leftOut: { finding: string; subjects: number; why: string }[];
  };
  independence: SignalIndependence;
  bindingHash: string;
  until: Date | null;
  emergency: boolean;
  automatic: boolean;
  proposerId: string | null;
  proposerName: string | null;
  proposedAt: Date;
  needed: ApprovalSlot[];
  expiresAt: Date | null;
  decidedAt: Date | null;
  endedReason: string | null;
  version: number;
  approvals: { staffId: string; name: string; answer: string; reason: string; at: string; slot: number | null }[];
}

export interface DecisionEvidenceView {
  decisionId: string;
  alertId: string;
  title: string | null;
  detectorId: string;
  detectorName: string;
  detectorVersion: string | null;
  family: string | null;
  sources: string[];
  loadBearing: boolean;
  observedAt: Date;
  subjectKind: string;
  subjectId: string;
}

const VIEW = `
  select d.id, d.number, d.case_id as "caseId", c.number as "caseNumber", c.title as "caseTitle", c.severity as "caseSeverity", d.kind, d.state, d.scope, d.route,
    d.ground, d.clause_id as "clauseId", d.policy_version as "policyVersion", p.title as "clauseTitle", p.body as "clauseBody", d.facts,
    d.reasons, d.considered, d.reach, d.independence, encode(d.binding_hash, 'hex') as "bindingHash", d.until, d.emergency, d.automatic,
    d.proposer_id as "proposerId", s.name as "proposerName", d.proposed_at as "proposedAt", d.needed, d.expires_at as "expiresAt",
    d.decided_at as "decidedAt", d.ended_reason as "endedReason", d.version,
    coalesce((select json_agg(json_build_object('staffId', a.staff_id, 'name', n.name, 'answer', a.answer, 'reason', a.reason, 'at', a.at, 'slot', a.slot) order by a.at)
      from approval a join staff n on n.id = a.staff_id where a.decision_id = d.id), '[]') as approvals
  from decision d join case_file c on c.id = d.case_id left join staff s on s.id = d.proposer_id
  left join policy_clause p on p.id = d.clause_id and p.policy_version = d.policy_version`;

@Injectable()
export class DecisionQuery {
  constructor(private readonly uow: UnitOfWork) {}

  async byNumber(number: number): Promise<DecisionView | null> {
    return (await this.uow.read<DecisionView>(`${VIEW} where d.number = $1`, [number]))[0] ?? null;
  }

  async byId(id: string): Promise<DecisionView | null> {
    return (await this.uow.read<DecisionView>(`${VIEW} where d.id = $1`, [id], 'decision-by-id'))[0] ?? null;
  }

  /** The decisions of these cases, newest first. */
  ofCases(caseIds: readonly string[]): Promise<DecisionView[]> {
    return this.uow.read<DecisionView>(`${VIEW} where d.case_id = any($1::uuid[]) order by d.id desc`, [[...caseIds]]);
  }

  /** Proposals that wait for a second person, oldest first. Those of `except` are left out: nobody approves their own. */
  waiting(except: string, first: number, afterNumber: number | null): Promise<DecisionView[]> {
    return this.uow.read<DecisionView>(
      `${VIEW} where d.state = 'proposed' and d.proposer_id is distinct from $1 and ($3::bigint is null or d.number > $3)
       order by d.number limit $2`,
      [except, first, afterNumber],
    );
  }

  evidence(decisionIds: readonly string[]): Promise<DecisionEvidenceView[]> {
    return this.uow.read<DecisionEvidenceView>(
      `select e.decision_id as "decisionId", e.alert_id as "alertId", a.title, e.detector_id as "detectorId", t.name as "detectorName",
         e.detector_version as "detectorVersion", e.family, e.sources, e.load_bearing as "loadBearing", a.observed_at as "observedAt",
         a.subject_kind as "subjectKind", a.subject_id as "subjectId"
       from decision_evidence e join alert a on a.id = e.alert_id join detector t on t.id = e.detector_id
       where e.decision_id = any($1::uuid[]) order by e.decision_id, e.load_bearing desc, e.alert_id`,
      [[...decisionIds]],
    );
  }

  subjects(decisionId: string, first: number): Promise<SubjectRef[]> {
    return this.uow.read<SubjectRef>(
      `select subject_kind as kind, subject_id as id from decision_subject where decision_id = $1 order by 1, 2 limit $2`,
      [decisionId, first],
    );
  }

  /** What changed beyond tolerance since an open proposal was made, as phrases. */
  async changedSince(view: DecisionView, now: Date): Promise<readonly string[]> {
    if (view.state !== 'proposed') return [];
    const read = <Row extends object>(sql: string, values: readonly unknown[] = []) => this.uow.read<Row>(sql, values);
    const row = { ...view, scope: view.scope ?? 'account' } as unknown as DecisionRow;
    return (await reassess(read, row, view.caseSeverity, now)).changes;
  }

  /** What this person may do with it now. */
  allowed(view: DecisionView, actor: Actor): DecisionCommandType[] {
    const own = actor.id === view.proposerId;
    return allowedCommands(DECISION_MACHINE, view.state, actor).filter((command) => {
      if (command === 'settle' || command === 'expire') return false;
      if (command === 'withdraw') return own;
      if (own) return false;
      if (command !== 'approve') return true;
      const given = view.approvals.flatMap(({ staffId, slot, answer }) =>
        answer === 'approved' && slot !== null ? [{ staffId, slot }] : [],
      );
      if (given.some(({ staffId }) => staffId === actor.id)) return false;
      const roles = actor.kind === 'staff' ? actor.roles : [];
      return openSlots({ needed: view.needed, given }).some((slot) => slot.anyOf.some((role) => roles.includes(role)));
    });
  }

  clauses(now: Date): Promise<{ id: string; policyVersion: number; title: string; body: string; routes: string[] }[]> {
    return this.uow.read(
      `select id, policy_version as "policyVersion", title, body, routes from policy_clause
       where policy_version = (select id from policy_version where effective_from <= $1 order by effective_from desc, id desc limit 1) order by title`,
      [now],
    );
  }
}

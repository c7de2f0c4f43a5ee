import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';

export interface ActionView {
  id: string;
  kind: string;
  scope: string;
  subjectKind: string;
  subjectId: string;
  subjectName: string | null;
  organizationId: string | null;
  state: string;
  until: Date | null;
  seats: number;
  orderedAt: Date;
  inEffectAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
  failure: string | null;
  caseId: string;
  caseNumber: number;
  decisionId: string;
  decisionNumber: number;
}

const VIEW = `
  select a.id, a.kind, a.scope, a.subject_kind as "subjectKind", a.subject_id as "subjectId", e.data->>'name' as "subjectName",
    a.organization_id as "organizationId", a.state, a.until, a.seats, a.ordered_at as "orderedAt", a.in_effect_at as "inEffectAt",
    a.ended_at as "endedAt", a.end_reason as "endReason", a.failure, a.case_id as "caseId", c.number as "caseNumber",
    a.decision_id as "decisionId", d.number as "decisionNumber"
  from action a join case_file c on c.id = a.case_id join decision d on d.id = a.decision_id
  left join directory_entry e on e.kind = a.subject_kind and e.id = a.subject_id`;

export interface ActionFilter {
  state?: string | null;
  /** Actions for which this detector (and version) carried the decision. */
  detector?: string | null;
  detectorVersion?: string | null;
  /** Only what its subject feels now. */
  inEffect?: boolean;
}

@Injectable()
export class ActionQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** Newest first; `after` is the id of the last one seen. */
  page(filter: ActionFilter, first: number, after: string | null): Promise<ActionView[]> {
    return this.uow.read<ActionView>(
      `${VIEW} where ($1::text is null or a.state = $1)
         and ($2::text is null or exists (select 1 from decision_evidence x where x.decision_id = a.decision_id and x.load_bearing
           and x.detector_id = $2 and ($3::text is null or x.detector_version = $3)))
         and (not $4::boolean or a.state in ('active', 'done', 'lifting', 'reversing'))
         and ($5::uuid is null or a.id < $5)
       order by a.id desc limit $6`,
      [
        filter.state ?? null,
        filter.detector ?? null,
        filter.detectorVersion ?? null,
        filter.inEffect ?? false,
        after,
        first,
      ],
    );
  }

  ofCases(caseIds: readonly string[], first = 500): Promise<ActionView[]> {
    return this.uow.read<ActionView>(`${VIEW} where a.case_id = any($1::uuid[]) order by a.id limit $2`, [
      [...caseIds],
      first,
    ]);
  }

  byIds(ids: readonly string[]): Promise<ActionView[]> {
    return this.uow.read<ActionView>(`${VIEW} where a.id = any($1::uuid[]) order by a.id`, [[...ids]]);
  }

  /** Actions on a customer: an organization, with what belongs to it, or a single account. */
  ofCustomer(kind: string, id: string): Promise<ActionView[]> {
    return this.uow.read<ActionView>(
      `${VIEW} where (a.subject_kind = $1 and a.subject_id = $2) or ($1 = 'organization' and a.organization_id = $2) order by a.id desc limit 200`,
      [kind, id],
    );
  }
}

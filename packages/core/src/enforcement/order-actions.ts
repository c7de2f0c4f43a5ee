import {
  type ActionKind,
  type ActionThing,
  type ControlPlaneKind,
  decideAction,
  type Scope,
  SYSTEM,
} from '@portcullis/domain';
import { newId } from '../db/ids.js';
import type { Tx } from '../db/unit-of-work.js';
import type { ReachSubject } from '../decisions/reach.query.js';
import { effectsOf } from './effects.js';
import { enqueueDeliveries } from './enqueue-delivery.js';

export interface ActionOrder {
  decisionId: string;
  caseId: string;
  kind: ActionKind;
  scope: Scope;
  route: string;
  reasonCode: string;
  until: Date | null;
  automatic: boolean;
  proposedBy: string;
  subjects: readonly ReachSubject[];
}

export interface OrderedAction {
  id: string;
  subject: ReachSubject;
  customerId: string;
}

/** The lane in which messages about a subject go out, one after the other. */
export const laneOf = (kind: string, id: string): string => `subject:${kind}:${id}`;

const CUSTOMERS = `
  with wanted as (select * from unnest($1::text[], $2::text[], $3::uuid[]) as w(kind, id, new_id)),
  made as (
    insert into customer (id, subject_kind, subject_id, name, language, country)
    select w.new_id, w.kind, w.id, coalesce(d.data->>'name', w.id), coalesce(d.data->>'language', 'en'), d.data->>'country'
    from wanted w left join directory_entry d on d.kind = w.kind and d.id = w.id
    on conflict (subject_kind, subject_id) do nothing returning id, subject_kind, subject_id
  )
  select id, subject_kind as kind, subject_id as "subjectId" from made
  union select c.id, c.subject_kind, c.subject_id from customer c join wanted w on c.subject_kind = w.kind and c.subject_id = w.id`;

const INSERT = `
  insert into action (id, decision_id, case_id, kind, scope, subject_kind, subject_id, organization_id, customer_id, state, until,
    seats, exchanges30d, effects, reason_code, automatic, ordered_at)
  select r.id, $1, $2, $3, $4, r.kind, r.subject_id, r.organization_id, r.customer_id, $5, $6, r.seats, r.exchanges, $7, $8, $9, $10
  from unnest($11::uuid[], $12::text[], $13::text[], $14::text[], $15::uuid[], $16::int[], $17::bigint[])
    as r(id, kind, subject_id, organization_id, customer_id, seats, exchanges)`;

/**
 * Orders one action for each subject of an approved decision: rows, history, and the messages to the control plane,
 * all in the caller's transaction. The customer is the organization, or the subject itself where there is none.
 */
export async function orderActions(tx: Tx, order: ActionOrder): Promise<OrderedAction[]> {
  const { now } = tx.context;
  const customers = await ensureCustomers(tx, order.subjects);
  const ordered = order.subjects.map((subject) => ({
    id: newId(now),
    subject,
    customerId: customers.get(customerKey(subject)) as string,
  }));
  const effects = effectsOf(order.kind, order.scope);
  await tx.query(INSERT, [
    order.decisionId,
    order.caseId,
    order.kind,
    order.scope,
    executingState(order, now),
    order.until,
    JSON.stringify(effects),
    order.reasonCode,
    order.automatic,
    now,
    ordered.map((action) => action.id),
    ordered.map(({ subject }) => subject.kind),
    ordered.map(({ subject }) => subject.id),
    ordered.map(({ subject }) => subject.organizationId),
    ordered.map((action) => action.customerId),
    ordered.map(({ subject }) => subject.seats),
    ordered.map(({ subject }) => subject.exchanges30d),
  ]);
  await enqueueDeliveries(
    tx,
    ordered.map(({ id, subject }) => ({
      endpoint: 'control_plane' as const,
      lane: laneOf(subject.kind, subject.id),
      kind: 'action.requested',
      actionId: id,
      caseId: order.caseId,
      payload: {
        actionId: id,
        kind: order.kind as ControlPlaneKind,
        scope: order.scope,
        subjects: [{ kind: subject.kind, id: subject.id }],
        ...(order.until ? { until: order.until.toISOString() } : {}),
        effects,
        reasonCode: order.reasonCode,
      },
    })),
  );
  tx.record({
    stage: 'enforcement',
    kind: 'action.order',
    entityKind: 'decision',
    entityId: order.decisionId,
    caseId: order.caseId,
    automatic: order.automatic,
    body: {
      facts: {
        kind: order.kind,
        scope: order.scope,
        route: order.route,
        count: ordered.length,
        seats: ordered.reduce((sum, { subject }) => sum + subject.seats, 0),
        subjectKind: order.scope,
      },
    },
  });
  return ordered;
}

/** Whose matter it is: the organization, or the subject itself where there is none. */
const customerKey = (subject: ReachSubject): string =>
  subject.organizationId ? `organization:${subject.organizationId}` : `${subject.kind}:${subject.id}`;

async function ensureCustomers(tx: Tx, subjects: readonly ReachSubject[]): Promise<Map<string, string>> {
  const keys = [...new Set(subjects.map(customerKey))].sort();
  const split = keys.map((key) => [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)] as const);
  const rows = await tx.query<{ id: string; kind: string; subjectId: string }>(CUSTOMERS, [
    split.map(([kind]) => kind),
    split.map(([, id]) => id),
    keys.map(() => newId()),
  ]);
  return new Map(rows.map((row) => [`${row.kind}:${row.subjectId}`, row.id]));
}

/** All actions of one order take the same two steps: approved with the decision, then handed to the executor. */
function executingState(order: ActionOrder, now: Date): string {
  let action: ActionThing = {
    id: '',
    state: 'proposed',
    kind: order.kind,
    scope: order.scope,
    proposedBy: order.proposedBy,
    inEffectAt: null,
    until: order.until,
    endedAt: null,
    endChoice: null,
    emergency: null,
  };
  for (const command of [{ type: 'approve', decisionApproved: true }, { type: 'execute' }] as const) {
    const step = decideAction(action, command, { now, actor: SYSTEM });
    if (!step.ok) throw new Error(`action can't ${command.type}: ${step.message}`);
    action = step.next;
  }
  return action.state;
}

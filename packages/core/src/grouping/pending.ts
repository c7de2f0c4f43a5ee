import { parseAlert } from '@portcullis/contracts';
import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { type Sighting, sightingOf } from '@portcullis/domain/grouping/sighting';
import { uuids } from '../db/array-parameters.js';
import { columnsAs } from '../db/columns.js';
import type { Tx } from '../db/unit-of-work.js';

/** An alert that waits for its case. */
export interface PendingAlert {
  readonly id: string;
  readonly detector: string;
  readonly node: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly severity: number;
  readonly route: string;
  /** Epoch milliseconds. */
  readonly observedAt: number;
  readonly sighting: Sighting;
}

const TAKE = `
  delete from alert_pending where alert_id <= (
    select alert_id from (select alert_id from alert_pending order by alert_id limit $1) oldest order by alert_id desc limit 1)
  returning alert_id as id, sighting`;
const PEEK = `select alert_id as id, sighting from alert_pending where alert_id > $2 order by alert_id limit $1`;
// An alert that is suppressed, by an entry that has not ended, or was put in shadow leaves without a case, and so does one that has a case already.
// Joined, since the planner may answer NOT EXISTS by reading all memberships there are.
const READ = `
  select a.id, a.detector_id as detector, a.subject_kind as kind, a.subject_id as subject, a.severity, a.route,
    (extract(epoch from a.observed_at) * 1000)::float8 as at, a.body,
    (a.suppressed_by is null or exists (select 1 from allow_entry e where e.id = a.suppressed_by and e.state in ('expired','revoked')))
      and not a.shadow and c.alert_id is null as due
  from unnest($1::uuid[]) as q(id) join alert a on a.id = q.id left join case_alert c on c.alert_id = a.id`;

interface Row {
  id: string;
  sighting: (Shares & { alert?: Facts }) | null;
}

/** What grouping needs to know of an alert, beside what it may share. */
interface Facts {
  detector: string;
  kind: string;
  subject: string;
  severity: number;
  route: string;
  /** Epoch milliseconds. */
  at: number;
}

interface Stored extends Facts {
  id: string;
  body: unknown;
  due: boolean;
}

/** What an alert may share with others, in normal form. */
export interface Shares {
  related: readonly { kind: string; id: string }[];
  indicators: readonly { type: string; value: string }[];
}

/**
 * For `alert_pending.sighting` of an alert that nothing holds back: spares grouping from reading it. Without, it is read
 * and looked at as it then stands.
 */
export const pendingSighting = (
  alert: Shares & { subject: { kind: string; id: string }; observedAt: number },
  { detector, severity, route }: Pick<Facts, 'detector' | 'severity' | 'route'>,
): string => {
  const { kind, id: subject } = alert.subject;
  const facts: Facts = { detector, kind, subject, severity, route, at: alert.observedAt };
  return JSON.stringify({
    alert: facts,
    related: alert.related.map(({ kind, id }) => ({ kind, id })),
    indicators: alert.indicators.map(({ type, value }) => ({ type, value })),
  });
};

/** Alerts that waited, or still do. */
export interface Waiting {
  /** Of all, those without a case to come among them. */
  readonly ids: readonly string[];
  readonly alerts: readonly PendingAlert[];
}

/** Takes the oldest waiting alerts off the list, in this transaction. */
export async function takePending(tx: Tx, limit: number): Promise<Waiting> {
  return waitingIn(tx, await tx.prepared<Row>('grouping-take', TAKE, [limit]));
}

/** What waits after those that were taken, without taking it. */
export async function peekPending(tx: Tx, limit: number, taken: readonly string[]): Promise<Waiting> {
  const last = taken.reduce((a, b) => (a > b ? a : b));
  return waitingIn(tx, await tx.prepared<Row>('grouping-peek', PEEK, [limit, last]));
}

/** Takes these off the list. @returns how many of them were on it */
export async function takeThese(tx: Tx, ids: readonly string[]): Promise<number> {
  const [row] = await tx.prepared<{ n: number }>(
    'grouping-take-these',
    `with gone as (delete from alert_pending p using ${columnsAs('q', 'id uuid')} where p.alert_id = q.id returning 1)
     select count(*)::int as n from gone`,
    [uuids(ids)],
  );
  return row?.n ?? 0;
}

async function waitingIn(tx: Tx, rows: readonly Row[]): Promise<Waiting> {
  const unread = rows.filter(({ sighting }) => !sighting?.alert).map(({ id }) => id);
  const read = new Map<string, Stored>();
  if (unread.length > 0) {
    for (const row of await tx.prepared<Stored>('grouping-read', READ, [uuids(unread)])) read.set(row.id, row);
  }
  const alerts: PendingAlert[] = [];
  for (const { id, sighting } of rows) {
    const stored = read.get(id);
    if (sighting?.alert) alerts.push(pendingAlert(id, sighting.alert, sighting));
    else if (stored?.due) alerts.push(pendingAlert(id, stored, sighting ?? sharesIn(stored.body, tx.context.now)));
  }
  return { ids: rows.map(({ id }) => id), alerts };
}

function pendingAlert(id: string, facts: Facts, { related, indicators }: Shares): PendingAlert {
  const { detector, kind, subject, severity, route, at } = facts;
  const sighting = sightingOf({ id, subject: { kind, id: subject }, related, indicators, observedAt: at });
  return {
    id,
    detector,
    node: sighting.node,
    subjectKind: kind,
    subjectId: subject,
    severity,
    route,
    observedAt: at,
    sighting,
  };
}

/** The alert as it was sent, read again. It was accepted once; what no longer parses is read as far as it goes. */
export function sharesIn(body: unknown, now: Date): Shares {
  const parsed = parseAlert(body, { now: now.getTime() });
  if (parsed.ok) return parsed.alert;
  const { related, indicators } = body as { related?: unknown; indicators?: unknown };
  return {
    related: pairsIn(related, 'kind', 'id').map(([kind, id]) => ({ kind, id })),
    indicators: pairsIn(indicators, 'type', 'value').map(([type, value]) => ({
      type,
      value: normaliseIndicatorValue(type, value),
    })),
  };
}

function pairsIn(list: unknown, first: string, second: string): [string, string][] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: Record<string, unknown> | null): [string, string][] => {
    const [a, b] = [one?.[first], one?.[second]];
    return typeof a === 'string' && typeof b === 'string' ? [[a.trim().toLowerCase(), b]] : [];
  });
}

import { parseAlert } from '@portcullis/contracts';
import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { type Sighting, sightingOf } from '@portcullis/domain/grouping/sighting';
import type { Tx } from '../db/unit-of-work.js';
import { plain } from './array-literals.js';

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

// An alert that is suppressed, by an entry that has not ended, or was put in shadow leaves without a case, and so does one that has a case already.
// Joined, since the planner may answer NOT EXISTS by reading all memberships there are.
const READ = `
  select a.id, a.detector_id, a.subject_kind, a.subject_id, a.severity, a.route,
    (extract(epoch from a.observed_at) * 1000)::float8 as observed, t.sighting, case when t.sighting is null then a.body end as body,
    (a.suppressed_by is null or exists (select 1 from allow_entry e where e.id = a.suppressed_by and e.state in ('expired','revoked')))
      and not a.shadow and c.alert_id is null as due
  from taken t join alert a on a.id = t.alert_id left join case_alert c on c.alert_id = a.id`;
const TAKE = `
  with taken as (
    delete from alert_pending where alert_id <= (
      select alert_id from (select alert_id from alert_pending order by alert_id limit $1) oldest order by alert_id desc limit 1)
    returning alert_id, sighting)
  ${READ}`;
const PEEK = `
  with taken as materialized (
    select alert_id, sighting from alert_pending where alert_id > $2 order by alert_id limit $1)
  ${READ}`;

interface Row {
  id: string;
  detector_id: string;
  subject_kind: string;
  subject_id: string;
  severity: number;
  route: string;
  observed: number;
  sighting: Shares | null;
  body: unknown;
  due: boolean;
}

/** What an alert may share with others, in normal form. */
export interface Shares {
  related: readonly { kind: string; id: string }[];
  indicators: readonly { type: string; value: string }[];
}

/** For `alert_pending.sighting`: spares grouping from reading the alert again. */
export const pendingSighting = (alert: Shares): string =>
  JSON.stringify({
    related: alert.related.map(({ kind, id }) => ({ kind, id })),
    indicators: alert.indicators.map(({ type, value }) => ({ type, value })),
  });

/** Alerts that waited, or still do. */
export interface Waiting {
  /** Of all, those without a case to come among them. */
  readonly ids: readonly string[];
  readonly alerts: readonly PendingAlert[];
}

/** Takes the oldest waiting alerts off the list, in this transaction. */
export async function takePending(tx: Tx, limit: number): Promise<Waiting> {
  return waitingIn(await tx.prepared<Row>('grouping-take', TAKE, [limit]), tx.context.now);
}

/** What waits after those that were taken, without taking it. */
export async function peekPending(tx: Tx, limit: number, taken: readonly string[]): Promise<Waiting> {
  const last = taken.reduce((a, b) => (a > b ? a : b));
  return waitingIn(await tx.prepared<Row>('grouping-peek', PEEK, [limit, last]), tx.context.now);
}

/** Takes these off the list. @returns how many of them were on it */
export async function takeThese(tx: Tx, ids: readonly string[]): Promise<number> {
  const [row] = await tx.prepared<{ n: number }>(
    'grouping-take-these',
    `with gone as (delete from alert_pending p using unnest($1::uuid[]) as q(id) where p.alert_id = q.id returning 1)
     select count(*)::int as n from gone`,
    [plain(ids)],
  );
  return row?.n ?? 0;
}

const waitingIn = (rows: readonly Row[], now: Date): Waiting => ({
  ids: rows.map(({ id }) => id),
  alerts: rows.filter(({ due }) => due).map((row) => pendingAlert(row, now)),
});

function pendingAlert(row: Row, now: Date): PendingAlert {
  const { related, indicators } = row.sighting ?? sharesIn(row.body, now);
  const sighting = sightingOf({
    id: row.id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    related,
    indicators,
    observedAt: row.observed,
  });
  return {
    id: row.id,
    detector: row.detector_id,
    node: sighting.node,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    severity: row.severity,
    route: row.route,
    observedAt: row.observed,
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

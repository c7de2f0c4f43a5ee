import { parseAlert } from '@portcullis/contracts';
import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { type Sighting, sightingOf } from '@portcullis/domain/grouping/sighting';
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

// An alert that is suppressed, by an entry that has not ended, or was put in shadow leaves without a case, and so does one that has a case already.
// Joined, since the planner may answer NOT EXISTS by reading all memberships there are.
const TAKE = `
  with taken as (
    delete from alert_pending where alert_id <= (
      select alert_id from (select alert_id from alert_pending order by alert_id limit $1) oldest order by alert_id desc limit 1)
    returning alert_id, sighting)
  select a.id, a.detector_id, a.subject_kind, a.subject_id, a.severity, a.route,
    (extract(epoch from a.observed_at) * 1000)::float8 as observed, t.sighting, case when t.sighting is null then a.body end as body,
    (a.suppressed_by is null or exists (select 1 from allow_entry e where e.id = a.suppressed_by and e.state in ('expired','revoked')))
      and not a.shadow and c.alert_id is null as due
  from taken t join alert a on a.id = t.alert_id left join case_alert c on c.alert_id = a.id`;

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

/** Takes the oldest waiting alerts off the list, in this transaction. `taken` counts those without a case to come, too. */
export async function takePending(tx: Tx, limit: number): Promise<{ taken: number; alerts: PendingAlert[] }> {
  const rows = await tx.prepared<Row>('grouping-take', TAKE, [limit]);
  const due = rows.filter((row) => row.due);
  return { taken: rows.length, alerts: due.map((row) => pendingAlert(row, tx.context.now)) };
}

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

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

// An alert that was suppressed or put in shadow leaves without a case, and so does one that has a case already.
const TAKE = `
  with taken as (
    delete from alert_pending where alert_id in (select alert_id from alert_pending order by alert_id limit $1)
    returning alert_id)
  select a.id, a.detector_id, a.subject_kind, a.subject_id, a.severity, a.route,
    (extract(epoch from a.observed_at) * 1000)::float8 as observed, a.body->'related' as related, a.body->'indicators' as indicators,
    a.suppressed_by is null and not a.shadow and not exists (select 1 from case_alert c where c.alert_id = a.id) as due
  from taken t join alert a on a.id = t.alert_id`;

interface Row {
  id: string;
  detector_id: string;
  subject_kind: string;
  subject_id: string;
  severity: number;
  route: string;
  observed: number;
  related: { kind: string; id: string }[] | null;
  indicators: { type: string; value: string }[] | null;
  due: boolean;
}

/** Takes the oldest waiting alerts off the list, in this transaction. `taken` counts those without a case to come, too. */
export async function takePending(tx: Tx, limit: number): Promise<{ taken: number; alerts: PendingAlert[] }> {
  const rows = await tx.prepared<Row>('grouping-take', TAKE, [limit]);
  const due = rows.filter((row) => row.due);
  return { taken: rows.length, alerts: due.map(pendingAlert) };
}

function pendingAlert(row: Row): PendingAlert {
  const sighting = sightingOf({
    id: row.id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    related: row.related,
    indicators: row.indicators ?? [],
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

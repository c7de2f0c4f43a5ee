import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { newId } from '@portcullis/core/db/ids';
import { pendingSighting } from '@portcullis/core/grouping/pending';
import type { AlertBody } from '@portcullis/simulator';
import type pg from 'pg';

const ALERTS = `
  insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
  select id, detector, external_id, severity, route, kind, subject, observed_at, now(), body
  from unnest($1::uuid[], $2::text[], $3::text[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::json[])
    as n(id, detector, external_id, severity, route, kind, subject, observed_at, body)`;
const PENDING = `insert into alert_pending (alert_id, sighting) select * from unnest($1::uuid[], $2::json[])`;

/** Stores alerts as intake leaves them, without its checks: for measuring grouping alone. */
export async function storeAlerts(
  client: pg.ClientBase,
  alerts: readonly { line: string; body: AlertBody }[],
): Promise<void> {
  const ids = alerts.map(() => newId());
  await client.query('begin');
  await client.query(ALERTS, [
    ids,
    alerts.map(({ body }) => body.detector.id),
    alerts.map(({ body }) => body.id),
    alerts.map(({ body }) => body.severity),
    alerts.map(({ body }) => body.routes[0]?.route ?? 'unknown'),
    alerts.map(({ body }) => body.subject.kind),
    alerts.map(({ body }) => body.subject.id),
    alerts.map(({ body }) => body.observedAt),
    alerts.map(({ line }) => line),
  ]);
  await client.query(PENDING, [
    ids,
    alerts.map(({ body }) =>
      pendingSighting(
        {
          subject: body.subject,
          observedAt: Date.parse(body.observedAt),
          related: body.related,
          indicators: body.indicators.map(({ type, value }) => ({ type, value: normaliseIndicatorValue(type, value) })),
        },
        { detector: body.detector.id, severity: body.severity, route: body.routes[0]?.route ?? 'unknown' },
      ),
    ),
  ]);
  await client.query('commit');
}

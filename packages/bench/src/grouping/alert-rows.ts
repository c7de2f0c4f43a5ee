import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { instants, jsons, smallints, texts, uuids } from '@portcullis/core/db/array-parameters';
import { columnsAs } from '@portcullis/core/db/columns';
import { newId } from '@portcullis/core/db/ids';
import { pendingSighting } from '@portcullis/core/grouping/pending';
import type { AlertBody } from '@portcullis/simulator';
import pg from 'pg';

const ALERTS = `
  insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
  select id, detector, external_id, severity, route, kind, subject, observed_at, now(), body
  from ${columnsAs('n', 'id uuid, detector text, external_id text, severity smallint, route text, kind text, subject text, observed_at timestamptz, body json')}`;
const PENDING = `insert into alert_pending (alert_id, sighting) select id, sighting from ${columnsAs('n', 'id uuid, sighting json')}`;
const TOGETHER = 4000;

/**
 * Stores alerts as intake leaves them, without its checks: for measuring grouping alone. The next are made while the
 * database stores the ones before.
 * @param lines JSON of an alert each
 * @param progress is told how many are stored
 */
export async function storeAlerts(
  url: string,
  lines: Iterable<string>,
  progress: (stored: number) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Nobody has been told of them yet, and a bench that ends early begins anew.
    await client.query('set synchronous_commit = off');
    let under = Promise.resolve();
    let stored = 0;
    let chunk: string[] = [];
    const close = async () => {
      const rows = rowsOf(chunk);
      stored += chunk.length;
      chunk = [];
      await under;
      progress(stored);
      under = insert(client, rows);
      under.catch(() => undefined);
    };
    for (const line of lines) if (chunk.push(line) === TOGETHER) await close();
    if (chunk.length > 0) await close();
    await under;
    await client.query('vacuum analyze alert_pending').catch(() => undefined);
  } finally {
    await client.end();
  }
}

interface Rows {
  alerts: readonly Buffer[];
  pending: readonly Buffer[];
}

function rowsOf(lines: readonly string[]): Rows {
  const bodies = lines.map((line) => JSON.parse(line) as AlertBody);
  const ids = uuids(lines.map(() => newId()));
  const alerts = [
    ids,
    texts(bodies.map((body) => body.detector.id)),
    texts(bodies.map((body) => body.id)),
    smallints(bodies.map((body) => body.severity)),
    texts(bodies.map((body) => body.routes[0]?.route ?? 'unknown')),
    texts(bodies.map((body) => body.subject.kind)),
    texts(bodies.map((body) => body.subject.id)),
    instants(bodies.map((body) => Date.parse(body.observedAt))),
    jsons(lines),
  ];
  return { alerts, pending: [ids, jsons(bodies.map(sightingOf))] };
}

function sightingOf({ subject, observedAt, related, indicators, detector, severity, routes }: AlertBody): string {
  const shares = {
    subject,
    observedAt: Date.parse(observedAt),
    related,
    indicators: indicators.map(({ type, value }) => ({ type, value: normaliseIndicatorValue(type, value) })),
  };
  return pendingSighting(shares, { detector: detector.id, severity, route: routes[0]?.route ?? 'unknown' });
}

async function insert(client: pg.ClientBase, { alerts, pending }: Rows): Promise<void> {
  await client.query('begin');
  await client.query(ALERTS, [...alerts]);
  await client.query(PENDING, [...pending]);
  await client.query('commit');
}

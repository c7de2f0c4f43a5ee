import type { CommandContext, Tx } from '../db/unit-of-work.js';
import { pendingSighting } from '../grouping/pending.js';
import { type Entry, piecesOf } from './batch.js';
import { copyJson, copyRows, copyText } from './copy-rows.js';

const COPY_ALERTS = `copy alert (id, detector_id, external_id, detector_version, kind, title, severity, confidence, route,
  subject_kind, subject_id, observed_at, received_at, shadow, suppressed_by, api_key_id, body) from stdin`;
const COPY_PENDING = 'copy alert_pending (alert_id, sighting) from stdin';

/** Writes the rows of new alerts, and hands those to grouping that nothing holds back. @returns how many were handed */
export async function writeAlerts(
  tx: Tx,
  { now }: CommandContext,
  keyId: string | null,
  entries: readonly Entry[],
): Promise<number> {
  const received = now.toISOString();
  let waiting = 0;
  for (const piece of piecesOf(entries)) {
    let alerts = '';
    let pending = '';
    for (const { id, alert, admission } of piece) {
      const { detector, severity, route, shadow, suppressedBy } = admission;
      const confidence = alert.confidence === null ? '\\N' : Math.round(alert.confidence);
      alerts += `${id}\t${copyText(detector)}\t${copyText(alert.externalId)}\t${copyText(alert.detectorClaim?.version ?? null)}\t${copyText(alert.kind)}\t${copyText(alert.title)}\t${severity}\t${confidence}\t${route}\t${copyText(alert.subject.kind)}\t${copyText(alert.subject.id)}\t${new Date(alert.observedAt).toISOString()}\t${received}\t${shadow ? 't' : 'f'}\t${suppressedBy ?? '\\N'}\t${keyId ?? '\\N'}\t${copyJson(alert.document)}\n`;
      if (shadow || suppressedBy !== null) continue;
      pending += `${id}\t${copyJson(pendingSighting(alert, admission))}\n`;
      waiting += 1;
    }
    await tx.alone(async (client) => {
      await copyRows(client, COPY_ALERTS, alerts);
      if (pending !== '') await copyRows(client, COPY_PENDING, pending);
    });
  }
  return waiting;
}

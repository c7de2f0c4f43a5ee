import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseAlert } from '@portcullis/contracts';
import type { DataSet } from './data-set.js';

/**
 * Any set: alerts as NDJSON in a form that intake takes, and a truth file with `{"alertId", "cluster"}` a line
 * (`detector` and `campaign` where there are several).
 */
export async function fileSet(alertsFile: string, truthFile: string): Promise<DataSet> {
  const clusters = new Map<string, string>();
  const campaigns = new Set<string>();
  for await (const line of linesOf(truthFile)) {
    const row = JSON.parse(line) as {
      detector?: string;
      alertId?: string;
      id?: string;
      cluster: unknown;
      campaign?: unknown;
    };
    const id = row.alertId ?? row.id;
    clusters.set(row.detector ? `${row.detector}/${id}` : `${id}`, `${row.cluster}`);
    if (row.campaign) campaigns.add(`${row.cluster}`);
  }
  const alerts: DataSet['alerts'][number][] = [];
  const truth = new Map<string, string>();
  const seen = new Set<string>();
  let rejected = 0;
  for await (const line of linesOf(alertsFile)) {
    const parsed = parseAlert(JSON.parse(line), { now: Date.now() });
    if (!parsed.ok) {
      rejected++;
      continue;
    }
    const { alert } = parsed;
    const id = `${alert.detectorClaim?.id ?? ''}/${alert.externalId}`;
    if (seen.has(id)) continue;
    seen.add(id);
    alerts.push({ ...alert, id });
    const cluster = clusters.get(id) ?? clusters.get(alert.externalId);
    if (cluster !== undefined) truth.set(id, cluster);
  }
  if (rejected > 0) console.error(`${rejected} alerts were not taken: they are not in a form that intake takes`);
  return {
    name: alertsFile,
    alerts,
    truth,
    ...(campaigns.size > 0 ? { campaigns } : {}),
    hubs: [],
    keyTypes: [...new Set(alerts.slice(0, 1000).flatMap(({ indicators }) => indicators.map(({ type }) => type)))],
  };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') yield line;
  }
}

import { createReadStream } from 'node:fs';
import { parseAlert } from '@portcullis/contracts';
import type { DataSet } from './data-set.js';

/** A file cannot be read, or a line of it is not what it has to be. */
export class BadFile extends Error {}

interface TruthLine {
  detector?: string;
  alertId?: string;
  id?: string;
  cluster?: unknown;
  campaign?: unknown;
}

/**
 * Any set: alerts as NDJSON in a form that intake takes, and a truth file with `{"alertId", "cluster"}` a line
 * (`detector` and `campaign` where there are several).
 * @throws BadFile
 */
export async function fileSet(alertsFile: string, truthFile: string): Promise<DataSet> {
  const clusters = new Map<string, string>();
  const campaigns = new Set<string>();
  for await (const { value, where } of rowsOf(truthFile)) {
    const row = (value ?? {}) as TruthLine;
    const id = row.alertId ?? row.id;
    if (id === undefined || row.cluster === undefined) throw new BadFile(`${where}: no "alertId" or no "cluster"`);
    clusters.set(row.detector ? `${row.detector}/${id}` : `${id}`, `${row.cluster}`);
    if (row.campaign) campaigns.add(`${row.cluster}`);
  }
  const alerts: DataSet['alerts'][number][] = [];
  const truth = new Map<string, string>();
  const seen = new Set<string>();
  let rejected = 0;
  for await (const { value } of rowsOf(alertsFile)) {
    const parsed = parseAlert(value, { now: Date.now() });
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

/** What each line that is not empty holds. */
async function* rowsOf(file: string): AsyncGenerator<{ value: unknown; where: string }> {
  let number = 0;
  for await (const line of linesOf(file)) {
    number += 1;
    if (line.trim() === '') continue;
    const where = `${file}, line ${number}`;
    yield { value: jsonOf(line, where), where };
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const piece of createReadStream(file, 'utf8') as AsyncIterable<string>) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() as string;
      yield* lines;
    }
  } catch (fault) {
    throw new BadFile(`${file} cannot be read: ${(fault as Error).message}`);
  }
  yield rest;
}

function jsonOf(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (fault) {
    throw new BadFile(`${where}: not JSON: ${(fault as Error).message}`);
  }
}

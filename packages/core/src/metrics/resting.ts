import type { Tx } from '../db/unit-of-work.js';
import type { Cells } from './cells.js';
import type { SealedEvent } from './facts.js';

const READ = `
  select distinct a.id as "actionId", x.detector_id as detector, coalesce(x.detector_version, '') as version
  from action a join decision_evidence x on x.decision_id = a.decision_id and x.load_bearing where a.id = any($1::uuid[])`;

/** Actions that went into or out of effect, by the detectors for which they would fall. */
export async function addResting(
  tx: Tx,
  cells: Cells,
  effects: readonly { event: SealedEvent; change: 1 | -1 }[],
): Promise<void> {
  if (effects.length === 0) return;
  const ids = [...new Set(effects.map(({ event }) => event.entityId))];
  const rows = await tx.prepared<{ actionId: string; detector: string; version: string }>('rollup-resting', READ, [
    ids,
  ]);
  const byAction = new Map<string, typeof rows>();
  for (const row of rows) byAction.set(row.actionId, [...(byAction.get(row.actionId) ?? []), row]);
  for (const { event, change } of effects) {
    for (const { detector, version } of byAction.get(event.entityId) ?? []) {
      cells.addToDayAndWeek('resting', event.at, 1, { detector, version, kind: change === 1 ? 'in' : 'out' });
    }
  }
}

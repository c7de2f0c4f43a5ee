import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { buildWorld, type Difficulty, worldPlan } from '@portcullis/simulator';
import type { DataSet } from './data-set.js';

/** A world of concurrent campaigns with innocents among them. */
export function simulatorSet(difficulty: Difficulty['name'], seed: number, scale: number): DataSet {
  const world = buildWorld(worldPlan('grouping', { scale, seed }), { seed, difficulty });
  const alerts: DataSet['alerts'][number][] = [];
  const truth = new Map<string, string>();
  const campaigns = new Set<string>();
  const innocents = new Map<string, string>();
  for (const { alert, truth: row } of world.alerts('time')) {
    const id = `${row.detector}/${row.alertId}`;
    alerts.push({
      id,
      subject: alert.subject,
      related: alert.related,
      indicators: alert.indicators.map(({ type, value }) => ({ type, value: normaliseIndicatorValue(type, value) })),
      observedAt: Date.parse(alert.observedAt),
    });
    truth.set(id, row.cluster);
    if (row.campaign !== null && row.cluster === row.campaign) campaigns.add(row.cluster);
    if (row.label === 'innocent') innocents.set(id, row.organization ?? row.cluster);
  }
  return {
    name: `simulator ${difficulty}, seed ${seed}`,
    alerts,
    truth,
    campaigns,
    innocents,
    hubs: world.hubs.map(({ type, value }) => ({ type, value })),
    keyTypes: ['organization', 'payment_instrument', 'device_id', 'ip'],
  };
}

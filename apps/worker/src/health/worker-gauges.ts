import type { UnitOfWork } from '@portcullis/core';
import type { WorkerMetrics } from './worker-metrics.js';

const HELP = {
  outbox_waiting: 'Outbox rows that are neither done nor dead',
  outbox_oldest_seconds: 'Age of the oldest outbox row that is due and not done',
  outbox_dead: 'Outbox rows that failed for good and wait for a replay',
  history_unsealed: 'Events that the sequencer has not put into the chain',
  metrics_lag_events: 'Sealed events that the counts do not hold yet',
  metrics_lag_seconds: 'How long the oldest of them has been waiting',
  delivery_lanes_waiting: 'Lanes with something to send',
  delivery_oldest_seconds: 'How long the most overdue lane has been due',
  delivery_lanes_held: 'Lanes that a dead letter holds',
  alerts_set_aside: 'Alerts at which grouping failed, which are tried again later',
  notices_waiting: 'Notices that are ready or bounced and not sent',
} as const;

const READ = `
  select
    (select count(*) from outbox where completed_at is null and failed_at is null) as outbox_waiting,
    (select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 from outbox
      where completed_at is null and failed_at is null and created_at < now()) as outbox_oldest_seconds,
    (select count(*) from outbox where failed_at is not null) as outbox_dead,
    (select count(*) from event_unsealed) as history_unsealed,
    (select coalesce((select position from event_chain order by position desc limit 1), 0) - position from rollup_state) as metrics_lag_events,
    (select coalesce(extract(epoch from now() - min(e.recorded_at)), 0)::float8 from rollup_state r
      join event_chain c on c.position = r.position + 1 join event e on e.id = c.event_id) as metrics_lag_seconds,
    (select count(*) from delivery_lane where next_attempt_at is not null) as delivery_lanes_waiting,
    (select greatest(coalesce(extract(epoch from now() - min(next_attempt_at)), 0), 0)::float8 from delivery_lane
      where next_attempt_at is not null) as delivery_oldest_seconds,
    (select count(*) from delivery_lane where held) as delivery_lanes_held,
    (select count(*) from alert_set_aside where retry_at is not null) as alerts_set_aside,
    (select count(*) from notice where state in ('ready', 'bounced')) as notices_waiting`;

/** What waits, for alerts in Prometheus (ME-7). */
export function registerWorkerGauges(metrics: WorkerMetrics, uow: UnitOfWork): void {
  metrics.gauges(HELP, async () => {
    const [row] = await uow.read<Record<string, number>>(READ);
    return row ?? {};
  });
}

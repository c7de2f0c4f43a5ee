import { Module } from '@nestjs/common';
import type { WorkerStage } from '../stage.js';
import { PruneOutboxSchedule } from './prune-outbox.schedule.js';

@Module({ providers: [PruneOutboxSchedule] })
class OutboxWorkerModule {}

/** Housekeeping of the outbox. The relay itself belongs to the worker. */
export const outboxStage: WorkerStage = {
  name: 'outbox',
  module: OutboxWorkerModule,
  schedules: [PruneOutboxSchedule],
};

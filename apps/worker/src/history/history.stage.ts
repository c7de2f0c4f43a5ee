import { Module } from '@nestjs/common';
import type { WorkerStage } from '../stage.js';
import { AnchorSchedule } from './anchor.schedule.js';
import { SequencerLoop } from './sequencer.loop.js';

@Module({ providers: [SequencerLoop, AnchorSchedule] })
class HistoryWorkerModule {}

/** Seals history and writes its head down outside the database. */
export const historyStage: WorkerStage = {
  name: 'history',
  module: HistoryWorkerModule,
  loops: [SequencerLoop],
  schedules: [AnchorSchedule],
};

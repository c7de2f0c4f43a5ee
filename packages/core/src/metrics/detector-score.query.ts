import { Injectable } from '@nestjs/common';
import { bucketStart } from '@portcullis/domain';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { precisionByDay, type ScorecardView, scorecards } from './scorecard.query.js';
import { inSnapshot } from './snapshot.js';

const DAY = 86_400_000;
export const MOST_DAYS = 400;

/** How right detectors were of late, outside any report. */
@Injectable()
export class DetectorScoreQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** Scorecards by detector, of the last so many days with today. */
  all(context: CommandContext, days: number): Promise<Map<string, ScorecardView[]>> {
    return inSnapshot(this.uow, context, async (read, horizon) => {
      const { rows } = await scorecards(read, horizon, { ...lastDays(context.now, days), route: '', detector: '' });
      const byDetector = new Map<string, ScorecardView[]>();
      for (const row of rows) byDetector.set(row.detector, [...(byDetector.get(row.detector) ?? []), row]);
      return byDetector;
    });
  }

  /** Precision of a detector on each day of which an alert turned out right or wrong. */
  byDay(context: CommandContext, detector: string, days: number) {
    return inSnapshot(this.uow, context, (read, horizon) =>
      precisionByDay(read, horizon, { ...lastDays(context.now, days), route: '', detector }),
    );
  }
}

function lastDays(now: Date, days: number): { from: Date; to: Date } {
  const tomorrow = bucketStart(now, 'day').getTime() + DAY;
  return { from: new Date(tomorrow - Math.max(1, Math.min(days, MOST_DAYS)) * DAY), to: new Date(tomorrow) };
}

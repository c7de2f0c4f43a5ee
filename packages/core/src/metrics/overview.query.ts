import { Injectable } from '@nestjs/common';
import type { Grain } from '@portcullis/domain';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { type Annotation, annotationsIn } from './annotations.query.js';
import { AGES, openedWithin, queueLoads } from './backlog.query.js';
import { alertCounts, backlogBefore, durationsOf, type Narrowing, spreads, sumsOf, workCounts } from './cell.query.js';
import { ranged } from './cell-range.js';
import { type FigureView, figuresOf, funnelOf } from './figures.js';
import { harmIn } from './harm.query.js';
import type { Mark } from './mark.js';
import { type Period, periodBefore, periodOf } from './period.js';
import { type ScorecardView, scorecards } from './scorecard.query.js';
import { alertSeries, backlogSeries, countSeries, kindSeries, type SeriesView, timeSeries } from './series.js';
import { type Horizon, inSnapshot, type Reader } from './snapshot.js';
import { tokenOf } from './tally.js';
import { waitingAt } from './waiting.query.js';
import { waitsOf } from './waits.js';

const DAY = 86_400_000;

export interface OverviewInput {
  from: Date;
  to: Date;
  /** Null: what suits the length of the period. */
  grain: Grain | null;
  /** Name of a time zone in which days begin; UTC without. */
  zone?: string | null;
  route?: string | null;
  queue?: string | null;
  detector?: string | null;
  /** Whether figures carry those of the period before. */
  compare: boolean;
}

export interface CountView {
  key: string;
  label: string;
  count: number;
  drill: string | null;
}

export interface QueueHealthView {
  queue: string;
  name: string;
  open: number;
  late: number;
  oldestOpenedAt: Date | null;
  opened: number;
  closed: number;
  drill: string | null;
  lateDrill: string | null;
}

export interface OverviewView {
  from: Date;
  to: Date;
  /** By which the series are told. */
  grain: Grain;
  zone: string;
  asOf: Date;
  asOfPosition: number;
  figures: FigureView[];
  alertsByRoute: SeriesView[];
  casesOpened: SeriesView;
  casesClosed: SeriesView;
  backlog: SeriesView;
  backlogAge: CountView[];
  decisionTimes: SeriesView[];
  actionsByKind: SeriesView[];
  appealsByResult: SeriesView[];
  funnel: CountView[];
  queues: QueueHealthView[];
  scorecard: ScorecardView[];
  annotations: Annotation[];
}

/** The manager's overview: all of it from counts, as of one position of history. */
@Injectable()
export class OverviewQuery {
  constructor(private readonly uow: UnitOfWork) {}

  read(context: CommandContext, input: OverviewInput): Promise<OverviewView> {
    return inSnapshot(this.uow, context, (read, horizon) => overview(read, horizon, input));
  }
}

async function overview(read: Reader, horizon: Horizon, input: OverviewInput): Promise<OverviewView> {
  const period = await periodOf(read, { ...input, zone: input.zone ?? null });
  const narrowing: Narrowing = { route: input.route ?? '', queue: input.queue ?? '', detector: input.detector ?? '' };
  const before = periodBefore(period);
  // A case has many detectors: what is counted by the case says nothing of one of them.
  const isWork = narrowing.detector === '';
  const none = <Series extends SeriesView>(series: Series): Series => (isWork ? series : { ...series, points: [] });
  const { asOf, position, firstAt } = horizon;
  // A period that nobody watched from its beginning is nothing to compare with.
  const isWatched = (from: Date) => firstAt !== null && firstAt.getTime() < from.getTime() + DAY;
  const isCompared = input.compare && isWatched(before.from);
  // The end of what can be known: a period that is still running ends now.
  const isRunning = period.to > asOf;
  const end = isRunning ? asOf : period.to;
  const [
    work,
    alerts,
    sums,
    backlogAtStart,
    times,
    spread,
    waiting,
    loads,
    flows,
    names,
    harm,
    harmBefore,
    scorecard,
    annotations,
  ] = await Promise.all([
    isWork ? workCounts(read, period, narrowing) : [],
    narrowing.queue ? [] : alertCounts(read, period, narrowing),
    isCompared ? sumsOf(read, period, before, narrowing) : null,
    isWork ? backlogBefore(read, period.from, narrowing) : 0,
    durationsOf(read, period, isCompared ? before : null, narrowing),
    spreads(read, 'time_to_decision', period, narrowing),
    waitingAt(read, [period.from, end, ...(isCompared ? [before.from] : [])], narrowing),
    isWork ? queueLoads(read, end, narrowing, isRunning) : [],
    isWork ? queueFlows(read, period, narrowing) : new Map<string, number>(),
    read<{ id: string; name: string }>('metrics-queue-names', 'select id, name from queue order by position'),
    harmIn(read, period, asOf, narrowing),
    isCompared ? harmIn(read, before, asOf, narrowing) : null,
    scorecards(read, horizon, { ...period, route: narrowing.route, detector: narrowing.detector }),
    annotationsIn(read, period),
  ]);
  const base: Omit<Mark, 'list' | 'total'> = {
    kinds: [],
    ...narrowing,
    version: null,
    from: period.from,
    to: period.to,
    position,
    asOf,
  };
  const scene = { period, horizon, base, work, alerts };
  const backlog = backlogSeries(scene, backlogAtStart);
  const open = loads.reduce((sum, load) => sum + load.open, 0);
  const figures = figuresOf({
    ...scene,
    sums,
    open,
    openBefore: input.compare && isWatched(period.from) ? backlogAtStart : null,
    late: loads.reduce((sum, load) => sum + load.late, 0),
    waits: waitsOf(times.now, waiting[0], waiting[1]),
    waitsBefore: isCompared ? waitsOf(times.before, waiting[2], waiting[0]) : null,
    harm,
    harmBefore,
    scorecard,
  });
  return {
    from: period.from,
    to: period.to,
    grain: period.grain,
    zone: period.zone,
    asOf,
    asOfPosition: position,
    figures,
    alertsByRoute: alertSeries(scene),
    casesOpened: none(countSeries(scene, 'case_opened', 'Opened')),
    casesClosed: none(countSeries(scene, 'case_closed', 'Closed')),
    backlog: none(backlog),
    backlogAge: (isWork ? AGES : []).map(({ key, label }, i) => {
      const count = loads.reduce((sum, load) => sum + (load.ages[i] ?? 0), 0);
      // An age group of an earlier moment has no list: spans are kept by their ends, not by every moment between.
      const drill = isRunning ? tokenOf({ ...base, ...openedWithin(i, end), list: 'age', total: count }) : null;
      return { key, label, count, drill };
    }),
    decisionTimes: isWork ? timeSeries(scene, spread) : [],
    actionsByKind: kindSeries(scene, 'action_in_effect'),
    appealsByResult: kindSeries(scene, 'appeal_ended'),
    funnel: isWork ? funnelOf(scene) : [],
    queues: names
      .filter(({ id }) => isWork && (!narrowing.queue || id === narrowing.queue))
      .map(({ id, name }) => {
        const load = loads.find((one) => one.queue === id);
        const of = { ...base, queue: id };
        const late = load?.late ?? 0;
        return {
          queue: id,
          name,
          open: load?.open ?? 0,
          late,
          oldestOpenedAt: load?.oldestOpenedAt ?? null,
          opened: flows.get(`case_opened ${id}`) ?? 0,
          closed: flows.get(`case_closed ${id}`) ?? 0,
          drill: tokenOf({ ...of, list: 'backlog', total: load?.open ?? 0 }),
          lateDrill: isRunning ? tokenOf({ ...of, list: 'late', total: late }) : null,
        };
      }),
    scorecard: scorecard.rows,
    annotations,
  };
}

async function queueFlows(read: Reader, period: Period, { route }: Narrowing): Promise<Map<string, number>> {
  const cells = ranged(period, {
    columns: 'metric, queue, n',
    where: `metric in ('case_opened', 'case_closed') and ($3 = '' or route = $3)`,
    from: '$1',
    to: '$2',
  });
  const rows = await read<{ metric: string; queue: string; n: number }>(
    `metrics-queue-flows-${period.table}`,
    `select metric, queue, sum(n)::float8 as n from (${cells}) r group by 1, 2`,
    [period.from, period.to, route],
  );
  return new Map(rows.map((row) => [`${row.metric} ${row.queue}`, row.n]));
}

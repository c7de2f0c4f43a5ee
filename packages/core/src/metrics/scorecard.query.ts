import {
  actionablePrecision,
  changePoint,
  type DayOfVerdicts,
  NO_VERDICTS,
  precision,
  type Rate,
  type VerdictCounts,
} from '@portcullis/domain';
import { encodeMark, type Mark } from './mark.js';
import type { Horizon, Reader } from './snapshot.js';
import { tokenOf } from './tally.js';

/** How right one version of a detector was. Since `changedOn`, where its precision changed in the period. */
export interface ScorecardView {
  detector: string;
  version: string | null;
  name: string;
  state: string;
  family: string | null;
  /** Accepted alerts, decided or not. */
  alerts: number;
  counts: VerdictCounts;
  /** Alerts without any word on them. */
  unlabelled: number;
  fromAppeals: number;
  provisional: boolean;
  precision: Rate | null;
  actionable: Rate | null;
  /** Before the change, or in the period before. */
  previous: Rate | null;
  changedOn: Date | null;
  loadBearingActions: number;
  floor: number | null;
  belowFloor: boolean;
  /** Alerts that turned out right or wrong. */
  drill: string;
  /** Actions in effect that rest on it. */
  restingDrill: string | null;
}

export interface ScorecardScope {
  from: Date;
  to: Date;
  route: string;
  /** '' for all. */
  detector: string;
}

/** Alerts of a version that were observed on a day, by the latest word on them. */
interface LabelRow {
  detector: string;
  version: string;
  at: number;
  truePositive: number;
  falsePositive: number;
  benign: number;
  unknown: number;
  fromAppeals: number;
}

const DAY = 86_400_000;
/** Days before a short period that are looked at too: a change needs a before. */
const LOOK_BACK_DAYS = 60;
/** Days that are told apart; older ones of the same period are taken together. */
const SHARP_DAYS = 180;

const sumOf = (kinds: string): string => `(coalesce(sum(n) filter (where ${kinds}), 0))::float8`;
const LABELLED = `
  select detector, version, (extract(epoch from day) * 1000)::float8 as at, ${sumOf(`kind like 'true_positive/%'`)} as "truePositive",
    ${sumOf(`kind like 'false_positive/%'`)} as "falsePositive", ${sumOf(`kind like 'benign/%'`)} as benign,
    ${sumOf(`kind like 'unknown/%'`)} as unknown, ${sumOf(`kind = 'false_positive/appeal'`)} as "fromAppeals"
  from (
    select detector, version, case when at >= $6 then at when at >= $5 then $5 else $1 end as day, kind, n from rollup_day
    where metric = case when $3 = '' then 'labelled' else 'labelled_by_route' end and at >= $1 and at < $2 and route = $3 and ($4 = '' or detector = $4)
  ) r group by detector, version, day`;
const ALERTS = `
  select detector, version, sum(n)::float8 as n from rollup_day
  where metric = case when $3 = '' then 'alerts_by_detector' else 'alerts_by_both' end and at >= $1 and at < $2 and route = $3
    and ($4 = '' or detector = $4) group by 1, 2`;
const RESTING = `
  select detector, version, sum(case kind when 'in' then n else -n end)::float8 as n from rollup_week
  where metric = 'resting' and ($1 = '' or detector = $1) group by 1, 2`;
const DETECTORS = `
  select d.id, d.name, d.family, d.precision_floor as floor, d.state, coalesce(json_object_agg(v.version, v.state) filter (where v.version is not null), '{}') as versions
  from detector d left join detector_version v on v.detector_id = d.id where $1 = '' or d.id = $1 group by d.id`;
const PROVISIONAL = `
  select v.detector, v.version from unnest($1::text[], $2::text[]) as v(detector, version) where case when v.version = ''
    then exists (select 1 from outcome_current o where o.provisional and o.detector_id = v.detector and o.detector_version is null)
    else exists (select 1 from outcome_current o where o.provisional and o.detector_id = v.detector and o.detector_version = v.version) end`;

interface VersionCount {
  detector: string;
  version: string;
  n: number;
}

interface DetectorRow {
  id: string;
  name: string;
  family: string | null;
  floor: number | null;
  state: string;
  versions: Record<string, string>;
}

export interface Scorecards {
  rows: ScorecardView[];
  /** Over all versions and the whole period, changes or not; the period in whole UTC days. */
  counts: VerdictCounts;
  unlabelled: number;
  from: Date;
  to: Date;
}

/**
 * The scorecard of each detector version with a word on its alerts, by when the alerts were observed; what changed comes
 * first. `from` and `to` are taken as whole UTC days.
 */
export async function scorecards(read: Reader, horizon: Horizon, scope: ScorecardScope): Promise<Scorecards> {
  const from = Math.floor(scope.from.getTime() / DAY) * DAY;
  const to = Math.ceil(scope.to.getTime() / DAY) * DAY;
  const before = from - Math.max(to - from, LOOK_BACK_DAYS * DAY);
  const { route } = scope;
  const sharp = Math.max(before, to - SHARP_DAYS * DAY);
  const ofPeriod = [new Date(to), route, scope.detector];
  const [labels, alerts, resting, detectors] = await Promise.all([
    read<LabelRow>('metrics-labelled', LABELLED, [new Date(before), ...ofPeriod, new Date(from), new Date(sharp)]),
    read<VersionCount>('metrics-detector-alerts', ALERTS, [new Date(from), ...ofPeriod]),
    read<VersionCount>('metrics-resting', RESTING, [scope.detector]),
    read<DetectorRow>('metrics-detectors', DETECTORS, [scope.detector]),
  ]);
  const keyOf = (row: { detector: string; version: string }) => `${row.detector}\u0000${row.version}`;
  const byVersion = grouped(labels, keyOf);
  const versions = [...byVersion.values()].flatMap(([first]) => first ?? []);
  const provisional = await read<Omit<VersionCount, 'n'>>('metrics-provisional', PROVISIONAL, [
    versions.map((row) => row.detector),
    versions.map((row) => row.version),
  ]);
  const alertsOf = new Map(alerts.map((row) => [keyOf(row), row.n]));
  const restingOn = new Map(resting.map((row) => [keyOf(row), row.n]));
  const stillOpen = new Set(provisional.map(keyOf));
  const registered = new Map(detectors.map((row) => [row.id, row]));
  const views: ScorecardView[] = [];
  for (const [key, rows] of byVersion) {
    const [first] = rows;
    if (!first) continue;
    const { detector, version } = first;
    const registry = registered.get(detector);
    const change = changePoint(verdictsByDay(rows));
    const changed = change && change.day.getTime() >= from ? change : null;
    const since = changed ? changed.day.getTime() : from;
    const shown = rows.filter((row) => row.at >= since);
    const counts = verdictsOf(shown);
    const labelled = labelledIn(counts);
    if (labelled === 0) continue;
    const seen = changed
      ? await alertsSince(read, { from: changed.day, to: new Date(to), route, detector, version })
      : (alertsOf.get(key) ?? 0);
    const now = precision(counts);
    const floor = registry?.floor ?? null;
    const mark: Omit<Mark, 'total'> = {
      list: 'labelled',
      kinds: ['true_positive', 'false_positive'],
      route: scope.route,
      queue: '',
      detector,
      version,
      from: new Date(since),
      to: new Date(to),
      position: horizon.position,
      asOf: horizon.asOf,
    };
    views.push({
      detector,
      version: version || null,
      name: registry?.name ?? detector,
      state: registry?.versions[version] === 'withdrawn' ? 'withdrawn' : (registry?.state ?? 'active'),
      family: registry?.family ?? null,
      alerts: seen,
      counts,
      unlabelled: Math.max(0, seen - labelled),
      fromAppeals: shown.reduce((sum, row) => sum + row.fromAppeals, 0),
      provisional: stillOpen.has(key),
      precision: now,
      actionable: actionablePrecision(counts),
      previous:
        changed?.before ?? precision(verdictsOf(rows.filter((row) => row.at >= 2 * from - to && row.at < from))),
      changedOn: changed?.day ?? null,
      loadBearingActions: restingOn.get(key) ?? 0,
      floor,
      belowFloor: floor !== null && now !== null && now.high < floor,
      drill: encodeMark({ ...mark, total: now?.n ?? 0 }),
      restingDrill: tokenOf({ ...mark, list: 'resting', kinds: [], total: restingOn.get(key) ?? 0 }),
    });
  }
  views.sort(
    (a, b) =>
      Number(b.changedOn !== null) - Number(a.changedOn !== null) ||
      (b.precision?.n ?? 0) - (a.precision?.n ?? 0) ||
      a.detector.localeCompare(b.detector),
  );
  const counts = verdictsOf(labels.filter((row) => row.at >= from));
  const seen = alerts.reduce((sum, row) => sum + row.n, 0);
  return {
    rows: views,
    counts,
    unlabelled: Math.max(0, seen - labelledIn(counts)),
    from: new Date(from),
    to: new Date(to),
  };
}

async function alertsSince(
  read: Reader,
  of: { from: Date; to: Date; route: string; detector: string; version: string },
): Promise<number> {
  const rows = await read<VersionCount>('metrics-detector-alerts', ALERTS, [of.from, of.to, of.route, of.detector]);
  return rows.find((row) => row.version === of.version)?.n ?? 0;
}

const labelledIn = (counts: VerdictCounts): number =>
  counts.true_positive + counts.false_positive + counts.benign + counts.unknown;

/** Precision of each day on which an alert was observed that turned out right or wrong. */
export async function precisionByDay(
  read: Reader,
  horizon: Horizon,
  scope: ScorecardScope,
): Promise<{ at: Date; rate: Rate; drill: string }[]> {
  const { from, to, route, detector } = scope;
  const rows = await read<LabelRow>('metrics-labelled', LABELLED, [from, to, route, detector, from, from]);
  return verdictsByDay(rows).flatMap(({ day, truePositive, falsePositive }) => {
    const rate = precision({ ...NO_VERDICTS, true_positive: truePositive, false_positive: falsePositive });
    if (!rate) return [];
    const drill = encodeMark({
      list: 'labelled',
      kinds: ['true_positive', 'false_positive'],
      route: scope.route,
      queue: '',
      detector: scope.detector,
      version: null,
      from: day,
      to: new Date(day.getTime() + DAY),
      position: horizon.position,
      asOf: horizon.asOf,
      total: rate.n,
    });
    return [{ at: day, rate, drill }];
  });
}

/** Over all versions in `rows`. */
function verdictsByDay(rows: readonly LabelRow[]): DayOfVerdicts[] {
  const days = new Map<number, { truePositive: number; falsePositive: number }>();
  for (const { at, truePositive, falsePositive } of rows) {
    const day = days.get(at) ?? { truePositive: 0, falsePositive: 0 };
    day.truePositive += truePositive;
    day.falsePositive += falsePositive;
    days.set(at, day);
  }
  return [...days].sort(([a], [b]) => a - b).map(([at, day]) => ({ day: new Date(at), ...day }));
}

function verdictsOf(rows: readonly LabelRow[]): VerdictCounts {
  const sum = (of: (row: LabelRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    true_positive: sum((row) => row.truePositive),
    false_positive: sum((row) => row.falsePositive),
    benign: sum((row) => row.benign),
    unknown: sum((row) => row.unknown),
  };
}

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const own = groups.get(key(row));
    if (own) own.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

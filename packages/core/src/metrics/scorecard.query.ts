import {
  actionablePrecision,
  addVerdict,
  changePoint,
  type DayOfVerdicts,
  NO_VERDICTS,
  precision,
  type Rate,
  type Verdict,
  type VerdictCounts,
} from '@portcullis/domain';
import { ALL } from './cells.js';
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

interface LabelRow {
  detector: string;
  version: string;
  at: number;
  kind: string;
  n: number;
}

const DAY = 86_400_000;
/** Days before a short period that are looked at too: a change needs a before. */
const LOOK_BACK_DAYS = 60;

const LABELLED = `
  select detector, version, (extract(epoch from at) * 1000)::float8 as at, kind, n::float8 as n from rollup_day
  where metric = 'labelled' and at >= $1 and at < $2 and route = $3 and ($4 = '' or detector = $4) and n <> 0`;
const ALERTS = `
  select detector, version, (extract(epoch from at) * 1000)::float8 as at, n::float8 as n from rollup_day
  where metric = 'alerts' and at >= $1 and at < $2 and route = $3 and detector <> '${ALL}' and ($4 = '' or detector = $4)`;
const RESTING = `
  select detector, version, sum(case kind when 'in' then n else -n end)::float8 as n from rollup_day
  where metric = 'resting' and ($1 = '' or detector = $1) group by 1, 2`;
const DETECTORS = `
  select d.id, d.name, d.family, d.precision_floor as floor, d.state, coalesce(json_object_agg(v.version, v.state) filter (where v.version is not null), '{}') as versions
  from detector d left join detector_version v on v.detector_id = d.id where $1 = '' or d.id = $1 group by d.id`;
const PROVISIONAL = `
  select distinct on (detector_id, coalesce(detector_version, '')) detector_id as detector, coalesce(detector_version, '') as version
  from outcome_current where provisional and ($1 = '' or detector_id = $1)`;

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
  const route = scope.route || ALL;
  const [labels, alerts, resting, detectors, provisional] = await Promise.all([
    read<LabelRow>('metrics-labelled', LABELLED, [new Date(before), new Date(to), route, scope.detector]),
    read<Omit<LabelRow, 'kind'>>('metrics-detector-alerts', ALERTS, [
      new Date(from),
      new Date(to),
      route,
      scope.detector,
    ]),
    read<Omit<LabelRow, 'kind' | 'at'>>('metrics-resting', RESTING, [scope.detector]),
    read<DetectorRow>('metrics-detectors', DETECTORS, [scope.detector]),
    read<{ detector: string; version: string }>('metrics-provisional', PROVISIONAL, [scope.detector]),
  ]);
  const keyOf = (row: { detector: string; version: string }) => `${row.detector}\u0000${row.version}`;
  const byVersion = grouped(labels, keyOf);
  const alertsOf = grouped(alerts, keyOf);
  const restingOn = new Map(resting.map((row) => [keyOf(row), row.n]));
  const stillOpen = new Set(provisional.map(keyOf));
  const registered = new Map(detectors.map((row) => [row.id, row]));
  const views: ScorecardView[] = [];
  for (const [key, rows] of byVersion) {
    const [first] = rows;
    if (!first) continue;
    const { detector, version } = first;
    const registry = registered.get(detector);
    const days = verdictsByDay(rows);
    const change = changePoint(days.filter((day) => day.day.getTime() >= before));
    const changed = change && change.day.getTime() >= from ? change : null;
    const since = changed ? changed.day.getTime() : from;
    const shown = rows.filter((row) => row.at >= since);
    const counts = verdictsOf(shown);
    const labelled = labelledIn(counts);
    if (labelled === 0) continue;
    const seen = (alertsOf.get(key) ?? []).reduce((sum, row) => sum + (row.at >= since ? row.n : 0), 0);
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
      fromAppeals: shown.reduce((sum, row) => sum + (row.kind === 'false_positive/appeal' ? row.n : 0), 0),
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

const labelledIn = (counts: VerdictCounts): number =>
  counts.true_positive + counts.false_positive + counts.benign + counts.unknown;

/** Precision of each day on which an alert was observed that turned out right or wrong. */
export async function precisionByDay(
  read: Reader,
  horizon: Horizon,
  scope: ScorecardScope,
): Promise<{ at: Date; rate: Rate; drill: string }[]> {
  const rows = await read<LabelRow>('metrics-labelled', LABELLED, [
    scope.from,
    scope.to,
    scope.route || ALL,
    scope.detector,
  ]);
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

function verdictsByDay(rows: readonly LabelRow[]): DayOfVerdicts[] {
  const days = new Map<number, { truePositive: number; falsePositive: number }>();
  for (const { at, kind, n } of rows) {
    const verdict = verdictOf(kind);
    if (verdict !== 'true_positive' && verdict !== 'false_positive') continue;
    const day = days.get(at) ?? { truePositive: 0, falsePositive: 0 };
    if (verdict === 'true_positive') day.truePositive += n;
    else day.falsePositive += n;
    days.set(at, day);
  }
  return [...days].sort(([a], [b]) => a - b).map(([at, day]) => ({ day: new Date(at), ...day }));
}

const verdictOf = (kind: string): Verdict => kind.slice(0, kind.indexOf('/')) as Verdict;

function verdictsOf(rows: readonly LabelRow[]): VerdictCounts {
  return rows.reduce<VerdictCounts>((counts, { kind, n }) => addVerdict(counts, verdictOf(kind), n), NO_VERDICTS);
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

import { Button, NativeSelect } from '@mantine/core';
import { ROUTES } from '@portcullis/domain';
import {
  ChartFrame,
  count,
  dayRange,
  duration,
  ErrorState,
  Funnel,
  type Grain,
  IntervalBars,
  Note,
  type OpenMark,
  percent,
  plural,
  routeMark,
  SkeletonBlock,
  TimeSeries,
  timeOfDay,
} from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useKeys } from '../../keys/useKeys.js';
import { detectorsOptions } from '../outcomes/outcomes.queries.js';
import { FigureStrip } from './FigureStrip.js';
import classes from './metrics.module.css';
import { type Overview, overviewOptions, type ScorecardRow } from './metrics.queries.js';
import { overviewInput, PRESETS } from './overview-range.js';
import { QueueTable } from './QueueTable.js';

const route = getRouteApi('/shell/metrics');
const ONE_DAY = 86_400_000;
const GRAINS: Readonly<Record<Grain, string>> = {
  hour: 'hour',
  day: 'day',
  week: 'week (from Monday)',
  month: 'month',
};
/** Routes that stand alone in the chart. */
const FEW = 5;

/** What changed, was it right, who was harmed, will we keep up? */
export function OverviewPage() {
  const search = route.useSearch();
  const setSearch = route.useNavigate();
  const navigate = useNavigate();
  const today = Math.floor(Date.now() / ONE_DAY);
  const input = useMemo(() => overviewInput(search, today * ONE_DAY), [search, today]);
  const reading = useQuery(overviewOptions(input));
  const detectors = useQuery(detectorsOptions);
  const patch = (change: Partial<typeof search>) =>
    void setSearch({ search: (before) => ({ ...before, ...change }), replace: true });
  const open = (token: string | null | undefined) => {
    if (token) void navigate({ to: '/list/$token', params: { token } });
  };
  useKeys('Metrics', [{ keys: 'w', does: 'Wall screen', run: () => patch({ wall: search.wall ? undefined : true }) }]);

  return (
    <div className={search.wall ? classes.wall : 'page-flow'}>
      <header className="page-head">
        <h1>Overview</h1>
        <span className="pc-quiet">
          {`${dayRange(Date.parse(input.from), Date.parse(input.to), 'UTC')}${reading.data ? `, by the ${GRAINS[reading.data.grain as Grain]}, UTC` : ', UTC'}`}
          {reading.data && ` · as of ${timeOfDay(Date.parse(reading.data.asOf), 'UTC')} UTC`}
          {reading.isFetching && ' · reading'}
        </span>
        {!search.wall && (
          <div className="end">
            <NativeSelect
              aria-label="Period"
              w={130}
              value={search.from ? 'own' : String(search.days ?? 30)}
              onChange={(event) =>
                patch({ days: Number(event.currentTarget.value) || undefined, from: undefined, to: undefined })
              }
              data={[
                ...(search.from ? [{ value: 'own', label: 'From the address' }] : []),
                ...PRESETS.map((days) => ({ value: String(days), label: days === 1 ? 'Today' : `Last ${days} days` })),
              ]}
            />
            <NativeSelect
              aria-label="Route"
              w={150}
              value={search.route ?? ''}
              onChange={(event) => patch({ route: event.currentTarget.value || undefined })}
              data={[
                { value: '', label: 'Every route' },
                ...ROUTES.map((one) => ({ value: one, label: routeMark(one).label })),
              ]}
            />
            <NativeSelect
              aria-label="Detector"
              w={170}
              value={search.detector ?? ''}
              onChange={(event) => patch({ detector: event.currentTarget.value || undefined })}
              data={[
                { value: '', label: 'Every detector' },
                ...(detectors.data ?? []).map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
            <Button variant="default" onClick={() => patch({ wall: true })}>
              Wall screen
            </Button>
          </div>
        )}
        {search.wall && (
          <div className="end">
            <Button variant="subtle" color="gray" onClick={() => patch({ wall: undefined })}>
              Leave the wall screen
            </Button>
          </div>
        )}
      </header>
      {reading.isPending ? (
        <Waiting />
      ) : reading.isLoadingError ? (
        <ErrorState
          title="The overview could not be read"
          why={reading.error.message}
          onRetry={() => void reading.refetch()}
        />
      ) : (
        <>
          <FigureStrip figures={reading.data.figures} onOpen={open} />
          {search.detector && (
            <div className={classes.leftOut}>
              <Note tone="info">
                <p>
                  Of one detector: its alerts and its precision. Cases, times, actions and appeals are left out, because
                  a case rests on many detectors and would be counted for each of them.
                </p>
              </Note>
            </div>
          )}
          <Charts
            overview={reading.data}
            open={open}
            onDetector={(row) =>
              void navigate({
                to: '/detectors/$id',
                params: { id: row.detector },
                search: { version: row.version ?? undefined },
              })
            }
          />
        </>
      )}
    </div>
  );
}

function Waiting() {
  return (
    <>
      <SkeletonBlock height={88} label="Reading the figures" />
      <div className={classes.grid}>
        {['alerts', 'cases', 'backlog', 'times'].map((name) => (
          <SkeletonBlock key={name} height={260} label={`Reading ${name}`} />
        ))}
      </div>
    </>
  );
}

function Charts(props: {
  overview: Overview;
  open: (token: string | null | undefined) => void;
  onDetector: (row: ScorecardRow) => void;
}) {
  const { overview, open } = props;
  const grain = overview.grain as Grain;
  // With a detector, what is counted by the case is left out of the answer.
  const isWork = overview.casesOpened.points.length > 0;
  const common = {
    from: overview.from,
    to: overview.to,
    asOf: overview.asOf,
    grain,
    annotations: overview.annotations,
    onOpen: (mark: OpenMark) => open(mark.drill),
  };
  const per = `per ${GRAINS[grain]}`;
  const definitionOf = (key: string) => overview.figures.find((figure) => figure.key === key)?.definition;
  const changed = overview.scorecard.filter((row) => row.changedOn !== null);
  const cases = useMemo(
    () => [overview.casesOpened, overview.casesClosed],
    [overview.casesOpened, overview.casesClosed],
  );
  const backlog = useMemo(() => [overview.backlog], [overview.backlog]);
  return (
    <div className={classes.grid}>
      <div className={classes.wide}>
        <TimeSeries
          {...common}
          title="Alerts by route"
          label="Alerts by route"
          caption={`Alerts ${per}, UTC`}
          fileName="alerts-by-route"
          kind="line"
          missing="zero"
          series={overview.alertsByRoute}
          most={FEW}
          height={240}
        />
      </div>
      {isWork && (
        <>
          <TimeSeries
            {...common}
            title="Cases opened and closed"
            label="Cases opened and closed"
            caption={`Cases ${per}, UTC`}
            fileName="cases"
            kind="line"
            missing="zero"
            series={cases}
          />
          <TimeSeries
            {...common}
            title="Backlog"
            label="Backlog"
            caption={`Open cases at the end of each ${grain}, UTC`}
            definition={definitionOf('open') ?? definitionOf('backlog')}
            fileName="backlog"
            kind="line"
            missing="gap"
            series={backlog}
          />
          <TimeSeries
            {...common}
            title="Time to decision"
            label="Time to decision"
            caption={`Of the cases decided in each ${grain}, wall clock, UTC; the figure above counts those still open too`}
            definition={definitionOf('time_to_decision_p50') ?? definitionOf('decision_p50')}
            fileName="time-to-decision"
            kind="line"
            missing="gap"
            series={overview.decisionTimes}
            format={hours}
            scale="hours"
          />
          <ChartFrame
            title="Age of the backlog"
            caption={`Open cases as of ${timeOfDay(Date.parse(overview.asOf), 'UTC')} UTC`}
            fileName="backlog-age"
            twin={{
              header: ['Age', 'Cases'],
              rows: overview.backlogAge.map((bucket) => [
                bucket.label,
                { text: count(bucket.count), onOpen: bucket.drill ? () => open(bucket.drill) : undefined },
              ]),
            }}
          >
            <Funnel
              label="Age of the backlog"
              steps={overview.backlogAge.map((bucket) => ({ ...bucket, key: bucket.key }))}
              plain
              onOpen={(step) => open(step.drill)}
            />
          </ChartFrame>
          <TimeSeries
            {...common}
            title="Actions by kind"
            label="Actions by kind"
            caption={`Actions in effect ${per}, UTC`}
            fileName="actions-by-kind"
            kind="bars"
            missing="zero"
            series={overview.actionsByKind}
          />
          <TimeSeries
            {...common}
            title="Appeals by result"
            label="Appeals by result"
            caption={`Appeals decided ${per}, UTC`}
            fileName="appeals-by-result"
            kind="bars"
            missing="zero"
            series={overview.appealsByResult}
          />
          <QueueTable
            queues={overview.queues}
            caption={`Open and late at the end of the period; opened and closed within it`}
            onOpen={open}
          />
          <ChartFrame
            title="From alert to reversal"
            caption="By what happened in this period; the steps are not one cohort"
            fileName="funnel"
            twin={{
              header: ['Step', 'Count'],
              rows: overview.funnel.map((step) => [
                step.label,
                { text: count(step.count), onOpen: step.drill ? () => open(step.drill) : undefined },
              ]),
            }}
          >
            <Funnel label="From alert to reversal" steps={overview.funnel} onOpen={(step) => open(step.drill)} />
          </ChartFrame>
        </>
      )}
      <Scorecards
        title="Detectors that changed"
        rows={changed}
        open={open}
        empty="No detector's precision changed beyond its interval in this period."
        onDetector={props.onDetector}
      />
      <div className={classes.wide}>
        <Scorecards
          title="Precision by detector and version"
          rows={overview.scorecard}
          open={open}
          empty="No decided alert in this period, so no precision."
          onDetector={props.onDetector}
        />
      </div>
    </div>
  );
}

function Scorecards(props: {
  title: string;
  rows: readonly ScorecardRow[];
  empty: string;
  open: (token: string | null | undefined) => void;
  onDetector: (row: ScorecardRow) => void;
}): ReactNode {
  const name = (row: ScorecardRow) => `${row.name}${row.version ? ` ${row.version}` : ''}`;
  return (
    <ChartFrame
      title={props.title}
      caption="True positives of those decided true or false, 95 % Wilson interval; the dashed tick is before; pale below 20"
      fileName="precision"
      twin={{
        header: ['Detector', 'Precision', 'Low', 'High', 'n', 'Unknown', 'Actions resting on it'],
        rows: props.rows.map((row) => [
          name(row),
          {
            text: row.precision.estimate == null ? 'no data' : percent(row.precision.estimate),
            onOpen: () => props.onDetector(row),
          },
          row.precision.low == null ? null : percent(row.precision.low),
          row.precision.high == null ? null : percent(row.precision.high),
          row.precision.n,
          row.unknown,
          {
            text: count(row.loadBearingActions),
            onOpen: row.restingDrill ? () => props.open(row.restingDrill) : undefined,
          },
        ]),
      }}
    >
      {props.rows.length === 0 ? (
        <p className="pc-quiet">{props.empty}</p>
      ) : (
        <IntervalBars
          label={props.title}
          bars={props.rows.map((row) => ({
            key: `${row.detector} ${row.version ?? ''}`,
            label: name(row),
            aside: row.restingDrill
              ? {
                  text: `${plural(row.loadBearingActions, 'action')} in effect rest${row.loadBearingActions === 1 ? 's' : ''} on it`,
                  onOpen: () => props.open(row.restingDrill),
                }
              : undefined,
            rate: row.precision,
            previous: row.previous,
            drill: row.drill,
          }))}
          onOpen={(bar) => {
            const row = props.rows.find((one) => `${one.detector} ${one.version ?? ''}` === bar.key);
            if (row) props.onDetector(row);
          }}
        />
      )}
    </ChartFrame>
  );
}

/** Values come in hours. */
const hours = (value: number): string => (value === 0 ? '0' : duration(value * 3_600_000));

import { Button } from '@mantine/core';
import {
  ChartFrame,
  count,
  EmptyState,
  ErrorState,
  FactList,
  IntervalBars,
  Note,
  percent,
  routeMark,
  SkeletonRows,
  StateBadge,
  severityLabel,
  shortDay,
  TimeSeries,
  words,
} from '@portcullis/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { familyWord } from '../casework/words.js';
import { ActionTable } from '../enforcement/EnforcementTab.js';
import { detectorOptions, type FullDetector } from './outcomes.queries.js';

const route = getRouteApi('/shell/detectors/$id');
const ONE_DAY = 86_400_000;

/** One detector: how right each version was, over time, and what rests on it now. */
export function DetectorPage() {
  const { id } = route.useParams();
  const { version } = route.useSearch();
  const setSearch = route.useNavigate();
  const navigate = useNavigate();
  const reading = useQuery(detectorOptions(id));
  if (reading.isPending) return <SkeletonRows rows={8} label="Reading the detector" />;
  if (reading.isLoadingError)
    return (
      <ErrorState
        title="The detector could not be read"
        why={reading.error.message}
        onRetry={() => void reading.refetch()}
      />
    );
  if (!reading.data)
    return <EmptyState title={`No detector is called ${id}`} because="because it has never sent an alert." />;
  const detector = reading.data;
  const shown = version ? detector.scorecard.filter((row) => row.version === version) : detector.scorecard;
  const fell = detector.scorecard.find(
    (row) => row.changedOn !== null && (row.previous?.estimate ?? 0) > (row.precision.estimate ?? 1),
  );
  return (
    <article className="page-flow">
      <header className="page-head">
        <h1>
          {detector.name} <span className="pc-quiet">{version}</span>
        </h1>
        <StateBadge kind="detector" state={detector.state} />
        {version && (
          <Button variant="default" onClick={() => void setSearch({ search: {}, replace: true })}>
            All versions
          </Button>
        )}
      </header>
      {fell?.changedOn && fell.previous?.estimate != null && fell.precision.estimate != null && (
        <Note
          tone="warning"
          title={`Version ${fell.version ?? '?'} fell from ${percent(fell.previous.estimate)} to ${percent(fell.precision.estimate)} on ${shortDay(Date.parse(fell.changedOn), 'UTC')}`}
        >
          <p>{`${count(fell.loadBearingActions)} actions in effect rest on it; they are listed below.`}</p>
        </Note>
      )}
      <section className="section">
        <FactList
          facts={[
            ['Family', detector.family ? familyWord(detector.family) : null],
            ['Original sources', detector.sources.join(', ') || null],
            ['May', words(detector.lawfulUse).toLowerCase()],
            ['Routes', detector.permittedRoutes.map((one) => routeMark(one).label).join(', ') || 'every route'],
            ['Highest severity', severityLabel(detector.highestSeverity)],
            ['Goes wrong on', detector.goesWrongOn],
            ['Versions', detector.versions.map((one) => `${one.version} (${one.state})`).join(', ') || null],
          ]}
        />
      </section>
      <section className="section">
        <Scorecard rows={shown} onOpen={(token) => void navigate({ to: '/list/$token', params: { token } })} />
      </section>
      <section className="section">
        <Precision detector={detector} onOpen={(token) => void navigate({ to: '/list/$token', params: { token } })} />
      </section>
      <section className="section">
        <h2>{`Actions in effect that rest on it, ${count(detector.actionsResting.length)}`}</h2>
        {detector.actionsResting.length === 0 ? (
          <p className="pc-quiet">None: no action would fall if its signal were withdrawn.</p>
        ) : (
          <ActionTable actions={detector.actionsResting} />
        )}
      </section>
    </article>
  );
}

function Scorecard(props: { rows: FullDetector['scorecard']; onOpen: (token: string) => void }) {
  return (
    <ChartFrame
      title="Precision by version"
      caption="True positives of those decided true or false, 95 % Wilson interval; the dashed tick is before the change"
      definition="TP / (TP + FP) over decided alerts. Unknowns are apart. False positives known only from appeals are a lower bound."
      fileName="scorecard"
      twin={{
        header: ['Version', 'Precision', 'Actionable', 'Alerts', 'True', 'False', 'Benign', 'Unknown', 'From appeals'],
        rows: props.rows.map((row) => [
          row.version ?? 'all',
          {
            text: row.precision.estimate == null ? 'no data' : percent(row.precision.estimate),
            onOpen: row.drill ? () => props.onOpen(row.drill) : undefined,
          },
          row.actionablePrecision.estimate == null ? null : percent(row.actionablePrecision.estimate),
          row.alerts,
          row.truePositive,
          row.falsePositive,
          row.benign,
          row.unknown,
          row.fromAppeals,
        ]),
      }}
    >
      {props.rows.length === 0 ? (
        <p className="pc-quiet">No alert of this detector has been decided yet.</p>
      ) : (
        <IntervalBars
          label="Precision by version"
          bars={props.rows.map((row) => ({
            key: row.version ?? 'all',
            label: row.version ? `Version ${row.version}` : 'All versions',
            detail: `${count(row.truePositive)} true, ${count(row.falsePositive)} false (${count(row.fromAppeals)} from appeals), ${count(row.unknown)} unknown`,
            aside: row.restingDrill
              ? {
                  text: `${count(row.loadBearingActions)} of its actions in effect rest on it`,
                  onOpen: () => row.restingDrill && props.onOpen(row.restingDrill),
                }
              : undefined,
            rate: row.precision,
            previous: row.previous,
            drill: row.drill,
          }))}
          onOpen={(bar) => bar.drill && props.onOpen(bar.drill)}
        />
      )}
    </ChartFrame>
  );
}

function Precision(props: { detector: FullDetector; onOpen: (token: string) => void }) {
  const points = props.detector.precisionOverTime;
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return <p className="pc-quiet">No precision over time: nothing has been decided yet.</p>;
  return (
    <TimeSeries
      title="Precision over time"
      label="Precision over time"
      caption="Share of true positives by the day on which the alerts were observed, UTC; days without a decided alert are gaps"
      fileName="precision-over-time"
      kind="line"
      missing="gap"
      grain="day"
      from={first.at}
      to={new Date(Math.max(Date.parse(last.at) + ONE_DAY, Date.parse(first.at) + 7 * ONE_DAY)).toISOString()}
      asOf={new Date().toISOString()}
      series={[{ key: 'precision', label: 'Precision', points }]}
      format={percent}
      axisFormat={(value) => `${Math.round(value * 100)} %`}
      scale="share"
      onOpen={(mark) => mark.drill && props.onOpen(mark.drill)}
    />
  );
}

import { lazy, Suspense, useMemo, useState } from 'react';
import { SkeletonBlock } from '../states/PageStates.js';
import { compact } from '../text/numbers.js';
import { ChartFrame, type TableTwin } from './ChartFrame.js';
import classes from './charts.module.css';
import { fewSeries } from './few-series.js';
import { bucketLabel, prepareSeries } from './prepare-series.js';
import { seriesLook } from './series-look.js';
import type { TimeSeriesPlotProps } from './TimeSeriesPlot.js';

const LazyPlot = lazy(() => import('./TimeSeriesPlot.js').then((module) => ({ default: module.TimeSeriesPlot })));

/** A time series with its frame, legend (which hides and shows) and table twin. The drawing part is loaded lazily. */
export function TimeSeries(
  props: Omit<TimeSeriesPlotProps, 'hidden'> & {
    title: string;
    caption: string;
    definition?: string;
    fileName: string;
    level?: 2 | 3;
    /** So many series stand alone at first, the others together; the table holds each of them. */
    most?: number;
  },
) {
  const [apart, setApart] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const { series, from, to, asOf, grain, missing } = props;
  const format = props.format ?? compact;
  const prepared = useMemo(
    () => prepareSeries(series, { from, to, asOf, grain, missing }),
    [series, from, to, asOf, grain, missing],
  );
  const { most } = props;
  const drawn = useMemo(
    () => (most === undefined ? series : fewSeries(series, apart ? series.length : most)),
    [series, most, apart],
  );
  const isCut = most !== undefined && series.length > most + 1;
  const { onOpen } = props;
  const twin: TableTwin = {
    header: ['UTC', ...series.map((one) => one.label)],
    rows: [...prepared.rows]
      .filter((row) => row.at <= Date.parse(asOf))
      .reverse()
      .map((row) => [
        `${bucketLabel(row, grain)}${row.partial ? ' (incomplete)' : ''}`,
        ...series.map((one) => {
          const value = row.whole[one.key] ?? row.pale[one.key] ?? null;
          const drill = row.points[one.key]?.drill ?? null;
          if (value === null) return null;
          return {
            text: format(value),
            onOpen:
              onOpen && drill
                ? () => onOpen({ series: one.key, at: new Date(row.at).toISOString(), drill })
                : undefined,
          };
        }),
      ]),
  };
  const csv: TableTwin = {
    header: ['period_start_utc', 'incomplete', ...series.map((one) => one.key)],
    rows: prepared.rows.map((row) => [
      new Date(row.at).toISOString(),
      row.partial ? 'yes' : 'no',
      ...series.map((one) => row.whole[one.key] ?? row.pale[one.key] ?? null),
    ]),
  };
  const known =
    series.length > 0 &&
    prepared.rows.some((row) => series.some((one) => (row.whole[one.key] ?? row.pale[one.key]) != null));

  return (
    <ChartFrame
      title={props.title}
      caption={props.caption}
      definition={props.definition}
      twin={twin}
      csv={csv}
      fileName={props.fileName}
      level={props.level}
    >
      {known ? (
        <>
          <Suspense fallback={<SkeletonBlock height={props.height ?? 220} label={`Drawing ${props.title}`} />}>
            <LazyPlot {...props} series={drawn} hidden={hidden} />
          </Suspense>
          {drawn.length > 1 && (
            <ul className={classes.legend}>
              {drawn.map((one, index) => {
                const look = seriesLook(one.key, index);
                const off = hidden.has(one.key);
                return (
                  <li key={one.key}>
                    <button
                      type="button"
                      aria-pressed={!off}
                      data-off={off || undefined}
                      onClick={() => {
                        const next = new Set(hidden);
                        if (off) next.delete(one.key);
                        else next.add(one.key);
                        setHidden(next);
                      }}
                    >
                      <svg width="16" height="8" viewBox="0 0 16 8" aria-hidden="true" focusable="false">
                        <line
                          x1="0"
                          y1="4"
                          x2="16"
                          y2="4"
                          stroke={look.color}
                          strokeWidth="3"
                          strokeDasharray={look.dash}
                        />
                      </svg>
                      {one.label}
                    </button>
                  </li>
                );
              })}
              {isCut && (
                <li>
                  <button type="button" className={classes.apart} aria-pressed={apart} onClick={() => setApart(!apart)}>
                    {apart ? `Only the ${most} largest` : 'Show each apart'}
                  </button>
                </li>
              )}
            </ul>
          )}
        </>
      ) : (
        <p className={classes.nothing} style={{ height: props.height ?? 220 }}>
          No data in this period.
        </p>
      )}
    </ChartFrame>
  );
}

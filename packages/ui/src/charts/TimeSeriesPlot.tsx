// biome-ignore-all lint/a11y/noStaticElementInteractions: marks are for the pointer; the table twin offers each of them to the keyboard
import { useMemo } from 'react';
import { Bar, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { compact } from '../text/numbers.js';
import classes from './charts.module.css';
import { OTHERS } from './few-series.js';
import {
  bucketLabel,
  type ChartRow,
  type Grain,
  isolated,
  prepareSeries,
  type SeriesInput,
  type SeriesPoint,
  tickLabel,
  timeTicks,
  type ValueScale,
  valueTicks,
} from './prepare-series.js';
import { seriesLook } from './series-look.js';
import { useWidth } from './useWidth.js';

export interface ChartAnnotation {
  readonly at: string;
  readonly label: string;
  readonly kind: string;
}

export interface OpenMark {
  readonly series: string;
  readonly at: string;
  readonly drill: string | null;
}

export interface TimeSeriesPlotProps {
  readonly label: string;
  readonly series: readonly SeriesInput[];
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly grain: Grain;
  readonly kind: 'line' | 'bars';
  readonly missing: 'gap' | 'zero';
  readonly format?: (value: number) => string;
  /** Shorter, for the axis; default is `format`. */
  readonly axisFormat?: (value: number) => string;
  /** Steps of the value axis: by tens, shares up to 100 %, or hours that make days. */
  readonly scale?: ValueScale;
  readonly annotations?: readonly ChartAnnotation[];
  readonly height?: number;
  readonly hidden?: ReadonlySet<string>;
  readonly onOpen?: (mark: OpenMark) => void;
}

interface PlotRow extends ChartRow {
  readonly mid: number;
}

/** Draws what prepareSeries made: straight lines, gaps as gaps, partial periods pale, values from zero. */
export function TimeSeriesPlot(props: TimeSeriesPlotProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const height = props.height ?? 220;
  const format = props.format ?? compact;
  const shown = useMemo(
    () =>
      props.series
        .map((one, index) => ({ ...one, look: seriesLook(one.key, index) }))
        .filter((one) => !props.hidden?.has(one.key)),
    [props.series, props.hidden],
  );
  const { from, to, asOf, grain, missing } = props;
  const prepared = useMemo(
    () => prepareSeries(shown, { from, to, asOf, grain, missing }),
    [shown, from, to, asOf, grain, missing],
  );
  const rows: PlotRow[] = useMemo(
    () => prepared.rows.map((row) => ({ ...row, mid: (row.at + row.to) / 2 })),
    [prepared],
  );
  const stackedMaximum = useMemo(
    () =>
      props.kind === 'line'
        ? prepared.maximum
        : Math.max(
            0,
            ...rows.map((row) => shown.reduce((sum, one) => sum + (row.whole[one.key] ?? row.pale[one.key] ?? 0), 0)),
          ),
    [props.kind, prepared.maximum, rows, shown],
  );
  const yTicks = valueTicks(stackedMaximum, props.scale);
  const axisFormat = props.axisFormat ?? format;
  const open = (key: string, row: PlotRow) => {
    const point: SeriesPoint | undefined = row.points[key];
    props.onOpen?.({ series: key, at: new Date(row.at).toISOString(), drill: point?.drill ?? null });
  };
  const barSize = Math.max(1, Math.min(28, (width / Math.max(rows.length, 1)) * 0.7));
  const yWidth = 14 + Math.max(...yTicks.map((tick) => axisFormat(tick).length)) * 7;

  return (
    <div
      ref={frame}
      className={classes.plot}
      style={{ height }}
      role="img"
      aria-label={`${props.label}. The table below it holds the same figures.`}
    >
      {width > 0 && (
        <ComposedChart
          data={rows}
          width={width}
          height={height}
          margin={{ top: props.annotations?.length ? 18 : 8, right: 12, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="var(--pc-chart-line)" vertical={false} />
          <XAxis
            dataKey="mid"
            type="number"
            scale="time"
            domain={[prepared.from, prepared.to]}
            ticks={timeTicks(prepared.from, prepared.to, Math.max(2, Math.floor(width / 72)))}
            tickFormatter={tickLabel}
            tick={{ fill: 'var(--pc-chart-axis)', fontSize: 11 }}
            stroke="var(--pc-line-strong)"
            tickLine={{ stroke: 'var(--pc-line-strong)' }}
            interval={0}
            height={24}
          />
          <YAxis
            domain={[0, yTicks.at(-1) ?? 1]}
            ticks={yTicks}
            tickFormatter={axisFormat}
            tick={{ fill: 'var(--pc-chart-axis)', fontSize: 11 }}
            axisLine={false}
            tickLine={false}
            width={yWidth}
          />
          {readable(props.annotations ?? [], prepared, width - yWidth - 12).map((note) => (
            <ReferenceLine
              key={`${note.at} ${note.label}`}
              x={Date.parse(note.at)}
              stroke="var(--pc-text-3)"
              strokeDasharray="1 3"
              label={{ value: note.shown, position: 'top', fill: 'var(--pc-text-2)', fontSize: 11 }}
            />
          ))}
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--pc-line-strong)', fill: 'var(--pc-hover)' }}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as PlotRow | undefined;
              return active && row ? (
                <Reading row={row} grain={grain} shown={shown} format={format} opens={props.onOpen !== undefined} />
              ) : null;
            }}
          />
          {props.kind === 'bars'
            ? shown.map((one) => (
                <Bar
                  key={one.key}
                  dataKey={(row: PlotRow) => row.whole[one.key] ?? row.pale[one.key] ?? null}
                  name={one.label}
                  stackId="all"
                  barSize={barSize}
                  fill={one.look.color}
                  isAnimationActive={false}
                  cursor={props.onOpen ? 'pointer' : undefined}
                  onClick={(bar) => open(one.key, bar.payload as PlotRow)}
                  shape={(bar) => (
                    <rect
                      x={bar.x}
                      y={bar.y}
                      width={bar.width}
                      height={Math.max(0, bar.height)}
                      fill={one.look.color}
                      fillOpacity={(bar.payload as PlotRow).partial ? 0.4 : 1}
                    />
                  )}
                />
              ))
            : shown.flatMap((one) => [
                <Line
                  key={one.key}
                  dataKey={(row: PlotRow) => row.whole[one.key] ?? null}
                  name={one.label}
                  type="linear"
                  stroke={one.look.color}
                  strokeWidth={2}
                  strokeDasharray={one.look.dash}
                  connectNulls={false}
                  isAnimationActive={false}
                  dot={(dot) =>
                    isolated(rows, dot.index, one.key) ? (
                      <circle key={dot.index} cx={dot.cx} cy={dot.cy} r={2.5} fill={one.look.color} />
                    ) : (
                      <g key={dot.index} />
                    )
                  }
                  activeDot={(dot) => (
                    <circle
                      cx={dot.cx}
                      cy={dot.cy}
                      r={5}
                      fill={one.look.color}
                      stroke="var(--pc-canvas)"
                      strokeWidth={1.5}
                      style={{ cursor: props.onOpen ? 'pointer' : undefined }}
                      onClick={() => open(one.key, dot.payload as PlotRow)}
                    />
                  )}
                />,
                <Line
                  key={`${one.key} partial`}
                  dataKey={(row: PlotRow) => row.pale[one.key] ?? null}
                  name={`${one.label}, incomplete`}
                  type="linear"
                  stroke={one.look.color}
                  strokeOpacity={0.4}
                  strokeWidth={2}
                  strokeDasharray="2 3"
                  connectNulls={false}
                  isAnimationActive={false}
                  dot={false}
                  activeDot={(dot) =>
                    (dot.payload as PlotRow).whole[one.key] == null ? (
                      <circle
                        cx={dot.cx}
                        cy={dot.cy}
                        r={5}
                        fill="var(--pc-canvas)"
                        stroke={one.look.color}
                        strokeWidth={1.5}
                        style={{ cursor: props.onOpen ? 'pointer' : undefined }}
                        onClick={() => open(one.key, dot.payload as PlotRow)}
                      />
                    ) : (
                      <g />
                    )
                  }
                />,
              ])}
        </ComposedChart>
      )}
    </div>
  );
}

const LETTER = 6.2;

/** What changed, in order of time, with its name where the name fits between its neighbours'. */
function readable(notes: readonly ChartAnnotation[], { from, to }: { from: number; to: number }, width: number) {
  let taken = Number.NEGATIVE_INFINITY;
  return [...notes]
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map((note) => {
      const x = ((Date.parse(note.at) - from) / (to - from)) * width;
      const half = (note.label.length * LETTER) / 2;
      const fits = x - half > taken && x + half <= width + 12 && x - half > -40;
      if (fits) taken = x + half + LETTER;
      return { ...note, shown: fits ? note.label : '' };
    });
}

function Reading(props: {
  row: PlotRow;
  grain: Grain;
  shown: readonly (SeriesInput & { look: { color: string } })[];
  format: (value: number) => string;
  opens: boolean;
}) {
  const values = props.shown
    .map((one) => ({
      one,
      value: props.row.whole[one.key] ?? props.row.pale[one.key] ?? null,
      point: props.row.points[one.key],
    }))
    .filter((entry) => entry.value !== null)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  return (
    <div className={classes.reading}>
      <div className={classes.readingHead}>
        {`${bucketLabel(props.row, props.grain)} UTC`}
        {props.row.partial && ' · incomplete'}
      </div>
      {values.length === 0 && <div>no data</div>}
      {values.map(({ one, value, point }) => (
        <div key={one.key} className={classes.readingRow}>
          <span className={classes.swatch} style={{ background: one.look.color }} />
          <span>{one.label}</span>
          <strong>{props.format(value ?? 0)}</strong>
          {point?.low != null && point.high != null && (
            <small>{`[${props.format(point.low)}, ${props.format(point.high)}] n ${point.n}`}</small>
          )}
        </div>
      ))}
      {props.opens && (
        <div className="pc-quiet">
          {values.some(({ one }) => one.key === OTHERS)
            ? 'A point opens its list; the others do when they stand apart.'
            : 'A point opens its list.'}
        </div>
      )}
    </div>
  );
}

export { ChartFrame, type TableTwin } from './charts/ChartFrame.js';
export { download, toCsv } from './charts/csv.js';
export { Funnel, type FunnelStepView } from './charts/Funnel.js';
export { disjoint, type IntervalBar, IntervalBars } from './charts/IntervalBars.js';
export type { Grain, SeriesInput, SeriesPoint } from './charts/prepare-series.js';
export { TimeSeries } from './charts/TimeSeries.js';
export type { ChartAnnotation, OpenMark } from './charts/TimeSeriesPlot.js';
export { useWidth } from './charts/useWidth.js';
export { ConfirmWithReason } from './controls/ConfirmWithReason.js';
export { FileDrop } from './controls/FileDrop.js';
export { holdStill, moveCursor } from './data/cursor.js';
export { type DataColumn, DataTable } from './data/DataTable.js';
export { Chip, EvidencePanel, FactList } from './data/EvidencePanel.js';
export { Timeline, type TimelineEntry } from './data/Timeline.js';
export { Glyph } from './marks/Glyph.js';
export { RouteLine, RouteTag } from './marks/RouteTag.js';
export { isRoute, routeMark, words } from './marks/route-marks.js';
export { SeverityMark } from './marks/SeverityMark.js';
export { SlaClock } from './marks/SlaClock.js';
export { StateBadge } from './marks/StateBadge.js';
export {
  type Shape,
  STATE_KINDS,
  type StateKind,
  severityLabel,
  stateMark,
  statesOf,
  type Tone,
} from './marks/state-marks.js';
export { Note, RefusalNote, type RefusalView, StaleNote } from './states/Note.js';
export { EmptyState, ErrorState, ForbiddenState, SkeletonBlock, SkeletonRows } from './states/PageStates.js';
export { Because } from './text/Because.js';
export { clockFace, duration, readSla, relative } from './text/duration.js';
export { Interval } from './text/Interval.js';
export { dayOf, dayRange, exactInstant, lastDaysUtc, shortDay, timeOfDay, viewerZone } from './text/instants.js';
export { KeyHint } from './text/KeyHint.js';
export {
  compact,
  count,
  fileSize,
  inUnit,
  percent,
  percentNumber,
  plural,
  type Rate,
  rateText,
} from './text/numbers.js';
export { ExactTime, RelativeTime } from './text/RelativeTime.js';
export { useNow } from './text/useNow.js';
export { applyEarlyScheme, applyStyleNonce } from './theme/early-scheme.js';
export { PortcullisProvider } from './theme/PortcullisProvider.js';

import { useMediaQuery } from '@mantine/hooks';
import {
  Because,
  count,
  type DataColumn,
  DataTable,
  RouteTag,
  SeverityMark,
  SlaClock,
  StateBadge,
  useWidth,
} from '@portcullis/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { readableTitle, titleBesideRoute } from './case-title.js';
import classes from './casework.module.css';
import type { CaseRow } from './casework.queries.js';

/** Least widths of a table, in CSS pixels, that has a column for the route. */
const WITH_ROUTE = { state: 1000, plain: 800 } as const;

const SETTLED = new Set(['resolved', 'final', 'merged', 'split', 'monitoring']);

const columns = (withState: boolean, narrow: boolean, besideRoute: boolean): DataColumn<CaseRow>[] => [
  {
    key: 'severity',
    header: narrow ? <span className="pc-visually-hidden">Severity</span> : 'Severity',
    track: narrow ? '1.5rem' : '6.5rem',
    cell: (row) => <SeverityMark severity={row.severity} compact={narrow} />,
  },
  {
    key: 'title',
    header: 'Case',
    track: 'minmax(9rem, 1fr)',
    cell: (row) => (
      <Link to="/cases/$number" params={{ number: String(row.number) }} title={row.title} tabIndex={-1}>
        <span className="pc-quiet">{`C-${row.number}`}</span>{' '}
        {besideRoute ? titleBesideRoute(row.title, row.route) : readableTitle(row.title)}
      </Link>
    ),
  },
  ...(withState
    ? [
        {
          key: 'state',
          hideBelow: 700,
          header: 'State',
          track: '10rem',
          cell: (row: CaseRow) => <StateBadge kind="case" state={row.state} />,
        },
      ]
    : []),
  {
    key: 'route',
    header: 'Route',
    track: '10rem',
    hideBelow: withState ? WITH_ROUTE.state : WITH_ROUTE.plain,
    cell: (row) => <RouteTag route={row.route} />,
  },
  {
    key: 'subjects',
    hideBelow: withState ? WITH_ROUTE.state : 600,
    header: 'Subjects',
    track: '4.5rem',
    align: 'end',
    cell: (row) => count(row.subjectCount),
  },
  {
    key: 'held',
    hideBelow: withState ? 1180 : 980,
    header: 'Held by',
    track: '7rem',
    cell: (row) => <span title={row.heldBy?.name}>{row.heldBy?.name ?? <span className="pc-quiet">nobody</span>}</span>,
  },
  {
    key: 'sla',
    header: 'SLA',
    track: '9.25rem',
    cell: (row) =>
      SETTLED.has(row.state) ? (
        <span className="pc-quiet">stopped</span>
      ) : (
        <SlaClock dueAt={row.dueAt} pausedAt={row.slaPausedAt} />
      ),
  },
];

/** A scheme that goes on after a measure is told first. */
const becauseOf = ({ because, repeatOf }: CaseRow) =>
  repeatOf ? [{ text: `repeats C-${repeatOf}` }, ...because] : because;

/** Cases as one line of fact and one of *because*. The cursor is the case's number. */
export function CaseTable(props: {
  label: string;
  rows: readonly CaseRow[];
  withState?: boolean;
  cursor?: number;
  onCursor?: (number: number) => void;
  onEnd?: () => void;
  loadingMore?: boolean;
  fit?: number;
  compact?: boolean;
}) {
  const navigate = useNavigate();
  const narrow = useMediaQuery('(max-width: 40em)') ?? false;
  const [frame, width] = useWidth<HTMLDivElement>();
  // The title says the route only where no column does.
  const withoutRoute = width > 0 && width < (props.withState ? WITH_ROUTE.state : WITH_ROUTE.plain);
  const shown = useMemo(() => {
    const all = columns(props.withState ?? false, narrow || withoutRoute, !props.compact && !withoutRoute);
    return props.compact ? all.filter((column) => column.key !== 'held' && column.key !== 'route') : all;
  }, [props.withState, props.compact, narrow, withoutRoute]);
  return (
    <div ref={frame} className={classes.table}>
      <DataTable
        label={props.label}
        rows={props.rows}
        rowKey={(row) => String(row.number)}
        columns={shown}
        secondLine={(row) => <Because parts={becauseOf(row)} />}
        cursor={props.cursor === undefined ? null : String(props.cursor)}
        onCursor={(key) => props.onCursor?.(Number(key))}
        onOpen={(row) => void navigate({ to: '/cases/$number', params: { number: String(row.number) } })}
        onEnd={props.onEnd}
        loadingMore={props.loadingMore}
        fit={props.fit}
      />
    </div>
  );
}

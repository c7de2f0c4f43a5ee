import { useMediaQuery } from '@mantine/hooks';
import {
  Because,
  type DataColumn,
  DataTable,
  plural,
  RouteTag,
  SeverityMark,
  SlaClock,
  StateBadge,
} from '@portcullis/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { CaseRow } from './casework.queries.js';

const SETTLED = new Set(['resolved', 'final', 'merged', 'split', 'monitoring']);

const columns = (withState: boolean, narrow: boolean): DataColumn<CaseRow>[] => [
  {
    key: 'severity',
    header: narrow ? <span className="pc-visually-hidden">Severity</span> : 'Severity',
    track: narrow ? '1.5rem' : '7.75rem',
    cell: (row) => <SeverityMark severity={row.severity} compact={narrow} />,
  },
  {
    key: 'title',
    header: 'Case',
    track: narrow ? 'minmax(9rem, 1fr)' : 'minmax(14rem, 1fr)',
    cell: (row) => (
      <Link to="/cases/$number" params={{ number: String(row.number) }} title={row.title} tabIndex={-1}>
        <span className="pc-quiet">{`C-${row.number}`}</span> {row.title}
      </Link>
    ),
  },
  ...(withState
    ? [
        {
          key: 'state',
          hideBelow: 700,
          header: 'State',
          track: '10.5rem',
          cell: (row: CaseRow) => <StateBadge kind="case" state={row.state} />,
        },
      ]
    : []),
  {
    key: 'route',
    header: 'Route',
    track: '11rem',
    hideBelow: withState ? 1060 : 860,
    cell: (row) => <RouteTag route={row.route} />,
  },
  {
    key: 'subjects',
    hideBelow: 600,
    header: 'Subjects',
    track: '7rem',
    align: 'end',
    cell: (row) => plural(row.subjectCount, 'account'),
  },
  {
    key: 'held',
    hideBelow: withState ? 1180 : 980,
    header: 'Held by',
    track: '8rem',
    cell: (row) => row.heldBy?.name ?? <span className="pc-quiet">nobody</span>,
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
  const shown = useMemo(() => {
    const all = columns(props.withState ?? false, narrow);
    return props.compact ? all.filter((column) => column.key !== 'held' && column.key !== 'route') : all;
  }, [props.withState, props.compact, narrow]);
  return (
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
  );
}

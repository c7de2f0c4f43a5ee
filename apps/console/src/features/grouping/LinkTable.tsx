import { type DataColumn, DataTable, dayRange, EmptyState, plural } from '@portcullis/ui';
import { Link } from '@tanstack/react-router';
import { type CSSProperties, useMemo, useState } from 'react';
import { attributeWord, shortValue } from '../casework/words.js';
import classes from './graph.module.css';
import { type LinkNode, type LinkRow, type Links, linkRows } from './graph-model.js';

const DAY = 86_400_000;
/** More scroll within the table. */
const MOST_LINES = 14;

/** Every link of the picture as a line, with its weight; hubs are greyed here, too. */
export function LinkTable(props: {
  links: Links;
  spanDays: number;
  /** In words, who is not known to belong to what the graph is of; null of who does. */
  stranger: (node: LinkNode) => string | null;
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const { stranger, spanDays } = props;
  const rows = useMemo(() => linkRows(props.links), [props.links]);
  const [cursor, setCursor] = useState<string | null>(null);
  const columns = useMemo(
    () =>
      columnsOf(rows[0]?.edge.weight ?? 1, spanDays, rows.some(({ subject }) => stranger(subject)) ? stranger : null),
    [rows, spanDays, stranger],
  );
  if (rows.length === 0) return <EmptyState title="No link is left" because="because of the filter." />;
  return (
    <div>
      <DataTable
        label={`Links of the graph, ${plural(rows.length, 'line')}`}
        rows={rows}
        rowKey={(row) => row.key}
        columns={columns}
        cursor={cursor}
        onCursor={setCursor}
        fit={MOST_LINES}
        onOpen={(row) => props.onChoose(row.subject.id)}
        selected={
          new Set(
            rows
              .filter(({ edge }) => edge.source === props.chosen || edge.target === props.chosen)
              .map(({ key }) => key),
          )
        }
      />
    </div>
  );
}

const columnsOf = (
  heaviest: number,
  spanDays: number,
  stranger: ((node: LinkNode) => string | null) | null,
): DataColumn<LinkRow>[] => [
  {
    key: 'subject',
    header: 'Account',
    track: 'minmax(7rem, 1fr)',
    cell: ({ subject }) => (
      <Link
        to="/customers/$kind/$id"
        params={{ kind: subject.kind, id: subject.value }}
        tabIndex={-1}
        title={subject.value}
      >
        {subject.kind === 'account' ? '' : `${attributeWord(subject.kind)} `}
        {shortValue(subject.value, 24)}
      </Link>
    ),
  },
  ...(stranger
    ? [
        {
          key: 'belongs',
          header: 'Belongs',
          track: '10.5rem',
          cell: ({ subject }: LinkRow) => stranger(subject) ?? <span className="pc-quiet">inside</span>,
        },
      ]
    : []),
  {
    key: 'shares',
    header: 'Shares',
    track: 'minmax(9rem, 1.6fr)',
    cell: ({ attribute }) => (
      <span className={attribute.hub ? classes.hubCell : undefined}>
        {attributeWord(attribute.kind)}{' '}
        {attribute.kind.startsWith('=') ? (
          attribute.value
        ) : (
          <Link
            className="pc-mono"
            to="/look-up"
            search={{ type: attribute.kind, value: attribute.value }}
            tabIndex={-1}
            title={attribute.value}
          >
            {shortValue(attribute.value, 26)}
          </Link>
        )}
      </span>
    ),
  },
  {
    key: 'carriers',
    header: 'Carried by',
    track: '8.5rem',
    align: 'end',
    hideBelow: 720,
    cell: ({ attribute }) => (
      <span className={attribute.hub ? classes.hubCell : undefined}>{plural(attribute.subjects ?? 0, 'account')}</span>
    ),
  },
  {
    key: 'weight',
    header: 'Weight',
    track: '7.5rem',
    align: 'end',
    cell: ({ edge, attribute }) =>
      attribute.hub ? (
        <span className={classes.hubCell}>0, hub</span>
      ) : (
        <span className={classes.weightCell}>
          <i style={{ '--share': `${(100 * edge.weight) / Math.max(heaviest, 0.1)}%` } as CSSProperties} />
          {`+${edge.weight.toFixed(1)}`}
        </span>
      ),
  },
  {
    key: 'first',
    header: 'First seen',
    track: '8.5rem',
    align: 'end',
    hideBelow: 560,
    cell: ({ edge }) => spanName(edge.firstSeen, spanDays),
  },
  {
    key: 'last',
    header: 'Last seen',
    track: '8.5rem',
    align: 'end',
    hideBelow: 940,
    cell: ({ edge }) => spanName(edge.lastSeen, spanDays),
  },
];

const spanName = (day: string, days: number): string => {
  const from = Date.parse(day);
  return dayRange(from, from + days * DAY, 'UTC');
};

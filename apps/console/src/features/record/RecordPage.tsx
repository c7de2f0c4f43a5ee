import { Button, Select, TextInput } from '@mantine/core';
import { rolesFor } from '@portcullis/domain';
import {
  Chip,
  count,
  type DataColumn,
  DataTable,
  EmptyState,
  ErrorState,
  ExactTime,
  FactList,
  ForbiddenState,
  RelativeTime,
  SkeletonRows,
  words,
} from '@portcullis/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../shell/session.js';
import type { HistoryEntry } from '../casework/casework.queries.js';
import { actorName, eventChoices, eventWords } from './event-words.js';
import { stateChange } from './history-entry.js';
import classes from './record.module.css';
import { auditOptions, historyOptions } from './record.queries.js';

const route = getRouteApi('/shell/record');

const columns: DataColumn<HistoryEntry>[] = [
  {
    key: 'position',
    header: 'Position',
    track: '6rem',
    align: 'end',
    cell: (row) => row.position?.toLocaleString('en-GB') ?? <span className="pc-quiet">unsealed</span>,
  },
  { key: 'at', header: 'When', track: '7rem', cell: (row) => <RelativeTime at={row.occurredAt} /> },
  {
    key: 'what',
    header: 'Who did what',
    track: 'minmax(14rem, 1fr)',
    cell: (row) => (
      <>
        <strong>{actorName(row)}</strong> {eventWords(row.kind, row.stage)} {row.automatic && <Chip>automatic</Chip>}
      </>
    ),
  },
  { key: 'moved', header: 'State', track: '13rem', cell: (row) => stateChange(row.before, row.after) ?? '' },
  {
    key: 'case',
    header: 'Case',
    track: '5rem',
    cell: (row) =>
      row.caseNumber ? (
        <Link
          to="/cases/$number"
          params={{ number: String(row.caseNumber) }}
          tabIndex={-1}
        >{`C-${row.caseNumber}`}</Link>
      ) : (
        ''
      ),
  },
  {
    key: 'why',
    header: 'Why',
    track: 'minmax(10rem, 0.8fr)',
    cell: (row) => <span title={row.why ?? undefined}>{row.why}</span>,
  },
];

/** What happened, who did it and why, in the order of the sealed chain. */
export function RecordPage() {
  const may = useMay('audit.read');
  const search = route.useSearch();
  const setSearch = route.useNavigate();
  const list = useInfiniteQuery({ ...historyOptions(search), enabled: may });
  const audit = useQuery({ ...auditOptions, enabled: may });
  const [cursor, setCursor] = useState<string | null>(null);
  const [actor, setActor] = useState(search.actor ?? '');
  const patch = (change: Partial<typeof search>) =>
    void setSearch({ search: (before) => ({ ...before, ...change }), replace: true });
  if (!may) return <ForbiddenState what="the record" roles={rolesFor('audit.read')} />;
  const rows = list.data?.pages.flatMap((page) => page.nodes) ?? [];
  const open = rows.find((row) => row.id === cursor);
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <div className="page">
      <header className="page-head">
        <h1>Record</h1>
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            patch({ actor: actor.trim() || undefined });
          }}
        >
          <TextInput
            aria-label="Case number"
            placeholder="Case number"
            inputMode="numeric"
            w={120}
            value={search.case ?? ''}
            onChange={(event) => {
              const number = Number(event.currentTarget.value.replace(/^C-/i, ''));
              patch({ case: Number.isInteger(number) && number > 0 ? number : undefined });
            }}
          />
          <TextInput
            aria-label="Who"
            placeholder="Who"
            w={150}
            value={actor}
            onChange={(event) => setActor(event.currentTarget.value)}
          />
          <Select
            aria-label="What"
            placeholder="What was done"
            w={250}
            searchable
            clearable
            size="xs"
            data={eventChoices(search.kind)}
            value={search.kind ?? null}
            onChange={(kind) => patch({ kind: kind ?? undefined })}
            nothingFoundMessage="No step is called that"
          />
          <Button type="submit" variant="default">
            Filter
          </Button>
          {filtered && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => {
                setActor('');
                void setSearch({ search: {}, replace: true });
              }}
            >
              Clear
            </Button>
          )}
        </form>
      </header>
      {audit.data && (
        <p className={classes.chain} style={{ marginTop: 0 }}>
          <span>{`${count(audit.data.sealed)} sealed, ${count(audit.data.unsealed)} waiting for the seal`}</span>
          <span>
            {`head ${count(audit.data.headPosition)} `}
            <span className="pc-mono" title={audit.data.headHash}>{`${audit.data.headHash.slice(0, 16)}…`}</span>
          </span>
          <span>
            {audit.data.anchorPosition == null
              ? 'no anchor outside yet'
              : `anchored outside at ${count(audit.data.anchorPosition)}`}
          </span>
          <span>
            checked <RelativeTime at={audit.data.checkedAt} empty="never; run npm run audit:verify" />
          </span>
        </p>
      )}
      <div className="page-body">
        {list.isPending ? (
          <SkeletonRows rows={12} label="Reading the record" />
        ) : list.isLoadingError ? (
          <ErrorState
            title="The record could not be read"
            why={list.error.message}
            onRetry={() => void list.refetch()}
          />
        ) : rows.length === 0 ? (
          <EmptyState title="Nothing is recorded that fits" because="because the filter leaves nothing over." />
        ) : (
          <div className={open ? classes.withDetail : 'page'}>
            <DataTable
              label="Record"
              rows={rows}
              rowKey={(row) => row.id}
              columns={open ? columns.filter((column) => column.key !== 'why' && column.key !== 'moved') : columns}
              cursor={cursor}
              onCursor={setCursor}
              onEnd={list.hasNextPage && !list.isFetchNextPageError ? () => void list.fetchNextPage() : undefined}
              loadingMore={list.isFetchingNextPage}
            />
            {open && <Detail entry={open} onClose={() => setCursor(null)} />}
          </div>
        )}
      </div>
    </div>
  );
}

function Detail(props: { entry: HistoryEntry; onClose: () => void }) {
  const { entry } = props;
  return (
    <aside className={classes.detail} aria-label="One entry">
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <h2 className="section-title" style={{ margin: 0 }}>
          {`${actorName(entry)} ${eventWords(entry.kind, entry.stage)}`}
        </h2>
        <Button variant="subtle" color="gray" onClick={props.onClose}>
          Close
        </Button>
      </div>
      <FactList
        facts={[
          [
            'Kind',
            <span key="kind" className="pc-mono">
              {entry.kind}
            </span>,
          ],
          ['Stage', words(entry.stage)],
          ['Happened', <ExactTime key="occurred" at={entry.occurredAt} />],
          ['Recorded', <ExactTime key="recorded" at={entry.recordedAt} />],
          [
            'By',
            `${actorName(entry)} (${words(entry.actorKind).toLowerCase()}${entry.automatic ? ', automatic' : ''})`,
          ],
          ['About', <span key="about" className="pc-mono">{`${entry.entityKind} ${entry.entityId}`}</span>],
          ['Why', entry.why ?? '–'],
        ]}
      />
      {(['before', 'after', 'facts'] as const).map((part) =>
        entry[part] == null ? null : (
          <div key={part}>
            <strong>{words(part)}</strong>
            <pre className={classes.json}>{JSON.stringify(entry[part], null, 2)}</pre>
          </div>
        ),
      )}
    </aside>
  );
}

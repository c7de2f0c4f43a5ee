import { Button, NativeSelect, Tabs, TextInput } from '@mantine/core';
import { EmptyState, ErrorState, SkeletonRows } from '@portcullis/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { ListName, ListPhase } from '../../generated/graphql.js';
import { useMay } from '../../shell/session.js';
import { ListEntryView } from './ListEntryView.js';
import { listEntriesOptions, listsWaitingOptions } from './lists.queries.js';
import { useAllow } from './useAllow.js';

const HubImportDialog = lazy(() =>
  import('./HubImportDialog.js').then((module) => ({ default: module.HubImportDialog })),
);

const route = getRouteApi('/shell/lists');

const PHASES: readonly { phase: ListPhase; label: string; none: string }[] = [
  { phase: 'waiting', label: 'Waiting', none: 'because nothing was proposed that waits for a second person.' },
  { phase: 'active', label: 'In force', none: 'because nothing was put on it, or all has ended.' },
  { phase: 'ended', label: 'Ended', none: 'because no entry has ended yet. Those that do stay here.' },
];

/** Hubs, which link nobody, and the allow-list, which holds alerts back: who stands for what. */
export function ListsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const phase: ListPhase = search.phase ?? 'waiting';
  const { list, value } = search;
  const entries = useInfiniteQuery(listEntriesOptions({ phase, ...(list && { list }), ...(value && { value }) }));
  const waiting = useQuery(listsWaitingOptions);
  const mayPropose = useMay('grouping.lists.propose');
  const allow = useAllow();
  const [text, setText] = useState(value ?? '');
  const [importing, setImporting] = useState(false);
  const rows = entries.data?.pages.flatMap((page) => page.nodes) ?? [];
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  return (
    <div className="page-flow">
      {allow.dialog}
      {importing && (
        <Suspense fallback={null}>
          <HubImportDialog onClose={() => setImporting(false)} />
        </Suspense>
      )}
      <header className="page-head">
        <h1>Lists</h1>
        <span className="pc-quiet">A hub links nobody. The allow-list holds alerts back. Nothing is ever deleted.</span>
        {mayPropose && (
          <div className="end">
            <Button variant="default" onClick={() => setImporting(true)}>
              Import hubs…
            </Button>
            <Button variant="default" onClick={() => allow.open()}>
              New allow-list entry…
            </Button>
          </div>
        )}
      </header>
      <Tabs value={phase} onChange={(next) => change({ phase: (next ?? 'waiting') as ListPhase })}>
        <Tabs.List>
          {PHASES.map((one) => (
            <Tabs.Tab key={one.phase} value={one.phase}>
              {one.label}
              {one.phase === 'waiting' && (waiting.data ?? 0) > 0 && ` (${waiting.data} for you)`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PHASES.map((one) => (
          <Tabs.Panel key={one.phase} value={one.phase} style={{ paddingTop: '0.75rem' }}>
            {one.phase === phase && (
              <>
                <form
                  className="row"
                  onSubmit={(event) => {
                    event.preventDefault();
                    change({ value: text.trim() || undefined });
                  }}
                >
                  <NativeSelect
                    aria-label="List"
                    value={list ?? ''}
                    onChange={(event) =>
                      change({ list: (event.currentTarget.value || undefined) as ListName | undefined })
                    }
                    data={[
                      { value: '', label: 'Both lists' },
                      { value: 'hub', label: 'Hubs' },
                      { value: 'allow', label: 'Allow-list' },
                    ]}
                  />
                  <TextInput
                    aria-label="Value or subject"
                    placeholder="a value or the id of a subject"
                    w="18rem"
                    maw="100%"
                    value={text}
                    onChange={(event) => setText(event.currentTarget.value)}
                  />
                  <Button type="submit" variant="default">
                    Find
                  </Button>
                </form>
                {entries.isPending ? (
                  <SkeletonRows rows={6} height="4rem" label="Reading the lists" />
                ) : entries.isLoadingError ? (
                  <ErrorState
                    title="The lists could not be read"
                    why={entries.error.message}
                    onRetry={() => void entries.refetch()}
                  />
                ) : rows.length === 0 ? (
                  <EmptyState
                    title={phase === 'waiting' ? 'Nothing waits' : 'No entry here'}
                    because={value ? `because no such entry has “${value}”.` : one.none}
                  />
                ) : (
                  <>
                    {rows.map((entry) => (
                      <ListEntryView key={entry.id} entry={entry} />
                    ))}
                    {entries.hasNextPage && (
                      <Button
                        variant="default"
                        loading={entries.isFetchingNextPage}
                        onClick={() => void entries.fetchNextPage()}
                      >
                        More
                      </Button>
                    )}
                  </>
                )}
              </>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}

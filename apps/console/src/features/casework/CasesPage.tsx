import { Button, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { CASE_STATES, ROUTES, SEVERITY_WORDS } from '@portcullis/domain';
import { EmptyState, ErrorState, moveCursor, routeMark, SkeletonRows, stateMark, words } from '@portcullis/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../../keys/useKeys.js';
import { CasePeek } from './CasePeek.js';
import { CaseTable } from './CaseTable.js';
import { filterFrom, filterWords } from './case-filter.js';
import classes from './casework.module.css';
import { casesOptions } from './casework.queries.js';
import { useHeldRows } from './useHeldRows.js';

const route = getRouteApi('/shell/cases');
const TYPING_MS = 300;

/** All cases. The filter is the address: a saved view is a bookmark. */
export function CasesPage() {
  const search = route.useSearch();
  const setSearch = route.useNavigate();
  const navigate = useNavigate();
  const [text, setText] = useState(search.search ?? '');
  const searchField = useRef<HTMLInputElement>(null);
  const filter = filterFrom(search);
  const sort = search.sort ?? (filter.states || filter.search ? 'LAST_ALERT' : 'ACT_BY');
  const list = useInfiniteQuery(casesOptions(filter, sort));
  const held = useHeldRows(
    JSON.stringify([filter, sort]),
    list.data?.pages.flatMap((page) => page.nodes),
    list.data?.pages.length ?? 0,
    (row) => row.id,
  );
  const patch = (change: Partial<typeof search>) =>
    void setSearch({ search: (before) => ({ ...before, ...change }), replace: true });

  useEffect(() => {
    if (text === (search.search ?? '')) return;
    const timer = setTimeout(() => patch({ search: text.trim() || undefined, at: undefined }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const keys = held.rows.map((row) => String(row.number));
  const step = (key: string) => {
    const next = moveCursor(keys, search.at === undefined ? null : String(search.at), key);
    if (next !== undefined) patch({ at: Number(next) });
  };
  useKeys('Cases', [
    { keys: 'j', does: 'Next row', run: () => step('j') },
    { keys: 'k', does: 'Row before', run: () => step('k') },
    {
      keys: 'Enter',
      does: 'Open',
      run: () => search.at && void navigate({ to: '/cases/$number', params: { number: String(search.at) } }),
    },
    {
      keys: 'Space',
      does: 'Peek',
      run: () => patch({ peek: search.peek ? undefined : true, at: search.at ?? held.rows[0]?.number }),
    },
    { keys: 'f', does: 'Filter by text', run: () => searchField.current?.focus() },
    { keys: '.', does: 'Show what is new', run: held.show },
  ]);

  return (
    <div className="page">
      <header className="page-head">
        <h1>Cases</h1>
        {held.arrived > 0 && (
          <Button variant="subtle" onClick={held.show}>
            {`${held.arrived} new, show`}
          </Button>
        )}
      </header>
      <div className={classes.filters}>
        <TextInput
          ref={searchField}
          aria-label="Filter by text"
          placeholder="Number, subject, shared attribute"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          w={240}
        />
        <MultiSelect
          size="xs"
          aria-label="State"
          placeholder={search.states?.length ? undefined : 'Any state'}
          data={CASE_STATES.map((state) => ({ value: state, label: stateMark('case', state).label }))}
          value={search.states ?? []}
          onChange={(states) => patch({ states: states.length ? states : undefined, at: undefined })}
          maw={320}
          miw={150}
        />
        <MultiSelect
          size="xs"
          aria-label="Route"
          placeholder={search.routes?.length ? undefined : 'Any route'}
          data={ROUTES.map((one) => ({ value: one, label: routeMark(one).label }))}
          value={search.routes ?? []}
          onChange={(routes) => patch({ routes: routes.length ? routes : undefined, at: undefined })}
          maw={320}
          miw={150}
        />
        <NativeSelect
          aria-label="Severity"
          value={search.severity ?? ''}
          onChange={(event) => patch({ severity: Number(event.currentTarget.value) || undefined, at: undefined })}
          data={[
            { value: '', label: 'Any severity' },
            ...([2, 3, 4, 5, 6] as const).map((level) => ({
              value: String(level),
              label: `${words(SEVERITY_WORDS[level])} and up`,
            })),
          ]}
        />
        <NativeSelect
          aria-label="Order"
          value={sort}
          onChange={(event) => patch({ sort: event.currentTarget.value as 'ACT_BY' })}
          data={[
            { value: 'ACT_BY', label: 'What is due first' },
            { value: 'OPENED', label: 'Opened last' },
            { value: 'SEVERITY', label: 'Severity' },
            { value: 'LAST_ALERT', label: 'Last alert' },
          ]}
        />
        {Object.keys(filter).length > 0 && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              setText('');
              void setSearch({ search: {}, replace: true });
            }}
          >
            Clear
          </Button>
        )}
      </div>
      <div className="page-body">
        <div className={search.peek && search.at !== undefined ? classes.withPeek : classes.list}>
          <div className={classes.list}>
            {list.isPending ? (
              <SkeletonRows rows={10} height="3.25rem" label="Reading the cases" />
            ) : list.isLoadingError ? (
              <ErrorState
                title="The cases could not be read"
                why={list.error.message}
                onRetry={() => void list.refetch()}
              />
            ) : held.rows.length === 0 ? (
              <EmptyState
                title="No case fits"
                because={
                  Object.keys(filter).length > 0
                    ? `because none is ${filterWords(filter, words)}.`
                    : 'because no alert has come in yet.'
                }
              >
                {Object.keys(filter).length > 0 && (
                  <Button
                    variant="default"
                    onClick={() => {
                      setText('');
                      void setSearch({ search: {}, replace: true });
                    }}
                  >
                    Clear the filter
                  </Button>
                )}
              </EmptyState>
            ) : (
              <CaseTable
                label="Cases"
                rows={held.rows}
                withState
                cursor={search.at}
                onCursor={(at) => patch({ at })}
                onEnd={list.hasNextPage && !list.isFetchNextPageError ? () => void list.fetchNextPage() : undefined}
                loadingMore={list.isFetchingNextPage}
                compact={search.peek}
              />
            )}
          </div>
          {search.peek && search.at !== undefined && (
            <CasePeek number={search.at} onClose={() => patch({ peek: undefined })} />
          )}
        </div>
      </div>
    </div>
  );
}

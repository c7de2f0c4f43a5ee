import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { rolesFor } from '@portcullis/domain';
import {
  ConfirmWithReason,
  EmptyState,
  ErrorState,
  ForbiddenState,
  KeyHint,
  moveCursor,
  RefusalNote,
  type RefusalView,
  SkeletonRows,
} from '@portcullis/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../../keys/useKeys.js';
import { useMay, useMe } from '../../shell/session.js';
import { CasePeek } from './CasePeek.js';
import { CaseTable } from './CaseTable.js';
import { deskFilter } from './case-filter.js';
import { useCaseCommands } from './casework.commands.js';
import classes from './casework.module.css';
import { casesOptions, myCasesOptions, queuesOptions } from './casework.queries.js';
import { SKIP_REASONS } from './skip-reasons.js';
import { useHeldRows } from './useHeldRows.js';

const route = getRouteApi('/shell/desk');

export function DeskPage() {
  const me = useMe();
  const mayClaim = useMay('casework.claim');
  const search = route.useSearch();
  const navigate = useNavigate();
  const setSearch = route.useNavigate();
  const commands = useCaseCommands();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const [skipping, setSkipping] = useState<{ id: string; number: number } | null>(null);

  const mineOnly = search.view === 'mine';
  const queues = useQuery(queuesOptions);
  const filter = deskFilter(search.queue);
  const list = useInfiniteQuery({ ...casesOptions(filter, 'ACT_BY'), enabled: !mineOnly });
  const mine = useQuery(myCasesOptions);
  const held = useHeldRows(
    `${mineOnly} ${search.queue ?? ''}`,
    mineOnly ? mine.data : list.data?.pages.flatMap((page) => page.nodes),
    mineOnly ? 1 : (list.data?.pages.length ?? 0),
    (row) => row.id,
  );
  const reading = mineOnly ? mine : list;
  const keys = held.rows.map((row) => String(row.number));
  const current = held.rows.find((row) => row.number === search.at);

  const patch = (change: Partial<typeof search>) =>
    void setSearch({ search: (before) => ({ ...before, ...change }), replace: true });
  const step = (key: string) => {
    const next = moveCursor(keys, search.at === undefined ? null : String(search.at), key);
    if (next !== undefined) patch({ at: Number(next) });
  };
  const open = (number: number) => void navigate({ to: '/cases/$number', params: { number: String(number) } });

  async function claimNext() {
    if (busy) return;
    setBusy(true);
    setTold(null);
    try {
      const answer = await commands.claimNext(search.queue ? [search.queue] : undefined);
      setRefusal(answer.refusal ?? null);
      if (answer.case) open(answer.case.number);
      else if (!answer.refusal) setTold('Nothing waits in your queues that you could claim now.');
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }

  async function claimThis() {
    if (!current || busy) return;
    setBusy(true);
    try {
      const refused = await commands.claim(current.id);
      setRefusal(refused);
      if (!refused) open(current.number);
    } catch (cause) {
      setRefusal({ code: 'FAULT', message: cause instanceof Error ? cause.message : String(cause), allowed: [] });
    } finally {
      setBusy(false);
    }
  }

  useKeys('Desk', [
    { keys: 'j', does: 'Next row', run: () => step('j') },
    { keys: 'k', does: 'Row before', run: () => step('k') },
    { keys: 'Enter', does: 'Open', run: () => (current ? open(current.number) : void claimNext()) },
    {
      keys: 'Space',
      does: 'Peek',
      run: () => patch({ peek: search.peek ? undefined : true, at: search.at ?? held.rows[0]?.number }),
    },
    { keys: 'c', does: 'Claim this case', when: mayClaim, run: () => void claimThis() },
    { keys: 'n', does: 'Claim next', when: mayClaim, run: () => void claimNext() },
    { keys: 's', does: 'Skip with a reason', when: mayClaim, run: () => current && setSkipping(current) },
    { keys: 'm', does: 'My cases or the queue', run: () => patch({ view: mineOnly ? undefined : 'mine' }) },
    { keys: '.', does: 'Show what is new', run: held.show },
  ]);

  if (!mayClaim) return <ForbiddenState what="the desk" roles={rolesFor('casework.claim')} />;

  return (
    <div className="page">
      <header className="page-head">
        <h1>Desk</h1>
        <SegmentedControl
          aria-label="Which cases"
          value={mineOnly ? 'mine' : 'queue'}
          onChange={(value) => patch({ view: value === 'mine' ? 'mine' : undefined, at: undefined })}
          data={[
            { value: 'queue', label: 'Queue' },
            { value: 'mine', label: `My cases ${me.held}/${me.wipLimit}` },
          ]}
        />
        <NativeSelect
          aria-label="Queue"
          value={search.queue ?? ''}
          onChange={(event) => patch({ queue: event.currentTarget.value || undefined, at: undefined })}
          data={[
            { value: '', label: 'All my queues' },
            ...(queues.data ?? []).map((queue) => ({
              value: queue.id,
              label: `${queue.name} · ${queue.unclaimed} unclaimed`,
            })),
          ]}
        />
        <div className="end">
          <Button loading={busy} onClick={() => void claimNext()} size="sm" rightSection={<KeyHint keys={['n']} />}>
            Claim next
          </Button>
        </div>
      </header>
      {(refusal || told) && (
        <div style={{ padding: '0 1rem 0.5rem' }}>
          {refusal ? (
            <RefusalNote
              refusal={refusal}
              offer={(word) =>
                word === 'release' || word === 'finish' ? (
                  <Link to="/desk" search={{ view: 'mine' }}>
                    Go to my cases
                  </Link>
                ) : undefined
              }
            />
          ) : (
            <p role="status" style={{ margin: 0 }}>
              {told}
            </p>
          )}
        </div>
      )}
      <div className="page-body">
        <div className={search.peek && search.at !== undefined ? classes.withPeek : classes.list}>
          <div className={classes.list}>
            {held.arrived > 0 && (
              <div className={classes.arrived} role="status">
                <Button variant="subtle" onClick={held.show} rightSection={<KeyHint keys={['.']} />}>
                  {`${held.arrived} new, show`}
                </Button>
              </div>
            )}
            {reading.isPending ? (
              <SkeletonRows rows={10} height="3.25rem" label="Reading the queue" />
            ) : reading.isLoadingError ? (
              <ErrorState
                title="The queue could not be read"
                why={reading.error.message}
                onRetry={() => void reading.refetch()}
              />
            ) : held.rows.length === 0 ? (
              mineOnly ? (
                <EmptyState title="You hold no case" because="because you have claimed none, or gave all of them back.">
                  <Button onClick={() => void claimNext()}>Claim next</Button>
                </EmptyState>
              ) : (
                <EmptyState
                  title="Nothing waits here"
                  because="because every case of this queue is decided, or waits for somebody else. New cases appear by themselves."
                >
                  <Button variant="default" component={Link} to={'/cases' as string}>
                    Look at all cases
                  </Button>
                </EmptyState>
              )
            ) : (
              <CaseTable
                label={mineOnly ? 'My cases' : 'Queue'}
                rows={held.rows}
                withState={mineOnly}
                cursor={search.at}
                onCursor={(at) => patch({ at })}
                onEnd={
                  mineOnly || !list.hasNextPage || list.isFetchNextPageError
                    ? undefined
                    : () => void list.fetchNextPage()
                }
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
      <footer className="page-foot">
        <KeyHint keys={['j', 'k']} does="move" />
        <KeyHint keys={['⏎']} does="open" />
        <KeyHint keys={['space']} does="peek" />
        <KeyHint keys={['c']} does="claim" />
        <KeyHint keys={['n']} does="claim next" />
        <KeyHint keys={['s']} does="skip (reason)" />
        <KeyHint keys={['?']} does="all keys" />
      </footer>
      <ConfirmWithReason
        opened={skipping !== null}
        title={skipping ? `Skip C-${skipping.number}` : ''}
        verb="Skip with this reason"
        choices={SKIP_REASONS}
        onClose={() => setSkipping(null)}
        onConfirm={(reason) => (skipping ? commands.skip(skipping.id, reason) : Promise.resolve(null))}
      />
    </div>
  );
}

import { Button, NativeSelect } from '@mantine/core';
import { count, EmptyState, ErrorState, plural, RelativeTime, SkeletonRows } from '@portcullis/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { correctionWhat } from './correction-what.js';
import { correctionLinesOptions, correctionRateOptions } from './rate.queries.js';

const PERIODS = [7, 28, 90, 365];
const DAY = 86_400_000;

/** How often people had to correct grouping, with the corrections behind the figure. */
export function CorrectionRate() {
  const [days, setDays] = useState(28);
  const [to] = useState(() => new Date());
  const [open, setOpen] = useState(false);
  const from = new Date(to.getTime() - days * DAY);
  const period = { from: from.toISOString(), to: to.toISOString() };
  const rate = useQuery(correctionRateOptions(period));
  return (
    <section aria-label="Corrections by people">
      <div className="row">
        <h2 style={{ margin: 0 }}>Corrections by people</h2>
        <NativeSelect
          aria-label="Period"
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={PERIODS.map((value) => ({ value: String(value), label: `last ${value} days` }))}
        />
        {rate.data && rate.data.corrections > 0 && (
          <Button variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide the list' : 'Which ones'}
          </Button>
        )}
      </div>
      {rate.isPending ? (
        <SkeletonRows rows={1} label="Counting the corrections" />
      ) : rate.isLoadingError ? (
        <ErrorState title="The rate could not be read" why={rate.error.message} onRetry={() => void rate.refetch()} />
      ) : (
        <p>
          {rate.data.perThousand === null || rate.data.perThousand === undefined ? (
            <>no data: grouping placed no alert in this period</>
          ) : (
            <>
              <strong>{rate.data.perThousand.toFixed(2)}</strong> for each 1,000 alerts:{' '}
              {plural(rate.data.corrections, 'correction')} that {rate.data.corrections === 1 ? 'stands' : 'stand'}, of{' '}
              {count(rate.data.alerts)} alerts that grouping placed.
            </>
          )}{' '}
          <span className="pc-quiet">
            Splits, moves, merges, cases kept apart and values that link no more; what was taken back does not count.
          </span>
        </p>
      )}
      {open && <Lines period={period} />}
    </section>
  );
}

function Lines(props: { period: { from: string; to: string } }) {
  const lines = useInfiniteQuery(correctionLinesOptions(props.period));
  if (lines.isPending) return <SkeletonRows rows={4} label="Reading the corrections" />;
  if (lines.isLoadingError)
    return (
      <ErrorState title="The list could not be read" why={lines.error.message} onRetry={() => void lines.refetch()} />
    );
  const rows = lines.data.pages.flatMap((page) => page.nodes);
  if (rows.length === 0) return <EmptyState title="No correction" because="because nobody had to make one." />;
  return (
    <div className="stack">
      <div className="scroll-x">
        <table className="plain-table">
          <caption className="pc-visually-hidden">Corrections of the period, newest first</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col">Case</th>
              <th scope="col">Why</th>
              <th scope="col">Counts</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <RelativeTime at={row.at} />
                </td>
                <td>{row.by}</td>
                <td>{correctionWhat(row)}</td>
                <td>
                  <CaseNumber number={row.caseNumber} />
                  {row.otherNumber && (
                    <>
                      {', '}
                      <CaseNumber number={row.otherNumber} />
                    </>
                  )}
                </td>
                <td>{row.reason}</td>
                <td>{row.undoneAt ? `no: taken back${row.undoneBy ? ` by ${row.undoneBy}` : ''}` : 'yes'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {lines.isFetchNextPageError && <p role="alert">{`More could not be read: ${lines.error.message}`}</p>}
      {lines.hasNextPage && (
        <div>
          <Button variant="default" loading={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
            {lines.isFetchNextPageError ? 'Try again' : 'More'}
          </Button>
        </div>
      )}
    </div>
  );
}

const CaseNumber = (props: { number: number }) => (
  <Link to="/cases/$number" params={{ number: String(props.number) }}>
    C-{props.number}
  </Link>
);

import { Button } from '@mantine/core';
import { type QueryCache, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import classes from './shell.module.css';

/** Says that something on the page could not be read again. What was read before stays, with whatever was typed. */
export function StaleLine() {
  const client = useQueryClient();
  const why = useFailedReading(client.getQueryCache());
  const [busy, setBusy] = useState(false);
  async function again() {
    setBusy(true);
    await client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
    setBusy(false);
  }
  return (
    <div role="status" className={why ? classes.flash : undefined}>
      {why && (
        <>
          <span>Some of this page could not be read again and may be out of date: {why}</span>
          <Button variant="subtle" loading={busy} onClick={() => void again()}>
            Try again
          </Button>
        </>
      )}
    </div>
  );
}

/** @returns why the first reading failed that is on the screen and shows what was read before; null when none did */
function useFailedReading(cache: QueryCache): string | null {
  const [why, setWhy] = useState<string | null>(null);
  useEffect(() => {
    const look = () => {
      const failed = cache
        .getAll()
        .find((query) => query.isActive() && query.state.status === 'error' && query.state.data !== undefined);
      setWhy(failed ? (failed.state.error?.message ?? 'no reason was given') : null);
    };
    look();
    // The cache tells of changes while components render, too.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = cache.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        look();
      }, 50);
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [cache]);
  return why;
}

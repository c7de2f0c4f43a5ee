import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState } from 'react';
import { type LiveState, openLive } from './live-channel.js';
import { ChangedCases, restMs, staleKeys } from './live-keys.js';

const LiveContext = createContext<LiveState>({ state: 'connecting' });
export const LiveProvider = LiveContext.Provider;
export const useLiveState = (): LiveState => useContext(LiveContext);

/** Opens the shared stream, marks what became stale and reports the state of the line. Once, in the shell. */
export function useLive(enabled: boolean): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>({ state: 'connecting' });

  useEffect(() => {
    if (!enabled) return;
    const timers = new Map<string, ReturnType<typeof setTimeout>>();
    const cases = new ChangedCases();
    let wasLost = false;
    // Many events in a burst make one reading of each list.
    const stale = (key: string) => {
      if (timers.has(key)) return;
      const read = () => {
        timers.delete(key);
        const predicate = key === 'case' ? cases.take(client) : () => true;
        void client.invalidateQueries({ queryKey: [key], predicate });
      };
      timers.set(key, setTimeout(read, restMs(key)));
    };
    const close = openLive({
      onEvent: (event) => {
        if (event.kind === 'resync') void client.invalidateQueries();
        cases.add(event);
        for (const key of staleKeys(event)) stale(key);
      },
      onState: (next) => {
        setState(next);
        // What happened while the line was down was not told: everything on screen is read again.
        if (next.state === 'live' && wasLost) void client.invalidateQueries();
        wasLost = next.state === 'lost';
      },
    });
    return () => {
      for (const timer of timers.values()) clearTimeout(timer);
      close();
    };
  }, [client, enabled]);

  return state;
}

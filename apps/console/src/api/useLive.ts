import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { type LiveState, openLive } from './live-channel.js';
import { staleKeys } from './live-keys.js';

const LiveContext = createContext<LiveState>({ state: 'connecting' });
export const LiveProvider = LiveContext.Provider;
export const useLiveState = (): LiveState => useContext(LiveContext);

/** Many events in a burst make one reading. */
const COALESCE_MS = 400;

/** Opens the shared stream, marks what became stale and reports the state of the line. Once, in the shell. */
export function useLive(enabled: boolean): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>({ state: 'connecting' });
  const waiting = useRef(new Set<string>());

  useEffect(() => {
    if (!enabled) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasLost = false;
    const flush = () => {
      timer = undefined;
      for (const key of waiting.current) void client.invalidateQueries({ queryKey: [key] });
      waiting.current.clear();
    };
    const close = openLive({
      onEvent: (event) => {
        for (const key of staleKeys(event)) waiting.current.add(key);
        timer ??= setTimeout(flush, COALESCE_MS);
      },
      onState: (next) => {
        setState(next);
        // What happened while the line was down was not told: everything on screen is read again.
        if (next.state === 'live' && wasLost) void client.invalidateQueries();
        wasLost = next.state === 'lost';
      },
    });
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [client, enabled]);

  return state;
}

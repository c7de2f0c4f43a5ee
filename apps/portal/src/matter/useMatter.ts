import type { PortalMatter } from '@portcullis/contracts/portal/matter';
import { useCallback, useEffect, useRef, useState } from 'react';
import { readMatter } from '../door/door.js';

const LOOK_AGAIN_MS = 60_000;

/**
 * The matter, read again each minute while somebody looks, on coming back to the page and to the network. What cannot
 * be read leaves what is there.
 */
export function useMatter(first: PortalMatter, onSignedOut: () => void) {
  const [matter, setMatter] = useState(first);
  const [stale, setStale] = useState(false);
  const signedOut = useRef(onSignedOut);
  signedOut.current = onSignedOut;

  const reload = useCallback(async (): Promise<boolean> => {
    const answer = await readMatter();
    if (answer.ok) setMatter(answer.value);
    else if (answer.trouble.kind === 'signed_out') signedOut.current();
    setStale(!answer.ok && answer.trouble.kind !== 'signed_out');
    return answer.ok;
  }, []);

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void reload();
    };
    const timer = setInterval(look, LOOK_AGAIN_MS);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('online', look);
    };
  }, [reload]);
  return { matter, stale, reload };
}

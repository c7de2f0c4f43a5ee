import { useRef, useState } from 'react';
import type { Answer } from '../door/door.js';
import type { Trouble } from '../door/trouble.js';
import { useMatterDoor } from '../matter/matter-door.js';

/**
 * One thing to send. A second click while it is on its way does nothing; a session that has ended is said at the top of
 * the page; what the rules refuse has changed meanwhile, so the matter is read again.
 */
export function useSend<A extends readonly unknown[], T>(work: (...args: A) => Promise<Answer<T>>) {
  const door = useMatterDoor();
  const underWay = useRef(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  async function send(...args: A): Promise<Answer<T> | null> {
    if (underWay.current) return null;
    underWay.current = true;
    setBusy(true);
    setTrouble(null);
    try {
      const answer = await work(...args);
      if (!answer.ok) {
        setTrouble(answer.trouble);
        if (answer.trouble.kind === 'signed_out') door.signedOut();
        if (answer.trouble.kind === 'refused') void door.reload();
      }
      return answer;
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  }
  return { send, busy, trouble };
}

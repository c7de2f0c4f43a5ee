import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMe } from '../../shell/session.js';
import { useCaseCommands } from './casework.commands.js';
import type { FullCase } from './casework.queries.js';

const EVERY_MS = 60_000;

/** Keeps the lease of a case that this person holds while its page is open and seen. */
export function useLease(shown: FullCase | undefined): void {
  const me = useMe();
  const client = useQueryClient();
  const { renewLease } = useCaseCommands();
  const caseId = shown?.id;
  const held = shown?.row.heldBy?.id === me.id;
  useEffect(() => {
    if (!held || !caseId) return;
    const renew = async () => {
      if (document.hidden) return;
      // A lease that has gone elsewhere shows at once as "held by …".
      const refusal = await renewLease(caseId).catch(() => null);
      if (refusal) void client.invalidateQueries({ queryKey: ['case'] });
    };
    const timer = setInterval(() => void renew(), EVERY_MS);
    return () => clearInterval(timer);
  }, [held, caseId, client]);
}

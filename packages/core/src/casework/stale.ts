import { type Refusal, refuse } from '@portcullis/domain';
import type { Tx } from '../db/unit-of-work.js';
import type { LockedCase } from './case-step.js';

/** Refuses what was decided on an older state of a case, and says who changed it. @returns null when it is current */
export async function refuseStale(tx: Tx, locked: LockedCase, seenVersion: number): Promise<Refusal<'STALE'> | null> {
  if (locked.version === seenVersion) return null;
  const [last] = await tx.query<{ name: string | null; kind: string; at: Date }>(
    `select s.name, e.kind, e.occurred_at as at from event e left join staff s on e.actor_kind = 'staff' and s.id::text = e.actor_id
     where e.case_id = $1 order by e.id desc limit 1`,
    [locked.id],
  );
  const who = last
    ? `${last.name ?? 'The system'} changed this case at ${last.at.toISOString()}`
    : 'This case has changed';
  return refuse('STALE', `${who}. Look again, then decide.`, ['reload']);
}

export const caseNotFound = (): Refusal<'NOT_FOUND'> => refuse('NOT_FOUND', 'There is no such case.');

import { type Actor, type Refusal, refuse } from '@portcullis/domain';
import type { CommandContext, Tx } from '../../db/unit-of-work.js';

/** After so long, any other senior reviewer may answer what the assigned one left. */
export const ASSIGNED_HOURS = 24;

/** An entry that waits for its second person. */
export interface Waiting {
  proposedBy: string | null;
  proposedAt: Date;
  assignedTo: string | null;
  /** Name of the assigned one. */
  assignedName: string | null;
}

const SECOND = `
  select s.id, s.name from staff s
  where s.active and 'senior_reviewer' = any(s.roles) and s.id <> $1
  order by s.password_hash is null, (select count(*) from allow_entry e where e.assigned_to = s.id and e.state = 'proposed')
    + (select count(*) from hub_proposal p where p.assigned_to = s.id and p.state = 'proposed')
    + (select count(*) from hub_import i where i.assigned_to = s.id and i.state = 'proposed'), md5(s.id::text || $2) limit 1`;

/**
 * Picks who is to look at an entry: whoever has least to answer, else by lot; somebody whom no password lets in only when
 * there is nobody else. The proposer does not choose (EV-4).
 */
export async function assignSecond(
  tx: Tx,
  proposer: string,
  lot: string,
): Promise<{ id: string; name: string } | null> {
  const [second] = await tx.query<{ id: string; name: string }>(SECOND, [proposer, lot]);
  return second ?? null;
}

export const noSecond = (): Refusal<'NO_SECOND_PERSON'> =>
  refuse('NO_SECOND_PERSON', 'This needs a second senior reviewer, and there is no other one.');

/** Whether this person may answer it now. Not whether their role allows it. */
export function mayAnswer(actor: Actor, waiting: Waiting, now: Date): boolean {
  if (actor.kind !== 'staff' || actor.id === waiting.proposedBy) return false;
  return actor.id === waiting.assignedTo || now.getTime() - waiting.proposedAt.getTime() >= ASSIGNED_HOURS * 3_600_000;
}

/** Withdrawing is for its proposer. */
export type ListAnswer = 'confirm' | 'refuse' | 'withdraw';

/** @returns null when they may give this answer now */
export function refuseAnswer(
  { actor, now }: Pick<CommandContext, 'actor' | 'now'>,
  waiting: Waiting & { state: string },
  answer: ListAnswer,
): Refusal | null {
  if (waiting.state !== 'proposed') return refuse('NOT_NOW', `It is ${waiting.state} already.`, ['reload']);
  if (answer !== 'withdraw') return refuseSecond(actor, waiting, now);
  return waiting.proposedBy === actor.id
    ? null
    : refuse('NOT_YOURS', 'Somebody else proposed it; you may refuse it.', ['refuse']);
}

function refuseSecond(actor: Actor, waiting: Waiting, now: Date): Refusal | null {
  if (mayAnswer(actor, waiting, now)) return null;
  if (actor.id === waiting.proposedBy)
    return refuse('FOUR_EYES', 'You proposed it: somebody else must confirm it.', ['withdraw']);
  const from = new Date(waiting.proposedAt.getTime() + ASSIGNED_HOURS * 3_600_000);
  return refuse(
    'NOT_ASSIGNED',
    `${waiting.assignedName ?? 'Somebody else'} was asked. Unanswered, it is open to others from ${from.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
  );
}

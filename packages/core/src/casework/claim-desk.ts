import { leaseEnd, type Refusal, refuse } from '@portcullis/domain';
import { Gather, isSameMoment } from '../db/gather.js';
import type { CommandContext, Tx, UnitOfWork } from '../db/unit-of-work.js';
import { type LockedCase, stepCase } from './case-step.js';
import { CLAIM_PLAN, CLAIM_SAVE, claimNextSql } from './claim-sql.js';

export interface ClaimedCase {
  id: string;
  number: number;
  version: number;
  heldUntil: Date;
}
/** `claimed` null: nothing waits for this person. */
export type ClaimResult = { ok: true; claimed: ClaimedCase | null } | Refusal;

/** Lines that nobody waits in are forgotten beyond so many; there are as many as ways to combine queues. */
const MOST_LINES = 100;

/**
 * Hands out the next cases. People who ask for one of the same queues at one moment are served in one transaction: its
 * cost is that of one, and nobody waits for a lock that a neighbour holds. A person who asks twice is served once at a time.
 */
export class ClaimDesk {
  private readonly lines = new Map<string, Gather<CommandContext, ClaimResult>>();

  constructor(private readonly uow: UnitOfWork) {}

  /** @param queues not empty; the first case of them all that this person may have */
  next(context: CommandContext, queues: readonly string[]): Promise<ClaimResult> {
    return this.lineOf(queues).ask(context);
  }

  private lineOf(queues: readonly string[]): Gather<CommandContext, ClaimResult> {
    const name = queues.join('\n');
    const known = this.lines.get(name);
    if (known) return known;
    if (this.lines.size >= MOST_LINES) {
      for (const [other, line] of this.lines) if (line.idle) this.lines.delete(other);
    }
    const line = new Gather<CommandContext, ClaimResult>({
      most: 16,
      groupsAtOnce: 2,
      fits: (group, one) =>
        group.every((other) => other.actor.id !== one.actor.id) && isSameMoment(group[0] ?? one, one),
      serve: (group) => this.uow.runTogether(group, (txs) => claimNextTogether(txs, queues)),
    });
    this.lines.set(name, line);
    return line;
  }
}

interface Row extends LockedCase {
  personId: string;
  held: number;
  limit: number;
  barred: string[];
  /** Place among the cases found. */
  n: number;
}

/**
 * One transaction for all of `txs`.
 * @returns what each gets, in their order; null when others of the group took what this person could have had: ask alone
 */
async function claimNextTogether(txs: readonly Tx[], queues: readonly string[]): Promise<(ClaimResult | null)[]> {
  const [lead] = txs;
  if (!lead) return [];
  const people = txs.map((tx) => tx.context.actor.id ?? '');
  lead.post('claim-plan', CLAIM_PLAN);
  const [, rows] = await Promise.all([
    lockPeople(lead, people),
    lead.prepared<Row>(`claim-next-${queues.length}`, claimNextSql(queues.length), [
      people,
      lead.context.now,
      ...queues,
    ]),
  ]);
  const persons = new Map(rows.map((row) => [row.personId, row]));
  const found = rows.filter((row) => row.id !== null).sort((one, other) => one.n - other.n);
  const taken: TakenCase[] = [];
  const results = txs.map((tx, index): ClaimResult | null => {
    const id = people[index] ?? '';
    const person = persons.get(id);
    if (!person) return refuse('ROLE_NOT_ALLOWED', 'Only active staff claim cases.');
    if (person.held >= person.limit) return tooMany(person.held, person.limit);
    const at = found.findIndex(
      ({ barred, assigneeId }) => !barred.includes(id) && (assigneeId === null || assigneeId === id),
    );
    const [next] = at < 0 ? [] : found.splice(at, 1);
    if (!next) return txs.length === 1 ? { ok: true, claimed: null } : null;
    return take(tx, next, person, taken);
  });
  saveTaken(lead, taken);
  return results;
}

export interface Person {
  id: string;
  limit: number;
}

/** One claim at a time per person, so that a double click cannot pass the limit. @returns those who are active */
export function lockPeople(tx: Tx, ids: readonly string[]): Promise<Person[]> {
  return tx.prepared<Person>(
    'claim-people',
    'select id, wip_limit as "limit" from staff where id = any($1::uuid[]) and active order by id for no key update',
    [ids],
  );
}

export interface TakenCase {
  id: string;
  staffId: string;
  state: string;
  until: Date;
  at: Date;
}

/** Takes the step and adds to `taken` what `saveTaken` has to write. */
export function take(
  tx: Tx,
  locked: LockedCase,
  { held, limit }: { held: number; limit: number },
  taken: TakenCase[],
): ClaimResult {
  const { actor, now } = tx.context;
  const until = leaseEnd(now);
  const refusal = stepCase(tx, locked, { type: 'claim', leaseUntil: until, holding: held, limit });
  if (refusal) return refusal;
  taken.push({ id: locked.id, staffId: actor.id ?? '', state: locked.state, until, at: now });
  return {
    ok: true,
    claimed: { id: locked.id, number: locked.number, version: locked.version + 1, heldUntil: until },
  };
}

/** In a transaction that has `CLAIM_PLAN`. */
export function saveTaken(tx: Tx, taken: readonly TakenCase[]): void {
  if (taken.length === 0) return;
  tx.post('claim-save', CLAIM_SAVE, [
    taken.map((one) => one.id),
    taken.map((one) => one.staffId),
    taken.map((one) => one.state),
    taken.map((one) => one.until),
    taken.map((one) => one.at),
  ]);
}

const tooMany = (held: number, limit: number): Refusal<'TOO_MANY_HELD'> =>
  refuse('TOO_MANY_HELD', `You hold ${held} of ${limit} cases. Finish or return one.`, ['propose', 'release']);

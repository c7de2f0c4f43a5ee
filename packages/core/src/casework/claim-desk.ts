import { leaseEnd, type Refusal, refuse } from '@portcullis/domain';
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

/** More would make the first wait for the last. */
const MOST_TOGETHER = 16;
/** Groups of one line that are served at once: while one waits for the disk, the next is read. */
const GROUPS_AT_ONCE = 2;
/** People whose clocks are further apart (a replay of history) are not served together. */
const SAME_MOMENT_MS = 1000;

interface Wish {
  context: CommandContext;
  settle: (result: ClaimResult) => void;
  fail: (fault: unknown) => void;
}

/** Those who wait for a case of the same queues. */
interface Line {
  queues: readonly string[];
  waiting: Wish[];
  groups: number;
}

/**
 * Hands out the next cases. Who asks while others are being served is served with all who ask meanwhile, in one
 * transaction: its cost is that of one, and nobody waits for a lock that a neighbour holds.
 */
export class ClaimDesk {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly uow: UnitOfWork) {}

  /** @param queues not empty; the first case of them all that this person may have */
  next(context: CommandContext, queues: readonly string[]): Promise<ClaimResult> {
    return new Promise((settle, fail) => {
      const name = queues.join('\n');
      const line = this.lines.get(name) ?? { queues, waiting: [], groups: 0 };
      this.lines.set(name, line);
      line.waiting.push({ context, settle, fail });
      // Requests that have arrived by now are still being read in this turn of the loop.
      if (line.waiting.length === 1) setImmediate(() => this.serve(name, line));
    });
  }

  private serve(name: string, line: Line): void {
    while (line.groups < GROUPS_AT_ONCE && line.waiting.length > 0) {
      const group = takeGroup(line);
      line.groups += 1;
      void this.handOut(group, line.queues).finally(() => {
        line.groups -= 1;
        this.serve(name, line);
      });
    }
    if (line.groups === 0 && line.waiting.length === 0) this.lines.delete(name);
  }

  /** Never throws: each wish is settled or failed. */
  private async handOut(group: readonly Wish[], queues: readonly string[]): Promise<void> {
    try {
      const results = await this.uow.runTogether(
        group.map((wish) => wish.context),
        (txs) => claimNextTogether(txs, queues),
      );
      await Promise.all(
        group.map((wish, index) => {
          const result = results[index];
          return result ? wish.settle(result) : this.handOut([wish], queues);
        }),
      );
    } catch (fault) {
      if (group.length === 1) group[0]?.fail(fault);
      // What was wrong with one is no matter of the others.
      else await Promise.all(group.map((wish) => this.handOut([wish], queues)));
    }
  }
}

/** The longest waiting and those who can be served with it; a person who asked twice is served once at a time. */
function takeGroup(line: Line): Wish[] {
  const group: Wish[] = [];
  const left: Wish[] = [];
  for (const wish of line.waiting) {
    const first = group[0]?.context ?? wish.context;
    const fits =
      group.length < MOST_TOGETHER &&
      Math.abs(wish.context.now.getTime() - first.now.getTime()) <= SAME_MOMENT_MS &&
      group.every(({ context }) => context.actor.id !== wish.context.actor.id);
    (fits ? group : left).push(wish);
  }
  line.waiting = left;
  return group;
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

import {
  type CommandBase,
  checkStep,
  type Decided,
  eventOf,
  type Moment,
  type StepRefusalCode,
  targetsOf,
} from '../machine/machine.js';
import { type Refusal, refuse } from '../machine/refusal.js';
import type { SubjectRef } from '../vocabulary.js';
import { CASE_MACHINE, type CaseCommandType, type CaseState } from './case.machine.js';

export interface CaseThing {
  readonly id: string;
  readonly state: CaseState;
  /** Who holds the case, and until when; a lease that has run out binds nobody. */
  readonly heldBy: string | null;
  readonly leaseUntil: Date | null;
  readonly monitoringUntil?: Date | null;
  readonly successorIds?: readonly string[];
}

/** What has to be consulted before anything is proposed: when each was looked at for this case, or null. */
export interface Consulted {
  readonly exceptions: Date | null;
  readonly declarations: Date | null;
  readonly contractTerms: Date | null;
}

type Plain = Exclude<
  CaseCommandType,
  'claim' | 'propose' | 'monitor' | 'monitoring_due' | 'resolve' | 'finalise' | 'merge' | 'split'
>;
export type CaseCommand =
  | CommandBase<Plain>
  | (CommandBase<'claim'> & {
      readonly leaseUntil: Date;
      /** How many cases the actor already holds, and how many one person may. */
      readonly holding: number;
      readonly limit: number;
    })
  | (CommandBase<'propose'> & {
      readonly consulted: Consulted;
      /** Subjects that the proposed action would hit and that have no finding yet. */
      readonly subjectsWithoutFinding: readonly SubjectRef[];
    })
  | (CommandBase<'monitor'> & { readonly until: Date })
  | (CommandBase<'monitoring_due'> & { readonly newEvidence: boolean })
  | (CommandBase<'resolve'> & { readonly openActions: number })
  | (CommandBase<'finalise'> & {
      /** The latest end of any appeal window; null when nothing can be appealed ("no violation"). */
      readonly appealWindowEndsAt: Date | null;
      readonly openAppeals: number;
      /** At least one appeal was decided and none can follow it. */
      readonly lastAppealDecided: boolean;
    })
  | (CommandBase<'merge'> & { readonly intoId: string })
  | (CommandBase<'split'> & { readonly intoIds: readonly string[] });

export type CaseRefusalCode =
  | StepRefusalCode
  | 'HELD_BY_ANOTHER'
  | 'CLAIM_FIRST'
  | 'TOO_MANY_HELD'
  | 'CONSULT_FIRST'
  | 'FINDING_MISSING'
  | 'DATE_NOT_AHEAD'
  | 'NOT_DUE'
  | 'ACTIONS_OPEN'
  | 'APPEAL_POSSIBLE'
  | 'APPEAL_OPEN'
  | 'NOT_ITSELF';

export function decideCase(
  thing: CaseThing,
  command: CaseCommand,
  moment: Moment,
): Decided<CaseThing> | Refusal<CaseRefusalCode> {
  const refusal = checkStep(CASE_MACHINE, thing.state, command, moment) ?? guard(thing, command, moment);
  if (refusal) return refusal;
  const to = targetsOf(CASE_MACHINE, thing.state, command.type)[0] as CaseState;
  const { next, detail } = effect(thing, command, to, moment);
  return {
    ok: true,
    next,
    events: [eventOf(CASE_MACHINE, command, thing.state, to, moment, { caseId: thing.id, ...detail })],
  };
}

/** Who holds the case at this moment; a lapsed lease counts as nobody. */
export function holderOf(thing: Pick<CaseThing, 'heldBy' | 'leaseUntil'>, now: Date): string | null {
  return thing.heldBy !== null && thing.leaseUntil !== null && thing.leaseUntil > now ? thing.heldBy : null;
}

/** Steps of the work itself: they belong to the person who holds the case. */
const HOLDER_ONLY: readonly CaseCommandType[] = ['release', 'wait_for_customer', 'wait_for_partner', 'propose'];

function guard(thing: CaseThing, command: CaseCommand, { now, actor }: Moment): Refusal<CaseRefusalCode> | null {
  const holder = holderOf(thing, now);
  if (actor.kind === 'staff' && HOLDER_ONLY.includes(command.type) && holder !== actor.id) {
    return holder === null
      ? refuse('CLAIM_FIRST', 'Claim the case before you work on it.', ['claim'])
      : refuse('HELD_BY_ANOTHER', 'Somebody else holds this case. Ask for a hand-over, or take the next one.', []);
  }
  switch (command.type) {
    case 'claim':
      if (holder !== null && holder !== actor.id) {
        return refuse('HELD_BY_ANOTHER', 'Somebody else holds this case.', ['claim_next']);
      }
      if (command.leaseUntil <= now) return refuse('DATE_NOT_AHEAD', 'A lease ends in the future.', ['claim']);
      if (holder === null && command.holding >= command.limit) {
        return refuse('TOO_MANY_HELD', `You hold ${command.holding} of ${command.limit} cases. Finish or return one.`, [
          'propose',
          'release',
        ]);
      }
      return null;
    case 'propose':
      return consultedAll(command.consulted) ?? findingsComplete(command.subjectsWithoutFinding);
    case 'monitor':
      return command.until > now
        ? null
        : refuse('DATE_NOT_AHEAD', 'Monitoring needs an end ahead of now.', ['monitor']);
    case 'monitoring_due': {
      const due = command.newEvidence || !thing.monitoringUntil || thing.monitoringUntil <= now;
      return due ? null : refuse('NOT_DUE', 'The monitoring date has not come and there is no new evidence.', []);
    }
    case 'resolve':
      return command.openActions === 0
        ? null
        : refuse('ACTIONS_OPEN', `${command.openActions} actions are not confirmed yet.`, ['enforcement.replay']);
    case 'finalise':
      if (command.openAppeals > 0) return refuse('APPEAL_OPEN', 'An appeal is still open.', ['appeals.decide']);
      if (command.appealWindowEndsAt !== null && command.appealWindowEndsAt > now && !command.lastAppealDecided) {
        return refuse('APPEAL_POSSIBLE', 'The customer can still appeal.', []);
      }
      return null;
    case 'merge':
      return command.intoId === thing.id ? refuse('NOT_ITSELF', 'A case is merged into another one.', []) : null;
    case 'split':
      return command.intoIds.includes(thing.id) || command.intoIds.length < 2
        ? refuse('NOT_ITSELF', 'A case is split into at least two others.', [])
        : null;
    default:
      return null;
  }
}

function consultedAll(consulted: Consulted): Refusal<'CONSULT_FIRST'> | null {
  const missing = Object.entries(consulted).filter(([, at]) => at === null);
  if (missing.length === 0) return null;
  const names = missing.map(([name]) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  return refuse(
    'CONSULT_FIRST',
    `Look at these first: ${names.join(', ')}.`,
    missing.map(([name]) => name),
  );
}

function findingsComplete(missing: readonly SubjectRef[]): Refusal<'FINDING_MISSING'> | null {
  if (missing.length === 0) return null;
  return refuse('FINDING_MISSING', `${missing.length} of the subjects that the action would hit have no finding yet.`, [
    'casework.find',
  ]);
}

function effect(
  thing: CaseThing,
  command: CaseCommand,
  to: CaseState,
  { actor }: Moment,
): { next: CaseThing; detail: Readonly<Record<string, unknown>> } {
  const free = { heldBy: null, leaseUntil: null };
  switch (command.type) {
    case 'claim':
      return {
        next: { ...thing, state: to, heldBy: actor.id, leaseUntil: command.leaseUntil },
        detail: { leaseUntil: command.leaseUntil.toISOString() },
      };
    case 'release':
      return { next: { ...thing, ...free, state: to }, detail: {} };
    case 'monitor':
      return {
        next: { ...thing, ...free, state: to, monitoringUntil: command.until },
        detail: { until: command.until.toISOString() },
      };
    case 'monitoring_due':
      return {
        next: { ...thing, ...free, state: to, monitoringUntil: null },
        detail: { newEvidence: command.newEvidence },
      };
    case 'merge':
      return {
        next: { ...thing, ...free, state: to, successorIds: [command.intoId] },
        detail: { intoId: command.intoId },
      };
    case 'split':
      return {
        next: { ...thing, ...free, state: to, successorIds: command.intoIds },
        detail: { intoIds: command.intoIds },
      };
    case 'undo_merge':
    case 'undo_split':
      return { next: { ...thing, ...free, state: to, successorIds: [] }, detail: { from: thing.successorIds ?? [] } };
    // The proposer goes on to the next case; whoever the proposal is sent back to takes it again.
    case 'propose':
    case 'proposal_approved':
    case 'resolve':
    case 'finalise':
    case 'reopen':
      return { next: { ...thing, ...free, state: to }, detail: {} };
    default:
      return { next: { ...thing, state: to }, detail: {} };
  }
}

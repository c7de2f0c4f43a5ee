import {
  type CommandBase,
  checkStep,
  type Decided,
  eventOf,
  type Machine,
  type Moment,
  type StepRefusalCode,
} from '../machine/machine.js';
import { type Refusal, refuse } from '../machine/refusal.js';
import type { ActionKind, Role, Scope } from '../vocabulary.js';

export const DECISION_STATES = ['proposed', 'approved', 'returned', 'refused', 'withdrawn', 'expired'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

/** `settle` approves what needs no second person; `approve` adds one approval and approves when enough are there. */
export const DECISION_COMMANDS = ['settle', 'approve', 'return', 'refuse', 'withdraw', 'expire'] as const;
export type DecisionCommandType = (typeof DECISION_COMMANDS)[number];

export const DECISION_MACHINE: Machine<DecisionState, DecisionCommandType> = {
  name: 'decision',
  states: DECISION_STATES,
  commands: DECISION_COMMANDS,
  table: {
    settle: { operation: 'decisions.settle', reason: 'optional', moves: { proposed: 'approved' } },
    approve: { operation: 'decisions.approve', reason: 'required', moves: { proposed: ['proposed', 'approved'] } },
    return: { operation: 'decisions.return', reason: 'required', moves: { proposed: 'returned' } },
    refuse: { operation: 'decisions.refuse', reason: 'required', moves: { proposed: 'refused' } },
    withdraw: { operation: 'decisions.withdraw', reason: 'required', moves: { proposed: 'withdrawn' } },
    expire: { operation: 'decisions.expire', reason: 'optional', moves: { proposed: 'expired' } },
  },
};

/** One more pair of eyes: any one of these roles, held by a person who has no other part in the decision. */
export interface ApprovalSlot {
  readonly anyOf: readonly Role[];
  /** Why this approval is needed, as the page says it. */
  readonly because: string;
}

export interface ApprovalGiven {
  readonly staffId: string;
  /** Index of the slot that this approval fills. */
  readonly slot: number;
}

export interface DecisionThing {
  readonly id: string;
  readonly state: DecisionState;
  readonly kind: ActionKind;
  readonly scope: Scope;
  readonly proposedBy: string;
  readonly expiresAt: Date;
  readonly needed: readonly ApprovalSlot[];
  readonly given: readonly ApprovalGiven[];
}

export type DecisionCommand =
  | CommandBase<Exclude<DecisionCommandType, 'approve' | 'settle'>>
  | (CommandBase<'approve'> & BindingCheck)
  | (CommandBase<'settle'> & BindingCheck);

interface BindingCheck {
  /** What changed beyond tolerance since the proposal (`compareBinding`); empty when it still stands. */
  readonly changedBeyondTolerance: readonly string[];
}

export type DecisionRefusalCode =
  | StepRefusalCode
  | 'SAME_PERSON'
  | 'ALREADY_APPROVED_BY_YOU'
  | 'NO_SLOT_FOR_ROLE'
  | 'NOT_YOURS'
  | 'APPROVALS_NEEDED'
  | 'BINDING_CHANGED'
  | 'EXPIRED'
  | 'NOT_DUE';

export function decideDecision(
  thing: DecisionThing,
  command: DecisionCommand,
  moment: Moment,
): Decided<DecisionThing> | Refusal<DecisionRefusalCode> {
  const refusal = checkStep(DECISION_MACHINE, thing.state, command, moment) ?? guard(thing, command, moment);
  if (refusal) return refusal;
  const given = command.type === 'approve' ? [...thing.given, approvalBy(thing, moment)] : thing.given;
  const to = stateAfter(command.type, given.length >= thing.needed.length);
  return {
    ok: true,
    next: { ...thing, state: to, given },
    events: [
      eventOf(DECISION_MACHINE, command, thing.state, to, moment, {
        decisionId: thing.id,
        approvals: given.length,
        needed: thing.needed.length,
      }),
    ],
  };
}

/** The approvals that are still missing. */
export function openSlots(
  thing: Pick<DecisionThing, 'needed' | 'given'>,
): readonly (ApprovalSlot & { slot: number })[] {
  return thing.needed
    .map((slot, index) => ({ ...slot, slot: index }))
    .filter(({ slot }) => !thing.given.some((approval) => approval.slot === slot));
}

function stateAfter(command: DecisionCommandType, complete: boolean): DecisionState {
  switch (command) {
    case 'settle':
      return 'approved';
    case 'approve':
      return complete ? 'approved' : 'proposed';
    case 'return':
      return 'returned';
    case 'refuse':
      return 'refused';
    case 'withdraw':
      return 'withdrawn';
    case 'expire':
      return 'expired';
  }
}

function guard(
  thing: DecisionThing,
  command: DecisionCommand,
  { now, actor }: Moment,
): Refusal<DecisionRefusalCode> | null {
  const own = actor.id === thing.proposedBy;
  switch (command.type) {
    case 'settle':
      if (thing.needed.length > 0) {
        return refuse('APPROVALS_NEEDED', `${thing.needed.length} other people have to approve this.`, ['approve']);
      }
      if (actor.kind === 'staff' && !own) return refuse('NOT_YOURS', 'Only its proposer settles it.', ['return']);
      return stale(thing, command.changedBeyondTolerance, now);
    case 'approve': {
      if (own) return refuse('SAME_PERSON', 'You proposed this; somebody else has to approve it.', ['withdraw']);
      if (thing.given.some((approval) => approval.staffId === actor.id)) {
        return refuse(
          'ALREADY_APPROVED_BY_YOU',
          'You approved this already; the next approval is another person’s.',
          [],
        );
      }
      if (slotFor(thing, { actor, now }) === null) {
        const roles = [...new Set(openSlots(thing).flatMap((slot) => slot.anyOf))];
        return refuse('NO_SLOT_FOR_ROLE', `What is missing is an approval by: ${roles.join(', ')}.`, roles);
      }
      return stale(thing, command.changedBeyondTolerance, now);
    }
    case 'return':
    case 'refuse':
      return own ? refuse('SAME_PERSON', 'You proposed this; you can withdraw it.', ['withdraw']) : null;
    case 'withdraw':
      return own ? null : refuse('NOT_YOURS', 'Only the proposer withdraws a proposal.', ['return', 'refuse']);
    case 'expire':
      return thing.expiresAt <= now ? null : refuse('NOT_DUE', 'The proposal still has time.', []);
  }
}

function stale(
  thing: DecisionThing,
  changes: readonly string[],
  now: Date,
): Refusal<'EXPIRED' | 'BINDING_CHANGED'> | null {
  if (thing.expiresAt <= now) return refuse('EXPIRED', 'The proposal has expired. Propose it again.', ['expire']);
  if (changes.length > 0) {
    return refuse('BINDING_CHANGED', `Changed since it was proposed: ${changes.join('; ')}. Send it back.`, [
      'return',
      'withdraw',
    ]);
  }
  return null;
}

/**
 * The most demanding open slot that a role of this actor fills, so that a manager who approves first does not take the
 * place that a senior reviewer could have filled.
 */
function slotFor(thing: DecisionThing, { actor }: Moment): number | null {
  const roles: readonly Role[] = actor.kind === 'staff' ? actor.roles : [];
  const fitting = openSlots(thing).filter((slot) => slot.anyOf.some((role) => roles.includes(role)));
  return fitting.sort((a, b) => a.anyOf.length - b.anyOf.length || a.slot - b.slot)[0]?.slot ?? null;
}

function approvalBy(thing: DecisionThing, moment: Moment): ApprovalGiven {
  return { staffId: moment.actor.id, slot: slotFor(thing, moment) as number };
}

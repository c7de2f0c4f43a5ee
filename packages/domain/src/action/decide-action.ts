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
import type { ActionKind, Scope } from '../vocabulary.js';
import { ACTION_MACHINE, type ActionCommandType, type ActionState } from './action.machine.js';

/** One senior restricted something alone: it lapses unless a manager, another person, ratifies it. */
export interface Emergency {
  readonly orderedBy: string;
  readonly lapsesAt: Date;
  readonly ratifiedBy: string | null;
}

export const END_CHOICES = ['let_it_end', 'new_decision'] as const;
export type EndChoice = (typeof END_CHOICES)[number];

export interface ActionThing {
  readonly id: string;
  readonly state: ActionState;
  readonly kind: ActionKind;
  readonly scope: Scope;
  /** Who proposed the decision; only that person may withdraw it. */
  readonly proposedBy: string;
  readonly inEffectAt: Date | null;
  /** The agreed end, null for none. */
  readonly until: Date | null;
  readonly endedAt: Date | null;
  readonly endChoice: EndChoice | null;
  readonly emergency: Emergency | null;
}

type Plain = Exclude<
  ActionCommandType,
  'approve' | 'confirm' | 'fail' | 'prove_done' | 'choose_end' | 'expire' | 'reverse' | 'supersede'
>;
export type ActionCommand =
  | CommandBase<Plain>
  | (CommandBase<'approve'> & { readonly decisionApproved: boolean })
  | (CommandBase<'confirm'> & { readonly inEffectAt: Date })
  | (CommandBase<'fail'> & { readonly detail: string })
  | (CommandBase<'prove_done'> & { readonly proof: string; readonly inEffectAt: Date })
  | (CommandBase<'choose_end'> & { readonly choice: EndChoice })
  | (CommandBase<'expire'> & { readonly openVerification: boolean })
  | (CommandBase<'reverse'> & { readonly appealId: string | null })
  | (CommandBase<'supersede'> & { readonly byActionId: string });

export type ActionRefusalCode =
  | StepRefusalCode
  | 'NOT_YOURS'
  | 'DECISION_NOT_APPROVED'
  | 'PROOF_REQUIRED'
  | 'NO_END_DATE'
  | 'NOT_DUE'
  | 'END_CHOICE_NEEDED'
  | 'NOT_AN_EMERGENCY'
  | 'SAME_PERSON'
  | 'ALREADY_RATIFIED';

export function decideAction(
  thing: ActionThing,
  command: ActionCommand,
  moment: Moment,
): Decided<ActionThing> | Refusal<ActionRefusalCode> {
  const refusal = checkStep(ACTION_MACHINE, thing.state, command, moment) ?? guard(thing, command, moment);
  if (refusal) return refusal;
  const to = targetsOf(ACTION_MACHINE, thing.state, command.type)[0] as ActionState;
  const next = effect({ ...thing, state: to }, command, moment);
  const event = eventOf(ACTION_MACHINE, command, thing.state, to, moment, { actionId: thing.id, ...detailOf(command) });
  // A second confirmation of what is already so changes nothing, so history says nothing.
  const repeated = thing.state === to && ['confirm', 'fail', 'confirm_lift', 'confirm_reversal'].includes(command.type);
  return { ok: true, next: repeated ? thing : next, events: repeated ? [] : [event] };
}

function guard(thing: ActionThing, command: ActionCommand, { now, actor }: Moment): Refusal<ActionRefusalCode> | null {
  switch (command.type) {
    case 'withdraw':
      return actor.id === thing.proposedBy
        ? null
        : refuse('NOT_YOURS', 'Only the proposer withdraws a proposal; others return or refuse it.', [
            'decisions.return',
            'decisions.refuse',
          ]);
    case 'approve':
      return command.decisionApproved
        ? null
        : refuse('DECISION_NOT_APPROVED', 'The decision behind this action is not approved.', ['decisions.approve']);
    case 'prove_done':
      return command.proof.trim()
        ? null
        : refuse('PROOF_REQUIRED', 'Without proof it is requested, not in effect.', ['prove_done', 'abandon']);
    case 'expire':
      if (thing.until === null) return refuse('NO_END_DATE', 'This action has no end date.', ['lift']);
      if (thing.until > now) return refuse('NOT_DUE', 'The end date has not come.', ['lift']);
      if (command.openVerification && thing.endChoice !== 'let_it_end') {
        return refuse('END_CHOICE_NEEDED', 'A verification is open: choose whether the action ends.', END_CHOICES);
      }
      return null;
    case 'ratify':
      if (thing.emergency === null) return refuse('NOT_AN_EMERGENCY', 'Only an emergency restriction is ratified.', []);
      if (thing.emergency.ratifiedBy !== null) return refuse('ALREADY_RATIFIED', 'It is ratified already.', []);
      if (thing.emergency.orderedBy === actor.id) {
        return refuse('SAME_PERSON', 'Who ordered the restriction cannot ratify it.', ['decisions.ratify']);
      }
      if (thing.emergency.lapsesAt <= now) return refuse('NOT_DUE', 'The 72 hours have passed; it lapses.', ['lapse']);
      return null;
    case 'lapse':
      if (thing.emergency === null || thing.emergency.ratifiedBy !== null) {
        return refuse('NOT_AN_EMERGENCY', 'Only an unratified emergency restriction lapses.', ['lift', 'expire']);
      }
      return thing.emergency.lapsesAt <= now ? null : refuse('NOT_DUE', 'Its hours have not passed.', ['ratify']);
    default:
      return null;
  }
}

function effect(next: ActionThing, command: ActionCommand, { now, actor }: Moment): ActionThing {
  switch (command.type) {
    case 'confirm':
    case 'prove_done':
      return { ...next, inEffectAt: command.inEffectAt };
    case 'choose_end':
      return { ...next, endChoice: command.choice };
    case 'ratify':
      return { ...next, emergency: next.emergency && { ...next.emergency, ratifiedBy: actor.id } };
    case 'expire':
    case 'confirm_lift':
    case 'confirm_reversal':
    case 'supersede':
      return { ...next, endedAt: next.endedAt ?? now };
    default:
      return next;
  }
}

function detailOf(command: ActionCommand): Readonly<Record<string, unknown>> {
  switch (command.type) {
    case 'confirm':
      return { inEffectAt: command.inEffectAt.toISOString() };
    case 'fail':
      return { detail: command.detail };
    case 'prove_done':
      return { proof: command.proof, inEffectAt: command.inEffectAt.toISOString() };
    case 'choose_end':
      return { choice: command.choice };
    case 'reverse':
      return { appealId: command.appealId };
    case 'supersede':
      return { byActionId: command.byActionId };
    default:
      return {};
  }
}

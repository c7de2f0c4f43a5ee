import {
  type CommandBase,
  checkStep,
  type Decided,
  eventOf,
  type Machine,
  type Moment,
  type StepRefusalCode,
  targetsOf,
} from '../machine/machine.js';
import type { Refusal } from '../machine/refusal.js';
import type { OutcomeReason, Verdict } from '../vocabulary.js';

/**
 * The alert row never changes after it is accepted: its state is derived from suppression, link and outcome
 * (`alertStateOf`). The machine says which of those facts may be added or taken back, and by whom.
 */
export const ALERT_STATES = ['accepted', 'suppressed', 'open', 'in_case', 'resolved', 'dismissed'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export const ALERT_COMMANDS = [
  'suppress',
  'admit',
  'revive',
  'attach',
  'detach',
  'dismiss',
  'resolve',
  'reopen',
] as const;
export type AlertCommandType = (typeof ALERT_COMMANDS)[number];

export const ALERT_MACHINE: Machine<AlertState, AlertCommandType> = {
  name: 'alert',
  states: ALERT_STATES,
  commands: ALERT_COMMANDS,
  table: {
    suppress: { operation: 'intake.triage', reason: 'required', moves: { accepted: 'suppressed' } },
    admit: { operation: 'intake.triage', reason: 'optional', moves: { accepted: 'open' } },
    revive: { operation: 'intake.triage', reason: 'required', moves: { suppressed: 'open' } },
    attach: { operation: 'grouping.assign', reason: 'optional', moves: { open: 'in_case' } },
    detach: { operation: 'grouping.assign', reason: 'optional', moves: { in_case: 'open' } },
    dismiss: {
      operation: 'intake.dismiss',
      reason: 'required',
      moves: { open: 'dismissed', in_case: 'dismissed' },
    },
    resolve: { operation: 'outcomes.record', reason: 'optional', moves: { in_case: 'resolved' } },
    reopen: { operation: 'intake.reopen', reason: 'required', moves: { resolved: 'in_case', dismissed: 'open' } },
  },
};

export interface AlertThing {
  readonly id: string;
  readonly state: AlertState;
  readonly verdict: Verdict | null;
}

export type AlertCommand =
  | CommandBase<Exclude<AlertCommandType, 'resolve' | 'suppress'>>
  | (CommandBase<'suppress'> & { readonly allowEntryId: string })
  | (CommandBase<'resolve'> & { readonly verdict: Verdict; readonly outcomeReason: OutcomeReason | null });

export type AlertRefusal = Refusal<StepRefusalCode | 'OUTCOME_REASON_REQUIRED'>;

export function decideAlert(
  alert: AlertThing,
  command: AlertCommand,
  moment: Moment,
): Decided<AlertThing> | AlertRefusal {
  const refusal = checkStep(ALERT_MACHINE, alert.state, command, moment);
  if (refusal) return refusal;
  if (command.type === 'resolve' && needsReason(command.verdict) && command.outcomeReason === null) {
    return {
      ok: false,
      code: 'OUTCOME_REASON_REQUIRED',
      message: 'A false positive or benign alert teaches its detector only with a reason from the list.',
      allowed: ['resolve'],
    };
  }
  const to = targetsOf(ALERT_MACHINE, alert.state, command.type)[0] as AlertState;
  const verdict = command.type === 'resolve' ? command.verdict : command.type === 'reopen' ? null : alert.verdict;
  const detail =
    command.type === 'resolve'
      ? { verdict: command.verdict, outcomeReason: command.outcomeReason }
      : command.type === 'suppress'
        ? { allowEntryId: command.allowEntryId }
        : {};
  return {
    ok: true,
    next: { ...alert, state: to, verdict },
    events: [eventOf(ALERT_MACHINE, command, alert.state, to, moment, { alertId: alert.id, ...detail })],
  };
}

function needsReason(verdict: Verdict): boolean {
  return verdict === 'false_positive' || verdict === 'benign';
}

/** The facts that are stored beside an alert. */
export interface AlertFacts {
  readonly triaged: boolean;
  readonly suppressedBy: string | null;
  readonly caseId: string | null;
  readonly verdict: Verdict | null;
  readonly dismissed: boolean;
}

export function alertStateOf(facts: AlertFacts): AlertState {
  if (facts.dismissed) return 'dismissed';
  if (facts.suppressedBy !== null) return 'suppressed';
  if (facts.caseId !== null) return facts.verdict !== null ? 'resolved' : 'in_case';
  return facts.triaged ? 'open' : 'accepted';
}

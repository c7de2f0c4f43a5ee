import type {
  ActionState,
  AppealState,
  CaseState,
  DecisionState,
  Finding,
  NoticeState,
  Severity,
  Verdict,
} from '@portcullis/domain';
import { words } from './route-marks.js';

export type Tone = 'idle' | 'work' | 'ask' | 'wait' | 'effect' | 'done' | 'off' | 'bad';
export type Shape =
  | 'ring'
  | 'quarter'
  | 'half'
  | 'disc'
  | 'pause'
  | 'diamond'
  | 'diamond-filled'
  | 'arrow'
  | 'back'
  | 'check'
  | 'cross'
  | 'dash'
  | 'eye'
  | 'bang'
  | 'fork';

/** A state on screen: always word, shape and colour together. */
export interface StateMark {
  readonly label: string;
  readonly shape: Shape;
  readonly tone: Tone;
}

const mark = (label: string, shape: Shape, tone: Tone): StateMark => ({ label, shape, tone });

const CASE: Record<CaseState, StateMark> = {
  new: mark('New', 'ring', 'idle'),
  triaged: mark('Triaged', 'quarter', 'idle'),
  investigating: mark('Investigating', 'half', 'work'),
  waiting_customer: mark('Waiting for customer', 'pause', 'wait'),
  waiting_partner: mark('Waiting for partner', 'pause', 'wait'),
  proposed: mark('Proposed', 'diamond', 'ask'),
  decided: mark('Decided', 'diamond-filled', 'ask'),
  enforcing: mark('Enforcing', 'arrow', 'effect'),
  monitoring: mark('Monitoring', 'eye', 'wait'),
  resolved: mark('Resolved', 'disc', 'done'),
  final: mark('Final', 'check', 'done'),
  reopened: mark('Reopened', 'back', 'work'),
  merged: mark('Merged', 'fork', 'off'),
  split: mark('Split', 'fork', 'off'),
};

const DECISION: Record<DecisionState, StateMark> = {
  proposed: mark('Proposed', 'diamond', 'ask'),
  approved: mark('Approved', 'diamond-filled', 'done'),
  returned: mark('Returned', 'back', 'work'),
  refused: mark('Refused', 'cross', 'bad'),
  withdrawn: mark('Withdrawn', 'dash', 'off'),
  expired: mark('Expired', 'dash', 'off'),
};

const ACTION: Record<ActionState, StateMark> = {
  proposed: mark('Proposed', 'diamond', 'ask'),
  withdrawn: mark('Withdrawn', 'dash', 'off'),
  approved: mark('Approved', 'diamond-filled', 'ask'),
  executing: mark('Requested', 'arrow', 'effect'),
  active: mark('In effect', 'disc', 'effect'),
  failed: mark('Failed', 'bang', 'bad'),
  retrying: mark('Retrying', 'arrow', 'bad'),
  manual: mark('By hand', 'half', 'work'),
  done: mark('Done with proof', 'disc', 'effect'),
  abandoned: mark('Abandoned', 'cross', 'off'),
  expired: mark('Ended', 'dash', 'off'),
  lifting: mark('Lifting', 'back', 'effect'),
  lifted: mark('Lifted', 'check', 'done'),
  reversing: mark('Reversing', 'back', 'effect'),
  reversed: mark('Reversed', 'back', 'done'),
  superseded: mark('Superseded', 'fork', 'off'),
};

const APPEAL: Record<AppealState, StateMark> = {
  draft: mark('Draft', 'ring', 'idle'),
  submitted: mark('Submitted', 'ring', 'ask'),
  acknowledged: mark('Acknowledged', 'quarter', 'ask'),
  inadmissible: mark('Inadmissible', 'cross', 'off'),
  in_review: mark('In review', 'half', 'work'),
  info_requested: mark('Question to customer', 'pause', 'wait'),
  proposed: mark('Result proposed', 'diamond', 'ask'),
  upheld: mark('Upheld', 'check', 'done'),
  partly_reversed: mark('Partly reversed', 'back', 'done'),
  reversed: mark('Reversed', 'back', 'done'),
  withdrawn: mark('Withdrawn', 'dash', 'off'),
  external_dispute: mark('External dispute', 'fork', 'wait'),
};

const NOTICE: Record<NoticeState, StateMark> = {
  draft: mark('Draft', 'ring', 'idle'),
  ready: mark('Ready', 'quarter', 'idle'),
  sent: mark('Sent', 'arrow', 'effect'),
  delivered: mark('Delivered', 'disc', 'done'),
  bounced: mark('Bounced', 'bang', 'bad'),
  other_channel: mark('Other channel', 'fork', 'wait'),
  undeliverable: mark('Undeliverable', 'cross', 'bad'),
  read: mark('Opened', 'check', 'done'),
  withheld: mark('Withheld', 'pause', 'wait'),
};

const FINDING: Record<Finding, StateMark> = {
  operator: mark('Operator', 'diamond-filled', 'bad'),
  knowing_participant: mark('Knowing participant', 'diamond', 'bad'),
  facilitator: mark('Facilitator', 'fork', 'ask'),
  victim: mark('Victim', 'eye', 'effect'),
  bystander: mark('Bystander', 'dash', 'off'),
  undetermined: mark('Undetermined', 'ring', 'idle'),
};

const VERDICT: Record<Verdict, StateMark> = {
  true_positive: mark('True positive', 'check', 'done'),
  false_positive: mark('False positive', 'cross', 'bad'),
  benign: mark('Benign', 'dash', 'off'),
  unknown: mark('Unknown', 'ring', 'idle'),
};

const DELIVERY: Record<string, StateMark> = {
  pending: mark('Waiting', 'ring', 'idle'),
  waiting: mark('Waiting', 'ring', 'idle'),
  dispatched: mark('On its way', 'arrow', 'effect'),
  retrying: mark('Retrying', 'arrow', 'bad'),
  delivered: mark('Delivered', 'check', 'done'),
  completed: mark('Delivered', 'check', 'done'),
  dead: mark('Gave up', 'bang', 'bad'),
  skipped: mark('Skipped', 'dash', 'off'),
};

const DETECTOR: Record<string, StateMark> = {
  shadow: mark('Shadow', 'eye', 'wait'),
  active: mark('Active', 'disc', 'effect'),
  retired: mark('Retired', 'dash', 'off'),
};

const LIST: Record<string, StateMark> = {
  proposed: mark('Proposed', 'diamond', 'ask'),
  active: mark('In force', 'disc', 'effect'),
  refused: mark('Refused', 'cross', 'bad'),
  withdrawn: mark('Withdrawn', 'dash', 'off'),
  expired: mark('Ended', 'dash', 'off'),
  revoked: mark('Taken off', 'back', 'off'),
};

const TABLES = {
  case: CASE,
  decision: DECISION,
  action: ACTION,
  appeal: APPEAL,
  notice: NOTICE,
  finding: FINDING,
  verdict: VERDICT,
  delivery: DELIVERY,
  detector: DETECTOR,
  list: LIST,
} as const satisfies Record<string, Record<string, StateMark>>;

export type StateKind = keyof typeof TABLES;
export const STATE_KINDS = Object.keys(TABLES) as StateKind[];

export function statesOf(kind: StateKind): readonly string[] {
  return Object.keys(TABLES[kind]);
}

/** The mark of a state; a word that this build does not know yet is shown as it is. */
export function stateMark(kind: StateKind, state: string): StateMark {
  const table: Record<string, StateMark> = TABLES[kind];
  return table[state] ?? mark(words(state), 'ring', 'idle');
}

const SEVERITY_LABELS = ['Unknown', 'Informational', 'Low', 'Medium', 'High', 'Critical', 'Fatal'] as const;

export function severityLabel(severity: number): string {
  return SEVERITY_LABELS[severity as Severity] ?? 'Unknown';
}

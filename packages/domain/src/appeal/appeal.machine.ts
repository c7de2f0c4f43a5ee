import type { Machine } from '../machine/machine.js';

/**
 * draft → submitted → acknowledged → inadmissible | in_review ⇄ info_requested → proposed → upheld | partly_reversed |
 * reversed; withdrawn. `inadmissible` can be cured once. Where no co-signature is needed, `decide` leads straight from
 * the review to the result.
 */
export const APPEAL_STATES = [
  'draft',
  'submitted',
  'acknowledged',
  'inadmissible',
  'in_review',
  'info_requested',
  'proposed',
  'upheld',
  'partly_reversed',
  'reversed',
  'withdrawn',
  'external_dispute',
] as const;
export type AppealState = (typeof APPEAL_STATES)[number];

export const APPEAL_COMMANDS = [
  'submit',
  'acknowledge',
  'admit',
  'find_inadmissible',
  'cure',
  'ask',
  'answer',
  'time_out',
  'propose_result',
  'return',
  'decide',
  'cosign',
  'withdraw',
  'open_dispute',
  'close_dispute',
] as const;
export type AppealCommandType = (typeof APPEAL_COMMANDS)[number];

const RESULTS = ['upheld', 'partly_reversed', 'reversed'] as const;

export const APPEAL_MACHINE: Machine<AppealState, AppealCommandType> = {
  name: 'appeal',
  states: APPEAL_STATES,
  commands: APPEAL_COMMANDS,
  table: {
    submit: { operation: 'appeals.file', reason: 'optional', moves: { draft: 'submitted' } },
    acknowledge: { operation: 'appeals.acknowledge', reason: 'optional', moves: { submitted: 'acknowledged' } },
    admit: { operation: 'appeals.admit', reason: 'optional', moves: { acknowledged: 'in_review' } },
    find_inadmissible: { operation: 'appeals.admit', reason: 'required', moves: { acknowledged: 'inadmissible' } },
    cure: { operation: 'appeals.file', reason: 'optional', moves: { inadmissible: 'submitted' } },
    ask: { operation: 'appeals.ask', reason: 'required', moves: { in_review: 'info_requested' } },
    answer: { operation: 'appeals.answer', reason: 'optional', moves: { info_requested: 'in_review' } },
    time_out: { operation: 'appeals.time_out', reason: 'optional', moves: { info_requested: 'in_review' } },
    propose_result: { operation: 'appeals.decide', reason: 'required', moves: { in_review: 'proposed' } },
    return: { operation: 'appeals.cosign', reason: 'required', moves: { proposed: 'in_review' } },
    decide: { operation: 'appeals.decide', reason: 'required', moves: { in_review: RESULTS } },
    cosign: { operation: 'appeals.cosign', reason: 'required', moves: { proposed: RESULTS } },
    withdraw: {
      operation: 'appeals.withdraw',
      reason: 'optional',
      moves: {
        draft: 'withdrawn',
        submitted: 'withdrawn',
        acknowledged: 'withdrawn',
        inadmissible: 'withdrawn',
        in_review: 'withdrawn',
        info_requested: 'withdrawn',
      },
    },
    open_dispute: {
      operation: 'appeals.dispute',
      reason: 'required',
      moves: {
        upheld: 'external_dispute',
        partly_reversed: 'external_dispute',
        reversed: 'external_dispute',
        inadmissible: 'external_dispute',
      },
    },
    close_dispute: {
      operation: 'appeals.dispute',
      reason: 'required',
      moves: { external_dispute: ['upheld', 'partly_reversed', 'reversed'] },
    },
  },
};

/** States that count as open: one open appeal per action. */
export const OPEN_APPEAL_STATES = [
  'draft',
  'submitted',
  'acknowledged',
  'in_review',
  'info_requested',
  'proposed',
] as const satisfies readonly AppealState[];
/** States in which the customer waits for us; the deadline clock runs. */
export const RUNNING_APPEAL_STATES = [
  'submitted',
  'acknowledged',
  'in_review',
  'proposed',
] as const satisfies readonly AppealState[];

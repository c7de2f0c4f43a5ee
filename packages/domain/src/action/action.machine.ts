import type { Machine } from '../machine/machine.js';

/**
 * The effect of a decision on a subject, which an executor carries out and can undo.
 * `executing → failed → retrying | manual → done with proof | abandoned with reason`.
 * A reversal stays `reversing`, and harm is counted, until the control plane confirms.
 */
export const ACTION_STATES = [
  'proposed',
  'withdrawn',
  'approved',
  'executing',
  'active',
  'failed',
  'retrying',
  'manual',
  'done',
  'abandoned',
  'expired',
  'lifting',
  'lifted',
  'reversing',
  'reversed',
  'superseded',
] as const;
export type ActionState = (typeof ACTION_STATES)[number];

export const ACTION_COMMANDS = [
  'withdraw',
  'approve',
  'execute',
  'confirm',
  'fail',
  'retry',
  'take_over',
  'prove_done',
  'abandon',
  'choose_end',
  'expire',
  'ratify',
  'lapse',
  'lift',
  'confirm_lift',
  'reverse',
  'confirm_reversal',
  'supersede',
] as const;
export type ActionCommandType = (typeof ACTION_COMMANDS)[number];

export const ACTION_MACHINE: Machine<ActionState, ActionCommandType> = {
  name: 'action',
  states: ACTION_STATES,
  commands: ACTION_COMMANDS,
  table: {
    withdraw: { operation: 'decisions.withdraw', reason: 'required', moves: { proposed: 'withdrawn' } },
    approve: { operation: 'enforcement.run', reason: 'optional', moves: { proposed: 'approved' } },
    execute: { operation: 'enforcement.run', reason: 'optional', moves: { approved: 'executing' } },
    // Confirming twice is harmless; a confirmation that arrives after a failure was noted still counts.
    confirm: {
      operation: 'enforcement.confirm',
      reason: 'optional',
      moves: { executing: 'active', failed: 'active', retrying: 'active', active: 'active' },
    },
    fail: {
      operation: 'enforcement.confirm',
      reason: 'optional',
      moves: { executing: 'failed', retrying: 'failed', failed: 'failed' },
    },
    retry: { operation: 'enforcement.run', reason: 'optional', moves: { failed: 'retrying' } },
    take_over: { operation: 'enforcement.manual', reason: 'required', moves: { failed: 'manual' } },
    prove_done: { operation: 'enforcement.manual', reason: 'required', moves: { manual: 'done' } },
    abandon: { operation: 'enforcement.manual', reason: 'required', moves: { manual: 'abandoned' } },
    choose_end: {
      operation: 'enforcement.choose_end',
      reason: 'required',
      moves: { active: 'active', done: 'done' },
    },
    expire: { operation: 'enforcement.run', reason: 'optional', moves: { active: 'expired', done: 'expired' } },
    ratify: {
      operation: 'decisions.ratify',
      reason: 'required',
      moves: {
        approved: 'approved',
        executing: 'executing',
        failed: 'failed',
        retrying: 'retrying',
        active: 'active',
        manual: 'manual',
        done: 'done',
      },
    },
    // An emergency restriction that nobody ratified in time ends by itself.
    lapse: { operation: 'enforcement.run', reason: 'optional', moves: { active: 'lifting', done: 'lifting' } },
    lift: { operation: 'enforcement.lift', reason: 'required', moves: { active: 'lifting', done: 'lifting' } },
    confirm_lift: {
      operation: 'enforcement.confirm',
      reason: 'optional',
      moves: { lifting: 'lifted', lifted: 'lifted' },
    },
    // Also what has ended can be reversed: the record is cleared and what was lost is restored.
    reverse: {
      operation: 'enforcement.reverse',
      reason: 'required',
      moves: {
        active: 'reversing',
        done: 'reversing',
        lifting: 'reversing',
        lifted: 'reversing',
        expired: 'reversing',
      },
    },
    confirm_reversal: {
      operation: 'enforcement.confirm',
      reason: 'optional',
      moves: { reversing: 'reversed', reversed: 'reversed' },
    },
    supersede: {
      operation: 'enforcement.run',
      reason: 'required',
      moves: { active: 'superseded', done: 'superseded' },
    },
  },
};

/** States in which the subject feels the action: harm is counted and a recall must look at it. */
export const IN_EFFECT_ACTION_STATES = [
  'active',
  'done',
  'lifting',
  'reversing',
] as const satisfies readonly ActionState[];
/** States that keep the case from being resolved: the executor has not answered. */
export const UNSETTLED_ACTION_STATES = [
  'proposed',
  'approved',
  'executing',
  'failed',
  'retrying',
  'manual',
  'lifting',
  'reversing',
] as const satisfies readonly ActionState[];
/** States from which the customer can appeal. */
export const APPEALABLE_ACTION_STATES = [
  'active',
  'done',
  'lifting',
  'lifted',
  'expired',
] as const satisfies readonly ActionState[];

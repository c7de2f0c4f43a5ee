import type { Machine } from '../machine/machine.js';

/**
 * new → triaged → investigating ⇄ waiting_customer | waiting_partner → proposed → decided → enforcing → resolved → final.
 * A proposal that is returned, refused, withdrawn or expired sends the case back to investigating.
 * `resolved`: the work is done; backlog and SLA count this. `final`: the appeal window has ended or the last appeal
 * is decided. An emergency restriction is an action, not a state of the case.
 */
export const CASE_STATES = [
  'new',
  'triaged',
  'investigating',
  'waiting_customer',
  'waiting_partner',
  'proposed',
  'decided',
  'enforcing',
  'monitoring',
  'resolved',
  'final',
  'reopened',
  'merged',
  'split',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

export const CASE_COMMANDS = [
  'triage',
  'claim',
  'release',
  'wait_for_customer',
  'wait_for_partner',
  'resume',
  'propose',
  'proposal_returned',
  'proposal_refused',
  'proposal_withdrawn',
  'proposal_expired',
  'proposal_approved',
  'enforce',
  'monitor',
  'monitoring_due',
  'resolve',
  'finalise',
  'reopen',
  'merge',
  'undo_merge',
  'split',
  'undo_split',
] as const;
export type CaseCommandType = (typeof CASE_COMMANDS)[number];

export const CASE_MACHINE: Machine<CaseState, CaseCommandType> = {
  name: 'case',
  states: CASE_STATES,
  commands: CASE_COMMANDS,
  table: {
    triage: { operation: 'casework.triage', reason: 'optional', moves: { new: 'triaged' } },
    // A claim starts the work; on a case that is already being worked it only takes the lease.
    claim: {
      operation: 'casework.claim',
      reason: 'optional',
      moves: {
        new: 'investigating',
        triaged: 'investigating',
        reopened: 'investigating',
        investigating: 'investigating',
        waiting_customer: 'waiting_customer',
        waiting_partner: 'waiting_partner',
      },
    },
    release: {
      operation: 'casework.release',
      reason: 'optional',
      moves: {
        investigating: 'investigating',
        waiting_customer: 'waiting_customer',
        waiting_partner: 'waiting_partner',
      },
    },
    wait_for_customer: {
      operation: 'casework.wait',
      reason: 'required',
      moves: { investigating: 'waiting_customer' },
    },
    wait_for_partner: { operation: 'casework.wait', reason: 'required', moves: { investigating: 'waiting_partner' } },
    resume: {
      operation: 'casework.resume',
      reason: 'optional',
      moves: { waiting_customer: 'investigating', waiting_partner: 'investigating' },
    },
    propose: { operation: 'decisions.propose', reason: 'required', moves: { investigating: 'proposed' } },
    proposal_returned: { operation: 'decisions.return', reason: 'required', moves: { proposed: 'investigating' } },
    proposal_refused: { operation: 'decisions.refuse', reason: 'required', moves: { proposed: 'investigating' } },
    proposal_withdrawn: { operation: 'decisions.withdraw', reason: 'required', moves: { proposed: 'investigating' } },
    proposal_expired: { operation: 'decisions.expire', reason: 'optional', moves: { proposed: 'investigating' } },
    proposal_approved: { operation: 'casework.advance', reason: 'optional', moves: { proposed: 'decided' } },
    enforce: { operation: 'casework.advance', reason: 'optional', moves: { decided: 'enforcing' } },
    monitor: { operation: 'casework.advance', reason: 'optional', moves: { decided: 'monitoring' } },
    monitoring_due: { operation: 'casework.advance', reason: 'optional', moves: { monitoring: 'triaged' } },
    resolve: {
      operation: 'casework.advance',
      reason: 'optional',
      moves: { decided: 'resolved', enforcing: 'resolved' },
    },
    finalise: { operation: 'casework.advance', reason: 'optional', moves: { resolved: 'final' } },
    reopen: { operation: 'casework.reopen', reason: 'required', moves: { final: 'reopened' } },
    merge: {
      operation: 'casework.merge',
      reason: 'required',
      moves: {
        new: 'merged',
        triaged: 'merged',
        investigating: 'merged',
        waiting_customer: 'merged',
        waiting_partner: 'merged',
        reopened: 'merged',
      },
    },
    undo_merge: { operation: 'casework.merge', reason: 'required', moves: { merged: 'triaged' } },
    split: {
      operation: 'casework.merge',
      reason: 'required',
      moves: {
        new: 'split',
        triaged: 'split',
        investigating: 'split',
        waiting_customer: 'split',
        waiting_partner: 'split',
        reopened: 'split',
      },
    },
    undo_split: { operation: 'casework.merge', reason: 'required', moves: { split: 'triaged' } },
  },
};

/** States in which a case follows its cluster by itself (GR-4). Later, new alerts go to a follow-up case. */
export const FOLLOWING_CASE_STATES = [
  'new',
  'triaged',
  'investigating',
  'waiting_customer',
  'waiting_partner',
  'reopened',
] as const satisfies readonly CaseState[];
/** States that count as backlog: somebody still has to work. */
export const BACKLOG_CASE_STATES = [
  'new',
  'triaged',
  'investigating',
  'waiting_customer',
  'waiting_partner',
  'proposed',
  'decided',
  'enforcing',
  'reopened',
] as const satisfies readonly CaseState[];
/** States from which claim-next may hand a case out. */
export const CLAIMABLE_CASE_STATES = [
  'new',
  'triaged',
  'investigating',
  'reopened',
] as const satisfies readonly CaseState[];

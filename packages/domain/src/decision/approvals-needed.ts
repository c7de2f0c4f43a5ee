import { type Refusal, refuse } from '../machine/refusal.js';
import type { ActionKind, Role, Scope, Severity } from '../vocabulary.js';
import type { ApprovalSlot } from './decision.machine.js';
import { compareScopes, rungOf } from './ladder.js';

/** How many people and what volume an action would reach, counted from the directory. */
export interface Reach {
  readonly accounts: number;
  readonly seats: number;
  readonly exchanges30d: number;
  readonly paying: number;
  /** Subjects without an entry in the directory: reach unknown, cannot be suspended (IN-9). */
  readonly unknownSubjects: number;
}

/** Versioned data with effective dates; the default is the first version of a new installation. */
export interface ApprovalPolicy {
  /** Each level reached adds one approval, by one of these roles. */
  readonly blastRadius: readonly {
    readonly accounts: number;
    readonly seats: number;
    readonly anyOf: readonly Role[];
  }[];
  /** From this severity on, clearing a case needs a second person too; null for never. */
  readonly clearingFromSeverity: Severity | null;
  readonly emergencyHours: number;
}

export const DEFAULT_APPROVAL_POLICY: ApprovalPolicy = {
  blastRadius: [
    { accounts: 1_000, seats: 500, anyOf: ['senior_reviewer', 'manager', 'legal'] },
    { accounts: 10_000, seats: 5_000, anyOf: ['manager', 'legal'] },
  ],
  clearingFromSeverity: null,
  emergencyHours: 72,
};

export interface ApprovalQuestion {
  readonly kind: ActionKind;
  readonly scope: Scope;
  readonly reach: Pick<Reach, 'accounts' | 'seats'>;
  readonly severity: Severity;
}

const SECOND_PERSON: readonly Role[] = ['senior_reviewer', 'manager'];

/** DE-3: the approvals that a proposal needs beside its proposer, each with its reason. Empty: none. */
export function approvalsNeeded(
  { kind, scope, reach, severity }: ApprovalQuestion,
  policy: ApprovalPolicy = DEFAULT_APPROVAL_POLICY,
): readonly ApprovalSlot[] {
  const slots: ApprovalSlot[] = [];
  const ends = kind === 'suspend' || kind === 'terminate';
  if (rungOf(kind).hits) {
    if (scope === 'partner' && ends) {
      slots.push({ anyOf: ['legal'], because: 'ending a partner’s access needs Legal' });
      slots.push({ anyOf: ['manager'], because: 'ending a partner’s access needs a manager' });
    } else if (ends || compareScopes(scope, 'organization') >= 0) {
      slots.push({ anyOf: SECOND_PERSON, because: fourEyesReason(kind, scope) });
    }
    for (const level of policy.blastRadius) {
      if (rungOf(kind).takesAway && (reach.accounts >= level.accounts || reach.seats >= level.seats)) {
        slots.push({
          anyOf: level.anyOf,
          because: `it reaches ${reach.accounts} accounts and ${reach.seats} seats`,
        });
      }
    }
  } else if (
    kind === 'no_violation' &&
    policy.clearingFromSeverity !== null &&
    severity >= policy.clearingFromSeverity
  ) {
    slots.push({ anyOf: SECOND_PERSON, because: `clearing a case of severity ${severity} needs two people` });
  }
  return slots;
}

function fourEyesReason(kind: ActionKind, scope: Scope): string {
  if (kind === 'suspend') return 'a suspension needs two people';
  if (kind === 'terminate') return 'a termination needs two people';
  return scope === 'partner'
    ? 'an action on a partner needs two people'
    : 'an organization-wide action needs two people';
}

export interface EmergencyOrder {
  readonly kind: ActionKind;
  readonly scope: Scope;
}

export type EmergencyCheck =
  | { readonly ok: true; readonly lapsesAt: Date }
  | Refusal<'EMERGENCY_TOO_HARSH' | 'EMERGENCY_TOO_WIDE'>;

/** Emergency restriction by one senior: at most restrict or rate-limit, below organization, lapsing unless ratified. */
export function checkEmergency(
  { kind, scope }: EmergencyOrder,
  now: Date,
  policy: ApprovalPolicy = DEFAULT_APPROVAL_POLICY,
): EmergencyCheck {
  if (kind !== 'restrict' && kind !== 'rate_limit') {
    return refuse('EMERGENCY_TOO_HARSH', 'In an emergency one person may restrict or limit the rate, no more.', [
      'restrict',
      'rate_limit',
    ]);
  }
  if (compareScopes(scope, 'organization') >= 0) {
    return refuse('EMERGENCY_TOO_WIDE', 'Organization-wide needs a second person, also in an emergency.', [
      'api_key',
      'account',
      'decisions.propose',
    ]);
  }
  return { ok: true, lapsesAt: new Date(now.getTime() + policy.emergencyHours * 3_600_000) };
}

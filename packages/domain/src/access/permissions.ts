import { ROLES, type Role } from '../vocabulary.js';
import { type Actor, MACHINE_PARTIES, type Party, partiesOf } from './actor.js';

const CASEWORKERS = ['reviewer', 'senior_reviewer'] as const;
const STAFF = ROLES;
/** Everyone who may look at cases. An administrator runs users, keys and settings, and has no business in a case. */
const CASE_READERS = [
  'reviewer',
  'senior_reviewer',
  'appeal_reviewer',
  'verification_analyst',
  'partner_manager',
  'manager',
  'legal',
  'auditor',
] as const;

/**
 * The one table of who may do what. API guards, state machines, screens, the manual and the generated test read it.
 * Separation of duties (a different person, no part in the matter) is not a role and is checked by the machines.
 */
export const PERMISSIONS = {
  // intake and directory
  'intake.submit': ['detector', 'system'],
  'intake.read_own': ['detector', 'export', 'system'],
  'intake.alerts.read': CASE_READERS,
  'intake.rejected.read': [...CASE_READERS, 'admin'],
  'intake.rejected.correct': ['senior_reviewer', 'system'],
  'intake.keys.read': ['admin', 'auditor'],
  'intake.keys.manage': ['admin'],
  'intake.triage': ['system'],
  'intake.dismiss': ['reviewer', 'senior_reviewer'],
  'intake.reopen': ['senior_reviewer'],
  'detectors.read': STAFF,
  'detectors.manage': ['manager', 'system'],
  'directory.write': ['directory', 'system'],
  'directory.read': CASE_READERS,
  'exports.read': ['export'],

  // grouping
  'grouping.read': CASE_READERS,
  'grouping.assign': ['system'],
  'grouping.correct': ['senior_reviewer'],
  'grouping.attribute': ['senior_reviewer', 'manager'],
  'grouping.lists.propose': CASEWORKERS,
  'grouping.lists.confirm': ['senior_reviewer'],
  'grouping.rules.read': [...CASE_READERS, 'admin'],
  'grouping.rules.manage': ['manager'],

  // casework
  'casework.read': CASE_READERS,
  'casework.triage': ['system', 'senior_reviewer'],
  'casework.claim': CASEWORKERS,
  'casework.release': [...CASEWORKERS, 'system'],
  'casework.skip': CASEWORKERS,
  'casework.reassign': ['senior_reviewer', 'manager'],
  'casework.find': CASEWORKERS,
  'casework.comment': ['reviewer', 'senior_reviewer', 'verification_analyst', 'partner_manager', 'manager', 'legal'],
  'casework.attach': ['reviewer', 'senior_reviewer', 'verification_analyst', 'partner_manager', 'manager', 'legal'],
  'casework.task': ['reviewer', 'senior_reviewer', 'verification_analyst', 'partner_manager', 'manager', 'legal'],
  'casework.wait': CASEWORKERS,
  'casework.resume': [...CASEWORKERS, 'customer', 'system'],
  'casework.reopen': ['senior_reviewer', 'system'],
  'casework.merge': ['senior_reviewer', 'system'],
  'casework.advance': ['system'],
  'casework.queues.manage': ['manager'],

  // decisions
  'decisions.read': CASE_READERS,
  'decisions.preview': [...CASEWORKERS, 'manager', 'legal'],
  'decisions.propose': CASEWORKERS,
  'decisions.approve': ['senior_reviewer', 'manager', 'legal'],
  'decisions.return': ['senior_reviewer', 'manager', 'legal'],
  'decisions.refuse': ['senior_reviewer', 'manager', 'legal'],
  'decisions.withdraw': CASEWORKERS,
  'decisions.settle': [...CASEWORKERS, 'system'],
  'decisions.expire': ['system'],
  'decisions.emergency': ['senior_reviewer'],
  'decisions.ratify': ['manager'],

  // enforcement
  'enforcement.read': [...CASE_READERS, 'admin'],
  'enforcement.run': ['system'],
  'enforcement.confirm': ['control_plane', 'system'],
  'enforcement.replay': ['senior_reviewer', 'manager', 'admin'],
  'enforcement.skip': ['manager'],
  'enforcement.manual': ['senior_reviewer', 'manager'],
  'enforcement.lift': ['senior_reviewer', 'system'],
  'enforcement.reverse': ['appeal_reviewer', 'manager', 'system'],
  'enforcement.choose_end': ['senior_reviewer'],
  'enforcement.endpoints.manage': ['admin'],

  // notices
  'notices.read': CASE_READERS,
  'notices.send': ['system'],
  'notices.resend': ['senior_reviewer', 'appeal_reviewer', 'system'],
  'notices.withhold': ['legal'],
  'notices.open': ['customer', 'system'],

  // appeals
  'appeals.read': [...CASE_READERS],
  'appeals.file': ['customer'],
  'appeals.answer': ['customer'],
  'appeals.withdraw': ['customer'],
  'appeals.acknowledge': ['system'],
  'appeals.claim': ['appeal_reviewer'],
  'appeals.admit': ['appeal_reviewer'],
  'appeals.ask': ['appeal_reviewer'],
  'appeals.message': ['appeal_reviewer', 'customer'],
  'appeals.relief.ask': ['customer'],
  'appeals.relief.decide': ['appeal_reviewer', 'manager'],
  'appeals.decide': ['appeal_reviewer'],
  'appeals.cosign': ['manager'],
  'appeals.time_out': ['system'],
  'appeals.dispute': ['legal'],

  // outcomes and metrics
  'outcomes.read': STAFF,
  'outcomes.pull': ['detector', 'export'],
  'outcomes.record': ['reviewer', 'senior_reviewer', 'appeal_reviewer', 'system'],
  'outcomes.harm.read': CASE_READERS,
  'metrics.read': STAFF,
  'metrics.rollup': ['system'],

  // access and history
  'audit.read': ['auditor', 'legal', 'manager'],
  'audit.export': ['auditor', 'legal'],
  'access.read': ['admin', 'auditor', 'manager'],
  'access.manage': ['admin'],
  'access.sign_in': STAFF,
  'settings.read': ['admin', 'auditor', 'manager'],
  'settings.manage': ['admin'],
  'operations.read': ['admin', 'manager', 'auditor'],
  'live.subscribe': STAFF,
} as const satisfies Record<string, readonly Party[]>;

export type Operation = keyof typeof PERMISSIONS;
export const OPERATIONS = Object.keys(PERMISSIONS) as Operation[];
export const PARTIES: readonly Party[] = [...ROLES, ...MACHINE_PARTIES];

/** Who may do this, as the table says. */
export function partiesFor(operation: Operation): readonly Party[] {
  return PERMISSIONS[operation];
}

/** The staff roles among them: what a "forbidden" screen names. */
export function rolesFor(operation: Operation): readonly Role[] {
  return partiesFor(operation).filter((party): party is Role => (ROLES as readonly string[]).includes(party));
}

export function may(actor: Actor, operation: Operation): boolean {
  const allowed = partiesFor(operation);
  return partiesOf(actor).some((party) => allowed.includes(party));
}

/** Everything this actor may do, in table order: what a session carries to the screen. */
export function operationsOf(actor: Actor): readonly Operation[] {
  return OPERATIONS.filter((operation) => may(actor, operation));
}

/** Operations that look and change nothing. All that an auditor has. */
export const READ_OPERATIONS = OPERATIONS.filter(
  (operation) =>
    /\.(read|read_own|pull|export|preview|subscribe|sign_in)$/.test(operation) || operation === 'exports.read',
);

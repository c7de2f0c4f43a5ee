/**
 * The closed vocabularies. Database columns, GraphQL enums and wire formats use exactly these words.
 * Adding a word is a migration; renaming one breaks history.
 */

/** How access rules were evaded (DOMAIN §1). Open-ended in spirit: `unknown` is a value, new routes are proposed. */
export const ROUTES = [
  'transfer_station',
  'cloud_marketplace',
  'cloud_sub_routing',
  'reseller_unscreened',
  'overseas_subsidiary',
  'shell_company',
  'intranet_tunnel',
  'vpn_proxy',
  'payment_cover',
  'personal_subscription',
  'distillation',
  'signup_farming',
  'stolen_credential',
  'exception_abuse',
  'unknown',
] as const;
export type Route = (typeof ROUTES)[number];

/** As people read them: in titles, legends and letters. */
export const ROUTE_NAMES = {
  transfer_station: 'Transfer station',
  cloud_marketplace: 'Cloud marketplace',
  cloud_sub_routing: 'Cloud sub-routing',
  reseller_unscreened: 'Unscreened reseller',
  overseas_subsidiary: 'Overseas subsidiary',
  shell_company: 'Shell company',
  intranet_tunnel: 'Intranet tunnel',
  vpn_proxy: 'VPN or proxy',
  payment_cover: 'Payment cover',
  personal_subscription: 'Personal subscription',
  distillation: 'Distillation',
  signup_farming: 'Sign-up farming',
  stolen_credential: 'Stolen credential',
  exception_abuse: 'Exception abuse',
  unknown: 'Route unknown',
} as const satisfies Record<Route, string>;

/** @returns the name of a route, or for a word that is in no vocabulary (yet) the word itself, readable */
export function routeName(route: string): string {
  if (Object.hasOwn(ROUTE_NAMES, route)) return ROUTE_NAMES[route as Route];
  const spaced = route.replaceAll('_', ' ').trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** OCSF severity ids, 0 to 6. */
export const SEVERITIES = [0, 1, 2, 3, 4, 5, 6] as const;
export type Severity = (typeof SEVERITIES)[number];
export const SEVERITY_WORDS = {
  0: 'unknown',
  1: 'informational',
  2: 'low',
  3: 'medium',
  4: 'high',
  5: 'critical',
  6: 'fatal',
} as const satisfies Record<Severity, string>;
export type SeverityWord = (typeof SEVERITY_WORDS)[Severity];

export const SUBJECT_KINDS = ['api_key', 'account', 'organization', 'partner', 'end_user'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
export interface SubjectRef {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** Staff roles. A person may hold several; separation of duties is checked per matter, not per role. */
export const ROLES = [
  'reviewer',
  'senior_reviewer',
  'appeal_reviewer',
  'verification_analyst',
  'partner_manager',
  'manager',
  'legal',
  'auditor',
  'admin',
] as const;
export type Role = (typeof ROLES)[number];

/** What a subject in a case turned out to be. Actions attach to findings, never to mere membership. */
export const FINDINGS = [
  'operator',
  'knowing_participant',
  'facilitator',
  'victim',
  'bystander',
  'undetermined',
] as const;
export type Finding = (typeof FINDINGS)[number];

/** Families of signal (DOMAIN §2, third column). Family and source come from the detector registry only. */
export const FAMILIES = [
  'network',
  'client',
  'account',
  'payment',
  'behaviour',
  'identity',
  'content',
  'report',
] as const;
export type Family = (typeof FAMILIES)[number];

export const DETECTOR_STATES = ['shadow', 'active', 'retired'] as const;
export type DetectorState = (typeof DETECTOR_STATES)[number];
/** A version can also be withdrawn (a recall): what rests on it is tested again without it. */
export const DETECTOR_VERSION_STATES = ['shadow', 'active', 'retired', 'withdrawn'] as const;
export type DetectorVersionState = (typeof DETECTOR_VERSION_STATES)[number];
export const DETECTOR_KINDS = ['rule', 'behavioural', 'statistical', 'learned', 'fingerprint', 'report'] as const;
export type DetectorKind = (typeof DETECTOR_KINDS)[number];
/** What a detector's signal may lawfully be used for, weakest first. */
export const SIGNAL_USES = ['triage', 'corroborate', 'decisive'] as const;
export type SignalUse = (typeof SIGNAL_USES)[number];

/** Known indicator types. The wire vocabulary is open: other types are kept as they are. */
export const INDICATOR_TYPES = [
  'account',
  'organization',
  'api_key',
  'payment_instrument',
  'device_id',
  'ip',
  'network',
  'asn',
  'ja4',
  'email',
  'email_domain',
  'phone',
  'registered_address',
  'owner_entity',
  'owner_name',
  'partner',
  'end_user',
  'prompt_template',
  'user_agent',
  'billing_country',
  'registry_number',
  'lei',
] as const;
export type KnownIndicatorType = (typeof INDICATOR_TYPES)[number];

/** What turned out to be true about an alert. */
export const VERDICTS = ['true_positive', 'false_positive', 'benign', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];
/** OCSF Incident Finding `verdict_id`. */
export const OCSF_VERDICT_IDS = {
  false_positive: 1,
  true_positive: 2,
  benign: 5,
  unknown: 7,
} as const satisfies Record<Verdict, number>;

/** Why an alert was not what it seemed (OU-1). */
export const OUTCOME_REASONS = [
  'wrong_location',
  'legitimate_gateway',
  'shared_infrastructure',
  'travel',
  'stale_ownership_data',
  'name_collision',
  'authorised_exception',
  'partner_error',
  'benign_automation',
  'other',
] as const;
export type OutcomeReason = (typeof OUTCOME_REASONS)[number];

/** Who or what said so. False positives known only from appeals are a lower bound, so samples count apart. */
export const OUTCOME_SOURCES = ['case', 'appeal', 'random_sample', 'recall'] as const;
export type OutcomeSource = (typeof OUTCOME_SOURCES)[number];

export const APPEAL_RESULTS = ['upheld', 'partly_reversed', 'reversed', 'inadmissible', 'withdrawn'] as const;
export type AppealResult = (typeof APPEAL_RESULTS)[number];
export const REVERSAL_REASONS = [
  'mistaken_fact',
  'not_subject',
  'new_evidence',
  'cured',
  'disproportionate',
  'procedural',
  'leniency',
] as const;
export type ReversalReason = (typeof REVERSAL_REASONS)[number];

/** The ladder (DE-1), mildest first. The first two leave the subject alone and produce no action. */
export const ACTION_KINDS = [
  'no_violation',
  'monitor',
  'warn',
  'require_verification',
  'rate_limit',
  'restrict',
  'suspend',
  'terminate',
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];
/** What the control plane can be asked to do. */
export const CONTROL_PLANE_KINDS = [
  'warn',
  'require_verification',
  'rate_limit',
  'restrict',
  'suspend',
  'terminate',
  'lift',
] as const;
export type ControlPlaneKind = (typeof CONTROL_PLANE_KINDS)[number];

/** Scopes of an action, narrowest first. */
export const SCOPES = ['api_key', 'account', 'organization', 'partner'] as const;
export type Scope = (typeof SCOPES)[number];
/** What a restriction is about. */
export const RESTRICTION_TARGETS = ['model', 'feature', 'region', 'key'] as const;
export type RestrictionTarget = (typeof RESTRICTION_TARGETS)[number];

/** Contract (our terms) and law are separate fields with different consequences. */
export const GROUNDS = ['contractual', 'legal'] as const;
export type Ground = (typeof GROUNDS)[number];

/** Who carries an action out (DE-7). */
export const EXECUTORS = ['control_plane', 'partner'] as const;
export type Executor = (typeof EXECUTORS)[number];

/** The part that a staff member had in a matter; any of them bars that person from hearing its appeal (AP-3). */
export const PARTICIPATIONS = [
  'claimed',
  'proposer',
  'approver',
  'ratifier',
  'verifier',
  'auditor_of_partner',
  'blind_reviewer',
  'appeal_reviewer',
  'cosigner',
] as const;
export type Participation = (typeof PARTICIPATIONS)[number];

export const NOTICE_KINDS = [
  'statement_of_reasons',
  'victim_notice',
  'verification_request',
  'appeal_acknowledged',
  'appeal_question',
  'appeal_message',
  'appeal_result',
  'action_ended',
  'fresh_link',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** How far means were automated: the three values of the DSA transparency database. */
export const AUTOMATION_LEVELS = ['not_automated', 'partially_automated', 'fully_automated'] as const;
export type AutomationLevel = (typeof AUTOMATION_LEVELS)[number];

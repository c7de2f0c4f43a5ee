import type { AutomationLevel, Family, Ground, Scope } from '../vocabulary.js';
import type { HittingKind } from './statement-of-reasons.js';

/**
 * A record for the DSA transparency database (version 2): voluntary export, no personal data. Names and facts of the
 * customer stay out; clause, families of signal and dates say what happened.
 */
export interface DsaStatement {
  readonly decision_account: 'DECISION_ACCOUNT_SUSPENDED' | 'DECISION_ACCOUNT_TERMINATED' | null;
  readonly decision_provision:
    | 'DECISION_PROVISION_PARTIAL_SUSPENSION'
    | 'DECISION_PROVISION_TOTAL_SUSPENSION'
    | 'DECISION_PROVISION_TOTAL_TERMINATION'
    | null;
  readonly decision_ground: 'DECISION_GROUND_INCOMPATIBLE_CONTENT' | 'DECISION_GROUND_ILLEGAL_CONTENT';
  readonly incompatible_content_ground: string | null;
  readonly incompatible_content_explanation: string | null;
  readonly illegal_content_legal_ground: string | null;
  readonly illegal_content_explanation: string | null;
  readonly decision_facts: string;
  readonly source_type: 'SOURCE_VOLUNTARY' | 'SOURCE_TYPE_OTHER_NOTIFICATION';
  readonly automated_detection: 'Yes' | 'No';
  readonly automated_decision:
    | 'AUTOMATED_DECISION_NOT_AUTOMATED'
    | 'AUTOMATED_DECISION_PARTIALLY'
    | 'AUTOMATED_DECISION_FULLY';
  readonly category: 'STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE';
  /** Days, YYYY-MM-DD in UTC. */
  readonly application_date: string;
  readonly end_date_account_restriction: string | null;
  readonly puid: string;
}

/** Longest values that the database takes, in characters. */
export const DSA_LIMITS = {
  incompatible_content_ground: 500,
  incompatible_content_explanation: 2_000,
  illegal_content_legal_ground: 500,
  illegal_content_explanation: 2_000,
  decision_facts: 5_000,
  puid: 500,
} as const;

export interface DsaInput {
  /** Our own identifier of the statement: the id of the notice. */
  readonly id: string;
  readonly kind: HittingKind;
  readonly scope: Scope;
  readonly ground: Ground;
  readonly clause: { readonly title: string; readonly text: string };
  readonly route: string;
  readonly families: readonly Family[];
  readonly automatedDetection: boolean;
  readonly automatedDecision: AutomationLevel;
  readonly from: Date;
  readonly until: Date | null;
}

const AUTOMATED_DECISION = {
  not_automated: 'AUTOMATED_DECISION_NOT_AUTOMATED',
  partially_automated: 'AUTOMATED_DECISION_PARTIALLY',
  fully_automated: 'AUTOMATED_DECISION_FULLY',
} as const satisfies Record<AutomationLevel, string>;

export function dsaStatement(input: DsaInput): DsaStatement {
  const contractual = input.ground === 'contractual';
  const ground = clip(input.clause.title, DSA_LIMITS.incompatible_content_ground);
  const explanation = clip(input.clause.text, DSA_LIMITS.incompatible_content_explanation);
  const ends = input.kind === 'suspend' || input.kind === 'terminate';
  const wholeAccount = ends && input.scope !== 'api_key';
  return {
    decision_account: wholeAccount
      ? input.kind === 'suspend'
        ? 'DECISION_ACCOUNT_SUSPENDED'
        : 'DECISION_ACCOUNT_TERMINATED'
      : null,
    decision_provision: provisionOf(input, wholeAccount),
    decision_ground: contractual ? 'DECISION_GROUND_INCOMPATIBLE_CONTENT' : 'DECISION_GROUND_ILLEGAL_CONTENT',
    incompatible_content_ground: contractual ? ground : null,
    incompatible_content_explanation: contractual ? explanation : null,
    illegal_content_legal_ground: contractual ? null : ground,
    illegal_content_explanation: contractual ? null : explanation,
    decision_facts: clip(
      `Route: ${input.route.replaceAll('_', ' ')}. Kinds of signals: ${[...new Set(input.families)].join(', ')}.`,
      DSA_LIMITS.decision_facts,
    ),
    source_type: input.families.includes('report') ? 'SOURCE_TYPE_OTHER_NOTIFICATION' : 'SOURCE_VOLUNTARY',
    automated_detection: input.automatedDetection ? 'Yes' : 'No',
    automated_decision: AUTOMATED_DECISION[input.automatedDecision],
    category: 'STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE',
    application_date: day(input.from),
    end_date_account_restriction: wholeAccount && input.until !== null ? day(input.until) : null,
    puid: clip(input.id.replace(/[^a-zA-Z0-9\-_]/g, '-'), DSA_LIMITS.puid, ''),
  };
}

function provisionOf({ kind, scope }: DsaInput, wholeAccount: boolean): DsaStatement['decision_provision'] {
  if (wholeAccount) return null;
  if (kind === 'terminate') return 'DECISION_PROVISION_TOTAL_TERMINATION';
  if (kind === 'suspend') return scope === 'api_key' ? 'DECISION_PROVISION_PARTIAL_SUSPENSION' : null;
  return kind === 'restrict' || kind === 'rate_limit' ? 'DECISION_PROVISION_PARTIAL_SUSPENSION' : null;
}

/** Cuts by whole characters (never through a surrogate pair) and marks the cut. */
export function clip(text: string, limit: number, mark = '…'): string {
  const characters = [...text];
  if (characters.length <= limit) return text;
  return characters.slice(0, limit - mark.length).join('') + mark;
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}

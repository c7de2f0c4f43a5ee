import type { AlertBody, DirectoryRecord, RouteCode, SubjectRef } from '../wire.js';

/**
 * The past of a demo world, as things that people and machines did. A loader replays them through the application's
 * own commands under a simulated clock; nothing here writes history or figures. Plain data: alerts and subjects are
 * named as the outside world names them, a case by any alert that is in it.
 */

export type StaffRole =
  | 'reviewer'
  | 'senior_reviewer'
  | 'appeal_reviewer'
  | 'verification_analyst'
  | 'partner_manager'
  | 'manager'
  | 'legal'
  | 'auditor'
  | 'admin';

export interface AlertRef {
  readonly detector: string;
  readonly id: string;
}

/** Key of a person in `staff`. */
export type StaffKey = string;

export type FindingWord = 'operator' | 'knowing_participant' | 'facilitator' | 'victim' | 'bystander' | 'undetermined';
export type DecisionKind =
  | 'no_violation'
  | 'monitor'
  | 'warn'
  | 'require_verification'
  | 'rate_limit'
  | 'restrict'
  | 'suspend'
  | 'terminate';
export type ScopeWord = 'api_key' | 'account' | 'organization' | 'partner';
export type ClearingReason =
  | 'wrong_location'
  | 'legitimate_gateway'
  | 'shared_infrastructure'
  | 'travel'
  | 'stale_ownership_data'
  | 'name_collision'
  | 'authorised_exception'
  | 'partner_error'
  | 'benign_automation'
  | 'other';
export type ReversalWord =
  | 'mistaken_fact'
  | 'not_subject'
  | 'new_evidence'
  | 'cured'
  | 'disproportionate'
  | 'procedural'
  | 'leniency';

export interface Paper {
  readonly fileName: string;
  readonly title: string;
  readonly lines: readonly string[];
  /** Boxes from top to bottom, joined by lines with the share on them: an ownership chart. */
  readonly chart?: readonly { readonly label: string; readonly share?: string }[];
}

interface At {
  /** Epoch milliseconds. */
  readonly at: number;
}
interface OnCase extends At {
  /** Any alert of the case. */
  readonly case: AlertRef;
}
interface ByStaff {
  readonly by: StaffKey;
}

export interface ProposalStep extends OnCase, ByStaff {
  readonly do: 'decision.propose';
  readonly kind: DecisionKind;
  readonly scope: ScopeWord | null;
  /** Null: all subjects of the case in this scope whose finding carries the action. */
  readonly subjects: readonly SubjectRef[] | null;
  readonly route: RouteCode;
  readonly ground: 'contractual' | 'legal' | null;
  readonly clause: string;
  /** Null: all alerts of the case. */
  readonly evidence: readonly AlertRef[] | null;
  readonly facts: string;
  readonly reasons: string;
  readonly considered: readonly string[];
  readonly until: number | null;
  readonly clearing: { readonly verdict: 'false_positive' | 'benign'; readonly reason: ClearingReason } | null;
}

export type StoryStep =
  | (At & { readonly do: 'directory.put'; readonly records: readonly DirectoryRecord[] })
  /** A detector posts, and grouping catches up before the next step. */
  | (At & { readonly do: 'alerts.post'; readonly alerts: readonly AlertBody[] })
  | (OnCase & ByStaff & { readonly do: 'case.claim' })
  | (OnCase & ByStaff & { readonly do: 'case.release'; readonly reason: string })
  | (OnCase & ByStaff & { readonly do: 'case.comment'; readonly text: string })
  | (OnCase & ByStaff & { readonly do: 'case.attach'; readonly paper: Paper })
  | (OnCase & ByStaff & { readonly do: 'case.wait'; readonly party: 'customer' | 'partner'; readonly reason: string })
  | (OnCase &
      ByStaff & {
        readonly do: 'case.find';
        /** Null: every subject of the case that has no finding yet. */
        readonly subjects: readonly SubjectRef[] | null;
        readonly finding: FindingWord;
        readonly reason: string;
      })
  | ProposalStep
  | (OnCase &
      ByStaff & { readonly do: 'decision.approve' | 'decision.return' | 'decision.refuse'; readonly reason: string })
  /** The control plane answers for every action of the case that waits for it. */
  | (OnCase & { readonly do: 'action.confirm'; readonly status: 'in_effect' | 'failed' | 'lifted' })
  /** Notices of the case are composed, sent and delivered. */
  | (OnCase & { readonly do: 'notice.deliver' })
  | (OnCase & {
      readonly do: 'appeal.submit';
      /** Whose verified contact writes. */
      readonly customer: SubjectRef;
      readonly statement: string;
      readonly papers: readonly Paper[];
      readonly asksForRelief?: string;
    })
  | (OnCase & {
      readonly do: 'appeal.message' | 'appeal.answer' | 'appeal.withdraw';
      readonly customer: SubjectRef;
      readonly text: string;
    })
  /** Takes the appeal into review. */
  | (OnCase & ByStaff & { readonly do: 'appeal.claim'; readonly firstReading: string })
  | (OnCase & ByStaff & { readonly do: 'appeal.ask'; readonly text: string })
  | (OnCase & ByStaff & { readonly do: 'appeal.inadmissible'; readonly reason: string })
  | (OnCase &
      ByStaff & {
        readonly do: 'appeal.decide';
        readonly result: 'upheld' | 'partly_reversed' | 'reversed';
        readonly reason: ReversalWord | null;
        readonly text: string;
        /** Alerts that carried the mistaken fact. */
        readonly mistaken: readonly AlertRef[];
        readonly mistakenReason: ClearingReason | null;
      })
  | (OnCase & ByStaff & { readonly do: 'appeal.cosign'; readonly agree: boolean; readonly reason: string });

export type StepWord = StoryStep['do'];

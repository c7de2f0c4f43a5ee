/** The shapes that leave this package. They follow the contract at the edge; specs hold them to its parsers. */

export type RouteCode =
  | 'transfer_station'
  | 'cloud_marketplace'
  | 'cloud_sub_routing'
  | 'reseller_unscreened'
  | 'overseas_subsidiary'
  | 'shell_company'
  | 'intranet_tunnel'
  | 'vpn_proxy'
  | 'payment_cover'
  | 'personal_subscription'
  | 'distillation'
  | 'signup_farming'
  | 'stolen_credential'
  | 'exception_abuse'
  | 'unknown';

export type SubjectKind = 'api_key' | 'account' | 'organization' | 'partner' | 'end_user';

export interface SubjectRef {
  readonly kind: SubjectKind;
  readonly id: string;
}

export interface Indicator {
  readonly type: string;
  readonly value: string;
}

export interface EvidencePanel {
  readonly type: string;
  readonly family: string;
  readonly source: string;
  readonly collectedAt: string;
  readonly dataClass?: 'technical' | 'payment' | 'identity' | 'content';
  readonly data: Readonly<Record<string, unknown>>;
}

/** Alert v1 as a detector posts it. */
export interface AlertBody {
  readonly id: string;
  readonly detector: { readonly id: string; readonly version: string; readonly state: string };
  readonly kind: string;
  readonly title: string;
  readonly severity: number;
  readonly confidence: number;
  readonly observedAt: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly count: number;
  readonly routes: readonly { readonly route: RouteCode; readonly probability: number }[];
  readonly subject: SubjectRef;
  readonly related: readonly SubjectRef[];
  readonly indicators: readonly Indicator[];
  readonly evidence: readonly EvidencePanel[];
  readonly policyClauses: readonly string[];
}

export type TruthLabel = 'operator' | 'knowing_participant' | 'facilitator' | 'victim' | 'bystander' | 'innocent';

/** What is really so about an alert. Written beside the alerts, never into them. */
export interface TruthRow {
  readonly detector: string;
  readonly alertId: string;
  /** Alerts with the same cluster belong together: one scheme, or one innocent customer. */
  readonly cluster: string;
  readonly campaign: string | null;
  readonly organization: string | null;
  readonly subject: SubjectRef;
  readonly route: RouteCode | null;
  readonly label: TruthLabel;
  readonly verdict: 'true_positive' | 'false_positive' | 'benign';
  /** OCSF Incident Finding `verdict_id`. */
  readonly verdictId: 1 | 2 | 5;
}

export interface DirectoryRecord {
  readonly kind: 'organization' | 'account' | 'api_key' | 'seat' | 'contact' | 'partner';
  readonly id: string;
  readonly version: number;
  readonly deleted?: boolean;
  readonly parent?: { readonly kind: string; readonly id: string };
  readonly [field: string]: unknown;
}

export interface SimulatedAlert {
  readonly alert: AlertBody;
  readonly truth: TruthRow;
  /** Epoch milliseconds of `observedAt`. */
  readonly at: number;
}

/** A value that many unrelated subjects share, known beforehand: the maintained hub list of the provider. */
export interface KnownHub {
  readonly type: string;
  readonly value: string;
  readonly reason: string;
  readonly provenance: string;
}

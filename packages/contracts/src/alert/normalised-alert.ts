export type SubjectRef = { kind: string; id: string };
export type Indicator = { type: string; value: string };
export type DetectorClaim = { id: string; version: string | null; state: string | null };
export type RouteClaim = { route: string; probability: number | null };

/** As sent: `type` is checked, the rest belongs to the panel that draws it. */
export type EvidencePanel = {
  type: string;
  family?: string | null;
  source?: string | null;
  collectedAt?: string | null;
  data?: unknown;
  [more: string]: unknown;
};

/** A later word of a detector on a finding that it reported before (OCSF update or close). */
export type OccurrenceOf = { findingUid: string; activity: 'update' | 'close' };

export type AlertFormat = 'alert-v1' | 'ocsf-2004';

/** An accepted alert in the one form that intake stores. Instants are epoch milliseconds. */
export type NormalisedAlert = {
  format: AlertFormat;
  externalId: string;
  /** What the sender claims; null means that the key's default detector is meant. */
  detectorClaim: DetectorClaim | null;
  kind: string | null;
  title: string | null;
  /** OCSF 0–6. */
  severity: number;
  /** 0–100, may have a fraction. */
  confidence: number | null;
  observedAt: number;
  firstSeen: number;
  lastSeen: number;
  count: number;
  routes: RouteClaim[];
  subject: SubjectRef;
  related: SubjectRef[];
  /** In normal form, without empty and repeated ones, in the order sent. */
  indicators: Indicator[];
  evidence: EvidencePanel[];
  policyClauses: string[];
  fingerprint: string | null;
  /** OCSF `finding_info.uid`: later updates refer to it. */
  findingUid: string | null;
  occurrenceOf: OccurrenceOf | null;
  /** Unknown fields: of the top level by name, of inner objects by JSON pointer (`/indicators/0/note`). */
  extra: Record<string, unknown> | null;
  /** Canonical JSON of the alert as sent, without its envelope: the text to keep. */
  document: string;
  /** SHA-256 (64 hex digits) of `document`: the same for any order of names. */
  contentHash: string;
  /** 32 hex digits: alerts with the same key are one finding that repeats. See `foldKeyOf`. */
  foldKey: string;
};

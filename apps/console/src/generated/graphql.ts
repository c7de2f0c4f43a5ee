/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type AllowEntryInput = {
  /** The case in which it came up. */
  caseId?: string | number | null | undefined;
  detectorId?: string | null | undefined;
  evidence?: string | null | undefined;
  reason: string;
  /** The entry that it takes further or brings back. */
  renews?: string | number | null | undefined;
  /** Where it is known from. */
  source: string;
  subjectId?: string | null | undefined;
  subjectKind?: string | null | undefined;
  type?: string | null | undefined;
  /** Within twelve months. */
  until: string;
  value?: string | null | undefined;
};

/** Which alerts: of a detector or of all, about a subject, with a value, or both. */
export type AllowScopeInput = {
  detectorId?: string | null | undefined;
  subjectId?: string | null | undefined;
  subjectKind?: string | null | undefined;
  type?: string | null | undefined;
  value?: string | null | undefined;
};

export type AttributionInput = {
  campaignId: string | number;
  /** low, moderate or high */
  confidence?: string | null | undefined;
  /** Null withdraws what was said. */
  operator?: string | null | undefined;
  reason: string;
  source?: string | null | undefined;
  /** The last one that you saw; 0 for none. */
  version: number;
};

export type CaseFilter = {
  campaignId?: string | number | null | undefined;
  decidedFrom?: string | null | undefined;
  decidedTo?: string | null | undefined;
  detector?: string | null | undefined;
  /** A token that a mark of the overview hands out. */
  drill?: string | null | undefined;
  ids?: Array<string | number> | null | undefined;
  mine?: boolean | null | undefined;
  minimumSeverity?: number | null | undefined;
  openedFrom?: string | null | undefined;
  openedTo?: string | null | undefined;
  organizationId?: string | null | undefined;
  queue?: string | null | undefined;
  routes?: Array<string> | null | undefined;
  /** A case number, or the exact id of a subject. */
  search?: string | null | undefined;
  /** Without it: what is open. */
  states?: Array<string> | null | undefined;
};

export type CaseSort =
  | 'ACT_BY'
  | 'LAST_ALERT'
  | 'OPENED'
  | 'SEVERITY';

export type CaseSubjectInput = {
  id: string;
  kind: string;
};

/** What is wrong with the grouping. Which fields matter depends on the step. */
export type CorrectionInput = {
  /** Stands for their subjects: all alerts of one stay together. */
  alerts?: Array<string | number> | null | undefined;
  /** The case from which something leaves, or the first of two. */
  caseId?: string | number | null | undefined;
  /** What is taken back: a correction, or an entry of the hub list. */
  correctionId?: string | number | null | undefined;
  /** What kind of hub it is. */
  kind?: string | null | undefined;
  mergedCaseId?: string | number | null | undefined;
  /** Needed for doing it, not for looking. */
  reason?: string | null | undefined;
  /** Where this is known from. */
  source?: string | null | undefined;
  step: CorrectionStep;
  subjects?: Array<CaseSubjectInput> | null | undefined;
  /** The number of the other case. */
  toNumber?: number | null | undefined;
  /** Of the value by which nobody is to be linked any more. */
  type?: string | null | undefined;
  value?: string | null | undefined;
  /** Of that case, as it was seen. */
  version?: number | null | undefined;
};

export type CorrectionStep =
  | 'keep'
  | 'keep_apart'
  | 'merge'
  | 'move'
  | 'relink'
  | 'split'
  | 'undo'
  | 'undo_merge'
  | 'unlink';

export type DecideAppealInput = {
  appealId: string | number;
  /** Alerts that carried the fact that was found mistaken. */
  mistakenAlerts: Array<string | number>;
  /** Why those alerts were wrong. */
  mistakenReason?: string | null | undefined;
  /** Of a reversal: why. */
  reason?: string | null | undefined;
  /** Actions that end. Empty for a full reversal means all. */
  restores: Array<string | number>;
  /** upheld, partly_reversed, reversed, inadmissible */
  result: string;
  /** What the customer reads. */
  text: string;
  version: number;
};

/** Hubs as CSV: value, or type,value, or type,value,kind in each line. */
export type HubFileInput = {
  /** Of lines that name none. */
  kind: string;
  text: string;
  /** Of lines that name a value only; may be empty. */
  type: string;
};

export type HubImportInput = {
  fileName?: string | null | undefined;
  /** Of lines that name none. */
  kind: string;
  /** Leave out the lines that cannot be read. Else they are a reason to refuse. */
  leaveOut: boolean;
  reason: string;
  /** Where all of it is known from. */
  source: string;
  text: string;
  /** Of lines that name a value only; may be empty. */
  type: string;
};

export type ListAnswer =
  | 'confirm'
  | 'refuse'
  | 'withdraw';

export type ListName =
  | 'allow'
  | 'hub';

export type ListPhase =
  | 'active'
  | 'ended'
  | 'waiting';

export type OverviewInput = {
  /** With the period before; so unless told. */
  compare?: boolean | null | undefined;
  /** Figures, series and queues of work are left out: a case has many detectors. */
  detector?: string | null | undefined;
  from: string;
  /** hour (14 days at most), day (400), week or month (3,660); what suits the length of the period without. */
  grain?: string | null | undefined;
  /** Figures of alerts are left out: an alert has no queue. */
  queue?: string | null | undefined;
  route?: string | null | undefined;
  to: string;
  /** A time zone in which days begin; UTC without. */
  zone?: string | null | undefined;
};

export type PreviewInput = {
  caseId: string | number;
  /** Null: one alert of each detector and version stands for the case. */
  evidence?: Array<string | number> | null | undefined;
  kind: string;
  scope?: string | null | undefined;
  subjects?: Array<SubjectInput> | null | undefined;
  until?: string | null | undefined;
};

export type ProposeInput = {
  caseId: string | number;
  /** The version of the case that you looked at. */
  caseVersion: number;
  clause?: string | null | undefined;
  considered?: Array<string>;
  evidence: Array<string | number>;
  facts?: string;
  ground?: string | null | undefined;
  kind: string;
  /** No violation: why the alerts were not what they seemed. */
  outcomeReason?: string | null | undefined;
  /** No violation: false_positive or benign. */
  outcomeVerdict?: string | null | undefined;
  reasons: string;
  restriction?: unknown;
  route: string;
  scope?: string | null | undefined;
  subjects?: Array<SubjectInput> | null | undefined;
  until?: string | null | undefined;
};

export type RuleSetInput = {
  basedOn: number;
  name: string;
  reason: string;
  rules: unknown;
};

export type SubjectInput = {
  id: string;
  kind: string;
};

export type AppealRowFieldsFragment = { id: string, number: number, state: string, caseNumber: number, submittedAt: string | null, dueAt: string | null, pausedAt: string | null, result: string | null, grounds: Array<string>, interimRelief: string, reliefDueAt: string | null, independentReviewers: number | null, customer: { kind: string, id: string, name: string | null }, reviewer: { id: string, name: string } | null };

export type AppealsQueryVariables = Exact<{
  state?: string | null | undefined;
  mine?: boolean | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AppealsQuery = { appeals: { nodes: Array<{ id: string, number: number, state: string, caseNumber: number, submittedAt: string | null, dueAt: string | null, pausedAt: string | null, result: string | null, grounds: Array<string>, interimRelief: string, reliefDueAt: string | null, independentReviewers: number | null, customer: { kind: string, id: string, name: string | null }, reviewer: { id: string, name: string } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type AppealQueryVariables = Exact<{
  number: number;
}>;


export type AppealQuery = { appeal: { id: string, number: number, statement: string, contactName: string, standing: string, firstReadingAt: string | null, firstReading: string | null, originalReasons: string | null, onTheFile: boolean, answerDueAt: string | null, reliefDueAt: string | null, reliefReason: string | null, reliefLimits: string | null, proposedResult: string | null, proposedReason: string | null, proposedText: string | null, result: string | null, resultReason: string | null, resultText: string | null, allowed: Array<string>, version: number, row: { id: string, number: number, state: string, caseNumber: number, submittedAt: string | null, dueAt: string | null, pausedAt: string | null, result: string | null, grounds: Array<string>, interimRelief: string, reliefDueAt: string | null, independentReviewers: number | null, customer: { kind: string, id: string, name: string | null }, reviewer: { id: string, name: string } | null }, messages: Array<{ id: string, fromKind: string, by: string, body: string, question: boolean, at: string }>, attachments: Array<{ id: string, name: string, mediaType: string, size: number, uploadedBy: string, purpose: string | null, at: string, url: string }>, decision: { id: string, number: number, caseId: string, caseNumber: number, kind: string, state: string, scope: string | null, route: string, ground: string | null, facts: string, reasons: string, considered: Array<string>, until: string | null, emergency: boolean, automatic: boolean, proposedAt: string, changedSince: Array<string>, expiresAt: string | null, decidedAt: string | null, endedReason: string | null, bindingHash: string, caseTitle: string, caseSeverity: number, allowed: Array<string>, version: number, clause: { id: string, policyVersion: number, title: string, body: string, routes: Array<string> } | null, reach: { known: boolean, subjects: number, accounts: number, seats: number, exchanges30d: number, paying: number, unknownSubjects: number, sentence: string, leftOut: Array<{ finding: string, subjects: number, why: string }>, narrower: Array<{ kind: string, scope: string, label: string }> }, independence: { sufficient: boolean, headline: string, sentences: Array<string>, families: Array<string>, sources: Array<string>, loadBearing: Array<string> }, evidence: Array<{ alertId: string, detector: string, detectorName: string, detectorVersion: string | null, family: string | null, loadBearing: boolean, observedAt: string, sources: Array<string>, title: string | null, subject: { kind: string, id: string, name: string | null } }>, proposer: { id: string, name: string } | null, needed: Array<{ anyOf: Array<string>, because: string }>, approvals: Array<{ answer: string, reason: string, at: string, by: { id: string, name: string } }> }, case: { id: string, number: number, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null }, why: { sentence: string, score: number, threshold: number, ruleSet: number } | null, findingCounts: Array<{ finding: string, subjects: number }> }, actions: Array<{ id: string, kind: string, scope: string, state: string, until: string | null, seats: number, orderedAt: string, inEffectAt: string | null, endedAt: string | null, endReason: string | null, failure: string | null, caseNumber: number, decisionNumber: number, subject: { kind: string, id: string, name: string | null, organizationId: string | null } }>, notices: Array<{ id: string, number: number, kind: string, state: string, subjectLine: string, bodyText: string, withheld: Array<unknown>, sentAt: string | null }>, mistakenCandidates: Array<{ id: string, detector: string, detectorName: string | null, detectorVersion: string | null, family: string | null, sources: Array<string>, goesWrongOn: string | null, externalId: string, title: string | null, kind: string | null, severity: number, confidence: number | null, route: string, observedAt: string, receivedAt: string, count: number, shadow: boolean, indicators: Array<unknown>, subject: { kind: string, id: string, name: string | null, organizationId: string | null }, evidence: Array<{ type: string, family: string | null, source: string | null, collectedAt: string | null, data: unknown }>, outcome: { verdict: string, reason: string, source: string, provisional: boolean, at: string } | null }>, similar: Array<{ why: string, case: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } }>, harm: Array<{ from: string, to: string | null, seats: number, hours: number | null, seatHours: number | null, subject: { kind: string, id: string, name: string | null } }>, timeline: { nodes: Array<{ id: string, position: number | null, stage: string, kind: string, actorKind: string, actor: string, automatic: boolean, occurredAt: string, recordedAt: string, entityKind: string, entityId: string, caseNumber: number | null, why: string | null, before: unknown, after: unknown, facts: unknown }> } } | null };

export type AppealResultFieldsFragment = { appeal: { id: string, number: number, version: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null };

export type ClaimAppealMutationVariables = Exact<{
  appealId: string | number;
}>;


export type ClaimAppealMutation = { claimAppeal: { appeal: { id: string, number: number, version: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type NoteFirstReadingMutationVariables = Exact<{
  appealId: string | number;
  text: string;
}>;


export type NoteFirstReadingMutation = { noteFirstReading: { appeal: { id: string, number: number, version: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type AskCustomerMutationVariables = Exact<{
  appealId: string | number;
  version: number;
  question: string;
}>;


export type AskCustomerMutation = { askCustomer: { appeal: { id: string, number: number, version: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type MessageCustomerMutationVariables = Exact<{
  appealId: string | number;
  body: string;
}>;


export type MessageCustomerMutation = { messageCustomer: { appeal: { id: string, number: number, version: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type DecideReliefMutationVariables = Exact<{
  appealId: string | number;
  version: number;
  grant: boolean;
  reason: string;
  limits?: string | null | undefined;
}>;


export type DecideReliefMutation = { decideInterimRelief: { appeal: { id: string, number: number, version: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type DecideAppealMutationVariables = Exact<{
  input: DecideAppealInput;
}>;


export type DecideAppealMutation = { decideAppeal: { appeal: { id: string, number: number, version: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type CoSignAppealMutationVariables = Exact<{
  appealId: string | number;
  version: number;
  agree: boolean;
  reason: string;
}>;


export type CoSignAppealMutation = { coSignAppeal: { appeal: { id: string, number: number, version: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type CaseAppealsQueryVariables = Exact<{
  number: number;
}>;


export type CaseAppealsQuery = { case: { id: string, appeals: Array<{ id: string, number: number, state: string, caseNumber: number, submittedAt: string | null, dueAt: string | null, pausedAt: string | null, result: string | null, grounds: Array<string>, interimRelief: string, reliefDueAt: string | null, independentReviewers: number | null, customer: { kind: string, id: string, name: string | null }, reviewer: { id: string, name: string } | null }> } | null };

export type CustomerAppealsQueryVariables = Exact<{
  kind: string;
  id: string;
}>;


export type CustomerAppealsQuery = { customer: { id: string, appeals: Array<{ id: string, number: number, state: string, caseNumber: number, submittedAt: string | null, dueAt: string | null, pausedAt: string | null, result: string | null, grounds: Array<string>, interimRelief: string, reliefDueAt: string | null, independentReviewers: number | null, customer: { kind: string, id: string, name: string | null }, reviewer: { id: string, name: string } | null }> } | null };

export type CampaignsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type CampaignsQuery = { campaigns: { nodes: Array<{ id: string, number: number, title: string, route: string, severity: number, alertCount: number, subjectCount: number, caseCount: number, exchanges: number, firstAlertAt: string | null, lastAlertAt: string | null, openedAt: string }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type CampaignQueryVariables = Exact<{
  number: number;
}>;


export type CampaignQuery = { campaign: { id: string, number: number, title: string, route: string, severity: number, alertCount: number, subjectCount: number, caseCount: number, exchanges: number, firstAlertAt: string | null, lastAlertAt: string | null, openedAt: string, facts: { organizations: number, dwellHours: number | null, routes: Array<{ name: string, alerts: number }>, detectors: Array<{ name: string, alerts: number }>, regions: Array<{ name: string, cases: number }>, models: Array<{ name: string, alerts: number }> | null } | null, attributions: Array<{ version: number, operator: string | null, confidence: string | null, source: string | null, reason: string, by: string, at: string, ofNumber: number | null }>, repeats: Array<{ decision: string, days: number, at: string, case: { number: number, title: string, state: string }, earlier: { number: number, title: string, state: string } }> } | null };

export type AttributeCampaignMutationVariables = Exact<{
  input: AttributionInput;
}>;


export type AttributeCampaignMutation = { attributeCampaign: { version: number | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type CaseRowFieldsFragment = { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null };

export type RefusalFieldsFragment = { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown };

export type CasesQueryVariables = Exact<{
  filter?: CaseFilter | null | undefined;
  sort: CaseSort;
  first: number;
  after?: string | null | undefined;
}>;


export type CasesQuery = { cases: { nodes: Array<{ id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type MyCasesQueryVariables = Exact<{ [key: string]: never; }>;


export type MyCasesQuery = { myCases: Array<{ id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null }> };

export type QueuesQueryVariables = Exact<{ [key: string]: never; }>;


export type QueuesQuery = { queues: Array<{ id: string, name: string, open: number, unclaimed: number, oldestOpenedAt: string | null, mine: boolean }> };

export type PeekQueryVariables = Exact<{
  number: number;
}>;


export type PeekQuery = { case: { id: string, number: number, allowed: Array<string>, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null }, why: { sentence: string, score: number, threshold: number, ruleSet: number } | null, shared: Array<{ type: string, value: string, subjects: number, subjectsInCase: number, alertsInCase: number, weight: number, hub: boolean, note: string | null }>, independence: { sufficient: boolean, headline: string, sentences: Array<string>, families: Array<string>, sources: Array<string>, loadBearing: Array<string> }, findingCounts: Array<{ finding: string, subjects: number }>, earlier: Array<{ kind: string, label: string, at: string, caseNumber: number | null, state: string }> } | null };

export type AlertFieldsFragment = { id: string, detector: string, detectorName: string | null, detectorVersion: string | null, family: string | null, sources: Array<string>, goesWrongOn: string | null, externalId: string, title: string | null, kind: string | null, severity: number, confidence: number | null, route: string, observedAt: string, receivedAt: string, count: number, shadow: boolean, indicators: Array<unknown>, subject: { kind: string, id: string, name: string | null, organizationId: string | null }, evidence: Array<{ type: string, family: string | null, source: string | null, collectedAt: string | null, data: unknown }>, outcome: { verdict: string, reason: string, source: string, provisional: boolean, at: string } | null };

export type HistoryFieldsFragment = { id: string, position: number | null, stage: string, kind: string, actorKind: string, actor: string, automatic: boolean, occurredAt: string, recordedAt: string, entityKind: string, entityId: string, caseNumber: number | null, why: string | null, before: unknown, after: unknown, facts: unknown };

export type CaseQueryVariables = Exact<{
  number: number;
}>;


export type CaseQuery = { case: { id: string, number: number, allowed: Array<string>, proposalCount: number, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null }, why: { sentence: string, score: number, threshold: number, ruleSet: number, indicators: Array<{ type: string, value: string, weight: number, subjects: number, hub: boolean, note: string | null }> } | null, shared: Array<{ type: string, value: string, subjects: number, subjectsInCase: number, alertsInCase: number, weight: number, hub: boolean, note: string | null }>, evidence: Array<{ family: string, alerts: number, subjects: number, sources: Array<string>, detectors: Array<{ id: string, name: string, version: string | null, state: string, alerts: number, goesWrongOn: string | null, lawfulUse: string, precision: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean } | null }>, sample: Array<{ id: string, detector: string, detectorName: string | null, detectorVersion: string | null, family: string | null, sources: Array<string>, goesWrongOn: string | null, externalId: string, title: string | null, kind: string | null, severity: number, confidence: number | null, route: string, observedAt: string, receivedAt: string, count: number, shadow: boolean, indicators: Array<unknown>, subject: { kind: string, id: string, name: string | null, organizationId: string | null }, evidence: Array<{ type: string, family: string | null, source: string | null, collectedAt: string | null, data: unknown }>, outcome: { verdict: string, reason: string, source: string, provisional: boolean, at: string } | null }> }>, independence: { sufficient: boolean, headline: string, sentences: Array<string>, families: Array<string>, sources: Array<string>, loadBearing: Array<string> }, findingCounts: Array<{ finding: string, subjects: number }>, repeats: Array<{ decision: string, days: number, at: string, case: { number: number, title: string, state: string }, earlier: { number: number, title: string, state: string } }>, earlier: Array<{ kind: string, label: string, at: string, caseNumber: number | null, state: string }>, related: Array<{ why: string, case: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } }>, comments: Array<{ id: string, body: string, at: string, author: { id: string, name: string } }>, attachments: Array<{ id: string, name: string, mediaType: string, size: number, uploadedBy: string, at: string, url: string }>, decisions: Array<{ id: string, number: number, kind: string, state: string, scope: string | null, proposedAt: string, allowed: Array<string>, needed: Array<{ anyOf: Array<string>, because: string }>, proposer: { id: string, name: string } | null, reach: { sentence: string }, approvals: Array<{ answer: string, reason: string, at: string, by: { id: string, name: string } }> }>, actions: Array<{ id: string, kind: string, scope: string, state: string, until: string | null, seats: number, orderedAt: string, inEffectAt: string | null, endedAt: string | null, endReason: string | null, failure: string | null, caseNumber: number, decisionNumber: number, subject: { kind: string, id: string, name: string | null, organizationId: string | null } }>, deliveries: Array<{ id: string, kind: string, lane: string, sequence: number, state: string, attempts: number, nextAttemptAt: string | null, lastStatus: number | null, lastError: string | null, createdAt: string, deliveredAt: string | null, caseNumber: number | null, allowed: Array<string> }>, notices: Array<{ id: string, number: number, kind: string, state: string, subjectLine: string, bodyText: string, toEmail: string | null, withheld: Array<unknown>, sentAt: string | null, deliveredAt: string | null, readAt: string | null, failure: string | null }> } | null };

export type CaseSubjectsQueryVariables = Exact<{
  number: number;
  first: number;
  after?: string | null | undefined;
  finding?: string | null | undefined;
}>;


export type CaseSubjectsQuery = { case: { id: string, subjects: { total: number, nodes: Array<{ organizationName: string | null, country: string | null, plan: string | null, alertCount: number, firstAt: string, lastAt: string, severity: number, finding: string, findingReason: string | null, findingAt: string | null, seats: number | null, exchanges30d: number | null, known: boolean, detectors: Array<string>, declaredGateway: boolean, restrictedBy: Array<string>, subject: { kind: string, id: string, name: string | null, organizationId: string | null }, findingBy: { id: string, name: string } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type CaseAlertsQueryVariables = Exact<{
  number: number;
  first: number;
  after?: string | null | undefined;
  detector?: string | null | undefined;
}>;


export type CaseAlertsQuery = { case: { id: string, alerts: { nodes: Array<{ id: string, detector: string, detectorName: string | null, detectorVersion: string | null, family: string | null, sources: Array<string>, goesWrongOn: string | null, externalId: string, title: string | null, kind: string | null, severity: number, confidence: number | null, route: string, observedAt: string, receivedAt: string, count: number, shadow: boolean, indicators: Array<unknown>, link: { sentence: string, score: number, threshold: number, ruleSet: number, indicators: Array<{ type: string, value: string, weight: number, subjects: number, hub: boolean, note: string | null }> } | null, place: { since: string, cameFrom: number | null, isMerged: boolean, linkedIn: number | null, firstSentence: string | null, corrections: Array<{ act: string, by: string, at: string, reason: string, caseNumber: number, otherNumber: number | null }> } | null, subject: { kind: string, id: string, name: string | null, organizationId: string | null }, evidence: Array<{ type: string, family: string | null, source: string | null, collectedAt: string | null, data: unknown }>, outcome: { verdict: string, reason: string, source: string, provisional: boolean, at: string } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type CaseTimelineQueryVariables = Exact<{
  number: number;
  first: number;
  after?: string | null | undefined;
}>;


export type CaseTimelineQuery = { case: { id: string, timeline: { nodes: Array<{ id: string, position: number | null, stage: string, kind: string, actorKind: string, actor: string, automatic: boolean, occurredAt: string, recordedAt: string, entityKind: string, entityId: string, caseNumber: number | null, why: string | null, before: unknown, after: unknown, facts: unknown, undos: Array<{ act: string, state: string, correctionId: string | null, mergedCaseId: string | null, number: number | null }> }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type CaseResultFieldsFragment = { case: { id: string, number: number, allowed: Array<string>, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null };

export type ClaimNextMutationVariables = Exact<{
  queues?: Array<string> | string | null | undefined;
}>;


export type ClaimNextMutation = { claimNext: { case: { id: string, number: number, allowed: Array<string>, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ClaimCaseMutationVariables = Exact<{
  caseId: string | number;
}>;


export type ClaimCaseMutation = { claimCase: { case: { id: string, number: number, allowed: Array<string>, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type RenewLeaseMutationVariables = Exact<{
  caseId: string | number;
}>;


export type RenewLeaseMutation = { renewLease: { ok: boolean, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ReleaseCaseMutationVariables = Exact<{
  caseId: string | number;
  reason?: string | null | undefined;
}>;


export type ReleaseCaseMutation = { releaseCase: { case: { id: string, number: number, allowed: Array<string>, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type SkipCaseMutationVariables = Exact<{
  caseId: string | number;
  reason: string;
}>;


export type SkipCaseMutation = { skipCase: { case: { id: string, number: number, allowed: Array<string>, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type SetFindingsMutationVariables = Exact<{
  caseId: string | number;
  subjects?: Array<CaseSubjectInput> | CaseSubjectInput | null | undefined;
  allUndetermined?: boolean | null | undefined;
  finding: string;
  reason: string;
}>;


export type SetFindingsMutation = { setFindings: { case: { id: string, number: number, allowed: Array<string>, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type CommentMutationVariables = Exact<{
  caseId: string | number;
  body: string;
}>;


export type CommentMutation = { comment: { case: { id: string, number: number, allowed: Array<string>, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type WaitForMutationVariables = Exact<{
  caseId: string | number;
  version: number;
  party: string;
  reason: string;
}>;


export type WaitForMutation = { waitFor: { case: { id: string, number: number, allowed: Array<string>, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ResumeCaseMutationVariables = Exact<{
  caseId: string | number;
  version: number;
  reason: string;
}>;


export type ResumeCaseMutation = { resumeCase: { case: { id: string, number: number, allowed: Array<string>, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ReopenCaseMutationVariables = Exact<{
  caseId: string | number;
  version: number;
  reason: string;
}>;


export type ReopenCaseMutation = { reopenCase: { case: { id: string, number: number, allowed: Array<string>, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ColleaguesQueryVariables = Exact<{ [key: string]: never; }>;


export type ColleaguesQuery = { colleagues: Array<{ id: string, name: string }> };

export type AssignCaseMutationVariables = Exact<{
  caseId: string | number;
  version: number;
  staffId: string | number;
  reason: string;
}>;


export type AssignCaseMutation = { assignCase: { case: { id: string, number: number, allowed: Array<string>, row: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type CustomersQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type CustomersQuery = { customers: { nodes: Array<{ id: string, name: string, kind: string, country: string | null, plan: string | null, size: string | null, language: string | null, seats: number | null, exchanges30d: number | null, accounts: number }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type CustomerQueryVariables = Exact<{
  kind: string;
  id: string;
}>;


export type CustomerQuery = { customer: { id: string, name: string, kind: string, country: string | null, plan: string | null, size: string | null, language: string | null, seats: number | null, exchanges30d: number | null, accounts: number, contacts: Array<unknown>, entry: unknown, cases: Array<{ id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null }>, actions: Array<{ id: string, kind: string, scope: string, state: string, until: string | null, seats: number, orderedAt: string, inEffectAt: string | null, endedAt: string | null, endReason: string | null, failure: string | null, caseNumber: number, decisionNumber: number, subject: { kind: string, id: string, name: string | null, organizationId: string | null } }> } | null };

export type IndependenceFieldsFragment = { sufficient: boolean, headline: string, sentences: Array<string>, families: Array<string>, sources: Array<string>, loadBearing: Array<string> };

export type ReachFieldsFragment = { known: boolean, subjects: number, accounts: number, seats: number, exchanges30d: number, paying: number, unknownSubjects: number, sentence: string, leftOut: Array<{ finding: string, subjects: number, why: string }>, narrower: Array<{ kind: string, scope: string, label: string }> };

export type PreviewQueryVariables = Exact<{
  input: PreviewInput;
}>;


export type PreviewQuery = { preview: { withoutFinding: number, warnings: Array<string>, bindingHash: string, reach: { known: boolean, subjects: number, accounts: number, seats: number, exchanges30d: number, paying: number, unknownSubjects: number, sentence: string, leftOut: Array<{ finding: string, subjects: number, why: string }>, narrower: Array<{ kind: string, scope: string, label: string }> }, independence: { sufficient: boolean, headline: string, sentences: Array<string>, families: Array<string>, sources: Array<string>, loadBearing: Array<string> }, needed: Array<{ anyOf: Array<string>, because: string }>, refusals: Array<{ code: string, message: string, allowed: Array<string>, field: string | null, details: unknown }> } };

export type ClausesQueryVariables = Exact<{ [key: string]: never; }>;


export type ClausesQuery = { clauses: Array<{ id: string, policyVersion: number, title: string, body: string, routes: Array<string> }> };

export type DecisionFieldsFragment = { id: string, number: number, caseId: string, caseNumber: number, kind: string, state: string, scope: string | null, route: string, ground: string | null, facts: string, reasons: string, considered: Array<string>, until: string | null, emergency: boolean, automatic: boolean, proposedAt: string, changedSince: Array<string>, expiresAt: string | null, decidedAt: string | null, endedReason: string | null, bindingHash: string, caseTitle: string, caseSeverity: number, allowed: Array<string>, version: number, clause: { id: string, policyVersion: number, title: string, body: string, routes: Array<string> } | null, reach: { known: boolean, subjects: number, accounts: number, seats: number, exchanges30d: number, paying: number, unknownSubjects: number, sentence: string, leftOut: Array<{ finding: string, subjects: number, why: string }>, narrower: Array<{ kind: string, scope: string, label: string }> }, independence: { sufficient: boolean, headline: string, sentences: Array<string>, families: Array<string>, sources: Array<string>, loadBearing: Array<string> }, evidence: Array<{ alertId: string, detector: string, detectorName: string, detectorVersion: string | null, family: string | null, loadBearing: boolean, observedAt: string, sources: Array<string>, title: string | null, subject: { kind: string, id: string, name: string | null } }>, proposer: { id: string, name: string } | null, needed: Array<{ anyOf: Array<string>, because: string }>, approvals: Array<{ answer: string, reason: string, at: string, by: { id: string, name: string } }> };

export type ApprovalsQueryVariables = Exact<{
  first: number;
}>;


export type ApprovalsQuery = { approvals: Array<{ id: string, number: number, caseId: string, caseNumber: number, kind: string, state: string, scope: string | null, route: string, ground: string | null, facts: string, reasons: string, considered: Array<string>, until: string | null, emergency: boolean, automatic: boolean, proposedAt: string, changedSince: Array<string>, expiresAt: string | null, decidedAt: string | null, endedReason: string | null, bindingHash: string, caseTitle: string, caseSeverity: number, allowed: Array<string>, version: number, clause: { id: string, policyVersion: number, title: string, body: string, routes: Array<string> } | null, reach: { known: boolean, subjects: number, accounts: number, seats: number, exchanges30d: number, paying: number, unknownSubjects: number, sentence: string, leftOut: Array<{ finding: string, subjects: number, why: string }>, narrower: Array<{ kind: string, scope: string, label: string }> }, independence: { sufficient: boolean, headline: string, sentences: Array<string>, families: Array<string>, sources: Array<string>, loadBearing: Array<string> }, evidence: Array<{ alertId: string, detector: string, detectorName: string, detectorVersion: string | null, family: string | null, loadBearing: boolean, observedAt: string, sources: Array<string>, title: string | null, subject: { kind: string, id: string, name: string | null } }>, proposer: { id: string, name: string } | null, needed: Array<{ anyOf: Array<string>, because: string }>, approvals: Array<{ answer: string, reason: string, at: string, by: { id: string, name: string } }> }> };

export type DecisionQueryVariables = Exact<{
  number: number;
}>;


export type DecisionQuery = { decision: { id: string, number: number, caseId: string, caseNumber: number, kind: string, state: string, scope: string | null, route: string, ground: string | null, facts: string, reasons: string, considered: Array<string>, until: string | null, emergency: boolean, automatic: boolean, proposedAt: string, changedSince: Array<string>, expiresAt: string | null, decidedAt: string | null, endedReason: string | null, bindingHash: string, caseTitle: string, caseSeverity: number, allowed: Array<string>, version: number, subjects: Array<{ kind: string, id: string, name: string | null, organizationId: string | null }>, clause: { id: string, policyVersion: number, title: string, body: string, routes: Array<string> } | null, reach: { known: boolean, subjects: number, accounts: number, seats: number, exchanges30d: number, paying: number, unknownSubjects: number, sentence: string, leftOut: Array<{ finding: string, subjects: number, why: string }>, narrower: Array<{ kind: string, scope: string, label: string }> }, independence: { sufficient: boolean, headline: string, sentences: Array<string>, families: Array<string>, sources: Array<string>, loadBearing: Array<string> }, evidence: Array<{ alertId: string, detector: string, detectorName: string, detectorVersion: string | null, family: string | null, loadBearing: boolean, observedAt: string, sources: Array<string>, title: string | null, subject: { kind: string, id: string, name: string | null } }>, proposer: { id: string, name: string } | null, needed: Array<{ anyOf: Array<string>, because: string }>, approvals: Array<{ answer: string, reason: string, at: string, by: { id: string, name: string } }> } | null };

export type DecisionResultFieldsFragment = { decision: { id: string, number: number, state: string, kind: string, caseNumber: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null };

export type ProposeMutationVariables = Exact<{
  input: ProposeInput;
}>;


export type ProposeMutation = { propose: { decision: { id: string, number: number, state: string, kind: string, caseNumber: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ApproveMutationVariables = Exact<{
  decisionId: string | number;
  bindingHash?: string | null | undefined;
  reason: string;
}>;


export type ApproveMutation = { approve: { decision: { id: string, number: number, state: string, kind: string, caseNumber: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ReturnDecisionMutationVariables = Exact<{
  decisionId: string | number;
  reason: string;
}>;


export type ReturnDecisionMutation = { returnDecision: { decision: { id: string, number: number, state: string, kind: string, caseNumber: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type RefuseDecisionMutationVariables = Exact<{
  decisionId: string | number;
  reason: string;
}>;


export type RefuseDecisionMutation = { refuseDecision: { decision: { id: string, number: number, state: string, kind: string, caseNumber: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type WithdrawDecisionMutationVariables = Exact<{
  decisionId: string | number;
  reason: string;
}>;


export type WithdrawDecisionMutation = { withdrawDecision: { decision: { id: string, number: number, state: string, kind: string, caseNumber: number, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ActionFieldsFragment = { id: string, kind: string, scope: string, state: string, until: string | null, seats: number, orderedAt: string, inEffectAt: string | null, endedAt: string | null, endReason: string | null, failure: string | null, caseNumber: number, decisionNumber: number, subject: { kind: string, id: string, name: string | null, organizationId: string | null } };

export type DeliveryFieldsFragment = { id: string, kind: string, lane: string, sequence: number, state: string, attempts: number, nextAttemptAt: string | null, lastStatus: number | null, lastError: string | null, createdAt: string, deliveredAt: string | null, caseNumber: number | null, allowed: Array<string> };

export type ActionsQueryVariables = Exact<{
  state?: string | null | undefined;
  detector?: string | null | undefined;
  detectorVersion?: string | null | undefined;
  inEffect?: boolean | null | undefined;
  first: number;
  after?: string | number | null | undefined;
}>;


export type ActionsQuery = { actions: Array<{ id: string, kind: string, scope: string, state: string, until: string | null, seats: number, orderedAt: string, inEffectAt: string | null, endedAt: string | null, endReason: string | null, failure: string | null, caseNumber: number, decisionNumber: number, subject: { kind: string, id: string, name: string | null, organizationId: string | null } }> };

export type DeliveriesQueryVariables = Exact<{
  state?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DeliveriesQuery = { deliveries: { nodes: Array<{ id: string, kind: string, lane: string, sequence: number, state: string, attempts: number, nextAttemptAt: string | null, lastStatus: number | null, lastError: string | null, createdAt: string, deliveredAt: string | null, caseNumber: number | null, allowed: Array<string> }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type ReplayDeliveryMutationVariables = Exact<{
  id: string | number;
}>;


export type ReplayDeliveryMutation = { replayDelivery: { delivery: { id: string, kind: string, lane: string, sequence: number, state: string, attempts: number, nextAttemptAt: string | null, lastStatus: number | null, lastError: string | null, createdAt: string, deliveredAt: string | null, caseNumber: number | null, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type SkipDeliveryMutationVariables = Exact<{
  id: string | number;
  reason: string;
}>;


export type SkipDeliveryMutation = { skipDelivery: { delivery: { id: string, kind: string, lane: string, sequence: number, state: string, attempts: number, nextAttemptAt: string | null, lastStatus: number | null, lastError: string | null, createdAt: string, deliveredAt: string | null, caseNumber: number | null, allowed: Array<string> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type LiftActionMutationVariables = Exact<{
  actionId: string | number;
  reason: string;
}>;


export type LiftActionMutation = { liftAction: { ok: boolean, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type GraphNodeFieldsFragment = { id: string, kind: string, value: string, hub: boolean, weight: number, subjects: number | null, caseNumber: number | null };

export type GraphEdgeFieldsFragment = { source: string, target: string, weight: number, firstSeen: string, lastSeen: string };

export type LinkGraphFieldsFragment = { hiddenNodes: number, subjects: number, sampledSubjects: number | null, spanDays: number, nodes: Array<{ id: string, kind: string, value: string, hub: boolean, weight: number, subjects: number | null, caseNumber: number | null }>, edges: Array<{ source: string, target: string, weight: number, firstSeen: string, lastSeen: string }> };

export type CaseGraphQueryVariables = Exact<{
  number: number;
}>;


export type CaseGraphQuery = { case: { id: string, graph: { hiddenNodes: number, subjects: number, sampledSubjects: number | null, spanDays: number, nodes: Array<{ id: string, kind: string, value: string, hub: boolean, weight: number, subjects: number | null, caseNumber: number | null }>, edges: Array<{ source: string, target: string, weight: number, firstSeen: string, lastSeen: string }> } } | null };

export type CampaignGraphQueryVariables = Exact<{
  number: number;
}>;


export type CampaignGraphQuery = { campaign: { id: string, graph: { hiddenNodes: number, subjects: number, sampledSubjects: number | null, spanDays: number, nodes: Array<{ id: string, kind: string, value: string, hub: boolean, weight: number, subjects: number | null, caseNumber: number | null }>, edges: Array<{ source: string, target: string, weight: number, firstSeen: string, lastSeen: string }> } } | null };

export type GraphNeighboursQueryVariables = Exact<{
  node: string | number;
  drawn: Array<string | number> | string | number;
}>;


export type GraphNeighboursQuery = { graphNeighbours: { leftOut: number, nodes: Array<{ id: string, kind: string, value: string, hub: boolean, weight: number, subjects: number | null, caseNumber: number | null }>, edges: Array<{ source: string, target: string, weight: number, firstSeen: string, lastSeen: string }>, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type GraphPathQueryVariables = Exact<{
  from: string | number;
  to: string | number;
  hops: number;
}>;


export type GraphPathQuery = { graphPath: { hops: number | null, looked: number, complete: boolean, nodes: Array<{ id: string, kind: string, value: string, hub: boolean, weight: number, subjects: number | null, caseNumber: number | null }>, edges: Array<{ source: string, target: string, weight: number, firstSeen: string, lastSeen: string }>, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type CaseSideFieldsFragment = { id: string, number: number | null, title: string, state: string, severity: number, alertCount: number, subjectCount: number, heldBy: string | null, mergedInto: number | null, subjects: Array<{ kind: string, id: string, alerts: number }> };

export type CorrectionPreviewQueryVariables = Exact<{
  input: CorrectionInput;
}>;


export type CorrectionPreviewQuery = { correctionPreview: { beforeTotal: number, afterTotal: number, before: Array<{ id: string, number: number | null, title: string, state: string, severity: number, alertCount: number, subjectCount: number, heldBy: string | null, mergedInto: number | null, subjects: Array<{ kind: string, id: string, alerts: number }> }>, after: Array<{ id: string, number: number | null, title: string, state: string, severity: number, alertCount: number, subjectCount: number, heldBy: string | null, mergedInto: number | null, subjects: Array<{ kind: string, id: string, alerts: number }> }>, reach: { cases: number, subjects: number } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type CorrectGroupingMutationVariables = Exact<{
  input: CorrectionInput;
}>;


export type CorrectGroupingMutation = { correctGrouping: { correctionId: string | null, waitsFor: string | null, after: Array<{ id: string, number: number | null, title: string, state: string, severity: number, alertCount: number, subjectCount: number, heldBy: string | null, mergedInto: number | null, subjects: Array<{ kind: string, id: string, alerts: number }> }>, places: Array<{ number: number, subjects: number }>, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type CaseTiesQueryVariables = Exact<{
  number: number;
}>;


export type CaseTiesQuery = { case: { id: string, settled: string | null, proposals: Array<{ id: string, kind: string, sentence: string, settled: string | null, createdAt: string, subjects: Array<{ kind: string, id: string }>, other: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } | null }>, suggested: Array<{ sentence: string, settled: string | null, score: number, threshold: number, case: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } }>, linked: Array<{ sentence: string, score: number, threshold: number, case: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } }>, corrections: Array<{ id: string, act: string, by: string, at: string, reason: string, otherNumber: number | null, subjects: number, valueType: string | null, value: string | null, undoneAt: string | null, undoneBy: string | null, undoneReason: string | null, whom: Array<{ kind: string, id: string }> }> } | null };

export type LookUpQueryVariables = Exact<{
  value: string;
  type?: string | null | undefined;
}>;


export type LookUpQuery = { lookUp: Array<{ id: string, type: string, value: string, subjects: number, weight: number, threshold: number, hub: boolean, lists: Array<{ id: string, list: string, value: string, place: string | null, kind: string, reason: string, source: string | null, by: string | null, confirmedBy: string | null, state: string, at: string, until: string | null, inForce: boolean }>, cases: Array<{ subjects: number, firstAt: string, lastAt: string, case: { id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null } }>, subjectList: Array<{ kind: string, id: string, alertCount: number, firstAt: string, lastAt: string, caseNumber: number }>, alerts: Array<{ id: string, detector: string, detectorName: string | null, detectorVersion: string | null, family: string | null, sources: Array<string>, goesWrongOn: string | null, externalId: string, title: string | null, kind: string | null, severity: number, confidence: number | null, route: string, observedAt: string, receivedAt: string, count: number, shadow: boolean, indicators: Array<unknown>, subject: { kind: string, id: string, name: string | null, organizationId: string | null }, evidence: Array<{ type: string, family: string | null, source: string | null, collectedAt: string | null, data: unknown }>, outcome: { verdict: string, reason: string, source: string, provisional: boolean, at: string } | null }> }> };

export type RuleSetsQueryVariables = Exact<{ [key: string]: never; }>;


export type RuleSetsQuery = { ruleSets: Array<{ id: number, name: string, state: string, reason: string, author: string | null, createdAt: string, activatedAt: string | null, approvedBy: string | null, basedOn: number | null, rules: unknown, mayActivate: boolean, trials: Array<{ id: string, against: number, state: string, askedBy: string, askedAt: string, finishedAt: string | null, stoppedBy: string | null, done: number, total: number, failure: string | null, result: { subjects: number, clustersBefore: number, clustersAfter: number, merges: number, splits: number, moves: number, labelled: number, scoreBefore: number | null, scoreAfter: number | null, warnings: Array<string>, queues: Array<{ queue: string, before: number, after: number }> } | null }> }> };

export type RuleTrialDifferencesQueryVariables = Exact<{
  id: string | number;
  first: number;
  after: number;
}>;


export type RuleTrialDifferencesQuery = { ruleTrial: { id: string, differences: Array<{ position: number, kind: string, subjects: number, cases: Array<{ number: number, title: string, state: string }>, parts: Array<{ subjects: number, from: Array<{ cases: Array<number>, subjects: number }> }> }> } | null };

export type DraftRuleSetMutationVariables = Exact<{
  input: RuleSetInput;
}>;


export type DraftRuleSetMutation = { draftRuleSet: { id: number | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type TryRuleSetMutationVariables = Exact<{
  id: number;
}>;


export type TryRuleSetMutation = { tryRuleSet: { trialId: string | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ShadowRuleSetMutationVariables = Exact<{
  id: number;
  shadow: boolean;
  reason: string;
}>;


export type ShadowRuleSetMutation = { shadowRuleSet: { refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ActivateRuleSetMutationVariables = Exact<{
  id: number;
  reason: string;
  regroup: boolean;
}>;


export type ActivateRuleSetMutation = { activateRuleSet: { cases: number | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ListEntryFieldsFragment = { id: string, list: ListName, state: string, type: string | null, value: string | null, subjectKind: string | null, subjectId: string | null, detectorId: string | null, kind: string | null, reason: string, source: string, evidence: string, caseNumber: number | null, proposedBy: string | null, proposedAt: string, assignedTo: string | null, waitsForMe: boolean, isMine: boolean, answeredBy: string | null, answeredAt: string | null, answerReason: string | null, until: string | null, endedBy: string | null, endedAt: string | null, endReason: string | null, hits: number | null, revived: number | null, cases: number | null, values: number | null, listed: number | null, leftOut: number | null, fileName: string | null, known: number | null, shared: number | null };

export type HubReachFieldsFragment = { known: number, shared: number, groups: Array<{ type: string, values: number, known: number, shared: number, seen: boolean }>, widest: Array<{ type: string, value: string, kind: string, subjects: number, cases: number }> };

export type HubImportPreviewQueryVariables = Exact<{
  file: HubFileInput;
}>;


export type HubImportPreviewQuery = { hubImportPreview: { effect: { values: number, listed: number, repeated: number, problemCount: number, problems: Array<{ line: number, text: string, why: string }>, reach: { known: number, shared: number, groups: Array<{ type: string, values: number, known: number, shared: number, seen: boolean }>, widest: Array<{ type: string, value: string, kind: string, subjects: number, cases: number }> } } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type HubImportReachQueryVariables = Exact<{
  id: string | number;
}>;


export type HubImportReachQuery = { hubImportReach: { known: number, shared: number, groups: Array<{ type: string, values: number, known: number, shared: number, seen: boolean }>, widest: Array<{ type: string, value: string, kind: string, subjects: number, cases: number }> } | null };

export type HubImportValuesQueryVariables = Exact<{
  id: string | number;
  from: number;
  first: number;
}>;


export type HubImportValuesQuery = { hubImportValues: Array<{ type: string, value: string, kind: string }> };

export type ProposeHubImportMutationVariables = Exact<{
  input: HubImportInput;
}>;


export type ProposeHubImportMutation = { proposeHubImport: { id: string | null, waitsFor: string | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type RevokeHubImportMutationVariables = Exact<{
  id: string | number;
  reason: string;
}>;


export type RevokeHubImportMutation = { revokeHubImport: { id: string | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ListEntriesQueryVariables = Exact<{
  list?: ListName | null | undefined;
  phase?: ListPhase | null | undefined;
  value?: string | null | undefined;
  type?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ListEntriesQuery = { listEntries: { nodes: Array<{ id: string, list: ListName, state: string, type: string | null, value: string | null, subjectKind: string | null, subjectId: string | null, detectorId: string | null, kind: string | null, reason: string, source: string, evidence: string, caseNumber: number | null, proposedBy: string | null, proposedAt: string, assignedTo: string | null, waitsForMe: boolean, isMine: boolean, answeredBy: string | null, answeredAt: string | null, answerReason: string | null, until: string | null, endedBy: string | null, endedAt: string | null, endReason: string | null, hits: number | null, revived: number | null, cases: number | null, values: number | null, listed: number | null, leftOut: number | null, fileName: string | null, known: number | null, shared: number | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type ListEntriesWaitingQueryVariables = Exact<{ [key: string]: never; }>;


export type ListEntriesWaitingQuery = { listEntriesWaiting: number };

export type AllowPreviewQueryVariables = Exact<{
  scope: AllowScopeInput;
}>;


export type AllowPreviewQuery = { allowPreview: { effect: { weeks: number, alerts: number, atLeast: boolean, caseCount: number, confirmed: number, detectors: Array<{ name: string, alerts: number }>, cases: Array<{ number: number, title: string, state: string, alerts: number }> } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ProposeAllowEntryMutationVariables = Exact<{
  input: AllowEntryInput;
}>;


export type ProposeAllowEntryMutation = { proposeAllowEntry: { id: string | null, waitsFor: string | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type AnswerListEntryMutationVariables = Exact<{
  list: ListName;
  id: string | number;
  answer: ListAnswer;
  reason: string;
}>;


export type AnswerListEntryMutation = { answerListEntry: { id: string | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type RevokeAllowEntryMutationVariables = Exact<{
  id: string | number;
  reason: string;
}>;


export type RevokeAllowEntryMutation = { revokeAllowEntry: { id: string | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type CorrectionRateQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type CorrectionRateQuery = { correctionRate: { corrections: number, alerts: number, perThousand: number | null } };

export type CorrectionLinesQueryVariables = Exact<{
  from: string;
  to: string;
  first: number;
  after?: string | null | undefined;
}>;


export type CorrectionLinesQuery = { correctionLines: { nodes: Array<{ id: string, act: string, by: string, at: string, reason: string, caseNumber: number, otherNumber: number | null, subjects: number, valueType: string | null, value: string | null, undoneAt: string | null, undoneBy: string | null, whom: Array<{ kind: string, id: string }> }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type RepeatFieldsFragment = { decision: string, days: number, at: string, case: { number: number, title: string, state: string }, earlier: { number: number, title: string, state: string } };

export type StopRuleTrialMutationVariables = Exact<{
  id: string | number;
}>;


export type StopRuleTrialMutation = { stopRuleTrial: { refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type TimePointFieldsFragment = { at: string, value: number | null, low: number | null, high: number | null, n: number, partial: boolean, drill: string | null };

export type CountPointFieldsFragment = { at: string, value: number | null, n: number, partial: boolean, drill: string | null };

export type ScorecardFieldsFragment = { detector: string, version: string | null, name: string, state: string, family: string | null, alerts: number, truePositive: number, falsePositive: number, benign: number, unknown: number, fromAppeals: number, changedOn: string | null, loadBearingActions: number, floor: number | null, belowFloor: boolean, drill: string, restingDrill: string | null, precision: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean }, actionablePrecision: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean }, previous: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean } | null };

export type OverviewQueryVariables = Exact<{
  input: OverviewInput;
}>;


export type OverviewQuery = { overview: { from: string, to: string, grain: string, zone: string, asOf: string, asOfPosition: number, figures: Array<{ key: string, label: string, value: number | null, atLeast: boolean, unit: string, low: number | null, high: number | null, n: number | null, note: string | null, previous: number | null, definition: string, drill: string | null }>, alertsByRoute: Array<{ key: string, label: string, points: Array<{ at: string, value: number | null, n: number, partial: boolean, drill: string | null }> }>, casesOpened: { key: string, label: string, points: Array<{ at: string, value: number | null, n: number, partial: boolean, drill: string | null }> }, casesClosed: { key: string, label: string, points: Array<{ at: string, value: number | null, n: number, partial: boolean, drill: string | null }> }, backlog: { key: string, label: string, points: Array<{ at: string, value: number | null, n: number, partial: boolean, drill: string | null }> }, backlogAge: Array<{ key: string, label: string, count: number, drill: string | null }>, decisionTimes: Array<{ key: string, label: string, points: Array<{ at: string, value: number | null, n: number, partial: boolean, drill: string | null }> }>, actionsByKind: Array<{ key: string, label: string, points: Array<{ at: string, value: number | null, n: number, partial: boolean, drill: string | null }> }>, appealsByResult: Array<{ key: string, label: string, points: Array<{ at: string, value: number | null, n: number, partial: boolean, drill: string | null }> }>, funnel: Array<{ key: string, label: string, count: number, drill: string | null }>, queues: Array<{ queue: string, name: string, open: number, late: number, oldestOpenedAt: string | null, opened: number, closed: number, drill: string | null, lateDrill: string | null }>, scorecard: Array<{ detector: string, version: string | null, name: string, state: string, family: string | null, alerts: number, truePositive: number, falsePositive: number, benign: number, unknown: number, fromAppeals: number, changedOn: string | null, loadBearingActions: number, floor: number | null, belowFloor: boolean, drill: string, restingDrill: string | null, precision: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean }, actionablePrecision: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean }, previous: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean } | null }>, annotations: Array<{ at: string, label: string, kind: string }> } };

export type DrillQueryVariables = Exact<{
  token: string;
  first: number;
  after?: string | null | undefined;
}>;


export type DrillQuery = { drill: { title: string, total: number, kind: string, cases: Array<{ id: string, number: number, title: string, state: string, route: string, severity: number, queueId: string, region: string | null, language: string | null, organizationId: string | null, actBy: string, dueAt: string, slaPausedAt: string | null, alertCount: number, subjectCount: number, activeSubjectCount: number, openedAt: string, lastAlertAt: string, decidedAt: string | null, heldUntil: string | null, repeatOf: number | null, version: number, because: Array<{ code: string, text: string }>, heldBy: { id: string, name: string } | null, campaign: { id: string, number: number, title: string } | null }>, alerts: Array<{ id: string, detector: string, detectorName: string | null, detectorVersion: string | null, family: string | null, sources: Array<string>, goesWrongOn: string | null, externalId: string, title: string | null, kind: string | null, severity: number, confidence: number | null, route: string, observedAt: string, receivedAt: string, count: number, shadow: boolean, indicators: Array<unknown>, subject: { kind: string, id: string, name: string | null, organizationId: string | null }, evidence: Array<{ type: string, family: string | null, source: string | null, collectedAt: string | null, data: unknown }>, outcome: { verdict: string, reason: string, source: string, provisional: boolean, at: string } | null }>, actions: Array<{ id: string, kind: string, scope: string, state: string, until: string | null, seats: number, orderedAt: string, inEffectAt: string | null, endedAt: string | null, endReason: string | null, failure: string | null, caseNumber: number, decisionNumber: number, subject: { kind: string, id: string, name: string | null, organizationId: string | null } }>, appeals: Array<{ id: string, number: number, state: string, caseNumber: number, submittedAt: string | null, dueAt: string | null, pausedAt: string | null, result: string | null, grounds: Array<string>, interimRelief: string, reliefDueAt: string | null, independentReviewers: number | null, customer: { kind: string, id: string, name: string | null }, reviewer: { id: string, name: string } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type DetectorsQueryVariables = Exact<{ [key: string]: never; }>;


export type DetectorsQuery = { detectors: Array<{ id: string, name: string, family: string | null, sources: Array<string>, state: string, permittedRoutes: Array<string>, highestSeverity: number, lawfulUse: string, goesWrongOn: string | null, versions: Array<{ version: string, state: string, firstSeenAt: string }>, scorecard: Array<{ detector: string, version: string | null, name: string, state: string, family: string | null, alerts: number, truePositive: number, falsePositive: number, benign: number, unknown: number, fromAppeals: number, changedOn: string | null, loadBearingActions: number, floor: number | null, belowFloor: boolean, drill: string, restingDrill: string | null, precision: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean }, actionablePrecision: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean }, previous: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean } | null }> }> };

export type DetectorQueryVariables = Exact<{
  id: string | number;
}>;


export type DetectorQuery = { detector: { id: string, name: string, family: string | null, sources: Array<string>, state: string, permittedRoutes: Array<string>, highestSeverity: number, lawfulUse: string, goesWrongOn: string | null, versions: Array<{ version: string, state: string, firstSeenAt: string }>, scorecard: Array<{ detector: string, version: string | null, name: string, state: string, family: string | null, alerts: number, truePositive: number, falsePositive: number, benign: number, unknown: number, fromAppeals: number, changedOn: string | null, loadBearingActions: number, floor: number | null, belowFloor: boolean, drill: string, restingDrill: string | null, precision: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean }, actionablePrecision: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean }, previous: { estimate: number | null, low: number | null, high: number | null, n: number, provisional: boolean } | null }>, actionsResting: Array<{ id: string, kind: string, scope: string, state: string, until: string | null, seats: number, orderedAt: string, inEffectAt: string | null, endedAt: string | null, endReason: string | null, failure: string | null, caseNumber: number, decisionNumber: number, subject: { kind: string, id: string, name: string | null, organizationId: string | null } }>, precisionOverTime: Array<{ at: string, value: number | null, low: number | null, high: number | null, n: number, partial: boolean, drill: string | null }> } | null };

export type SaveDetectorMutationVariables = Exact<{
  id: string | number;
  name: string;
  family: string;
  sources: Array<string> | string;
  state: string;
  permittedRoutes: Array<string> | string;
  highestSeverity: number;
  lawfulUse: string;
  reason: string;
}>;


export type SaveDetectorMutation = { saveDetector: { ok: boolean, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type HistoryQueryVariables = Exact<{
  caseNumber?: number | null | undefined;
  entityKind?: string | null | undefined;
  entityId?: string | null | undefined;
  actor?: string | null | undefined;
  kind?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type HistoryQuery = { history: { nodes: Array<{ id: string, position: number | null, stage: string, kind: string, actorKind: string, actor: string, automatic: boolean, occurredAt: string, recordedAt: string, entityKind: string, entityId: string, caseNumber: number | null, why: string | null, before: unknown, after: unknown, facts: unknown }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type AuditStatusQueryVariables = Exact<{ [key: string]: never; }>;


export type AuditStatusQuery = { auditStatus: { sealed: number, unsealed: number, headPosition: number, headHash: string, anchorPosition: number | null, checkedAt: string | null } };

export type StaffQueryVariables = Exact<{ [key: string]: never; }>;


export type StaffQuery = { staff: Array<{ id: string, name: string, email: string, roles: Array<string>, active: boolean, queues: Array<string>, managerId: string | null }> };

export type SaveStaffMutationVariables = Exact<{
  id?: string | number | null | undefined;
  name: string;
  email: string;
  roles: Array<string> | string;
  active: boolean;
  password?: string | null | undefined;
  queues: Array<string> | string;
  managerId?: string | number | null | undefined;
}>;


export type SaveStaffMutation = { saveStaff: { ok: boolean, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type ApiKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type ApiKeysQuery = { apiKeys: Array<{ id: string, name: string, prefix: string, scopes: Array<string>, detectors: Array<string>, createdAt: string, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null }> };

export type CreateApiKeyMutationVariables = Exact<{
  name: string;
  scopes: Array<string> | string;
  detectors: Array<string> | string;
  expiresAt?: string | null | undefined;
}>;


export type CreateApiKeyMutation = { createApiKey: { secret: string | null, key: { id: string, name: string, prefix: string } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type RotateApiKeyMutationVariables = Exact<{
  id: string | number;
  overlapHours: number;
}>;


export type RotateApiKeyMutation = { rotateApiKey: { secret: string | null, key: { id: string, name: string, prefix: string } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type RevokeApiKeyMutationVariables = Exact<{
  id: string | number;
  reason: string;
}>;


export type RevokeApiKeyMutation = { revokeApiKey: { key: { id: string, name: string, prefix: string } | null, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type RejectedQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type RejectedQuery = { rejected: { nodes: Array<{ id: string, receivedAt: string, detector: string | null, externalId: string | null, problem: unknown, raw: string, rawLength: number }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type CorrectRejectedMutationVariables = Exact<{
  id: string | number;
  body: string;
}>;


export type CorrectRejectedMutation = { correctRejected: { ok: boolean, refusal: { code: string, message: string, allowed: Array<string>, field: string | null, details: unknown } | null } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, name: string, email: string, roles: Array<string>, operations: Array<string>, wipLimit: number, held: number } };

export type SearchQueryVariables = Exact<{
  text: string;
}>;


export type SearchQuery = { search: Array<{ kind: string, id: string, label: string, sub: string | null }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AppealRowFieldsFragmentDoc = new TypedDocumentString(`
    fragment AppealRowFields on AppealRow {
  id
  number
  state
  customer {
    kind
    id
    name
  }
  caseNumber
  submittedAt
  dueAt
  pausedAt
  reviewer {
    id
    name
  }
  result
  grounds
  interimRelief
  reliefDueAt
  independentReviewers
}
    `, {"fragmentName":"AppealRowFields"}) as unknown as TypedDocumentString<AppealRowFieldsFragment, unknown>;
export const RefusalFieldsFragmentDoc = new TypedDocumentString(`
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
    `, {"fragmentName":"RefusalFields"}) as unknown as TypedDocumentString<RefusalFieldsFragment, unknown>;
export const AppealResultFieldsFragmentDoc = new TypedDocumentString(`
    fragment AppealResultFields on AppealResult {
  appeal {
    id
    number
    version
    allowed
  }
  refusal {
    ...RefusalFields
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"fragmentName":"AppealResultFields"}) as unknown as TypedDocumentString<AppealResultFieldsFragment, unknown>;
export const AlertFieldsFragmentDoc = new TypedDocumentString(`
    fragment AlertFields on Alert {
  id
  detector
  detectorName
  detectorVersion
  family
  sources
  goesWrongOn
  externalId
  title
  kind
  severity
  confidence
  route
  subject {
    kind
    id
    name
    organizationId
  }
  observedAt
  receivedAt
  count
  shadow
  evidence {
    type
    family
    source
    collectedAt
    data
  }
  indicators
  outcome {
    verdict
    reason
    source
    provisional
    at
  }
}
    `, {"fragmentName":"AlertFields"}) as unknown as TypedDocumentString<AlertFieldsFragment, unknown>;
export const HistoryFieldsFragmentDoc = new TypedDocumentString(`
    fragment HistoryFields on HistoryEntry {
  id
  position
  stage
  kind
  actorKind
  actor
  automatic
  occurredAt
  recordedAt
  entityKind
  entityId
  caseNumber
  why
  before
  after
  facts
}
    `, {"fragmentName":"HistoryFields"}) as unknown as TypedDocumentString<HistoryFieldsFragment, unknown>;
export const CaseRowFieldsFragmentDoc = new TypedDocumentString(`
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
    `, {"fragmentName":"CaseRowFields"}) as unknown as TypedDocumentString<CaseRowFieldsFragment, unknown>;
export const CaseResultFieldsFragmentDoc = new TypedDocumentString(`
    fragment CaseResultFields on CaseResult {
  case {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
  }
  refusal {
    ...RefusalFields
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"fragmentName":"CaseResultFields"}) as unknown as TypedDocumentString<CaseResultFieldsFragment, unknown>;
export const ReachFieldsFragmentDoc = new TypedDocumentString(`
    fragment ReachFields on Reach {
  known
  subjects
  accounts
  seats
  exchanges30d
  paying
  unknownSubjects
  leftOut {
    finding
    subjects
    why
  }
  sentence
  narrower {
    kind
    scope
    label
  }
}
    `, {"fragmentName":"ReachFields"}) as unknown as TypedDocumentString<ReachFieldsFragment, unknown>;
export const IndependenceFieldsFragmentDoc = new TypedDocumentString(`
    fragment IndependenceFields on Independence {
  sufficient
  headline
  sentences
  families
  sources
  loadBearing
}
    `, {"fragmentName":"IndependenceFields"}) as unknown as TypedDocumentString<IndependenceFieldsFragment, unknown>;
export const DecisionFieldsFragmentDoc = new TypedDocumentString(`
    fragment DecisionFields on Decision {
  id
  number
  caseId
  caseNumber
  kind
  state
  scope
  route
  ground
  clause {
    id
    policyVersion
    title
    body
    routes
  }
  facts
  reasons
  considered
  reach {
    ...ReachFields
  }
  independence {
    ...IndependenceFields
  }
  evidence {
    alertId
    detector
    detectorName
    detectorVersion
    family
    loadBearing
    observedAt
    sources
    subject {
      kind
      id
      name
    }
    title
  }
  until
  emergency
  automatic
  proposer {
    id
    name
  }
  proposedAt
  needed {
    anyOf
    because
  }
  approvals {
    answer
    reason
    at
    by {
      id
      name
    }
  }
  changedSince
  expiresAt
  decidedAt
  endedReason
  bindingHash
  caseTitle
  caseSeverity
  allowed
  version
}
    fragment IndependenceFields on Independence {
  sufficient
  headline
  sentences
  families
  sources
  loadBearing
}
fragment ReachFields on Reach {
  known
  subjects
  accounts
  seats
  exchanges30d
  paying
  unknownSubjects
  leftOut {
    finding
    subjects
    why
  }
  sentence
  narrower {
    kind
    scope
    label
  }
}`, {"fragmentName":"DecisionFields"}) as unknown as TypedDocumentString<DecisionFieldsFragment, unknown>;
export const DecisionResultFieldsFragmentDoc = new TypedDocumentString(`
    fragment DecisionResultFields on DecisionResult {
  decision {
    id
    number
    state
    kind
    caseNumber
    allowed
  }
  refusal {
    ...RefusalFields
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"fragmentName":"DecisionResultFields"}) as unknown as TypedDocumentString<DecisionResultFieldsFragment, unknown>;
export const ActionFieldsFragmentDoc = new TypedDocumentString(`
    fragment ActionFields on Action {
  id
  kind
  scope
  subject {
    kind
    id
    name
    organizationId
  }
  state
  until
  seats
  orderedAt
  inEffectAt
  endedAt
  endReason
  failure
  caseNumber
  decisionNumber
}
    `, {"fragmentName":"ActionFields"}) as unknown as TypedDocumentString<ActionFieldsFragment, unknown>;
export const DeliveryFieldsFragmentDoc = new TypedDocumentString(`
    fragment DeliveryFields on Delivery {
  id
  kind
  lane
  sequence
  state
  attempts
  nextAttemptAt
  lastStatus
  lastError
  createdAt
  deliveredAt
  caseNumber
  allowed
}
    `, {"fragmentName":"DeliveryFields"}) as unknown as TypedDocumentString<DeliveryFieldsFragment, unknown>;
export const GraphNodeFieldsFragmentDoc = new TypedDocumentString(`
    fragment GraphNodeFields on GraphNode {
  id
  kind
  value
  hub
  weight
  subjects
  caseNumber
}
    `, {"fragmentName":"GraphNodeFields"}) as unknown as TypedDocumentString<GraphNodeFieldsFragment, unknown>;
export const GraphEdgeFieldsFragmentDoc = new TypedDocumentString(`
    fragment GraphEdgeFields on GraphEdge {
  source
  target
  weight
  firstSeen
  lastSeen
}
    `, {"fragmentName":"GraphEdgeFields"}) as unknown as TypedDocumentString<GraphEdgeFieldsFragment, unknown>;
export const LinkGraphFieldsFragmentDoc = new TypedDocumentString(`
    fragment LinkGraphFields on LinkGraph {
  hiddenNodes
  subjects
  sampledSubjects
  spanDays
  nodes {
    ...GraphNodeFields
  }
  edges {
    ...GraphEdgeFields
  }
}
    fragment GraphNodeFields on GraphNode {
  id
  kind
  value
  hub
  weight
  subjects
  caseNumber
}
fragment GraphEdgeFields on GraphEdge {
  source
  target
  weight
  firstSeen
  lastSeen
}`, {"fragmentName":"LinkGraphFields"}) as unknown as TypedDocumentString<LinkGraphFieldsFragment, unknown>;
export const CaseSideFieldsFragmentDoc = new TypedDocumentString(`
    fragment CaseSideFields on CaseSide {
  id
  number
  title
  state
  severity
  alertCount
  subjectCount
  heldBy
  mergedInto
  subjects {
    kind
    id
    alerts
  }
}
    `, {"fragmentName":"CaseSideFields"}) as unknown as TypedDocumentString<CaseSideFieldsFragment, unknown>;
export const ListEntryFieldsFragmentDoc = new TypedDocumentString(`
    fragment ListEntryFields on ListEntry {
  id
  list
  state
  type
  value
  subjectKind
  subjectId
  detectorId
  kind
  reason
  source
  evidence
  caseNumber
  proposedBy
  proposedAt
  assignedTo
  waitsForMe
  isMine
  answeredBy
  answeredAt
  answerReason
  until
  endedBy
  endedAt
  endReason
  hits
  revived
  cases
  values
  listed
  leftOut
  fileName
  known
  shared
}
    `, {"fragmentName":"ListEntryFields"}) as unknown as TypedDocumentString<ListEntryFieldsFragment, unknown>;
export const HubReachFieldsFragmentDoc = new TypedDocumentString(`
    fragment HubReachFields on HubImportReach {
  known
  shared
  groups {
    type
    values
    known
    shared
    seen
  }
  widest {
    type
    value
    kind
    subjects
    cases
  }
}
    `, {"fragmentName":"HubReachFields"}) as unknown as TypedDocumentString<HubReachFieldsFragment, unknown>;
export const RepeatFieldsFragmentDoc = new TypedDocumentString(`
    fragment RepeatFields on Repeat {
  decision
  days
  at
  case {
    number
    title
    state
  }
  earlier {
    number
    title
    state
  }
}
    `, {"fragmentName":"RepeatFields"}) as unknown as TypedDocumentString<RepeatFieldsFragment, unknown>;
export const TimePointFieldsFragmentDoc = new TypedDocumentString(`
    fragment TimePointFields on TimePoint {
  at
  value
  low
  high
  n
  partial
  drill
}
    `, {"fragmentName":"TimePointFields"}) as unknown as TypedDocumentString<TimePointFieldsFragment, unknown>;
export const CountPointFieldsFragmentDoc = new TypedDocumentString(`
    fragment CountPointFields on TimePoint {
  at
  value
  n
  partial
  drill
}
    `, {"fragmentName":"CountPointFields"}) as unknown as TypedDocumentString<CountPointFieldsFragment, unknown>;
export const ScorecardFieldsFragmentDoc = new TypedDocumentString(`
    fragment ScorecardFields on ScorecardRow {
  detector
  version
  name
  state
  family
  alerts
  truePositive
  falsePositive
  benign
  unknown
  fromAppeals
  precision {
    estimate
    low
    high
    n
    provisional
  }
  actionablePrecision {
    estimate
    low
    high
    n
    provisional
  }
  previous {
    estimate
    low
    high
    n
    provisional
  }
  changedOn
  loadBearingActions
  floor
  belowFloor
  drill
  restingDrill
}
    `, {"fragmentName":"ScorecardFields"}) as unknown as TypedDocumentString<ScorecardFieldsFragment, unknown>;
export const AppealsDocument = new TypedDocumentString(`
    query Appeals($state: String, $mine: Boolean, $first: Int!, $after: String) {
  appeals(state: $state, mine: $mine, first: $first, after: $after) {
    nodes {
      ...AppealRowFields
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment AppealRowFields on AppealRow {
  id
  number
  state
  customer {
    kind
    id
    name
  }
  caseNumber
  submittedAt
  dueAt
  pausedAt
  reviewer {
    id
    name
  }
  result
  grounds
  interimRelief
  reliefDueAt
  independentReviewers
}`, {"hash":"sha256:b1805a3cfc1cd852c779e3e77a24fb5b83e58e6457af4f627a40c5895f9ac49e"}) as unknown as TypedDocumentString<AppealsQuery, AppealsQueryVariables>;
export const AppealDocument = new TypedDocumentString(`
    query Appeal($number: Int!) {
  appeal(number: $number) {
    id
    number
    row {
      ...AppealRowFields
    }
    statement
    contactName
    standing
    messages {
      id
      fromKind
      by
      body
      question
      at
    }
    attachments {
      id
      name
      mediaType
      size
      uploadedBy
      purpose
      at
      url
    }
    decision {
      ...DecisionFields
    }
    case {
      id
      number
      row {
        ...CaseRowFields
      }
      why {
        sentence
        score
        threshold
        ruleSet
      }
      findingCounts {
        finding
        subjects
      }
    }
    actions {
      ...ActionFields
    }
    notices {
      id
      number
      kind
      state
      subjectLine
      bodyText
      withheld
      sentAt
    }
    firstReadingAt
    firstReading
    originalReasons
    mistakenCandidates {
      ...AlertFields
    }
    similar {
      why
      case {
        ...CaseRowFields
      }
    }
    harm {
      subject {
        kind
        id
        name
      }
      from
      to
      seats
      hours
      seatHours
    }
    timeline(first: 50) {
      nodes {
        ...HistoryFields
      }
    }
    onTheFile
    answerDueAt
    reliefDueAt
    reliefReason
    reliefLimits
    proposedResult
    proposedReason
    proposedText
    result
    resultReason
    resultText
    allowed
    version
  }
}
    fragment AppealRowFields on AppealRow {
  id
  number
  state
  customer {
    kind
    id
    name
  }
  caseNumber
  submittedAt
  dueAt
  pausedAt
  reviewer {
    id
    name
  }
  result
  grounds
  interimRelief
  reliefDueAt
  independentReviewers
}
fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment AlertFields on Alert {
  id
  detector
  detectorName
  detectorVersion
  family
  sources
  goesWrongOn
  externalId
  title
  kind
  severity
  confidence
  route
  subject {
    kind
    id
    name
    organizationId
  }
  observedAt
  receivedAt
  count
  shadow
  evidence {
    type
    family
    source
    collectedAt
    data
  }
  indicators
  outcome {
    verdict
    reason
    source
    provisional
    at
  }
}
fragment HistoryFields on HistoryEntry {
  id
  position
  stage
  kind
  actorKind
  actor
  automatic
  occurredAt
  recordedAt
  entityKind
  entityId
  caseNumber
  why
  before
  after
  facts
}
fragment IndependenceFields on Independence {
  sufficient
  headline
  sentences
  families
  sources
  loadBearing
}
fragment ReachFields on Reach {
  known
  subjects
  accounts
  seats
  exchanges30d
  paying
  unknownSubjects
  leftOut {
    finding
    subjects
    why
  }
  sentence
  narrower {
    kind
    scope
    label
  }
}
fragment DecisionFields on Decision {
  id
  number
  caseId
  caseNumber
  kind
  state
  scope
  route
  ground
  clause {
    id
    policyVersion
    title
    body
    routes
  }
  facts
  reasons
  considered
  reach {
    ...ReachFields
  }
  independence {
    ...IndependenceFields
  }
  evidence {
    alertId
    detector
    detectorName
    detectorVersion
    family
    loadBearing
    observedAt
    sources
    subject {
      kind
      id
      name
    }
    title
  }
  until
  emergency
  automatic
  proposer {
    id
    name
  }
  proposedAt
  needed {
    anyOf
    because
  }
  approvals {
    answer
    reason
    at
    by {
      id
      name
    }
  }
  changedSince
  expiresAt
  decidedAt
  endedReason
  bindingHash
  caseTitle
  caseSeverity
  allowed
  version
}
fragment ActionFields on Action {
  id
  kind
  scope
  subject {
    kind
    id
    name
    organizationId
  }
  state
  until
  seats
  orderedAt
  inEffectAt
  endedAt
  endReason
  failure
  caseNumber
  decisionNumber
}`, {"hash":"sha256:e432e75c8a8a094d3a69c07cc3bb3b85c209c0bc91dec202694bd29848cf642d"}) as unknown as TypedDocumentString<AppealQuery, AppealQueryVariables>;
export const ClaimAppealDocument = new TypedDocumentString(`
    mutation ClaimAppeal($appealId: ID!) {
  claimAppeal(appealId: $appealId) {
    ...AppealResultFields
  }
}
    fragment AppealResultFields on AppealResult {
  appeal {
    id
    number
    version
    allowed
  }
  refusal {
    ...RefusalFields
  }
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:c6ad58d6c854188de6e2849ca4b46212adc4cd8909ce649644dcc7e2f4bb466c"}) as unknown as TypedDocumentString<ClaimAppealMutation, ClaimAppealMutationVariables>;
export const NoteFirstReadingDocument = new TypedDocumentString(`
    mutation NoteFirstReading($appealId: ID!, $text: String!) {
  noteFirstReading(appealId: $appealId, text: $text) {
    ...AppealResultFields
  }
}
    fragment AppealResultFields on AppealResult {
  appeal {
    id
    number
    version
    allowed
  }
  refusal {
    ...RefusalFields
  }
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:a446d35aa62aabb510f6a6c28430b2f554e3400a6a21e9812fbed5cc6f5a3345"}) as unknown as TypedDocumentString<NoteFirstReadingMutation, NoteFirstReadingMutationVariables>;
export const AskCustomerDocument = new TypedDocumentString(`
    mutation AskCustomer($appealId: ID!, $version: Int!, $question: String!) {
  askCustomer(appealId: $appealId, version: $version, question: $question) {
    ...AppealResultFields
  }
}
    fragment AppealResultFields on AppealResult {
  appeal {
    id
    number
    version
    allowed
  }
  refusal {
    ...RefusalFields
  }
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:03f4fa5e2b44c78f716818ee1455cfa284fa72ea058eba760d23e324416e6765"}) as unknown as TypedDocumentString<AskCustomerMutation, AskCustomerMutationVariables>;
export const MessageCustomerDocument = new TypedDocumentString(`
    mutation MessageCustomer($appealId: ID!, $body: String!) {
  messageCustomer(appealId: $appealId, body: $body) {
    ...AppealResultFields
  }
}
    fragment AppealResultFields on AppealResult {
  appeal {
    id
    number
    version
    allowed
  }
  refusal {
    ...RefusalFields
  }
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:0dddbd63ed964a057f23cc319ee6946870a55da652aa1ce75a1f2251b05b1786"}) as unknown as TypedDocumentString<MessageCustomerMutation, MessageCustomerMutationVariables>;
export const DecideReliefDocument = new TypedDocumentString(`
    mutation DecideRelief($appealId: ID!, $version: Int!, $grant: Boolean!, $reason: String!, $limits: String) {
  decideInterimRelief(
    appealId: $appealId
    version: $version
    grant: $grant
    reason: $reason
    limits: $limits
  ) {
    ...AppealResultFields
  }
}
    fragment AppealResultFields on AppealResult {
  appeal {
    id
    number
    version
    allowed
  }
  refusal {
    ...RefusalFields
  }
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:d3fd576127a6fadd7dec7504e4e68ee780d7744b57c259e2f7b6c2e8a4a03870"}) as unknown as TypedDocumentString<DecideReliefMutation, DecideReliefMutationVariables>;
export const DecideAppealDocument = new TypedDocumentString(`
    mutation DecideAppeal($input: DecideAppealInput!) {
  decideAppeal(input: $input) {
    ...AppealResultFields
  }
}
    fragment AppealResultFields on AppealResult {
  appeal {
    id
    number
    version
    allowed
  }
  refusal {
    ...RefusalFields
  }
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:22f9082ad807c954b066da09cc72eb31432cf8eb99cc522e23c12ac6bdd2b837"}) as unknown as TypedDocumentString<DecideAppealMutation, DecideAppealMutationVariables>;
export const CoSignAppealDocument = new TypedDocumentString(`
    mutation CoSignAppeal($appealId: ID!, $version: Int!, $agree: Boolean!, $reason: String!) {
  coSignAppeal(
    appealId: $appealId
    version: $version
    agree: $agree
    reason: $reason
  ) {
    ...AppealResultFields
  }
}
    fragment AppealResultFields on AppealResult {
  appeal {
    id
    number
    version
    allowed
  }
  refusal {
    ...RefusalFields
  }
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:f898b50a71682ff1b45b894b3f052637e027d3a4587464d5b68821744bc3b260"}) as unknown as TypedDocumentString<CoSignAppealMutation, CoSignAppealMutationVariables>;
export const CaseAppealsDocument = new TypedDocumentString(`
    query CaseAppeals($number: Int!) {
  case(number: $number) {
    id
    appeals {
      ...AppealRowFields
    }
  }
}
    fragment AppealRowFields on AppealRow {
  id
  number
  state
  customer {
    kind
    id
    name
  }
  caseNumber
  submittedAt
  dueAt
  pausedAt
  reviewer {
    id
    name
  }
  result
  grounds
  interimRelief
  reliefDueAt
  independentReviewers
}`, {"hash":"sha256:4dcfb1fb8f78fea31c08c7f507bd9bb06d799284e0ecc269be88eb5d3b89dab2"}) as unknown as TypedDocumentString<CaseAppealsQuery, CaseAppealsQueryVariables>;
export const CustomerAppealsDocument = new TypedDocumentString(`
    query CustomerAppeals($kind: String!, $id: String!) {
  customer(kind: $kind, id: $id) {
    id
    appeals {
      ...AppealRowFields
    }
  }
}
    fragment AppealRowFields on AppealRow {
  id
  number
  state
  customer {
    kind
    id
    name
  }
  caseNumber
  submittedAt
  dueAt
  pausedAt
  reviewer {
    id
    name
  }
  result
  grounds
  interimRelief
  reliefDueAt
  independentReviewers
}`, {"hash":"sha256:d434b8b5c1860deaea5f3c07a0f23c65f963b68a17cda2de68c78bc9a487afe2"}) as unknown as TypedDocumentString<CustomerAppealsQuery, CustomerAppealsQueryVariables>;
export const CampaignsDocument = new TypedDocumentString(`
    query Campaigns($first: Int!, $after: String) {
  campaigns(first: $first, after: $after) {
    nodes {
      id
      number
      title
      route
      severity
      alertCount
      subjectCount
      caseCount
      exchanges
      firstAlertAt
      lastAlertAt
      openedAt
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    `, {"hash":"sha256:5dfcf20d8f6e0c6c9a6f89e8749b3fe8ab9b1a55b08361276bef560e873a52f7"}) as unknown as TypedDocumentString<CampaignsQuery, CampaignsQueryVariables>;
export const CampaignDocument = new TypedDocumentString(`
    query Campaign($number: Int!) {
  campaign(number: $number) {
    id
    number
    title
    route
    severity
    alertCount
    subjectCount
    caseCount
    exchanges
    firstAlertAt
    lastAlertAt
    openedAt
    facts {
      routes {
        name
        alerts
      }
      detectors {
        name
        alerts
      }
      regions {
        name
        cases
      }
      organizations
      dwellHours
      models {
        name
        alerts
      }
    }
    attributions {
      version
      operator
      confidence
      source
      reason
      by
      at
      ofNumber
    }
    repeats(first: 100) {
      ...RepeatFields
    }
  }
}
    fragment RepeatFields on Repeat {
  decision
  days
  at
  case {
    number
    title
    state
  }
  earlier {
    number
    title
    state
  }
}`, {"hash":"sha256:bbcb8d557f2ffa3cbb7184cff74256a78eb2a1c296ab8aa49f22232d352967ae"}) as unknown as TypedDocumentString<CampaignQuery, CampaignQueryVariables>;
export const AttributeCampaignDocument = new TypedDocumentString(`
    mutation AttributeCampaign($input: AttributionInput!) {
  attributeCampaign(input: $input) {
    version
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:a7a4f384b1202fc60cda87438e8137c31bdeb63378ffd9159e00d6e1a4492ddb"}) as unknown as TypedDocumentString<AttributeCampaignMutation, AttributeCampaignMutationVariables>;
export const CasesDocument = new TypedDocumentString(`
    query Cases($filter: CaseFilter, $sort: CaseSort!, $first: Int!, $after: String) {
  cases(filter: $filter, sort: $sort, first: $first, after: $after) {
    nodes {
      ...CaseRowFields
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}`, {"hash":"sha256:b9d17c07de1f4def58ed2fce78aab8b116bf3dd3dd60755eb649b91d42445d0d"}) as unknown as TypedDocumentString<CasesQuery, CasesQueryVariables>;
export const MyCasesDocument = new TypedDocumentString(`
    query MyCases {
  myCases {
    ...CaseRowFields
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}`, {"hash":"sha256:5c51d4d3745b15f118488da2f697a6c7079e7ca34213bbf5e7f2df03ef72607d"}) as unknown as TypedDocumentString<MyCasesQuery, MyCasesQueryVariables>;
export const QueuesDocument = new TypedDocumentString(`
    query Queues {
  queues {
    id
    name
    open
    unclaimed
    oldestOpenedAt
    mine
  }
}
    `, {"hash":"sha256:a73ae72d8a2fbee8dae6c911eb37120baaeecb7f79c40cb9d4ec76d3d7d7ff24"}) as unknown as TypedDocumentString<QueuesQuery, QueuesQueryVariables>;
export const PeekDocument = new TypedDocumentString(`
    query Peek($number: Int!) {
  case(number: $number) {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
    why {
      sentence
      score
      threshold
      ruleSet
    }
    shared(first: 5) {
      type
      value
      subjects
      subjectsInCase
      alertsInCase
      weight
      hub
      note
    }
    independence {
      ...IndependenceFields
    }
    findingCounts {
      finding
      subjects
    }
    earlier {
      kind
      label
      at
      caseNumber
      state
    }
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment IndependenceFields on Independence {
  sufficient
  headline
  sentences
  families
  sources
  loadBearing
}`, {"hash":"sha256:5a871dd8a0331328e00da9ce48eda7f70fa97df743c72751edee76e5ee293a3f"}) as unknown as TypedDocumentString<PeekQuery, PeekQueryVariables>;
export const CaseDocument = new TypedDocumentString(`
    query Case($number: Int!) {
  case(number: $number) {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
    why {
      sentence
      score
      threshold
      ruleSet
      indicators {
        type
        value
        weight
        subjects
        hub
        note
      }
    }
    shared(first: 20) {
      type
      value
      subjects
      subjectsInCase
      alertsInCase
      weight
      hub
      note
    }
    evidence {
      family
      alerts
      subjects
      sources
      detectors {
        id
        name
        version
        state
        alerts
        goesWrongOn
        lawfulUse
        precision {
          estimate
          low
          high
          n
          provisional
        }
      }
      sample {
        ...AlertFields
      }
    }
    independence {
      ...IndependenceFields
    }
    findingCounts {
      finding
      subjects
    }
    repeats {
      ...RepeatFields
    }
    earlier {
      kind
      label
      at
      caseNumber
      state
    }
    related {
      why
      case {
        ...CaseRowFields
      }
    }
    proposalCount
    comments {
      id
      author {
        id
        name
      }
      body
      at
    }
    attachments {
      id
      name
      mediaType
      size
      uploadedBy
      at
      url
    }
    decisions {
      id
      number
      kind
      state
      scope
      proposedAt
      needed {
        anyOf
        because
      }
      allowed
      proposer {
        id
        name
      }
      reach {
        sentence
      }
      approvals {
        answer
        reason
        at
        by {
          id
          name
        }
      }
    }
    actions {
      ...ActionFields
    }
    deliveries {
      ...DeliveryFields
    }
    notices {
      id
      number
      kind
      state
      subjectLine
      bodyText
      toEmail
      withheld
      sentAt
      deliveredAt
      readAt
      failure
    }
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment AlertFields on Alert {
  id
  detector
  detectorName
  detectorVersion
  family
  sources
  goesWrongOn
  externalId
  title
  kind
  severity
  confidence
  route
  subject {
    kind
    id
    name
    organizationId
  }
  observedAt
  receivedAt
  count
  shadow
  evidence {
    type
    family
    source
    collectedAt
    data
  }
  indicators
  outcome {
    verdict
    reason
    source
    provisional
    at
  }
}
fragment IndependenceFields on Independence {
  sufficient
  headline
  sentences
  families
  sources
  loadBearing
}
fragment ActionFields on Action {
  id
  kind
  scope
  subject {
    kind
    id
    name
    organizationId
  }
  state
  until
  seats
  orderedAt
  inEffectAt
  endedAt
  endReason
  failure
  caseNumber
  decisionNumber
}
fragment DeliveryFields on Delivery {
  id
  kind
  lane
  sequence
  state
  attempts
  nextAttemptAt
  lastStatus
  lastError
  createdAt
  deliveredAt
  caseNumber
  allowed
}
fragment RepeatFields on Repeat {
  decision
  days
  at
  case {
    number
    title
    state
  }
  earlier {
    number
    title
    state
  }
}`, {"hash":"sha256:8ff2f2d3fa10a79d89329c8d1911da93724c467da149244af1f276d4b0e4267d"}) as unknown as TypedDocumentString<CaseQuery, CaseQueryVariables>;
export const CaseSubjectsDocument = new TypedDocumentString(`
    query CaseSubjects($number: Int!, $first: Int!, $after: String, $finding: String) {
  case(number: $number) {
    id
    subjects(first: $first, after: $after, finding: $finding) {
      total
      nodes {
        subject {
          kind
          id
          name
          organizationId
        }
        organizationName
        country
        plan
        alertCount
        firstAt
        lastAt
        severity
        finding
        findingReason
        findingBy {
          id
          name
        }
        findingAt
        seats
        exchanges30d
        known
        detectors
        declaredGateway
        restrictedBy
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
    `, {"hash":"sha256:2ac3d95d66903a7dc6f89582d7ceeb6eb9b0bcde24b6472f5d15461930b530d1"}) as unknown as TypedDocumentString<CaseSubjectsQuery, CaseSubjectsQueryVariables>;
export const CaseAlertsDocument = new TypedDocumentString(`
    query CaseAlerts($number: Int!, $first: Int!, $after: String, $detector: String) {
  case(number: $number) {
    id
    alerts(first: $first, after: $after, detector: $detector) {
      nodes {
        ...AlertFields
        link {
          sentence
          score
          threshold
          ruleSet
          indicators {
            type
            value
            weight
            subjects
            hub
            note
          }
        }
        place {
          since
          cameFrom
          isMerged
          linkedIn
          firstSentence
          corrections {
            act
            by
            at
            reason
            caseNumber
            otherNumber
          }
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
    fragment AlertFields on Alert {
  id
  detector
  detectorName
  detectorVersion
  family
  sources
  goesWrongOn
  externalId
  title
  kind
  severity
  confidence
  route
  subject {
    kind
    id
    name
    organizationId
  }
  observedAt
  receivedAt
  count
  shadow
  evidence {
    type
    family
    source
    collectedAt
    data
  }
  indicators
  outcome {
    verdict
    reason
    source
    provisional
    at
  }
}`, {"hash":"sha256:ee9a4bad9e858ec3278b9570cb3709ea5de634770df554591d1d8428c3e45d05"}) as unknown as TypedDocumentString<CaseAlertsQuery, CaseAlertsQueryVariables>;
export const CaseTimelineDocument = new TypedDocumentString(`
    query CaseTimeline($number: Int!, $first: Int!, $after: String) {
  case(number: $number) {
    id
    timeline(first: $first, after: $after) {
      nodes {
        ...HistoryFields
        undos {
          act
          state
          correctionId
          mergedCaseId
          number
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
    fragment HistoryFields on HistoryEntry {
  id
  position
  stage
  kind
  actorKind
  actor
  automatic
  occurredAt
  recordedAt
  entityKind
  entityId
  caseNumber
  why
  before
  after
  facts
}`, {"hash":"sha256:e0899cdca1af53218f3ac97e8fbdccfd1c64fe53d623ea35be3b2a41314791e4"}) as unknown as TypedDocumentString<CaseTimelineQuery, CaseTimelineQueryVariables>;
export const ClaimNextDocument = new TypedDocumentString(`
    mutation ClaimNext($queues: [String!]) {
  claimNext(queues: $queues) {
    ...CaseResultFields
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment CaseResultFields on CaseResult {
  case {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:b3911f5bfaa1ef7e7bdb4cacd179b03933494242f81ccfc0f73ed6c0ae5ec586"}) as unknown as TypedDocumentString<ClaimNextMutation, ClaimNextMutationVariables>;
export const ClaimCaseDocument = new TypedDocumentString(`
    mutation ClaimCase($caseId: ID!) {
  claimCase(caseId: $caseId) {
    ...CaseResultFields
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment CaseResultFields on CaseResult {
  case {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:c6c49de84079c1b3364dce1b60729803140bfe730487868a9ab1fd4bbbbdc3c5"}) as unknown as TypedDocumentString<ClaimCaseMutation, ClaimCaseMutationVariables>;
export const RenewLeaseDocument = new TypedDocumentString(`
    mutation RenewLease($caseId: ID!) {
  renewLease(caseId: $caseId) {
    ok
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:f2a70a9cafbf4ef9364a46fde9cf1be79cd8938cea5cb5d2b10f329fb20bed0d"}) as unknown as TypedDocumentString<RenewLeaseMutation, RenewLeaseMutationVariables>;
export const ReleaseCaseDocument = new TypedDocumentString(`
    mutation ReleaseCase($caseId: ID!, $reason: String) {
  releaseCase(caseId: $caseId, reason: $reason) {
    ...CaseResultFields
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment CaseResultFields on CaseResult {
  case {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:1ab450f66e29cd1adb81db7e6f82012c8a7bfc8caef436c02c7c2cd53a56a6e5"}) as unknown as TypedDocumentString<ReleaseCaseMutation, ReleaseCaseMutationVariables>;
export const SkipCaseDocument = new TypedDocumentString(`
    mutation SkipCase($caseId: ID!, $reason: String!) {
  skipCase(caseId: $caseId, reason: $reason) {
    ...CaseResultFields
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment CaseResultFields on CaseResult {
  case {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:b3c4487a5dc08370b2a79faef99949de4cc41795eac1fde6e109fae664970c26"}) as unknown as TypedDocumentString<SkipCaseMutation, SkipCaseMutationVariables>;
export const SetFindingsDocument = new TypedDocumentString(`
    mutation SetFindings($caseId: ID!, $subjects: [CaseSubjectInput!], $allUndetermined: Boolean, $finding: String!, $reason: String!) {
  setFindings(
    caseId: $caseId
    subjects: $subjects
    allUndetermined: $allUndetermined
    finding: $finding
    reason: $reason
  ) {
    ...CaseResultFields
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment CaseResultFields on CaseResult {
  case {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:bfc21494665277b35abaa53a378d138f2d59cc8eaa561c251dbce9fe56bd6f92"}) as unknown as TypedDocumentString<SetFindingsMutation, SetFindingsMutationVariables>;
export const CommentDocument = new TypedDocumentString(`
    mutation Comment($caseId: ID!, $body: String!) {
  comment(caseId: $caseId, body: $body) {
    ...CaseResultFields
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment CaseResultFields on CaseResult {
  case {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:d36bfbf6a832323a0461f2ccdd7ed2f12d901cf735827f345f41d8c8c882f99f"}) as unknown as TypedDocumentString<CommentMutation, CommentMutationVariables>;
export const WaitForDocument = new TypedDocumentString(`
    mutation WaitFor($caseId: ID!, $version: Int!, $party: String!, $reason: String!) {
  waitFor(caseId: $caseId, version: $version, party: $party, reason: $reason) {
    ...CaseResultFields
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment CaseResultFields on CaseResult {
  case {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:a5e99613dcb7f0b34fbedab4c7b9a07c9a781a5ab6773d657ed9702efd9a8b84"}) as unknown as TypedDocumentString<WaitForMutation, WaitForMutationVariables>;
export const ResumeCaseDocument = new TypedDocumentString(`
    mutation ResumeCase($caseId: ID!, $version: Int!, $reason: String!) {
  resumeCase(caseId: $caseId, version: $version, reason: $reason) {
    ...CaseResultFields
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment CaseResultFields on CaseResult {
  case {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:47c05aea45ff15363e7d387603f1ec0d9aef222727a1ce1aee7077b7e582011b"}) as unknown as TypedDocumentString<ResumeCaseMutation, ResumeCaseMutationVariables>;
export const ReopenCaseDocument = new TypedDocumentString(`
    mutation ReopenCase($caseId: ID!, $version: Int!, $reason: String!) {
  reopenCase(caseId: $caseId, version: $version, reason: $reason) {
    ...CaseResultFields
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment CaseResultFields on CaseResult {
  case {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:8afca5b5ed9b584f94f9dfc0370b9816224a710de609855783a251069f955032"}) as unknown as TypedDocumentString<ReopenCaseMutation, ReopenCaseMutationVariables>;
export const ColleaguesDocument = new TypedDocumentString(`
    query Colleagues {
  colleagues {
    id
    name
  }
}
    `, {"hash":"sha256:11472175119ee04dd793965068fe28a701b9b425705dce73e99f48e918140995"}) as unknown as TypedDocumentString<ColleaguesQuery, ColleaguesQueryVariables>;
export const AssignCaseDocument = new TypedDocumentString(`
    mutation AssignCase($caseId: ID!, $version: Int!, $staffId: ID!, $reason: String!) {
  assignCase(
    caseId: $caseId
    version: $version
    staffId: $staffId
    reason: $reason
  ) {
    ...CaseResultFields
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment CaseResultFields on CaseResult {
  case {
    id
    number
    allowed
    row {
      ...CaseRowFields
    }
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:56b1107a74107c0c8986e11a0a7f0a62bb1e16554ff03bec68f1153bdb8d1068"}) as unknown as TypedDocumentString<AssignCaseMutation, AssignCaseMutationVariables>;
export const CustomersDocument = new TypedDocumentString(`
    query Customers($search: String, $first: Int!, $after: String) {
  customers(search: $search, first: $first, after: $after) {
    nodes {
      id
      name
      kind
      country
      plan
      size
      language
      seats
      exchanges30d
      accounts
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    `, {"hash":"sha256:a82b2ecc98b5becceab6b4bc152bcaa0f721263b483c06b0018fabd3f03ebc7d"}) as unknown as TypedDocumentString<CustomersQuery, CustomersQueryVariables>;
export const CustomerDocument = new TypedDocumentString(`
    query Customer($kind: String!, $id: String!) {
  customer(kind: $kind, id: $id) {
    id
    name
    kind
    country
    plan
    size
    language
    seats
    exchanges30d
    accounts
    contacts
    entry
    cases {
      ...CaseRowFields
    }
    actions {
      ...ActionFields
    }
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment ActionFields on Action {
  id
  kind
  scope
  subject {
    kind
    id
    name
    organizationId
  }
  state
  until
  seats
  orderedAt
  inEffectAt
  endedAt
  endReason
  failure
  caseNumber
  decisionNumber
}`, {"hash":"sha256:fd29f2651b7e059b4b10f591f9b398bd0506d1d38957faaa1841d58f89e6125b"}) as unknown as TypedDocumentString<CustomerQuery, CustomerQueryVariables>;
export const PreviewDocument = new TypedDocumentString(`
    query Preview($input: PreviewInput!) {
  preview(input: $input) {
    reach {
      ...ReachFields
    }
    withoutFinding
    independence {
      ...IndependenceFields
    }
    needed {
      anyOf
      because
    }
    warnings
    refusals {
      ...RefusalFields
    }
    bindingHash
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment IndependenceFields on Independence {
  sufficient
  headline
  sentences
  families
  sources
  loadBearing
}
fragment ReachFields on Reach {
  known
  subjects
  accounts
  seats
  exchanges30d
  paying
  unknownSubjects
  leftOut {
    finding
    subjects
    why
  }
  sentence
  narrower {
    kind
    scope
    label
  }
}`, {"hash":"sha256:bf9be9a2a66a0de828fce3ad981cbb37a5195f9eb48a67337c7f1c30bec11475"}) as unknown as TypedDocumentString<PreviewQuery, PreviewQueryVariables>;
export const ClausesDocument = new TypedDocumentString(`
    query Clauses {
  clauses {
    id
    policyVersion
    title
    body
    routes
  }
}
    `, {"hash":"sha256:3e4036e21df58f3cce2ca02ed75cc521fc146ba97f4f7fbf551bd1303beac5ff"}) as unknown as TypedDocumentString<ClausesQuery, ClausesQueryVariables>;
export const ApprovalsDocument = new TypedDocumentString(`
    query Approvals($first: Int!) {
  approvals(first: $first) {
    ...DecisionFields
  }
}
    fragment IndependenceFields on Independence {
  sufficient
  headline
  sentences
  families
  sources
  loadBearing
}
fragment ReachFields on Reach {
  known
  subjects
  accounts
  seats
  exchanges30d
  paying
  unknownSubjects
  leftOut {
    finding
    subjects
    why
  }
  sentence
  narrower {
    kind
    scope
    label
  }
}
fragment DecisionFields on Decision {
  id
  number
  caseId
  caseNumber
  kind
  state
  scope
  route
  ground
  clause {
    id
    policyVersion
    title
    body
    routes
  }
  facts
  reasons
  considered
  reach {
    ...ReachFields
  }
  independence {
    ...IndependenceFields
  }
  evidence {
    alertId
    detector
    detectorName
    detectorVersion
    family
    loadBearing
    observedAt
    sources
    subject {
      kind
      id
      name
    }
    title
  }
  until
  emergency
  automatic
  proposer {
    id
    name
  }
  proposedAt
  needed {
    anyOf
    because
  }
  approvals {
    answer
    reason
    at
    by {
      id
      name
    }
  }
  changedSince
  expiresAt
  decidedAt
  endedReason
  bindingHash
  caseTitle
  caseSeverity
  allowed
  version
}`, {"hash":"sha256:ee9f55d732873dae8548383e4478aa01c6c67404c3291e04a5ac67bb2f2905f1"}) as unknown as TypedDocumentString<ApprovalsQuery, ApprovalsQueryVariables>;
export const DecisionDocument = new TypedDocumentString(`
    query Decision($number: Int!) {
  decision(number: $number) {
    ...DecisionFields
    subjects(first: 50) {
      kind
      id
      name
      organizationId
    }
  }
}
    fragment IndependenceFields on Independence {
  sufficient
  headline
  sentences
  families
  sources
  loadBearing
}
fragment ReachFields on Reach {
  known
  subjects
  accounts
  seats
  exchanges30d
  paying
  unknownSubjects
  leftOut {
    finding
    subjects
    why
  }
  sentence
  narrower {
    kind
    scope
    label
  }
}
fragment DecisionFields on Decision {
  id
  number
  caseId
  caseNumber
  kind
  state
  scope
  route
  ground
  clause {
    id
    policyVersion
    title
    body
    routes
  }
  facts
  reasons
  considered
  reach {
    ...ReachFields
  }
  independence {
    ...IndependenceFields
  }
  evidence {
    alertId
    detector
    detectorName
    detectorVersion
    family
    loadBearing
    observedAt
    sources
    subject {
      kind
      id
      name
    }
    title
  }
  until
  emergency
  automatic
  proposer {
    id
    name
  }
  proposedAt
  needed {
    anyOf
    because
  }
  approvals {
    answer
    reason
    at
    by {
      id
      name
    }
  }
  changedSince
  expiresAt
  decidedAt
  endedReason
  bindingHash
  caseTitle
  caseSeverity
  allowed
  version
}`, {"hash":"sha256:57a904aecab286b02fda415ae44d463ebbe5250a8f097a6722c7188fe5062305"}) as unknown as TypedDocumentString<DecisionQuery, DecisionQueryVariables>;
export const ProposeDocument = new TypedDocumentString(`
    mutation Propose($input: ProposeInput!) {
  propose(input: $input) {
    ...DecisionResultFields
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment DecisionResultFields on DecisionResult {
  decision {
    id
    number
    state
    kind
    caseNumber
    allowed
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:6518e9587a3b2fbcaefb40c0726342f451685b537ec2872f767f8d340d6bd31a"}) as unknown as TypedDocumentString<ProposeMutation, ProposeMutationVariables>;
export const ApproveDocument = new TypedDocumentString(`
    mutation Approve($decisionId: ID!, $bindingHash: String, $reason: String!) {
  approve(decisionId: $decisionId, bindingHash: $bindingHash, reason: $reason) {
    ...DecisionResultFields
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment DecisionResultFields on DecisionResult {
  decision {
    id
    number
    state
    kind
    caseNumber
    allowed
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:14662ba99df9ed9a46bfdbb60f7c3cad73a2a5e008c84a16ad5ca30126f5d615"}) as unknown as TypedDocumentString<ApproveMutation, ApproveMutationVariables>;
export const ReturnDecisionDocument = new TypedDocumentString(`
    mutation ReturnDecision($decisionId: ID!, $reason: String!) {
  returnDecision(decisionId: $decisionId, reason: $reason) {
    ...DecisionResultFields
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment DecisionResultFields on DecisionResult {
  decision {
    id
    number
    state
    kind
    caseNumber
    allowed
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:96f408780e64f8a58e1139f9eafad4ab2ec6b6c7b0af45a18e8a3747551ed8ed"}) as unknown as TypedDocumentString<ReturnDecisionMutation, ReturnDecisionMutationVariables>;
export const RefuseDecisionDocument = new TypedDocumentString(`
    mutation RefuseDecision($decisionId: ID!, $reason: String!) {
  refuseDecision(decisionId: $decisionId, reason: $reason) {
    ...DecisionResultFields
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment DecisionResultFields on DecisionResult {
  decision {
    id
    number
    state
    kind
    caseNumber
    allowed
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:fbaf6b0694c2e281d2bb97f66b4b4029337d331c4bbecc7fed22600d51ae14f3"}) as unknown as TypedDocumentString<RefuseDecisionMutation, RefuseDecisionMutationVariables>;
export const WithdrawDecisionDocument = new TypedDocumentString(`
    mutation WithdrawDecision($decisionId: ID!, $reason: String!) {
  withdrawDecision(decisionId: $decisionId, reason: $reason) {
    ...DecisionResultFields
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment DecisionResultFields on DecisionResult {
  decision {
    id
    number
    state
    kind
    caseNumber
    allowed
  }
  refusal {
    ...RefusalFields
  }
}`, {"hash":"sha256:dbe550a967375bcb8f203f7720807e4aaa42a524d75a526c68751be8e3b5ba4e"}) as unknown as TypedDocumentString<WithdrawDecisionMutation, WithdrawDecisionMutationVariables>;
export const ActionsDocument = new TypedDocumentString(`
    query Actions($state: String, $detector: String, $detectorVersion: String, $inEffect: Boolean, $first: Int!, $after: ID) {
  actions(
    state: $state
    detector: $detector
    detectorVersion: $detectorVersion
    inEffect: $inEffect
    first: $first
    after: $after
  ) {
    ...ActionFields
  }
}
    fragment ActionFields on Action {
  id
  kind
  scope
  subject {
    kind
    id
    name
    organizationId
  }
  state
  until
  seats
  orderedAt
  inEffectAt
  endedAt
  endReason
  failure
  caseNumber
  decisionNumber
}`, {"hash":"sha256:55210c3d627f7a64eda9db9db5ed5f4734e830038e183bb95903f1579afafdd1"}) as unknown as TypedDocumentString<ActionsQuery, ActionsQueryVariables>;
export const DeliveriesDocument = new TypedDocumentString(`
    query Deliveries($state: String, $first: Int!, $after: String) {
  deliveries(state: $state, first: $first, after: $after) {
    nodes {
      ...DeliveryFields
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment DeliveryFields on Delivery {
  id
  kind
  lane
  sequence
  state
  attempts
  nextAttemptAt
  lastStatus
  lastError
  createdAt
  deliveredAt
  caseNumber
  allowed
}`, {"hash":"sha256:e555aec5e83b5677bef2c6faab68524fe7f5201682cf669b3b3d8c831d1040fa"}) as unknown as TypedDocumentString<DeliveriesQuery, DeliveriesQueryVariables>;
export const ReplayDeliveryDocument = new TypedDocumentString(`
    mutation ReplayDelivery($id: ID!) {
  replayDelivery(id: $id) {
    delivery {
      ...DeliveryFields
    }
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment DeliveryFields on Delivery {
  id
  kind
  lane
  sequence
  state
  attempts
  nextAttemptAt
  lastStatus
  lastError
  createdAt
  deliveredAt
  caseNumber
  allowed
}`, {"hash":"sha256:ca54e39dfd385fac04e97fe3fb815f421ae558a79a2b33edbc3b0ddadf285506"}) as unknown as TypedDocumentString<ReplayDeliveryMutation, ReplayDeliveryMutationVariables>;
export const SkipDeliveryDocument = new TypedDocumentString(`
    mutation SkipDelivery($id: ID!, $reason: String!) {
  skipDelivery(id: $id, reason: $reason) {
    delivery {
      ...DeliveryFields
    }
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment DeliveryFields on Delivery {
  id
  kind
  lane
  sequence
  state
  attempts
  nextAttemptAt
  lastStatus
  lastError
  createdAt
  deliveredAt
  caseNumber
  allowed
}`, {"hash":"sha256:ef04a4f6ec7948461dcf67bea8dfd461c76307bae88820d72f63531ec43e070a"}) as unknown as TypedDocumentString<SkipDeliveryMutation, SkipDeliveryMutationVariables>;
export const LiftActionDocument = new TypedDocumentString(`
    mutation LiftAction($actionId: ID!, $reason: String!) {
  liftAction(actionId: $actionId, reason: $reason) {
    ok
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:576d9249fd6dfb367134ff78ec92b825c4d2a88e55be1f8d9220ed642a98744c"}) as unknown as TypedDocumentString<LiftActionMutation, LiftActionMutationVariables>;
export const CaseGraphDocument = new TypedDocumentString(`
    query CaseGraph($number: Int!) {
  case(number: $number) {
    id
    graph {
      ...LinkGraphFields
    }
  }
}
    fragment GraphNodeFields on GraphNode {
  id
  kind
  value
  hub
  weight
  subjects
  caseNumber
}
fragment GraphEdgeFields on GraphEdge {
  source
  target
  weight
  firstSeen
  lastSeen
}
fragment LinkGraphFields on LinkGraph {
  hiddenNodes
  subjects
  sampledSubjects
  spanDays
  nodes {
    ...GraphNodeFields
  }
  edges {
    ...GraphEdgeFields
  }
}`, {"hash":"sha256:1bc36484c2b053da80554ab583a9c61c2cd07cd33c31dc4fc705b564b8eeebc1"}) as unknown as TypedDocumentString<CaseGraphQuery, CaseGraphQueryVariables>;
export const CampaignGraphDocument = new TypedDocumentString(`
    query CampaignGraph($number: Int!) {
  campaign(number: $number) {
    id
    graph {
      ...LinkGraphFields
    }
  }
}
    fragment GraphNodeFields on GraphNode {
  id
  kind
  value
  hub
  weight
  subjects
  caseNumber
}
fragment GraphEdgeFields on GraphEdge {
  source
  target
  weight
  firstSeen
  lastSeen
}
fragment LinkGraphFields on LinkGraph {
  hiddenNodes
  subjects
  sampledSubjects
  spanDays
  nodes {
    ...GraphNodeFields
  }
  edges {
    ...GraphEdgeFields
  }
}`, {"hash":"sha256:5c53b66de1d57b75285107f5d57a418f193032fe5a818d34d60477d5c8619180"}) as unknown as TypedDocumentString<CampaignGraphQuery, CampaignGraphQueryVariables>;
export const GraphNeighboursDocument = new TypedDocumentString(`
    query GraphNeighbours($node: ID!, $drawn: [ID!]!) {
  graphNeighbours(node: $node, drawn: $drawn) {
    leftOut
    nodes {
      ...GraphNodeFields
    }
    edges {
      ...GraphEdgeFields
    }
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment GraphNodeFields on GraphNode {
  id
  kind
  value
  hub
  weight
  subjects
  caseNumber
}
fragment GraphEdgeFields on GraphEdge {
  source
  target
  weight
  firstSeen
  lastSeen
}`, {"hash":"sha256:7d7aa44cfd4abb179415c5d4e0e3d5e37acf98ae6f911d7de02eb88b7681cdea"}) as unknown as TypedDocumentString<GraphNeighboursQuery, GraphNeighboursQueryVariables>;
export const GraphPathDocument = new TypedDocumentString(`
    query GraphPath($from: ID!, $to: ID!, $hops: Int!) {
  graphPath(from: $from, to: $to, hops: $hops) {
    hops
    looked
    complete
    nodes {
      ...GraphNodeFields
    }
    edges {
      ...GraphEdgeFields
    }
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment GraphNodeFields on GraphNode {
  id
  kind
  value
  hub
  weight
  subjects
  caseNumber
}
fragment GraphEdgeFields on GraphEdge {
  source
  target
  weight
  firstSeen
  lastSeen
}`, {"hash":"sha256:383de93c1ee374572e5b0f651ece908d5a74bff4fe4008a0102bc3bf8f70603e"}) as unknown as TypedDocumentString<GraphPathQuery, GraphPathQueryVariables>;
export const CorrectionPreviewDocument = new TypedDocumentString(`
    query CorrectionPreview($input: CorrectionInput!) {
  correctionPreview(input: $input) {
    before {
      ...CaseSideFields
    }
    after {
      ...CaseSideFields
    }
    beforeTotal
    afterTotal
    reach {
      cases
      subjects
    }
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment CaseSideFields on CaseSide {
  id
  number
  title
  state
  severity
  alertCount
  subjectCount
  heldBy
  mergedInto
  subjects {
    kind
    id
    alerts
  }
}`, {"hash":"sha256:53390eab0d88fa980b12c1f87fdca4c47d4a896238cbeb568abd6ac33701d0a5"}) as unknown as TypedDocumentString<CorrectionPreviewQuery, CorrectionPreviewQueryVariables>;
export const CorrectGroupingDocument = new TypedDocumentString(`
    mutation CorrectGrouping($input: CorrectionInput!) {
  correctGrouping(input: $input) {
    correctionId
    waitsFor
    after {
      ...CaseSideFields
    }
    places {
      number
      subjects
    }
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment CaseSideFields on CaseSide {
  id
  number
  title
  state
  severity
  alertCount
  subjectCount
  heldBy
  mergedInto
  subjects {
    kind
    id
    alerts
  }
}`, {"hash":"sha256:183404e3d10c3bf04d7196365afaaf2225897af306baabb30de631f73e33a677"}) as unknown as TypedDocumentString<CorrectGroupingMutation, CorrectGroupingMutationVariables>;
export const CaseTiesDocument = new TypedDocumentString(`
    query CaseTies($number: Int!) {
  case(number: $number) {
    id
    settled
    proposals {
      id
      kind
      sentence
      settled
      createdAt
      subjects {
        kind
        id
      }
      other {
        ...CaseRowFields
      }
    }
    suggested(first: 10) {
      sentence
      settled
      score
      threshold
      case {
        ...CaseRowFields
      }
    }
    linked(first: 10) {
      sentence
      score
      threshold
      case {
        ...CaseRowFields
      }
    }
    corrections {
      id
      act
      by
      at
      reason
      otherNumber
      subjects
      whom {
        kind
        id
      }
      valueType
      value
      undoneAt
      undoneBy
      undoneReason
    }
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}`, {"hash":"sha256:ec49cd3a62526f7ba42e060235134c8fa67eb2c7019c81ce1e02bec0c07b25d6"}) as unknown as TypedDocumentString<CaseTiesQuery, CaseTiesQueryVariables>;
export const LookUpDocument = new TypedDocumentString(`
    query LookUp($value: String!, $type: String) {
  lookUp(value: $value, type: $type) {
    id
    type
    value
    subjects
    weight
    threshold
    hub
    lists {
      id
      list
      value
      place
      kind
      reason
      source
      by
      confirmedBy
      state
      at
      until
      inForce
    }
    cases(first: 50) {
      subjects
      firstAt
      lastAt
      case {
        ...CaseRowFields
      }
    }
    subjectList(first: 50) {
      kind
      id
      alertCount
      firstAt
      lastAt
      caseNumber
    }
    alerts(first: 50) {
      ...AlertFields
    }
  }
}
    fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment AlertFields on Alert {
  id
  detector
  detectorName
  detectorVersion
  family
  sources
  goesWrongOn
  externalId
  title
  kind
  severity
  confidence
  route
  subject {
    kind
    id
    name
    organizationId
  }
  observedAt
  receivedAt
  count
  shadow
  evidence {
    type
    family
    source
    collectedAt
    data
  }
  indicators
  outcome {
    verdict
    reason
    source
    provisional
    at
  }
}`, {"hash":"sha256:9a77875e809d91d15f2b8437a6c49460ca73368ac54c9172cb58f77dd1fe3433"}) as unknown as TypedDocumentString<LookUpQuery, LookUpQueryVariables>;
export const RuleSetsDocument = new TypedDocumentString(`
    query RuleSets {
  ruleSets {
    id
    name
    state
    reason
    author
    createdAt
    activatedAt
    approvedBy
    basedOn
    rules
    mayActivate
    trials {
      id
      against
      state
      askedBy
      askedAt
      finishedAt
      stoppedBy
      done
      total
      failure
      result {
        subjects
        clustersBefore
        clustersAfter
        merges
        splits
        moves
        labelled
        scoreBefore
        scoreAfter
        queues {
          queue
          before
          after
        }
        warnings
      }
    }
  }
}
    `, {"hash":"sha256:edf978a8cd5d9d8dd1408a5b6f9d0e02f891de3f1c794d6c413fe04a0450d54c"}) as unknown as TypedDocumentString<RuleSetsQuery, RuleSetsQueryVariables>;
export const RuleTrialDifferencesDocument = new TypedDocumentString(`
    query RuleTrialDifferences($id: ID!, $first: Int!, $after: Int!) {
  ruleTrial(id: $id) {
    id
    differences(first: $first, after: $after) {
      position
      kind
      subjects
      cases {
        number
        title
        state
      }
      parts {
        subjects
        from {
          cases
          subjects
        }
      }
    }
  }
}
    `, {"hash":"sha256:0bf00b55ab685d3683ba636397a82d57f1d3be6399ee270831f81679dabeb69e"}) as unknown as TypedDocumentString<RuleTrialDifferencesQuery, RuleTrialDifferencesQueryVariables>;
export const DraftRuleSetDocument = new TypedDocumentString(`
    mutation DraftRuleSet($input: RuleSetInput!) {
  draftRuleSet(input: $input) {
    id
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:b584ccacd726ecdeac1e9107c0665db76a7a1e37ed5e979df9cacbc6a8ab8c89"}) as unknown as TypedDocumentString<DraftRuleSetMutation, DraftRuleSetMutationVariables>;
export const TryRuleSetDocument = new TypedDocumentString(`
    mutation TryRuleSet($id: Int!) {
  tryRuleSet(id: $id) {
    trialId
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:b181c7c6a624895b35ba0869ea0dc107278682d077f27e0bab51b55adafe5a54"}) as unknown as TypedDocumentString<TryRuleSetMutation, TryRuleSetMutationVariables>;
export const ShadowRuleSetDocument = new TypedDocumentString(`
    mutation ShadowRuleSet($id: Int!, $shadow: Boolean!, $reason: String!) {
  shadowRuleSet(id: $id, shadow: $shadow, reason: $reason) {
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:662576fe7ac2190a782e3afd7b15d4b9b8876d093b3c47a476622ab0f5d9b35a"}) as unknown as TypedDocumentString<ShadowRuleSetMutation, ShadowRuleSetMutationVariables>;
export const ActivateRuleSetDocument = new TypedDocumentString(`
    mutation ActivateRuleSet($id: Int!, $reason: String!, $regroup: Boolean!) {
  activateRuleSet(id: $id, reason: $reason, regroup: $regroup) {
    cases
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:85adfccda82c4c750e26380ae5e086dc35d452fa4efb0142a708162b9764fedf"}) as unknown as TypedDocumentString<ActivateRuleSetMutation, ActivateRuleSetMutationVariables>;
export const HubImportPreviewDocument = new TypedDocumentString(`
    query HubImportPreview($file: HubFileInput!) {
  hubImportPreview(file: $file) {
    effect {
      values
      listed
      repeated
      problems {
        line
        text
        why
      }
      problemCount
      reach {
        ...HubReachFields
      }
    }
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}
fragment HubReachFields on HubImportReach {
  known
  shared
  groups {
    type
    values
    known
    shared
    seen
  }
  widest {
    type
    value
    kind
    subjects
    cases
  }
}`, {"hash":"sha256:c1dc64c9a4e9d02b585f772596d3d67e7dec8f93698b5f4b2e6f5b3a210a1b4f"}) as unknown as TypedDocumentString<HubImportPreviewQuery, HubImportPreviewQueryVariables>;
export const HubImportReachDocument = new TypedDocumentString(`
    query HubImportReach($id: ID!) {
  hubImportReach(id: $id) {
    ...HubReachFields
  }
}
    fragment HubReachFields on HubImportReach {
  known
  shared
  groups {
    type
    values
    known
    shared
    seen
  }
  widest {
    type
    value
    kind
    subjects
    cases
  }
}`, {"hash":"sha256:b3a3f3e74376976858fcc68a3350d95c7e6bc0f96b6d8a4ec69158065900ba01"}) as unknown as TypedDocumentString<HubImportReachQuery, HubImportReachQueryVariables>;
export const HubImportValuesDocument = new TypedDocumentString(`
    query HubImportValues($id: ID!, $from: Int!, $first: Int!) {
  hubImportValues(id: $id, from: $from, first: $first) {
    type
    value
    kind
  }
}
    `, {"hash":"sha256:12e3ce16c40398746937ea129ac52ccfacbc8b99e9ccc8c2e322a6fb79677131"}) as unknown as TypedDocumentString<HubImportValuesQuery, HubImportValuesQueryVariables>;
export const ProposeHubImportDocument = new TypedDocumentString(`
    mutation ProposeHubImport($input: HubImportInput!) {
  proposeHubImport(input: $input) {
    id
    waitsFor
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:8e0e2248380fd4abb4b28e8fc86f9c2c4dd6e05dcbfebd0befec822660ad9eda"}) as unknown as TypedDocumentString<ProposeHubImportMutation, ProposeHubImportMutationVariables>;
export const RevokeHubImportDocument = new TypedDocumentString(`
    mutation RevokeHubImport($id: ID!, $reason: String!) {
  revokeHubImport(id: $id, reason: $reason) {
    id
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:12581f7290247c6287a0c57a80d3c749c690d61892c2aa19aadffcd60c990a14"}) as unknown as TypedDocumentString<RevokeHubImportMutation, RevokeHubImportMutationVariables>;
export const ListEntriesDocument = new TypedDocumentString(`
    query ListEntries($list: ListName, $phase: ListPhase, $value: String, $type: String, $first: Int!, $after: String) {
  listEntries(
    list: $list
    phase: $phase
    value: $value
    type: $type
    first: $first
    after: $after
  ) {
    nodes {
      ...ListEntryFields
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment ListEntryFields on ListEntry {
  id
  list
  state
  type
  value
  subjectKind
  subjectId
  detectorId
  kind
  reason
  source
  evidence
  caseNumber
  proposedBy
  proposedAt
  assignedTo
  waitsForMe
  isMine
  answeredBy
  answeredAt
  answerReason
  until
  endedBy
  endedAt
  endReason
  hits
  revived
  cases
  values
  listed
  leftOut
  fileName
  known
  shared
}`, {"hash":"sha256:2f92c591151d5d45cfe1d973d2a61d21a8e31d56604e0734f983d9d71e77c0bc"}) as unknown as TypedDocumentString<ListEntriesQuery, ListEntriesQueryVariables>;
export const ListEntriesWaitingDocument = new TypedDocumentString(`
    query ListEntriesWaiting {
  listEntriesWaiting
}
    `, {"hash":"sha256:8bcc7c201eb700f33a0326c2d539f1877174fedc2667f4b433a0fd00792f0847"}) as unknown as TypedDocumentString<ListEntriesWaitingQuery, ListEntriesWaitingQueryVariables>;
export const AllowPreviewDocument = new TypedDocumentString(`
    query AllowPreview($scope: AllowScopeInput!) {
  allowPreview(scope: $scope) {
    effect {
      weeks
      alerts
      atLeast
      detectors {
        name
        alerts
      }
      cases {
        number
        title
        state
        alerts
      }
      caseCount
      confirmed
    }
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:f5c2fc065bee46cdee37bf9cccb5433d5b8c6daa777d43052b3d6bb6b2533298"}) as unknown as TypedDocumentString<AllowPreviewQuery, AllowPreviewQueryVariables>;
export const ProposeAllowEntryDocument = new TypedDocumentString(`
    mutation ProposeAllowEntry($input: AllowEntryInput!) {
  proposeAllowEntry(input: $input) {
    id
    waitsFor
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:581e32ed6a1887eed3b955a4a20ae8e9bb0f8347e92602e6137dc07b13132f28"}) as unknown as TypedDocumentString<ProposeAllowEntryMutation, ProposeAllowEntryMutationVariables>;
export const AnswerListEntryDocument = new TypedDocumentString(`
    mutation AnswerListEntry($list: ListName!, $id: ID!, $answer: ListAnswer!, $reason: String!) {
  answerListEntry(list: $list, id: $id, answer: $answer, reason: $reason) {
    id
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:6064b1f431fb17525628f183ffa3ee3100ab06fe9a1b542d07f38991625797af"}) as unknown as TypedDocumentString<AnswerListEntryMutation, AnswerListEntryMutationVariables>;
export const RevokeAllowEntryDocument = new TypedDocumentString(`
    mutation RevokeAllowEntry($id: ID!, $reason: String!) {
  revokeAllowEntry(id: $id, reason: $reason) {
    id
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:f1bacb29186be0e68e38b7e5318ffdaed443d5b9c0d40474b7e9627537aeadf6"}) as unknown as TypedDocumentString<RevokeAllowEntryMutation, RevokeAllowEntryMutationVariables>;
export const CorrectionRateDocument = new TypedDocumentString(`
    query CorrectionRate($from: Instant!, $to: Instant!) {
  correctionRate(from: $from, to: $to) {
    corrections
    alerts
    perThousand
  }
}
    `, {"hash":"sha256:707d3989f07643cbba7d5fed9eadad7f63c933a21f92a662887c37de3e7df1d0"}) as unknown as TypedDocumentString<CorrectionRateQuery, CorrectionRateQueryVariables>;
export const CorrectionLinesDocument = new TypedDocumentString(`
    query CorrectionLines($from: Instant!, $to: Instant!, $first: Int!, $after: String) {
  correctionLines(from: $from, to: $to, first: $first, after: $after) {
    nodes {
      id
      act
      by
      at
      reason
      caseNumber
      otherNumber
      subjects
      whom {
        kind
        id
      }
      valueType
      value
      undoneAt
      undoneBy
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    `, {"hash":"sha256:8bbe6d3db1dda2a600ca01a6e8db5c862be8529dd1e9c3f7f427b856720d3585"}) as unknown as TypedDocumentString<CorrectionLinesQuery, CorrectionLinesQueryVariables>;
export const StopRuleTrialDocument = new TypedDocumentString(`
    mutation StopRuleTrial($id: ID!) {
  stopRuleTrial(id: $id) {
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:a28647cc439b3907596b7117ec9019433531a6bf6e9bb14e9553e53b8211bcc2"}) as unknown as TypedDocumentString<StopRuleTrialMutation, StopRuleTrialMutationVariables>;
export const OverviewDocument = new TypedDocumentString(`
    query Overview($input: OverviewInput!) {
  overview(input: $input) {
    from
    to
    grain
    zone
    asOf
    asOfPosition
    figures {
      key
      label
      value
      atLeast
      unit
      low
      high
      n
      note
      previous
      definition
      drill
    }
    alertsByRoute {
      key
      label
      points {
        ...CountPointFields
      }
    }
    casesOpened {
      key
      label
      points {
        ...CountPointFields
      }
    }
    casesClosed {
      key
      label
      points {
        ...CountPointFields
      }
    }
    backlog {
      key
      label
      points {
        ...CountPointFields
      }
    }
    backlogAge {
      key
      label
      count
      drill
    }
    decisionTimes {
      key
      label
      points {
        ...CountPointFields
      }
    }
    actionsByKind {
      key
      label
      points {
        ...CountPointFields
      }
    }
    appealsByResult {
      key
      label
      points {
        ...CountPointFields
      }
    }
    funnel {
      key
      label
      count
      drill
    }
    queues {
      queue
      name
      open
      late
      oldestOpenedAt
      opened
      closed
      drill
      lateDrill
    }
    scorecard {
      ...ScorecardFields
    }
    annotations {
      at
      label
      kind
    }
  }
}
    fragment CountPointFields on TimePoint {
  at
  value
  n
  partial
  drill
}
fragment ScorecardFields on ScorecardRow {
  detector
  version
  name
  state
  family
  alerts
  truePositive
  falsePositive
  benign
  unknown
  fromAppeals
  precision {
    estimate
    low
    high
    n
    provisional
  }
  actionablePrecision {
    estimate
    low
    high
    n
    provisional
  }
  previous {
    estimate
    low
    high
    n
    provisional
  }
  changedOn
  loadBearingActions
  floor
  belowFloor
  drill
  restingDrill
}`, {"hash":"sha256:b7afea4a596596372dc981c40aef427513ac37b7581da44f655f1916adcbb3c4"}) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const DrillDocument = new TypedDocumentString(`
    query Drill($token: String!, $first: Int!, $after: String) {
  drill(token: $token, first: $first, after: $after) {
    title
    total
    kind
    cases {
      ...CaseRowFields
    }
    alerts {
      ...AlertFields
    }
    actions {
      ...ActionFields
    }
    appeals {
      ...AppealRowFields
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment AppealRowFields on AppealRow {
  id
  number
  state
  customer {
    kind
    id
    name
  }
  caseNumber
  submittedAt
  dueAt
  pausedAt
  reviewer {
    id
    name
  }
  result
  grounds
  interimRelief
  reliefDueAt
  independentReviewers
}
fragment CaseRowFields on CaseRow {
  id
  number
  title
  state
  route
  severity
  queueId
  region
  language
  organizationId
  actBy
  dueAt
  slaPausedAt
  because {
    code
    text
  }
  alertCount
  subjectCount
  activeSubjectCount
  openedAt
  lastAlertAt
  decidedAt
  heldBy {
    id
    name
  }
  heldUntil
  campaign {
    id
    number
    title
  }
  repeatOf
  version
}
fragment AlertFields on Alert {
  id
  detector
  detectorName
  detectorVersion
  family
  sources
  goesWrongOn
  externalId
  title
  kind
  severity
  confidence
  route
  subject {
    kind
    id
    name
    organizationId
  }
  observedAt
  receivedAt
  count
  shadow
  evidence {
    type
    family
    source
    collectedAt
    data
  }
  indicators
  outcome {
    verdict
    reason
    source
    provisional
    at
  }
}
fragment ActionFields on Action {
  id
  kind
  scope
  subject {
    kind
    id
    name
    organizationId
  }
  state
  until
  seats
  orderedAt
  inEffectAt
  endedAt
  endReason
  failure
  caseNumber
  decisionNumber
}`, {"hash":"sha256:93f95c17f7ec77a196ddf983468ee2c703e92b165856e035994a288ba570b7cf"}) as unknown as TypedDocumentString<DrillQuery, DrillQueryVariables>;
export const DetectorsDocument = new TypedDocumentString(`
    query Detectors {
  detectors {
    id
    name
    family
    sources
    state
    permittedRoutes
    highestSeverity
    lawfulUse
    goesWrongOn
    versions {
      version
      state
      firstSeenAt
    }
    scorecard {
      ...ScorecardFields
    }
  }
}
    fragment ScorecardFields on ScorecardRow {
  detector
  version
  name
  state
  family
  alerts
  truePositive
  falsePositive
  benign
  unknown
  fromAppeals
  precision {
    estimate
    low
    high
    n
    provisional
  }
  actionablePrecision {
    estimate
    low
    high
    n
    provisional
  }
  previous {
    estimate
    low
    high
    n
    provisional
  }
  changedOn
  loadBearingActions
  floor
  belowFloor
  drill
  restingDrill
}`, {"hash":"sha256:ca10ca0c65cf450e98aefebdc9358588456d15d8a364eb9a8f0e13cbfd826ba9"}) as unknown as TypedDocumentString<DetectorsQuery, DetectorsQueryVariables>;
export const DetectorDocument = new TypedDocumentString(`
    query Detector($id: ID!) {
  detector(id: $id) {
    id
    name
    family
    sources
    state
    permittedRoutes
    highestSeverity
    lawfulUse
    goesWrongOn
    versions {
      version
      state
      firstSeenAt
    }
    scorecard {
      ...ScorecardFields
    }
    actionsResting {
      ...ActionFields
    }
    precisionOverTime {
      ...TimePointFields
    }
  }
}
    fragment ActionFields on Action {
  id
  kind
  scope
  subject {
    kind
    id
    name
    organizationId
  }
  state
  until
  seats
  orderedAt
  inEffectAt
  endedAt
  endReason
  failure
  caseNumber
  decisionNumber
}
fragment TimePointFields on TimePoint {
  at
  value
  low
  high
  n
  partial
  drill
}
fragment ScorecardFields on ScorecardRow {
  detector
  version
  name
  state
  family
  alerts
  truePositive
  falsePositive
  benign
  unknown
  fromAppeals
  precision {
    estimate
    low
    high
    n
    provisional
  }
  actionablePrecision {
    estimate
    low
    high
    n
    provisional
  }
  previous {
    estimate
    low
    high
    n
    provisional
  }
  changedOn
  loadBearingActions
  floor
  belowFloor
  drill
  restingDrill
}`, {"hash":"sha256:6eec4513e2bfed54c40096dfb22f31d4c2fe339aa1962ce97541f2b4b00c7e85"}) as unknown as TypedDocumentString<DetectorQuery, DetectorQueryVariables>;
export const SaveDetectorDocument = new TypedDocumentString(`
    mutation SaveDetector($id: ID!, $name: String!, $family: String!, $sources: [String!]!, $state: String!, $permittedRoutes: [String!]!, $highestSeverity: Int!, $lawfulUse: String!, $reason: String!) {
  saveDetector(
    id: $id
    name: $name
    family: $family
    sources: $sources
    state: $state
    permittedRoutes: $permittedRoutes
    highestSeverity: $highestSeverity
    lawfulUse: $lawfulUse
    reason: $reason
  ) {
    ok
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:f9209c73dec6cf6e5c95c3039bdcdd9303a9defb43cae5dc138393cecfe92c96"}) as unknown as TypedDocumentString<SaveDetectorMutation, SaveDetectorMutationVariables>;
export const HistoryDocument = new TypedDocumentString(`
    query History($caseNumber: Int, $entityKind: String, $entityId: String, $actor: String, $kind: String, $first: Int!, $after: String) {
  history(
    caseNumber: $caseNumber
    entityKind: $entityKind
    entityId: $entityId
    actor: $actor
    kind: $kind
    first: $first
    after: $after
  ) {
    nodes {
      ...HistoryFields
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment HistoryFields on HistoryEntry {
  id
  position
  stage
  kind
  actorKind
  actor
  automatic
  occurredAt
  recordedAt
  entityKind
  entityId
  caseNumber
  why
  before
  after
  facts
}`, {"hash":"sha256:80f9b8767ad36fbd3e14bbb07e057166d30b04dae9d6a7fb3d3bfdd664f6e660"}) as unknown as TypedDocumentString<HistoryQuery, HistoryQueryVariables>;
export const AuditStatusDocument = new TypedDocumentString(`
    query AuditStatus {
  auditStatus {
    sealed
    unsealed
    headPosition
    headHash
    anchorPosition
    checkedAt
  }
}
    `, {"hash":"sha256:21a58df7e4fcf846cfc064b7b7b84febb172fe52c3d141bcd4d2854b36721e81"}) as unknown as TypedDocumentString<AuditStatusQuery, AuditStatusQueryVariables>;
export const StaffDocument = new TypedDocumentString(`
    query Staff {
  staff {
    id
    name
    email
    roles
    active
    queues
    managerId
  }
}
    `, {"hash":"sha256:17a2b0948b0917f8644374f58ba78ee8f085a8d0d868f153596015e8792fa3a3"}) as unknown as TypedDocumentString<StaffQuery, StaffQueryVariables>;
export const SaveStaffDocument = new TypedDocumentString(`
    mutation SaveStaff($id: ID, $name: String!, $email: String!, $roles: [String!]!, $active: Boolean!, $password: String, $queues: [String!]!, $managerId: ID) {
  saveStaff(
    id: $id
    name: $name
    email: $email
    roles: $roles
    active: $active
    password: $password
    queues: $queues
    managerId: $managerId
  ) {
    ok
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:01f31a6bd0655f2a7e0a908c5abd91d39bbf6a1454d13dda886d29de59fe7ed9"}) as unknown as TypedDocumentString<SaveStaffMutation, SaveStaffMutationVariables>;
export const ApiKeysDocument = new TypedDocumentString(`
    query ApiKeys {
  apiKeys {
    id
    name
    prefix
    scopes
    detectors
    createdAt
    expiresAt
    revokedAt
    lastUsedAt
  }
}
    `, {"hash":"sha256:7ff529492de2db9bf0fd8ff37b4d99a3b7a80341960ca94974dfdb2983a46577"}) as unknown as TypedDocumentString<ApiKeysQuery, ApiKeysQueryVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(`
    mutation CreateApiKey($name: String!, $scopes: [String!]!, $detectors: [String!]!, $expiresAt: Instant) {
  createApiKey(
    name: $name
    scopes: $scopes
    detectors: $detectors
    expiresAt: $expiresAt
  ) {
    secret
    key {
      id
      name
      prefix
    }
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:037bb52ea0df86216d826d41afde43fe9df80cb5eb310fc09d52b9c6725728ed"}) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RotateApiKeyDocument = new TypedDocumentString(`
    mutation RotateApiKey($id: ID!, $overlapHours: Int!) {
  rotateApiKey(id: $id, overlapHours: $overlapHours) {
    secret
    key {
      id
      name
      prefix
    }
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:bf9b4397c103e97fc27a0bacf4d910369d6236e24d47e0aeb6ea693e4fa99c4e"}) as unknown as TypedDocumentString<RotateApiKeyMutation, RotateApiKeyMutationVariables>;
export const RevokeApiKeyDocument = new TypedDocumentString(`
    mutation RevokeApiKey($id: ID!, $reason: String!) {
  revokeApiKey(id: $id, reason: $reason) {
    key {
      id
      name
      prefix
    }
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:bb525dfa2f53d22a53e84c4b6ff385666e2af01c599fbeaa29301a26dc12d8cb"}) as unknown as TypedDocumentString<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const RejectedDocument = new TypedDocumentString(`
    query Rejected($first: Int!, $after: String) {
  rejected(first: $first, after: $after) {
    nodes {
      id
      receivedAt
      detector
      externalId
      problem
      raw
      rawLength
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    `, {"hash":"sha256:dc33fbfe8f6dfe9c7e52b832b7bdfcbf9e2c629d55950354e07aadfa746a0b61"}) as unknown as TypedDocumentString<RejectedQuery, RejectedQueryVariables>;
export const CorrectRejectedDocument = new TypedDocumentString(`
    mutation CorrectRejected($id: ID!, $body: String!) {
  correctRejected(id: $id, body: $body) {
    ok
    refusal {
      ...RefusalFields
    }
  }
}
    fragment RefusalFields on Refusal {
  code
  message
  allowed
  field
  details
}`, {"hash":"sha256:e3efbcb2a209edca6a0bef8cb7dd4c2ae2a9402be2cb34dc5cfdf71802f21fa9"}) as unknown as TypedDocumentString<CorrectRejectedMutation, CorrectRejectedMutationVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    name
    email
    roles
    operations
    wipLimit
    held
  }
}
    `, {"hash":"sha256:7ad41741376ca365aab9a768d031e5fd3b3297625b1ef446c1d32d137c6fcadf"}) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($text: String!) {
  search(text: $text) {
    kind
    id
    label
    sub
  }
}
    `, {"hash":"sha256:2e7db07354f69bfb3c6ce48aa689816c1dd77deb9d105eb8ce9e9d4ed7003d20"}) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
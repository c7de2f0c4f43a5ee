import { z } from 'zod';
import { alertV1 } from './alert/alert-v1.js';
import { CLOUD_EVENT_BATCH_MEDIA_TYPE, CLOUD_EVENT_MEDIA_TYPE, cloudEvent } from './alert/cloud-event.schema.js';
import { ocsfDetectionFinding } from './alert/ocsf.schema.js';
import { directoryAnswer, intakeAnswer } from './api/intake-answer.js';
import {
  alertView,
  confirmationAnswer,
  gateAnswer,
  intakeStatus,
  membershipLine,
  outcomesPage,
} from './api/reading.js';
import { directoryRecord } from './directory/directory-record.js';
import * as example from './openapi-examples.js';
import type { ProblemCode } from './problem.js';
import { actionRequested, alertOutcome, confirmation, verificationChanged } from './webhook/messages.js';

/** A body in one content type. `example` fits `schema`. */
export type Body = { mediaType: string; schema: z.ZodType; example?: unknown; summary?: string };

export type Parameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  description: string;
  required?: boolean;
  schema: z.ZodType;
};

/** Scope of an API key; an empty list means that no key is needed. */
export type KeyScope = 'detector' | 'directory' | 'export' | 'control_plane' | 'provisioning';

export type Route = {
  method: 'get' | 'post' | 'put';
  path: string;
  operationId: string;
  summary: string;
  description?: string;
  keys: readonly KeyScope[];
  parameters?: readonly Parameter[];
  request?: readonly Body[];
  answer: { description: string; bodies: readonly Body[] };
  problems: readonly ProblemCode[];
};

const JSON_TYPE = 'application/json';
const NDJSON_TYPE = 'application/x-ndjson';
const anAlert = z.union([alertV1, ocsfDetectionFinding]);

const results: Parameter = {
  name: 'results',
  in: 'query',
  description: 'Which results to list. Without it all up to 1,000, and only the rejected beyond.',
  schema: z.enum(['all', 'rejected']),
};
const contentEncoding: Parameter = {
  name: 'Content-Encoding',
  in: 'header',
  description: '`gzip`, and `zstd` where the server runs on a Node that has it.',
  schema: z.enum(['gzip', 'zstd', 'identity']),
};
const path = (name: string, description: string): Parameter => ({
  name,
  in: 'path',
  description,
  required: true,
  schema: z.string(),
});
const json = (schema: z.ZodType, sample: unknown): Body => ({ mediaType: JSON_TYPE, schema, example: sample });
const bodyProblems = ['unreadable', 'unauthorized', 'forbidden', 'body_too_large', 'unsupported_media_type'] as const;

export const ROUTES: readonly Route[] = [
  {
    method: 'post',
    path: '/v1/alerts',
    operationId: 'postAlerts',
    summary: 'Hand over alerts',
    description:
      'One alert, an array, or a stream. Answered after the commit. Each alert has its own result; sending again is safe. ' +
      'A JSON body is at most 32 MiB inflated and is committed as a whole. NDJSON has no total limit, 1 MiB a line, and is ' +
      'committed in chunks; a bad line is a result. CloudEvents in binary mode carry their attributes in `ce-*` headers.',
    keys: ['detector'],
    parameters: [results, contentEncoding],
    request: [
      { ...json(z.union([anAlert, z.array(anAlert)]), example.ALERT_EXAMPLE), summary: 'One alert or an array' },
      { mediaType: NDJSON_TYPE, schema: anAlert, example: example.MINIMAL_ALERT_EXAMPLE, summary: 'One alert a line' },
      { mediaType: CLOUD_EVENT_MEDIA_TYPE, schema: cloudEvent, example: example.CLOUD_EVENT_EXAMPLE },
      { mediaType: CLOUD_EVENT_BATCH_MEDIA_TYPE, schema: z.array(cloudEvent), example: [example.CLOUD_EVENT_EXAMPLE] },
    ],
    answer: {
      description: 'Committed. Rejected alerts are listed with their reason and kept.',
      bodies: [json(intakeAnswer, example.INTAKE_ANSWER_EXAMPLE)],
    },
    problems: [...bodyProblems, 'overloaded', 'unavailable'],
  },
  {
    method: 'get',
    path: '/v1/alerts/{detector}/{id}',
    operationId: 'getAlert',
    summary: 'What became of an alert',
    keys: ['detector', 'export'],
    parameters: [path('detector', 'The detector.'), path('id', 'The id that the detector gave it.')],
    answer: {
      description: 'The alert, its status, its case and why it is there.',
      bodies: [json(alertView, example.ALERT_VIEW_EXAMPLE)],
    },
    problems: ['unauthorized', 'forbidden', 'not_found'],
  },
  {
    method: 'get',
    path: '/v1/export/memberships.ndjson',
    operationId: 'exportMemberships',
    summary: 'The case and campaign of every alert',
    description: 'Streamed, consistent as of its start, one line for each accepted id, folded ids included.',
    keys: ['export'],
    parameters: [{ name: 'detector', in: 'query', description: 'Only of this detector.', schema: z.string() }],
    answer: {
      description: 'One object a line.',
      bodies: [{ mediaType: NDJSON_TYPE, schema: membershipLine, example: example.MEMBERSHIP_EXAMPLE }],
    },
    problems: ['unauthorized', 'forbidden'],
  },
  {
    method: 'get',
    path: '/v1/intake/status',
    operationId: 'getIntakeStatus',
    summary: 'How far grouping has come',
    description: 'Cheap. `pending` 0 means that every accepted, unsuppressed alert is in its case.',
    keys: [],
    answer: { description: 'The counts.', bodies: [json(intakeStatus, example.STATUS_EXAMPLE)] },
    problems: [],
  },
  {
    method: 'put',
    path: '/v1/directory',
    operationId: 'putDirectory',
    summary: 'Tell who the customers are',
    description: 'Upsert by kind, id and version: a newer version wins. Idempotent.',
    keys: ['directory'],
    parameters: [results, contentEncoding],
    request: [
      { ...json(z.union([directoryRecord, z.array(directoryRecord)]), [example.DIRECTORY_EXAMPLE]) },
      { mediaType: NDJSON_TYPE, schema: directoryRecord, example: example.DIRECTORY_EXAMPLE },
    ],
    answer: {
      description: 'Committed, with one result for each record.',
      bodies: [json(directoryAnswer, example.DIRECTORY_ANSWER_EXAMPLE)],
    },
    problems: [...bodyProblems, 'overloaded', 'unavailable'],
  },
  {
    method: 'post',
    path: '/v1/actions/{actionId}/confirmations',
    operationId: 'confirmAction',
    summary: 'Tell that an action is in effect, failed, or was lifted',
    description: 'Confirming twice is harmless.',
    keys: ['control_plane'],
    parameters: [path('actionId', 'As in `action.requested`.')],
    request: [json(confirmation, example.CONFIRMATION_EXAMPLE)],
    answer: { description: 'Noted.', bodies: [json(confirmationAnswer, example.CONFIRMATION_ANSWER_EXAMPLE)] },
    problems: ['unreadable', 'unauthorized', 'forbidden', 'not_found', 'out_of_order', 'invalid_input'],
  },
  {
    method: 'get',
    path: '/v1/outcomes',
    operationId: 'getOutcomes',
    summary: 'What turned out to be true about alerts',
    description: 'In order of history. Ask again with `after` = `next`.',
    keys: ['detector', 'export'],
    parameters: [
      { name: 'detector', in: 'query', description: 'The detector.', required: true, schema: z.string() },
      { name: 'after', in: 'query', description: 'A position; absent, from the beginning.', schema: z.string() },
    ],
    answer: { description: 'A page.', bodies: [json(outcomesPage, example.OUTCOMES_EXAMPLE)] },
    problems: ['unauthorized', 'forbidden', 'invalid_input'],
  },
  {
    method: 'get',
    path: '/v1/gate/{organization}',
    operationId: 'getGate',
    summary: 'May this organization be provisioned?',
    keys: ['provisioning', 'directory'],
    parameters: [path('organization', 'Its id in the directory.')],
    answer: { description: 'The answer.', bodies: [json(gateAnswer, example.GATE_EXAMPLE)] },
    problems: ['unauthorized', 'forbidden'],
  },
  probe('/healthz', 'getHealth', 'The process is alive'),
  probe('/readyz', 'getReadiness', 'The process can serve'),
  {
    method: 'get',
    path: '/metrics',
    operationId: 'getMetrics',
    summary: 'Prometheus metrics',
    keys: [],
    answer: { description: 'Prometheus text format.', bodies: [{ mediaType: 'text/plain', schema: z.string() }] },
    problems: [],
  },
  {
    method: 'get',
    path: '/v1/openapi.json',
    operationId: 'getOpenApi',
    summary: 'This document',
    keys: [],
    answer: { description: 'OpenAPI 3.1.', bodies: [{ mediaType: JSON_TYPE, schema: z.looseObject({}) }] },
    problems: [],
  },
];

function probe(at: string, operationId: string, summary: string): Route {
  return {
    method: 'get',
    path: at,
    operationId,
    summary,
    keys: [],
    answer: {
      description: 'Yes.',
      bodies: [json(z.looseObject({ status: z.string() }), { status: 'ok' })],
    },
    problems: ['unavailable'],
  };
}

/** What we send, as Standard Webhooks. */
export const SENT: ReadonlyArray<{ name: string; summary: string; schema: z.ZodType; example: unknown }> = [
  {
    name: 'action.requested',
    summary: 'To the control plane: carry out an action, then confirm it',
    schema: actionRequested,
    example: example.ACTION_REQUESTED_EXAMPLE,
  },
  {
    name: 'alert.outcome',
    summary: 'To a detector: what turned out to be true about its alert',
    schema: alertOutcome,
    example: example.ALERT_OUTCOME_EXAMPLE,
  },
  {
    name: 'verification.changed',
    summary: 'To provisioning: the state of a verification changed',
    schema: verificationChanged,
    example: example.VERIFICATION_CHANGED_EXAMPLE,
  },
];

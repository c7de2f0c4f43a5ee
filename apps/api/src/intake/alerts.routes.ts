import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CLOUD_EVENT_BATCH_MEDIA_TYPE, CLOUD_EVENT_MEDIA_TYPE } from '@portcullis/contracts/alert/cloud-event.schema';
import { cloudEventFromHeaders } from '@portcullis/contracts/alert/cloud-events';
import {
  type IntakeAnswer,
  MAX_JSON_BODY_BYTES,
  RESULTS_MODES,
  type ResultsMode,
} from '@portcullis/contracts/api/intake-answer';
import type { Problem } from '@portcullis/contracts/problem';
import type { Config } from '@portcullis/core';
import { type ApiKeyIdentity, ApiKeyService } from '@portcullis/core/access/api-key.service';
import { CONFIG } from '@portcullis/core/core.module';
import { AcceptAlerts } from '@portcullis/core/intake/accept.command';
import { IntakeStatusQuery } from '@portcullis/core/intake/intake-status.query';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BrokenBody, inflatedBody, jsonBody, mediaTypeOf, takeRawBodies } from '../edge/body-stream.js';
import { ProblemException, problemOf } from '../edge/problem.exception.js';
import { contextOf, stateOf } from '../edge/request-state.js';
import { AlertIntake } from './alert-stream.js';
import { Allowance, Gate } from './intake-gate.js';

const NDJSON_TYPES: ReadonlySet<string> = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl']);
const JSON_TYPES: ReadonlySet<string> = new Set([
  'application/json',
  CLOUD_EVENT_MEDIA_TYPE,
  CLOUD_EVENT_BATCH_MEDIA_TYPE,
]);

/**
 * Whole bodies that are held in memory at a time, inflated, by all requests of the process; read, they take twenty times
 * as much. The others wait unread, for a while.
 */
const BODIES_IN_MEMORY = MAX_JSON_BODY_BYTES;
const BODY_WAIT_MS = 20_000;
const RETRY_WHEN_BEHIND = '10';
const RETRY_SOON = '2';

/** `POST /v1/alerts`: answered when what it counts is committed. */
export async function alertRoutes(fastify: FastifyInstance, app: NestFastifyApplication): Promise<void> {
  const find = <T>(token: abstract new (...args: never[]) => T): T => app.get(token as never, { strict: false });
  const { DATABASE_POOL } = app.get<Config>(CONFIG, { strict: false });
  // People's pages keep the larger part of the connections.
  const gate = new Gate(Math.max(2, Math.floor(DATABASE_POOL * 0.4)));
  const memory = new Allowance(BODIES_IN_MEMORY, BODY_WAIT_MS);

  await fastify.register(async (scope) => {
    takeRawBodies(scope);
    scope.addHook('onRequest', async (request) => {
      try {
        await admitSender(request, find(ApiKeyService), find(IntakeStatusQuery));
      } catch (fault) {
        throw isAway(fault) ? unavailable() : fault;
      }
    });
    scope.post('/v1/alerts', async (request): Promise<IntakeAnswer> => {
      const { id: keyId, detectors, defaultDetector } = stateOf(request).facts.apiKey as ApiKeyIdentity;
      const source = { keyId, detectors, defaultDetector };
      const intake = new AlertIntake(find(AcceptAlerts), gate, contextOf(request), source, resultsOf(request));
      const type = mediaTypeOf(request);
      checkType(request, type);
      try {
        if (NDJSON_TYPES.has(type)) await intake.lines(inflatedBody(request));
        else await whole(request, type, intake, memory);
      } catch (fault) {
        throw told(fault, intake.answer());
      }
      return intake.answer();
    });
  });
}

/** @throws ProblemException 401, 403 for the key, 429 when grouping is behind */
async function admitSender(request: FastifyRequest, keys: ApiKeyService, progress: IntakeStatusQuery): Promise<void> {
  const state = stateOf(request);
  const key = await keys.authenticate(request.headers.authorization, 'detector', state.now);
  if (!key.ok) throw problemOf(key.code, { detail: key.detail });
  state.actor = key.actor;
  state.credential = { kind: 'api_key', id: key.id };
  state.facts.apiKey = key;
  if (await progress.isBehind()) {
    const detail = 'Too many alerts wait to be grouped. Nothing of this request was taken.';
    throw problemOf('overloaded', { detail }, { 'retry-after': RETRY_WHEN_BEHIND });
  }
}

async function whole(request: FastifyRequest, type: string, intake: AlertIntake, memory: Allowance): Promise<void> {
  const size = Math.min(expectedBytes(request), MAX_JSON_BODY_BYTES);
  if (!(await memory.take(size))) {
    const detail = 'Many large bodies came at once. Nothing of this one was taken.';
    throw problemOf('overloaded', { detail }, { 'retry-after': RETRY_SOON });
  }
  try {
    const body = await jsonBody(request, MAX_JSON_BODY_BYTES);
    const event = cloudEventFromHeaders(request.headers, body);
    if (event) await intake.documents([event], 'binary_cloud_event');
    else
      await intake.documents(
        Array.isArray(body) ? body : [body],
        type === 'application/json' ? 'alert' : 'cloud_event',
      );
  } finally {
    memory.give(size);
  }
}

/** Alerts in JSON are seldom packed closer than this. */
const USUAL_INFLATION = 20;
const UNKNOWN_BYTES = 4 * 1024 * 1024;

/** How large the body will be, inflated, by what its headers say. */
function expectedBytes({ headers }: FastifyRequest): number {
  const sent = Number(headers['content-length'] ?? Number.NaN);
  if (!(sent >= 0)) return UNKNOWN_BYTES;
  return headers['content-encoding'] ? sent * USUAL_INFLATION : sent;
}

function checkType(request: FastifyRequest, type: string): void {
  if (!NDJSON_TYPES.has(type) && !JSON_TYPES.has(type)) {
    throw problemOf('unsupported_media_type', {
      detail: `Send ${[...JSON_TYPES, 'application/x-ndjson'].join(', ')}; this is "${type.slice(0, 80)}".`,
    });
  }
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset && !/^(utf-?8|us-ascii)$/i.test(charset)) {
    throw problemOf('unsupported_media_type', { detail: `JSON is UTF-8; this says ${charset.slice(0, 40)}.` });
  }
}

function resultsOf(request: FastifyRequest): ResultsMode | undefined {
  const { results } = request.query as { results?: unknown };
  if (results === undefined || RESULTS_MODES.includes(results as ResultsMode))
    return results as ResultsMode | undefined;
  throw problemOf('invalid_input', {
    errors: [{ pointer: '/results', detail: `is one of ${RESULTS_MODES.join(', ')}` }],
  });
}

/** SQLSTATE classes and words of the driver that mean: the database is not there now. */
const AWAY = /^(08|57P|53)/;
const AWAY_WORDS = /connection terminated|ECONNREFUSED|ECONNRESET|EPIPE|timeout exceeded when trying to connect/i;

const isAway = (fault: unknown): boolean => {
  const { code, message } = (fault ?? {}) as { code?: unknown; message?: unknown };
  return AWAY.test(String(code ?? '')) || AWAY_WORDS.test(`${String(code ?? '')} ${String(message ?? '')}`);
};

const unavailable = () =>
  problemOf(
    'unavailable',
    { detail: 'The database does not answer. Send it again: that is safe.' },
    { 'retry-after': RETRY_SOON },
  );

/** What ended a request half-way, with what of it was committed. */
function told(fault: unknown, { results: _, ...committed }: IntakeAnswer): unknown {
  const cut = 'The stream is cut off or damaged. Send it again: that is safe.';
  const thrown =
    fault instanceof BrokenBody ? problemOf('unreadable', { detail: cut }) : isAway(fault) ? unavailable() : fault;
  if (!(thrown instanceof ProblemException)) return thrown;
  return new ProblemException({ ...thrown.problem, committed } as Problem, thrown.headers);
}

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type DirectoryAnswer,
  IntakeTally,
  MAX_CHUNK_LINES,
  MAX_JSON_BODY_BYTES,
  RESULTS_MODES,
  type ResultsMode,
} from '@portcullis/contracts/api/intake-answer';
import { type NormalisedDirectoryRecord, parseDirectoryRecord } from '@portcullis/contracts/directory/parse-directory';
import { type NdjsonLine, NdjsonSplitter } from '@portcullis/contracts/ndjson';
import { type Problem, problem } from '@portcullis/contracts/problem';
import type { CommandContext } from '@portcullis/core';
import { ApiKeyService } from '@portcullis/core/access/api-key.service';
import { PutDirectory } from '@portcullis/core/directory/put-directory.command';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BrokenBody, inflatedBody, jsonBody, mediaTypeOf, takeRawBodies } from '../edge/body-stream.js';
import { ProblemException, problemOf, problemOfRefusal } from '../edge/problem.exception.js';
import { contextOf, stateOf } from '../edge/request-state.js';

/** A chunk of NDJSON ends here too: lines may be long. */
const MAX_CHUNK_BYTES = 8 * 1024 * 1024;

/** `PUT /v1/directory`: customers as the provider knows them. A JSON body is one transaction, NDJSON one a chunk. */
export async function directoryRoutes(fastify: FastifyInstance, app: NestFastifyApplication): Promise<void> {
  await fastify.register(async (scope) => {
    takeRawBodies(scope);
    scope.addHook('onRequest', async (request) => {
      const state = stateOf(request);
      const header = request.headers.authorization;
      const key = await app.get(ApiKeyService, { strict: false }).authenticate(header, 'directory', state.now);
      if (!key.ok) throw problemOf(key.code, { detail: key.detail });
      state.actor = key.actor;
      state.credential = { kind: 'api_key', id: key.id };
    });
    scope.put('/v1/directory', async (request): Promise<DirectoryAnswer> => {
      const put = new Batch(app.get(PutDirectory, { strict: false }), contextOf(request), resultsOf(request));
      const type = mediaTypeOf(request);
      if (type === 'application/x-ndjson' || type === 'application/jsonl') return streamed(request, put);
      if (type !== 'application/json' && !type.endsWith('+json')) {
        throw problemOf('unsupported_media_type', { detail: 'Send application/json or application/x-ndjson.' });
      }
      const body = await jsonBody(request, MAX_JSON_BODY_BYTES);
      for (const raw of Array.isArray(body) ? body : [body]) put.add(raw);
      await put.commit();
      return put.answer();
    });
  });
}

async function streamed(request: FastifyRequest, put: Batch): Promise<DirectoryAnswer> {
  const splitter = new NdjsonSplitter();
  const take = async (lines: readonly NdjsonLine[]): Promise<void> => {
    for (const line of lines) {
      if (line.ok) put.add(line.value, line.text.length);
      else
        put.reject(
          problem(line.fault === 'too_long' ? 'line_too_long' : 'invalid_line', { detail: FAULTS[line.fault] }),
        );
      if (put.isFull) await put.commit();
    }
  };
  try {
    for await (const chunk of inflatedBody(request)) await take(splitter.push(chunk));
  } catch (fault) {
    if (!(fault instanceof BrokenBody)) throw fault;
    const { results: _, ...committed } = put.answer();
    const told = problem('unreadable', { detail: 'The stream is cut off or damaged. Send it again: that is safe.' });
    throw new ProblemException({ ...told, committed } as Problem);
  }
  await take(splitter.end());
  await put.commit();
  return put.answer();
}

const FAULTS = {
  too_long: 'A line has at most 1 MiB.',
  not_utf8: 'The line is not UTF-8.',
  not_json: 'The line is not JSON.',
} as const;

function resultsOf(request: FastifyRequest): ResultsMode | undefined {
  const { results } = request.query as { results?: unknown };
  if (results === undefined || RESULTS_MODES.includes(results as ResultsMode))
    return results as ResultsMode | undefined;
  throw problemOf('invalid_input', {
    errors: [{ pointer: '/results', detail: `is one of ${RESULTS_MODES.join(', ')}` }],
  });
}

/** Records of a request on their way: those that cannot be taken are told at once, the others when they are committed. */
class Batch {
  private readonly tally: IntakeTally;
  private waiting: { index: number; record: NormalisedDirectoryRecord }[] = [];
  private refused: { index: number; id?: string; problem: Problem }[] = [];
  private bytes = 0;
  private next = 0;

  constructor(
    private readonly command: PutDirectory,
    private readonly context: CommandContext,
    mode: ResultsMode | undefined,
  ) {
    this.tally = new IntakeTally(mode);
  }

  get isFull(): boolean {
    return this.waiting.length + this.refused.length >= MAX_CHUNK_LINES || this.bytes >= MAX_CHUNK_BYTES;
  }

  add(raw: unknown, bytes = 0): void {
    const parsed = parseDirectoryRecord(raw);
    this.bytes += bytes;
    if (parsed.ok) this.waiting.push({ index: this.next++, record: parsed.record });
    else this.reject(parsed.problem, parsed.id);
  }

  reject(told: Problem, id?: string): void {
    this.refused.push({ index: this.next++, ...(id === undefined ? {} : { id }), problem: told });
  }

  async commit(): Promise<void> {
    const { waiting, refused } = this;
    this.waiting = [];
    this.refused = [];
    this.bytes = 0;
    const answer = await this.command.put(
      this.context,
      waiting.map(({ record }) => record),
    );
    if (!answer.ok) throw problemOfRefusal(answer);
    const taken = waiting.map(({ index, record }, i) => ({
      index,
      id: record.id,
      status: answer.statuses[i] ?? ('duplicate' as const),
    }));
    const results = [...taken, ...refused.map((one) => ({ ...one, status: 'rejected' as const }))];
    for (const result of results.sort((a, b) => a.index - b.index)) this.tally.add(result);
  }

  answer(): DirectoryAnswer {
    const { accepted, duplicates, rejected, results } = this.tally.answer();
    return { accepted, duplicates, rejected, results: results as DirectoryAnswer['results'] };
  }
}

import type { Readable, Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problemOf } from './problem.exception.js';

/** In this scope bodies are not parsed: `request.body` is the stream that came in. */
export function takeRawBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  scope.addHook('onSend', async (request, reply, answer) => {
    if (!request.raw.complete && !(await restOf(request.raw))) void reply.header('connection', 'close');
    return answer;
  });
}

const REST_BYTES = 64 * 1024 * 1024;
const REST_MS = 10_000;

/**
 * Reads on what is refused half-way: a sender that is still writing would take the end of the connection for a fault and
 * never see the answer. @returns false when there is more than that is worth
 */
async function restOf(body: Readable): Promise<boolean> {
  let bytes = 0;
  const until = performance.now() + REST_MS;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > REST_BYTES || performance.now() > until) return false;
    }
    return true;
  } catch {
    return false; // It was cut off, and nobody waits for an answer.
  }
}

/** The media type without its parameters, in lower case; the empty text when there is none. */
export const mediaTypeOf = (request: FastifyRequest): string =>
  (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** Node has it from 22.15 on. */
const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };

/** A body that was cut off or damaged: what came before it may have been committed. */
export class BrokenBody extends Error {}

/**
 * The bytes of a request's body, inflated, piece by piece and never faster than they are taken.
 * @throws ProblemException 415 for an encoding that is not known; BrokenBody while reading
 */
export function inflatedBody(request: FastifyRequest): AsyncIterable<Uint8Array> {
  const body = request.body as Readable | undefined;
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const inflater = inflaterOf(encoding);
  if (!body) return whole([]);
  if (inflater === null) return guarded(body);
  // The error comes out where the last stream is read.
  const cut = () => inflater.destroy(new Error('The body was cut off.'));
  body.once('error', cut).once('close', () => body.readableEnded || cut());
  return inflated(body, body.pipe(inflater));
}

/** What inflates further than any alerts do is made to exhaust us. */
const MOST_INFLATION = 300;
const INFLATION_UNCHECKED = 64 * 1024 * 1024;

async function* inflated(body: Readable, inflater: Transform & { bytesWritten?: number }): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of guarded(inflater)) {
      bytes += chunk.length;
      if (bytes > INFLATION_UNCHECKED && bytes > MOST_INFLATION * (inflater.bytesWritten ?? bytes)) {
        throw problemOf('body_too_large', {
          detail: `The body inflates to more than ${MOST_INFLATION} times its size.`,
        });
      }
      yield chunk;
    }
  } finally {
    body.unpipe(inflater);
    inflater.destroy();
  }
}

function inflaterOf(encoding: string): Transform | null {
  if (encoding === 'identity' || encoding === '') return null;
  if (encoding === 'gzip' || encoding === 'x-gzip') return zlib.createGunzip();
  if (encoding === 'zstd' && createZstdDecompress) return createZstdDecompress();
  throw problemOf('unsupported_media_type', {
    detail: `Content-Encoding is gzip${createZstdDecompress ? ', zstd' : ''} or none; this is "${encoding.slice(0, 40)}".`,
  });
}

async function* guarded(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    // Who stops reading early still wants to answer: the connection stays.
    yield* stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  } catch (fault) {
    throw new BrokenBody(fault instanceof Error ? fault.message : String(fault), { cause: fault });
  }
}

async function* whole(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** A body in one piece. @throws ProblemException 413 past `limit` bytes, inflated; 400 when it is broken */
export async function wholeBody(request: FastifyRequest, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of inflatedBody(request)) {
      bytes += chunk.length;
      if (bytes > limit) {
        throw problemOf('body_too_large', { detail: `The body has more than ${limit / 1024 / 1024} MiB, inflated.` });
      }
      chunks.push(chunk);
    }
  } catch (fault) {
    if (fault instanceof BrokenBody) throw problemOf('unreadable', { detail: 'The body is cut off or damaged.' });
    throw fault;
  }
  return Buffer.concat(chunks, bytes);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A JSON body. @throws ProblemException 400 when it is none, 413 when it is too large */
export async function jsonBody(request: FastifyRequest, limit: number): Promise<unknown> {
  const body = await wholeBody(request, limit);
  try {
    return JSON.parse(utf8.decode(body));
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof TypeError) {
      throw problemOf('unreadable', { detail: `The body is not JSON: ${fault.message.slice(0, 200)}` });
    }
    throw fault;
  }
}

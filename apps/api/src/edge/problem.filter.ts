import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { PROBLEM_MEDIA_TYPE, type Problem, type ProblemCode, problem } from '@portcullis/contracts/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { ZodError } from 'zod';
import { ProblemException, problemOfZod } from './problem.exception.js';

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'unreadable',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'refused',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  422: 'invalid_input',
  429: 'overloaded',
  503: 'unavailable',
};

/** SQLSTATEs that mean "the value cannot be stored as such", which is the sender's doing: bad text, number, date, uuid. */
const INPUT_STATES = new Set(['22P02', '22P05', '22021', '22003', '22007', '22008', '22001']);

/** What is told of a thrown thing. Nothing of a fault but that it happened. */
export function problemFrom(thrown: unknown): { told: Problem; headers: Record<string, string>; fault: boolean } {
  if (thrown instanceof ProblemException) return { told: thrown.problem, headers: thrown.headers, fault: false };
  if (thrown instanceof ZodError) return { told: problemOfZod(thrown).problem, headers: {}, fault: false };
  const status = statusOf(thrown);
  const code = status === undefined ? undefined : (BY_STATUS[status] ?? (status < 500 ? 'unreadable' : undefined));
  if (code) {
    const told = problem(code, { detail: detailOf(thrown) });
    return { told: { ...told, status: status as number }, headers: {}, fault: false };
  }
  const sqlState = (thrown as { code?: unknown } | null)?.code;
  if (typeof sqlState === 'string' && INPUT_STATES.has(sqlState)) {
    return {
      told: problem('invalid_input', { detail: 'A value has a form that cannot be stored.' }),
      headers: {},
      fault: false,
    };
  }
  return { told: problem('fault'), headers: {}, fault: true };
}

/** Turns whatever a handler throws into an answer; faults are logged with the request's id and told without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const { told, fault } = problemFrom(thrown);
    if (host.getType<'http' | 'graphql'>() === 'graphql') {
      if (fault) throw thrown;
      throw new GraphQLError(told.detail ?? told.title, { extensions: { code: told.code, problem: told } });
    }
    const http = host.switchToHttp();
    answerProblem(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.log);
  }
}

/** Answers a request with what went wrong. Also the server's own error handler: bodies that can't be read, bad types. */
export function answerProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const { told, headers, fault } = problemFrom(thrown);
  if (fault) log.error({ err: thrown, requestId: request.id }, 'a request failed');
  if (reply.sent || reply.raw.headersSent) return;
  void reply
    .code(told.status)
    .headers({ ...headers, 'content-type': PROBLEM_MEDIA_TYPE, 'cache-control': 'no-store' })
    .send(JSON.stringify({ ...told, requestId: request.id }));
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

function detailOf(thrown: unknown): string | undefined {
  const message = (thrown as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message.slice(0, 300) : undefined;
}

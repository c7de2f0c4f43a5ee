import { HttpException } from '@nestjs/common';
import { type Problem, type ProblemCode, type ProblemError, problem } from '@portcullis/contracts/problem';
import type { Refusal } from '@portcullis/domain';
import type { ZodError } from 'zod';

/** An answer of the edge that is not the asked-for one: RFC 9457 on REST, `extensions.problem` in GraphQL. */
export class ProblemException extends HttpException {
  constructor(
    readonly problem: Problem,
    readonly headers: Record<string, string> = {},
  ) {
    super(problem, problem.status);
    this.message = problem.detail ?? problem.title;
  }
}

export const problemOf = (
  code: ProblemCode,
  more: { detail?: string; errors?: ProblemError[] } = {},
  headers?: Record<string, string>,
): ProblemException => new ProblemException(problem(code, more), headers);

/** Bad input: 422 with a JSON pointer for each fault. */
export const problemOfZod = (error: ZodError): ProblemException =>
  problemOf('invalid_input', {
    errors: error.issues.map((issue) => ({
      pointer: issue.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
      detail: issue.message,
    })),
  });

const BY_REFUSAL: Readonly<Record<string, ProblemCode>> = {
  ROLE_NOT_ALLOWED: 'forbidden',
  STALE: 'stale',
  NOT_FOUND: 'not_found',
};

/** A refusal on a REST route: 409 with the code and what is allowed instead. */
export function problemOfRefusal(refusal: Refusal): ProblemException {
  const code = BY_REFUSAL[refusal.code] ?? 'refused';
  const made = problem(code, { detail: refusal.message });
  return new ProblemException({ ...made, refusal: { code: refusal.code, allowed: refusal.allowed } } as Problem);
}

import { readForm } from '@portcullis/contracts/forms/form';
import { type Problem, type ProblemCode, problem } from '@portcullis/contracts/problem';
import type { NotAppealable } from '@portcullis/core/appeals/appealable';
import type { TooMany } from '@portcullis/core/appeals/portal-session.command';
import type { Refusal } from '@portcullis/domain';
import type { z } from 'zod';
import { ProblemException, problemOf, problemOfRefusal } from '../edge/problem.exception.js';

const BY_REFUSAL: Readonly<Record<string, ProblemCode>> = {
  LINK_UNKNOWN: 'not_found',
  LINK_EXPIRED: 'expired',
  TOO_LARGE: 'body_too_large',
  TYPE_NOT_ALLOWED: 'unsupported_media_type',
  DISGUISED: 'unsupported_media_type',
  EMPTY: 'invalid_input',
};

/** A refusal at the customer door: as at the other one, and with the appeal that stands in the way. */
export function problemOfPortal(refusal: Refusal): ProblemException {
  const code = BY_REFUSAL[refusal.code];
  const told = code
    ? { ...problem(code, { detail: refusal.message }), refusal: { code: refusal.code, allowed: refusal.allowed } }
    : problemOfRefusal(refusal).problem;
  const { appeal } = refusal as NotAppealable;
  return new ProblemException({ ...told, ...(appeal ? { appeal } : {}) } as Problem);
}

export const problemOfTooMany = (tooMany: TooMany): ProblemException =>
  problemOf('overloaded', { detail: tooMany.message }, { 'retry-after': String(tooMany.retryAfterSeconds) });

/** What a customer sent, checked. @throws ProblemException 422 with a pointer to each field */
export function formOf<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const read = readForm(schema, body ?? {});
  if (!read.ok) throw new ProblemException(read.problem);
  return read.value;
}

import { z } from 'zod';
import { problemSchema } from '../problem.schema.js';

/** Why the rules say no, and what is allowed instead. */
export const refusalView = z.object({ code: z.string(), message: z.string(), allowed: z.array(z.string()) });
export type RefusalView = z.output<typeof refusalView>;

/** Codes of refusals that the page treats in a way of its own; all others it shows with their message. */
export const PORTAL_REFUSALS = [
  /** There is one already: `appeal` of the problem says which. What a second click gets. */
  'APPEAL_ALREADY_OPEN',
  'APPEAL_WINDOW_CLOSED',
  'NOTHING_TO_APPEAL',
  'TOO_MANY_FILES',
  'WRONG_STATE',
] as const;

/**
 * Answers that are not the asked-for one (RFC 9457). 401: no session, open the link again. 409 `refused`: with `refusal`.
 * 410 `expired`: the link's time is over, `POST /links` has a fresh one mailed. 413, 415: files. 422: `errors` point at
 * fields. 429: `retry-after` in seconds.
 */
export const portalProblem = problemSchema.extend({
  refusal: z.object({ code: z.string(), allowed: z.array(z.string()) }).optional(),
  appeal: z.object({ id: z.uuid(), number: z.int() }).optional(),
});
export type PortalProblem = z.output<typeof portalProblem>;

/** The header that every unsafe request carries, whatever its value. */
export const PORTAL_CSRF_HEADER = 'x-portcullis-csrf';

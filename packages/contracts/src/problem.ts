/**
 * RFC 9457 problems: the one table of what can be wrong at the edge. `type` is a path relative to the API's origin;
 * `code` is the same word for programs that prefer to switch on it.
 */
export const PROBLEMS = {
  unreadable: { title: 'The request cannot be read', status: 400 },
  unauthorized: { title: 'The key is missing, unknown or revoked', status: 401 },
  forbidden: { title: 'The key does not have the scope for this', status: 403 },
  detector_not_allowed: { title: 'The key does not speak for this detector', status: 403 },
  not_found: { title: 'There is nothing here', status: 404 },
  method_not_allowed: { title: 'This method is not offered here', status: 405 },
  identity_conflict: { title: 'The same identity came before with other content', status: 409 },
  out_of_order: { title: 'This confirmation comes out of order', status: 409 },
  refused: { title: 'The rules do not allow this now', status: 409 },
  stale: { title: 'Somebody else changed this in the meantime', status: 409 },
  expired: { title: 'This link has expired', status: 410 },
  body_too_large: { title: 'The body is too large', status: 413 },
  unsupported_media_type: { title: 'This content type or encoding is not understood', status: 415 },
  invalid_line: { title: 'This line is not valid JSON', status: 422 },
  line_too_long: { title: 'This line is too long', status: 422 },
  invalid_alert: { title: 'The alert is not valid', status: 422 },
  invalid_directory_record: { title: 'The directory record is not valid', status: 422 },
  invalid_input: { title: 'The input is not valid', status: 422 },
  overloaded: { title: 'The system is behind; try again later', status: 429 },
  fault: { title: 'Something went wrong here', status: 500 },
  unavailable: { title: 'The system cannot serve now', status: 503 },
} as const satisfies Record<string, { title: string; status: number }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** `pointer` is an RFC 6901 JSON pointer into the document that was sent; the empty pointer is the whole document. */
export type ProblemError = { pointer: string; detail: string };

export type Problem = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail?: string;
  errors?: ProblemError[];
};

/** More errors than this help nobody and make the answer a weapon. */
export const MAX_PROBLEM_ERRORS = 20;

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** `invalid_alert` → `/problems/invalid-alert`. */
export function problemType(code: ProblemCode): string {
  return `/problems/${code.replaceAll('_', '-')}`;
}

export function problem(code: ProblemCode, more: { detail?: string; errors?: ProblemError[] } = {}): Problem {
  const { title, status } = PROBLEMS[code];
  const made: Problem = { type: problemType(code), title, status, code };
  if (more.detail !== undefined) made.detail = more.detail;
  if (more.errors !== undefined && more.errors.length > 0) made.errors = more.errors.slice(0, MAX_PROBLEM_ERRORS);
  return made;
}

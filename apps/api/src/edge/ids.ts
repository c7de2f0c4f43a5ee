import { problemOf } from './problem.exception.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id from outside, checked before it meets a uuid column. @throws ProblemException `invalid_input` */
export function idOf(text: string): string {
  if (!UUID.test(text)) throw problemOf('invalid_input', { detail: 'An id is a UUID.' });
  return text.toLowerCase();
}

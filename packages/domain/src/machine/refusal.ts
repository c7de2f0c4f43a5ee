/**
 * A refusal is a value, not an exception: the request was understood and the rules say no.
 * `allowed` names what may be done instead: commands, roles or choices, in the words of the vocabularies.
 */
export interface Refusal<Code extends string = string> {
  readonly ok: false;
  readonly code: Code;
  /** One or two plain sentences for the person at the screen. */
  readonly message: string;
  readonly allowed: readonly string[];
}

export function refuse<Code extends string>(
  code: Code,
  message: string,
  allowed: readonly string[] = [],
): Refusal<Code> {
  return { ok: false, code, message, allowed };
}

/** For `switch` over a closed union: the compiler objects when a word is added and not handled. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}

import { z } from 'zod';
import { canonicalJson } from '../alert/canonical-json.js';
import { jsonPointer } from '../alert/json-pointer.js';
import { type Problem, problem } from '../problem.js';

export type ReadForm<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };

/** What a person sent, checked; else a 422 with a pointer to each field, in words that stand beside the field. */
export function readForm<Schema extends z.ZodType>(schema: Schema, raw: unknown): ReadForm<z.output<Schema>> {
  const canonical = canonicalJson(raw);
  if (!canonical.ok) {
    const { pointer, detail } = canonical;
    return { ok: false, problem: problem('invalid_input', { errors: [{ pointer, detail }] }) };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = parsed.error.issues.map((issue) => ({ pointer: jsonPointer(issue.path), detail: issue.message }));
  return { ok: false, problem: problem('invalid_input', { errors }) };
}

/** Text that a person has to write. */
export const said = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Write something here.')
    .max(max, `At most ${max.toLocaleString('en')} characters.`);

export const uuid = z.uuid('Not an id.');

/** What the sender saw: a later version means that somebody else was quicker. */
export const version = z.int().min(1);

export const reason = said(2000);

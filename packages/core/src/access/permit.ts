import { type Actor, may, type Operation, type Refusal, refuse, rolesFor } from '@portcullis/domain';

/** The check that every command makes first, whoever called it. @returns null when the table allows it */
export function refuseUnless(actor: Actor, operation: Operation): Refusal<'ROLE_NOT_ALLOWED'> | null {
  if (may(actor, operation)) return null;
  const who = rolesFor(operation).map((role) => role.replaceAll('_', ' '));
  return refuse('ROLE_NOT_ALLOWED', `This is for: ${who.join(', ') || 'programs'}.`, rolesFor(operation));
}

/** A refusal that names the field whose value cannot be accepted. */
export type FieldRefusal = Refusal<'INVALID'> & { field: string };
export const refuseField = (field: string, message: string, allowed: readonly string[] = []): FieldRefusal => ({
  ...refuse('INVALID', message, allowed),
  field,
});

import type { Role } from '../vocabulary.js';

/** Whoever does something: a person of the staff, a customer, or a machine. `id` is what history records. */
export type Actor =
  | { readonly kind: 'staff'; readonly id: string; readonly roles: readonly Role[] }
  | { readonly kind: 'customer'; readonly id: string }
  | { readonly kind: 'detector'; readonly id: string }
  | { readonly kind: 'directory'; readonly id: string }
  | { readonly kind: 'control_plane'; readonly id: string }
  | { readonly kind: 'export'; readonly id: string }
  | { readonly kind: 'system'; readonly id: string };

/** What the permission table speaks of: a staff role, or the kind of any other actor. */
export const MACHINE_PARTIES = ['customer', 'detector', 'directory', 'control_plane', 'export', 'system'] as const;
export type Party = Role | (typeof MACHINE_PARTIES)[number];

export const SYSTEM: Actor = { kind: 'system', id: 'system' };

export function partiesOf(actor: Actor): readonly Party[] {
  return actor.kind === 'staff' ? actor.roles : [actor.kind];
}

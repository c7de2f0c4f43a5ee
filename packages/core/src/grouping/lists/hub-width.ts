import { NETWORK, prefixOf, WIDEST } from '@portcullis/domain/grouping/prefix';

/** Why a value must not be a hub: a network that no single operator has. @param value as grouping compares it */
export function tooWide(type: string, value: string): string | null {
  const prefix = type === NETWORK ? prefixOf(type, value) : null;
  if (!prefix || prefix.length >= WIDEST[prefix.family]) return null;
  return `A network on the list is at most a /${WIDEST[prefix.family]}: a wider one belongs to many, and nobody in it would be linked by an address any more.`;
}

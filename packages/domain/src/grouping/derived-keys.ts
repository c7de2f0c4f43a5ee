import { blocksAround, NETWORK, prefixOf } from './prefix.js';
import type { MatchKey } from './sighting.js';

/** What a value says beyond itself, so that values meet that are near each other without being equal. */
export function derivedKeys({ type, value }: MatchKey): MatchKey[] {
  switch (type) {
    case 'email': {
      const at = value.lastIndexOf('@');
      return at > 0 ? [{ type: 'email_domain', value: value.slice(at + 1) }] : [];
    }
    case 'ip':
    case NETWORK:
      return networksOf(type, value);
    case 'prompt_template':
      return bandsOf(value);
    default:
      return [];
  }
}

/** The networks around an address or a small network, and of one that is a single address that address. */
function networksOf(type: string, value: string): MatchKey[] {
  const keys = blocksAround(type, value).map((network) => ({ type: NETWORK, value: network }));
  if (type === NETWORK && !/\/(?!32$|128$)/.test(value)) {
    const prefix = prefixOf(type, value);
    const isAddress = prefix?.length === (prefix?.family === 4 ? 32 : 128);
    if (isAddress) keys.push({ type: 'ip', value: value.replace(/\/.*/, '') });
  }
  return keys;
}

const SIMHASH = /^simhash:([0-9a-f]{16})$/;

/**
 * A similarity hash of 64 bits in four bands: texts that differ in a few places have hashes that differ in a few bits,
 * and so at least one band in common; of texts that have nothing in common one in sixteen thousand has.
 */
function bandsOf(value: string): MatchKey[] {
  const digits = SIMHASH.exec(value.toLowerCase())?.[1];
  if (digits === undefined) return [];
  return [0, 1, 2, 3].map((band) => ({
    type: 'prompt_template_band',
    value: `${band}:${digits.slice(4 * band, 4 * band + 4)}`,
  }));
}

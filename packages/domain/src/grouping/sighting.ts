import { BOND_TYPE } from './corrections.js';
import { derivedKeys } from './derived-keys.js';
import { NETWORK } from './prefix.js';

/** A typed value under which alerts meet. */
export interface MatchKey {
  readonly type: string;
  readonly value: string;
}

/** As one text, for maps and sets. */
export const nameOfKey = ({ type, value }: MatchKey): string => `${type}\u0000${value}`;

/** What grouping needs of an alert. */
export interface Sighting {
  /** The alert's id; only for naming it. */
  readonly id: string;
  /** Whom the alert is about: all alerts of one subject are one node. `<kind>:<id>`. */
  readonly node: string;
  readonly keys: readonly MatchKey[];
  /** Day of `observedAt`, counted from 1970 in UTC. */
  readonly day: number;
}

export interface AlertLike {
  readonly id: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly related?: readonly { readonly kind: string; readonly id: string }[] | null;
  readonly indicators: readonly MatchKey[];
  /** Epoch milliseconds. */
  readonly observedAt: number;
}

const DAY_MS = 86_400_000;
/** Longer values are kept by their beginning, length and hash, so that an index entry stays small. */
const LONGEST = 200;
const BEGINNING = 120;
/** Halves of surrogate pairs: a database keeps U+FFFD instead, and what is read back must be the key that was written. */
const HALF_PAIRS = /\p{Cs}/gu;
/** Templates that detectors leave unfilled say nothing, however often they occur. */
const BLANK = new Set(
  [
    '',
    '-',
    '--',
    '?',
    'n/a',
    'na',
    'nan',
    'nil',
    'none',
    'null',
    'undefined',
    'unknown',
    'not available',
    'not applicable',
    'not provided',
    'not set',
    'n.a.',
    'n.a',
    'no data',
    '(null)',
    '(none)',
    '<null>',
    '[null]',
    '#n/a',
  ].concat(['0.0.0.0', '::', 'localhost', '127.0.0.1', '::1']),
);
/** What stands where no number is known. An account may well be called so. */
const NO_NUMBER = new Set(['0', '-1']);
/** Their values consist of numbers and signs, and 1.1.1.1 is one of them. */
const ADDRESSES = new Set(['ip', 'network']);
/** So long as one digit alone makes no date. */
const LONG_FILLER = 8;
const SIGN = /[\p{P}\p{Z}\p{C}\p{Sm}\p{Sk}\p{Sc}]/u;
const EXACT = new Set(['account', 'organization', 'api_key', 'partner', 'end_user', 'prompt_template']);

/** The subject's node. Kinds are words without a colon, so that the key can be taken apart again. */
export const nodeOf = (subject: { kind: string; id: string }): string => `${subject.kind}:${subject.id}`;

export function subjectOf(node: string): { kind: string; id: string } {
  const colon = node.indexOf(':');
  return { kind: node.slice(0, colon), id: node.slice(colon + 1) };
}

/**
 * An alert's subject and related subjects count as indicators too. Values arrive trimmed and in the normal form of
 * intake; here they lose what people vary at will.
 */
export function sightingOf(alert: AlertLike): Sighting {
  const keys = new KeySet();
  keys.add(alert.subject.kind, alert.subject.id);
  for (const related of alert.related ?? []) keys.add(related.kind, related.id);
  for (const indicator of alert.indicators) {
    const value = keys.add(indicator.type, indicator.value);
    if (value === null) continue;
    for (const key of derivedKeys({ type: indicator.type, value })) {
      // Networks are in the form in which they meet already.
      if (key.type === NETWORK) keys.enter(key);
      else keys.add(key.type, key.value);
    }
  }
  return { id: alert.id, node: nodeOf(alert.subject), keys: keys.all, day: Math.floor(alert.observedAt / DAY_MS) };
}

/** So few are compared sooner than named. */
const FEW = 24;

/** The keys of one alert, each once, in the order in which they came. */
class KeySet {
  readonly all: MatchKey[] = [];
  private names: Set<string> | null = null;

  /** @returns the spelling under which it meets others; null when it says nothing */
  add(type: string, raw: string): string | null {
    if (type === BOND_TYPE) return null;
    const value = matchValue(type, raw);
    if (value !== null) this.enter({ type, value });
    return value;
  }

  enter(key: MatchKey): void {
    if (this.has(key)) return;
    this.all.push(key);
    this.names?.add(nameOfKey(key));
  }

  private has({ type, value }: MatchKey): boolean {
    if (this.all.length < FEW) return this.all.some((key) => key.value === value && key.type === type);
    this.names ??= new Set(this.all.map(nameOfKey));
    return this.names.has(nameOfKey({ type, value }));
  }
}

/** The spelling under which values meet; null when the value says nothing. */
export function matchValue(type: string, raw: string): string | null {
  let value = raw.replace(HALF_PAIRS, '\ufffd');
  if (value.length > 4 * LONGEST) value = abridged(value);
  if (!EXACT.has(type)) value = value.normalize('NFKC').toLowerCase().trim();
  if (BLANK.has(value.length > 16 ? '+' : value.toLowerCase()) || (/^(.)\1*$/.test(value) && value.length > 3))
    return null;
  if (!EXACT.has(type) && (NO_NUMBER.has(value) || isFiller(value, ADDRESSES.has(type)))) return null;
  switch (type) {
    case 'email': {
      const plus = value.indexOf('+');
      const at = value.lastIndexOf('@');
      if (plus > 0 && at > plus) value = value.slice(0, plus) + value.slice(at);
      break;
    }
    case 'phone':
      value = value.replace(/[^\d+]/g, '').replace(/^00/, '+') || value;
      break;
    case 'registered_address':
    case 'owner_name':
      value = value.replace(/[^\p{L}\p{N}]+/gu, ' ').trim() || value;
      break;
    default:
      break;
  }
  return value.length > LONGEST ? abridged(value) : value;
}

/**
 * The spelling under which entries of the allow-list meet alerts: that of grouping, or the value where it has none. One that
 * grouping abridges is compared as a whole, or whoever makes up a value with the same mix would be held back with it.
 */
export function listForm(type: string, value: string): string {
  const match = matchValue(type, value);
  return match === null || match.includes('…') ? value : match;
}

/** Nothing but signs, or one letter or digit again and again between them, as in 00000000-0000-0000-0000-000000000000. */
function isFiller(value: string, signsOnly: boolean): boolean {
  let same = '';
  let count = 0;
  for (const one of value) {
    const isPlain = (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
    if (!isPlain && SIGN.test(one)) continue;
    if (count > 0 && one !== same) return false;
    same = one;
    count += 1;
  }
  return count === 0 || (!signsOnly && (same === '0' ? count > 3 : count >= LONG_FILLER));
}

function abridged(value: string): string {
  // Two independent 32-bit mixes; a clash would need equal beginnings and equal lengths as well.
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b + unit, 0x5bd1e995);
    b ^= b >>> 15;
  }
  const endsInPair = (value.codePointAt(BEGINNING - 1) as number) > 0xffff;
  const beginning = value.slice(0, endsInPair ? BEGINNING - 1 : BEGINNING);
  return `${beginning}…${value.length}:${(a >>> 0).toString(16)}${(b >>> 0).toString(16)}`;
}

import { pointerStep } from './json-pointer.js';

/** Bounds on any document that comes from outside, whatever its shape. Lengths are UTF-16 code units. */
export const DOCUMENT_LIMITS = { depth: 32, text: 64 * 1024, key: 256, total: 1024 * 1024 } as const;

export type CanonicalJson = { ok: true; text: string } | { ok: false; pointer: string; detail: string };

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped
const NEEDS_CARE = /["\\\u0000-\u001f\ud800-\udfff]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const UNFIT = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const KNOWN_KEYS_MAX = 4096;
const knownKeys = new Map<string, string>();

/**
 * The document as JSON with its keys in UTF-16 order, so that two spellings of the same content give the same text.
 * In the same walk it refuses what cannot be stored or would exhaust us: NUL and lone surrogates (jsonb takes
 * neither), numbers that are not finite, nesting, text and size beyond `DOCUMENT_LIMITS`, and anything that is not
 * JSON. Never throws on data; the recursion is bounded by the depth limit.
 */
export function canonicalJson(document: unknown): CanonicalJson {
  const walk = new Walk();
  const text = walk.write(document, 0);
  if (walk.detail === '' && text.length > DOCUMENT_LIMITS.total) walk.refuse(TOO_LARGE);
  return walk.detail === '' ? { ok: true, text } : { ok: false, pointer: walk.pointer, detail: walk.detail };
}

const TOO_LARGE = `is larger than ${DOCUMENT_LIMITS.total} characters in all`;

class Walk {
  detail = '';
  pointer = '';
  private spent = 0;

  refuse(detail: string): string {
    this.detail = detail;
    return '';
  }

  write(value: unknown, depth: number): string {
    switch (typeof value) {
      case 'string':
        return this.text(value);
      case 'number':
        return Number.isFinite(value) ? this.scalar(value) : this.refuse('is a number too large to keep');
      case 'boolean':
        return value ? 'true' : 'false';
      case 'object':
        if (value === null) return 'null';
        if (depth >= DOCUMENT_LIMITS.depth) {
          return this.refuse(`is nested deeper than ${DOCUMENT_LIMITS.depth} levels`);
        }
        return Array.isArray(value) ? this.list(value, depth) : this.record(value as Record<string, unknown>, depth);
      default:
        return this.refuse('is not a JSON value');
    }
  }

  private scalar(value: number): string {
    this.spent += 4;
    return value === 0 ? '0' : `${value}`;
  }

  private text(value: string): string {
    if (value.length > DOCUMENT_LIMITS.text) {
      return this.refuse(`has ${value.length} characters; at most ${DOCUMENT_LIMITS.text} are kept`);
    }
    this.spent += value.length;
    if (!NEEDS_CARE.test(value)) return `"${value}"`;
    if (value.includes('\u0000')) return this.refuse('contains a NUL character');
    if (LONE_SURROGATE.test(value)) return this.refuse('contains half of a surrogate pair, which is not a character');
    return JSON.stringify(value);
  }

  private list(values: readonly unknown[], depth: number): string {
    let out = '[';
    for (let i = 0; i < values.length; i++) {
      if (i > 0) out += ',';
      out += this.write(values[i], depth + 1);
      this.spent += 1;
      if (this.spent > DOCUMENT_LIMITS.total && this.detail === '') return this.refuse(TOO_LARGE);
      if (this.detail !== '') return this.under(`${i}`);
    }
    return `${out}]`;
  }

  private record(value: Record<string, unknown>, depth: number): string {
    const keys = sortKeys(Object.keys(value));
    let out = '{';
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string;
      const name = knownKeys.get(key) ?? this.newKey(key);
      if (this.detail === '') out += `${(i > 0 ? ',' : '') + name}:${this.write(value[key], depth + 1)}`;
      this.spent += key.length;
      if (this.spent > DOCUMENT_LIMITS.total && this.detail === '') return this.refuse(TOO_LARGE);
      if (this.detail !== '') return this.under(key);
    }
    return `${out}}`;
  }

  private newKey(key: string): string {
    if (key.length > DOCUMENT_LIMITS.key) {
      return this.refuse(`is under a name of ${key.length} characters; at most ${DOCUMENT_LIMITS.key} are kept`);
    }
    const quoted = this.text(key);
    if (this.detail === '' && key.length <= 64 && knownKeys.size < KNOWN_KEYS_MAX) knownKeys.set(key, quoted);
    return quoted;
  }

  private under(step: string): string {
    // A name that is itself unfit must not travel back in the pointer at full length or with its bad characters.
    const safe = step.length > 64 ? `${step.slice(0, 64)}…` : step;
    this.pointer = `/${pointerStep(safe.replace(UNFIT, '\ufffd'))}${this.pointer}`;
    return '';
  }
}

/** Insertion sort: objects at the edge have few keys, usually nearly in order, and `sort()` costs more than that. */
function sortKeys(keys: string[]): string[] {
  if (keys.length > 32) return keys.sort();
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string;
    let at = i - 1;
    while (at >= 0 && (keys[at] as string) > key) {
      keys[at + 1] = keys[at] as string;
      at -= 1;
    }
    keys[at + 1] = key;
  }
  return keys;
}

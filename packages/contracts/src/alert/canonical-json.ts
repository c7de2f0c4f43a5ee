import { pointerStep } from './json-pointer.js';
import { type KeyPlan, KeyPlans } from './key-plan.js';

/** Bounds on any document that comes from outside, whatever its shape. Lengths are UTF-16 code units. */
export const DOCUMENT_LIMITS = { depth: 32, text: 64 * 1024, key: 256, total: 1024 * 1024 } as const;

export type CanonicalJson = { ok: true; text: string } | { ok: false; pointer: string; detail: string };

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped
const NEEDS_CARE = /["\\\u0000-\u001f\ud800-\udfff]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const UNFIT = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const TOO_LARGE = `is larger than ${DOCUMENT_LIMITS.total} characters in all`;

const plans = new KeyPlans();

/**
 * The document as JSON with its keys in UTF-16 order (RFC 8785), so that two spellings of the same content give the
 * same text. In the same walk it refuses what cannot be stored or would exhaust us: NUL and lone surrogates (jsonb
 * takes neither), numbers that are not finite, nesting, text and size beyond `DOCUMENT_LIMITS`, and anything that is
 * not JSON. Never throws on data; the recursion is bounded by the depth limit.
 */
export function canonicalJson(document: unknown): CanonicalJson {
  const walk = new Walk();
  const text = walk.write(document, 0);
  if (walk.detail === '' && text.length > DOCUMENT_LIMITS.total) walk.refuse(TOO_LARGE);
  return walk.detail === '' ? { ok: true, text } : { ok: false, pointer: walk.pointer, detail: walk.detail };
}

class Walk {
  detail = '';
  pointer = '';
  private spent = 0;

  refuse(detail: string): string {
    this.detail = detail;
    return '';
  }

  write(value: unknown, depth: number): string {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) return this.refuse('is a number too large to keep');
      return value === 0 ? '0' : `${value}`;
    }
    if (value === null) return 'null';
    if (value === true) return 'true';
    if (value === false) return 'false';
    if (typeof value !== 'object') return this.refuse('is not a JSON value');
    if (depth >= DOCUMENT_LIMITS.depth) return this.refuse(`is nested deeper than ${DOCUMENT_LIMITS.depth} levels`);
    return Array.isArray(value) ? this.list(value, depth) : this.record(value as Record<string, unknown>, depth);
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
      out += i > 0 ? `,${this.write(values[i], depth + 1)}` : this.write(values[i], depth + 1);
      if (this.detail !== '') return this.under(`${i}`);
      if (++this.spent > DOCUMENT_LIMITS.total) return this.refuse(TOO_LARGE);
    }
    return `${out}]`;
  }

  private record(value: Record<string, unknown>, depth: number): string {
    const sent = Object.keys(value);
    const plan = plans.find(sent) ?? this.plan(sent);
    if (plan === undefined) return '';
    const { keys, names } = plan;
    let out = '{';
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string;
      out += (names[i] as string) + this.write(value[key], depth + 1);
      if (this.detail !== '') return this.under(key);
      this.spent += key.length + 1;
      if (this.spent > DOCUMENT_LIMITS.total) return this.refuse(TOO_LARGE);
    }
    return `${out}}`;
  }

  private plan(sent: readonly string[]): KeyPlan | undefined {
    const keys = [...sent].sort();
    const names: string[] = [];
    for (const key of keys) {
      if (key.length > DOCUMENT_LIMITS.key) {
        this.refuse(`is under a name of ${key.length} characters; at most ${DOCUMENT_LIMITS.key} are kept`);
      }
      const quoted = this.detail === '' ? this.text(key) : '';
      if (this.detail !== '') {
        this.under(key);
        return undefined;
      }
      names.push(`${names.length > 0 ? ',' : ''}${quoted}:`);
    }
    const plan = { keys, names };
    plans.remember(sent, plan);
    return plan;
  }

  private under(step: string): string {
    // A name that is itself unfit must not travel back in the pointer at full length or with its bad characters.
    const short = step.length > 64 ? `${step.slice(0, 64)}…` : step;
    this.pointer = `/${pointerStep(short.replace(UNFIT, '\ufffd'))}${this.pointer}`;
    return '';
  }
}

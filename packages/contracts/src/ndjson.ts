export const MAX_LINE_BYTES = 1024 * 1024;

/**
 * One line of an NDJSON stream. `index` counts the lines that hold something, from 0. A fault belongs to its line:
 * the next one is read as if nothing had been. `text` is the line as it was read, without its line feed; `head` is the
 * beginning of a bad line (up to 64 KiB), `bytes` its length.
 */
export type NdjsonLine =
  | { ok: true; index: number; value: unknown; text: string }
  | { ok: false; index: number; fault: NdjsonFault; head: Uint8Array; bytes: number };

export type NdjsonFault = 'too_long' | 'not_utf8' | 'not_json';

const LINE_FEED = 10;
const HEAD_BYTES = 64 * 1024;

/** A stream of bytes → its lines. What is kept in memory is one line, however the bytes are cut into chunks. */
export async function* readNdjson(
  source: AsyncIterable<Uint8Array>,
  maxLineBytes: number = MAX_LINE_BYTES,
): AsyncGenerator<NdjsonLine, void, undefined> {
  const splitter = new NdjsonSplitter(maxLineBytes);
  for await (const chunk of source) yield* splitter.push(chunk);
  yield* splitter.end();
}

/**
 * The same, driven by hand: `push` gives the lines that the chunk completes. For hot paths, which take many lines at a
 * time and can do without an await for each.
 */
export class NdjsonSplitter {
  private index = 0;
  private parts: Uint8Array[] = [];
  /** Of the line that has begun, also of what is no longer kept. */
  private begun = 0;

  constructor(private readonly maxLineBytes: number = MAX_LINE_BYTES) {}

  push(chunk: Uint8Array): NdjsonLine[] {
    const lines: NdjsonLine[] = [];
    let from = 0;
    const first = chunk.indexOf(LINE_FEED);
    const last = first < 0 ? -1 : chunk.lastIndexOf(LINE_FEED);
    if (first >= 0) {
      // The line that had begun.
      this.keep(chunk.subarray(0, first));
      this.finish(lines);
      from = first + 1;
    }
    if (from < last && !this.takeTogether(chunk.subarray(from, last), lines)) {
      for (let at = chunk.indexOf(LINE_FEED, from); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
        this.keep(chunk.subarray(from, at));
        this.finish(lines);
        from = at + 1;
      }
    } else from = Math.max(from, last + 1);
    this.keep(chunk.subarray(from));
    return lines;
  }

  /** Whole lines, made text at once. @returns false when they have to be looked at one by one */
  private takeTogether(block: Uint8Array, lines: NdjsonLine[]): boolean {
    if (block.length > this.maxLineBytes) return false;
    let text: string;
    try {
      text = withMarks.decode(block);
    } catch {
      return false;
    }
    for (let from = 0; from <= text.length; ) {
      const feed = text.indexOf('\n', from);
      const end = feed < 0 ? text.length : feed;
      const isReturned = end > from && text.charCodeAt(end - 1) === 13;
      const line = text.slice(from, isReturned ? end - 1 : end);
      if (!BLANK.test(line)) lines.push(parseText(line, this.index++));
      from = end + 1;
    }
    return true;
  }

  /** The last line needs no line feed. */
  end(): NdjsonLine[] {
    const lines: NdjsonLine[] = [];
    this.finish(lines);
    return lines;
  }

  private keep(part: Uint8Array): void {
    if (part.length === 0) return;
    // One byte beyond the limit may be the carriage return of a line that is just long enough.
    if (this.begun <= this.maxLineBytes + 1) this.parts.push(part);
    this.begun += part.length;
  }

  private finish(lines: NdjsonLine[]): void {
    const { parts, begun } = this;
    this.parts = [];
    this.begun = 0;
    const only = parts.length === 1 ? parts[0] : undefined;
    const line = withoutReturn(only ?? joined(parts));
    if (begun > this.maxLineBytes + 1 || line.length > this.maxLineBytes) {
      lines.push({ ok: false, index: this.index++, fault: 'too_long', head: line.slice(0, HEAD_BYTES), bytes: begun });
      return;
    }
    if (isBlank(line)) return;
    lines.push(parseLine(line, this.index++));
  }
}

// A byte order mark is taken off each line, not only off the first.
const withMarks = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const MARK = 0xfeff;
const BLANK = /^[ \t\r]*$/;

function parseLine(line: Uint8Array, index: number): NdjsonLine {
  let text: string;
  try {
    text = withMarks.decode(line);
  } catch {
    return { ok: false, index, fault: 'not_utf8', head: line.slice(0, HEAD_BYTES), bytes: line.length };
  }
  return parseText(text, index);
}

function parseText(text: string, index: number): NdjsonLine {
  try {
    const value: unknown = JSON.parse(text.charCodeAt(0) === MARK ? text.slice(1) : text);
    return { ok: true, index, value, text };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const bytes = new TextEncoder().encode(text);
    return { ok: false, index, fault: 'not_json', head: bytes.slice(0, HEAD_BYTES), bytes: bytes.length };
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function withoutReturn(line: Uint8Array): Uint8Array {
  return line[line.length - 1] === 13 ? line.subarray(0, -1) : line;
}

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 32 || byte === 9 || byte === 13);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NdjsonLine, readNdjson } from './ndjson.js';

async function* chunked(bytes: Uint8Array, sizes: readonly number[]) {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes.length === 0 ? bytes.length : Math.max(1, sizes[i % sizes.length] as number);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function linesOf(text: string | Uint8Array, sizes: readonly number[] = [], max?: number) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const lines: NdjsonLine[] = [];
  for await (const line of readNdjson(chunked(bytes, sizes), max)) lines.push(line);
  return lines;
}

const brief = (lines: NdjsonLine[]) => lines.map((line) => (line.ok ? line.value : line.fault));

describe('an NDJSON stream', () => {
  it('is read line by line, blank lines and carriage returns aside, the last without a line feed', async () => {
    expect(brief(await linesOf('{"a":1}\r\n\n  \n[2]\n"上海"'))).toEqual([{ a: 1 }, [2], '上海']);
    expect(await linesOf('')).toEqual([]);
    expect((await linesOf('\n\n7')).map(({ index }) => index)).toEqual([0]);
  });

  it('goes on after a bad line', async () => {
    const lines = await linesOf('1\n{bad\n2\n');
    expect(brief(lines)).toEqual([1, 'not_json', 2]);
    expect(lines[1]).toMatchObject({ index: 1, bytes: 4, head: new TextEncoder().encode('{bad') });
  });

  it('tells bytes that are no UTF-8', async () => {
    const bytes = new Uint8Array([0x22, 0xff, 0x22, 10, 0x31]);
    expect(brief(await linesOf(bytes))).toEqual(['not_utf8', 1]);
    // A surrogate in UTF-8 is not UTF-8 either.
    expect(brief(await linesOf(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])))).toEqual(['not_utf8']);
  });

  it('takes a line of the limit and refuses one byte more, keeping only its head', async () => {
    const fits = `"${'x'.repeat(98)}"`;
    for (const sizes of [[], [1], [7], [64]]) {
      expect(brief(await linesOf(`${fits}\r\n${fits}x\n1\n`, sizes, 100))).toEqual([fits.slice(1, -1), 'too_long', 1]);
    }
    const [long] = await linesOf('x'.repeat(3_000_000), [65_536]);
    expect(long).toMatchObject({ ok: false, fault: 'too_long', bytes: 3_000_000 });
    expect(long?.ok === false && long.head.length).toBe(65_536);
  });

  it('takes a byte order mark off any line, and keeps what it read as text', async () => {
    const lines = await linesOf('1\n\ufeff2\r\n\ufeff{\n3\n');
    expect(brief(lines)).toEqual([1, 2, 'not_json', 3]);
    expect(lines[1]).toMatchObject({ text: '\ufeff2' });
    expect(lines[2]).toMatchObject({ head: new TextEncoder().encode('\ufeff{'), bytes: 4 });
  });

  it('does not depend on how the bytes are cut, whatever they are', async () => {
    const piece = fc.oneof(
      fc.json().map((json) => new TextEncoder().encode(json)),
      fc.uint8Array({ maxLength: 6 }),
      fc.constantFrom('\n', '\r\n', ' \n', '\ufeff').map((text) => new TextEncoder().encode(text)),
    );
    const bytes = fc
      .array(piece, { maxLength: 12 })
      .map((pieces) => Uint8Array.from(pieces.flatMap((one) => [...one])));
    await fc.assert(
      fc.asyncProperty(bytes, async (whole) => {
        expect(await linesOf(whole)).toEqual(await linesOf(whole, [1]));
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not depend on how a text is cut', async () => {
    const text = fc
      .array(fc.oneof(fc.json(), fc.string({ unit: 'grapheme' }), fc.constant('')))
      .map((l) => l.join('\n'));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (whole, sizes) => {
        expect(brief(await linesOf(whole, sizes))).toEqual(brief(await linesOf(whole)));
      }),
      { numRuns: 1_000 },
    );
  });
});

const ZERO = 48;

/**
 * Reads `2026-11-20 08:15:30.12+00`, which is what sessions in UTC answer, several times as fast as the driver does:
 * a page of cases holds hundreds of instants. Anything else (infinity, BC, other zones) goes to the driver's parser.
 */
export function instantParser(fallback: (text: string) => unknown): (text: string) => unknown {
  return (text) => {
    const { length } = text;
    if (length < 22 || length > 26 || text[10] !== ' ' || !text.endsWith('+00')) return fallback(text);
    const at = (index: number) => text.charCodeAt(index) - ZERO;
    const two = (index: number) => at(index) * 10 + at(index + 1);
    let ms = 0;
    if (length > 22) {
      if (text[19] !== '.') return fallback(text);
      for (let index = 20, scale = 100; index < length - 3; index++, scale /= 10) ms += at(index) * scale;
    }
    return new Date(Date.UTC(two(0) * 100 + two(2), two(5) - 1, two(8), two(11), two(14), two(17), ms));
  };
}

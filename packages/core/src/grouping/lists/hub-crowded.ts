import { NETWORK, prefixOf } from '@portcullis/domain/grouping/prefix';
import type { ReadHubLines } from './hub-lines.js';
import { tooManyInside } from './hub-reach.js';

/** Wider ones are few in a file, and only in them can so much lie. */
const MAY_BE_CROWDED = { 4: 16, 6: 64 } as const;

/** Leaves out, as problems, networks in which more is known than grouping takes at once. */
export async function withoutCrowded(
  read: <R extends object>(sql: string, values: readonly unknown[]) => Promise<R[]>,
  lines: ReadHubLines,
  most?: number,
): Promise<ReadHubLines> {
  const kept: ReadHubLines = { ...lines, lines: [], problems: [...lines.problems] };
  for (const line of lines.lines) {
    const prefix = line.type === NETWORK ? prefixOf(line.type, line.match) : null;
    const mayBe = prefix !== null && prefix.length < MAY_BE_CROWDED[prefix.family];
    const why = mayBe ? await tooManyInside(read, line.type, line.match, most) : null;
    if (why) kept.problems.push({ line: line.line, text: line.value, why });
    else kept.lines.push(line);
  }
  kept.problems.sort((a, b) => a.line - b.line);
  return kept;
}

/** One rule that two rule sets hold differently. */
export interface RuleDifference {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

const text = (value: unknown): string => (value === undefined ? 'not there' : JSON.stringify(value));

/** Where two rule sets differ, rule by rule, by path. The id is no rule. */
export function ruleDifferences(before: unknown, after: unknown, path = ''): RuleDifference[] {
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  if (!isObject(before) || !isObject(after)) {
    return text(before) === text(after) ? [] : [{ path: path || '/', before: text(before), after: text(after) }];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => path !== '' || key !== 'id')
    .sort()
    .flatMap((key) => ruleDifferences(before[key], after[key], `${path}/${key}`));
}

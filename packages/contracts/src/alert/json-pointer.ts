/** RFC 6901: `['a/b', 0]` → `/a~1b/0`. The empty path is the empty string, the whole document. */
export function jsonPointer(path: ReadonlyArray<PropertyKey>): string {
  let pointer = '';
  for (const step of path) pointer += `/${pointerStep(String(step))}`;
  return pointer;
}

export function pointerStep(step: string): string {
  return step.includes('~') || step.includes('/') ? step.replaceAll('~', '~0').replaceAll('/', '~1') : step;
}

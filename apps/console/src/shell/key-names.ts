const NAMES: Record<string, string> = { Enter: '⏎', Space: 'space', Escape: 'esc', ArrowDown: '↓', ArrowUp: '↑' };
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** `mod+Enter` to the keys as they are printed on this machine. */
export function keyNames(keys: string): string[] {
  return keys
    .split(' ')
    .flatMap((one) => one.split('+'))
    .map((name) => (name === 'mod' ? (isMac ? '⌘' : 'Ctrl') : (NAMES[name] ?? (name.length === 1 ? name : name))));
}

/**
 * The beginning of a text that is longer than so many UTF-16 units, with an ellipsis. Never half a character: half of a
 * pair is no text, and PostgreSQL refuses to read JSON that has it.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = most - 3;
  return `${text.slice(0, (text.codePointAt(end - 1) as number) > 0xffff ? end - 1 : end)}…`;
}

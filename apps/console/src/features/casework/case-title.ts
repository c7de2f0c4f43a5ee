import { routeMark } from '@portcullis/ui';

const UUID = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{8}([0-9a-f]{4})\b/gi;
/** Ids and hashes longer than anybody reads: letters and digits without a space. */
const LONG = /(?<![:.\w])[A-Za-z0-9_-]{16,}(?![:.\w])/g;

/** A title as people read it: long ids keep both ends. The whole stands in the tooltip and in what is copied. */
export function readableTitle(title: string): string {
  return title
    .replace(UUID, '$1…$2')
    .replace(LONG, (value) => (/\d/.test(value) ? `${value.slice(0, 7)}…${value.slice(-4)}` : value));
}

/** Where the route stands beside it, the title need not begin with it. */
export function titleBesideRoute(title: string, route: string): string {
  const lead = `${route === 'unknown' ? 'Unsorted' : routeMark(route).label}: `;
  const rest = title.startsWith(lead) ? title.slice(lead.length) : title;
  return readableTitle(rest.charAt(0).toUpperCase() + rest.slice(1));
}

/** What goes to the clipboard when part of a page with a shortened title is copied: the whole title in its place. */
export function copiedTitle(selected: string, title: string): string | null {
  const short = readableTitle(title);
  return short !== title && selected.includes(short) ? selected.replace(short, title) : null;
}

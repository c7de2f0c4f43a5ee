import { isIP } from 'node:net';
import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { canonicalNetwork } from '@portcullis/contracts/alert/ip-normal-form';
import { HUB_KINDS, type HubKind, isHubKind, matchValue } from '@portcullis/domain';
import { parse } from 'csv-parse/sync';
import { tooWide } from './hub-width.js';

/** A value that is to be on the hub list. */
export interface HubLine {
  /** Where it stands in the file, from 1. */
  line: number;
  type: string;
  value: string;
  /** The value as grouping compares it. */
  match: string;
  kind: HubKind;
}

export interface HubLineProblem {
  line: number;
  /** The beginning of the line. */
  text: string;
  why: string;
}

export interface ReadHubLines {
  lines: HubLine[];
  problems: HubLineProblem[];
  /** Lines that say again what an earlier one says. */
  repeated: number;
}

/** For lines that name a value only, or no kind. */
export interface HubLineDefaults {
  type: string;
  kind: HubKind;
}

/** In bytes: an index entry has room for some 2,700. */
const LONGEST_VALUE = 2000;
/** Like the names of our own types. Any other is taken for a value in the wrong column, unless alerts have that type. */
const TYPE = /^[a-z][a-z0-9_-]{0,63}$/;
const COLUMNS = ['type', 'value', 'kind'];
/** Types whose values look like nothing else: a wrong column is found before it is listed. */
const SHAPES: Readonly<Record<string, { fits: (value: string) => boolean; is: string }>> = {
  ip: { fits: (value) => isIP(value) > 0, is: 'an IP address' },
  network: {
    fits: (value) => value.includes('/') && canonicalNetwork(value) !== undefined,
    is: 'a network such as 203.0.113.0/24',
  },
  asn: { fits: (value) => /^\d{1,10}$/.test(value), is: 'the number of an autonomous system' },
  email_domain: { fits: (value) => /^[^\s@/]+\.[^\s@/]+$/.test(value), is: 'a domain' },
};

/**
 * Reads a list as CSV, by comma or tab: `value`, `type,value` or `type,value,kind`. Blank lines, lines that begin with #
 * and a line of headings are no values.
 * @param most lines that are read; null is returned where there are more
 * @param types the types that alerts have
 */
export function readHubLines(
  text: string,
  defaults: HubLineDefaults,
  most: number,
  types: ReadonlySet<string>,
): ReadHubLines | null {
  const read: ReadHubLines = { lines: [], problems: [], repeated: 0 };
  const seen = new Set<string>();
  let count = 0;
  // Line by line, so that a quotation mark that nobody closed costs its line and not the file.
  for (const [at, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (raw.trim() === '' || raw.trimStart().startsWith('#')) continue;
    count += 1;
    if (count > most) return null;
    const cells = cellsOf(raw);
    const why =
      cells === null
        ? 'The quotation marks do not fit.'
        : count === 1 && isHeading(cells)
          ? problemInHeading(cells)
          : add(read, seen, cells, at + 1, defaults, types);
    if (why !== null) read.problems.push({ line: at + 1, text: raw.trim().slice(0, 120), why });
  }
  return read;
}

/** @returns null where it is no CSV */
function cellsOf(raw: string): string[] | null {
  const comma = raw.indexOf(',');
  const tab = raw.indexOf('\t');
  const delimiter = tab >= 0 && (comma < 0 || tab < comma) ? '\t' : ',';
  let cells: string[];
  if (!raw.includes('"')) cells = raw.split(delimiter).map((cell) => cell.trim());
  else {
    try {
      [cells = []] = parse(raw, { delimiter, ltrim: delimiter === ',', rtrim: true, relax_column_count: true });
    } catch {
      return null;
    }
  }
  while (cells.length > 1 && cells.at(-1) === '') cells.pop();
  return cells;
}

const isHeading = (cells: readonly string[]): boolean => cells.every((cell) => COLUMNS.includes(cell.toLowerCase()));

function problemInHeading(cells: readonly string[]): string | null {
  const names = cells.map((cell) => cell.toLowerCase()).join();
  const known = names === 'value' || (cells.length > 1 && names === COLUMNS.slice(0, cells.length).join());
  return known ? null : 'The columns are type, value and kind, in this order.';
}

/** @returns why it cannot be listed */
function add(
  read: ReadHubLines,
  seen: Set<string>,
  cells: readonly string[],
  line: number,
  defaults: HubLineDefaults,
  types: ReadonlySet<string>,
): string | null {
  if (cells.length > 3) return 'More than type, value and kind. A value with commas stands in quotation marks.';
  const [rawType, rawValue, rawKind = ''] = cells.length === 1 ? [defaults.type, cells[0]] : cells;
  const type = (rawType ?? '').trim().toLowerCase();
  const kind = rawKind === '' ? defaults.kind : rawKind.toLowerCase();
  if (type === '') return 'The type of the value is missing.';
  if (!TYPE.test(type) && !types.has(type)) return `“${type.slice(0, 40)}” is no type of an indicator.`;
  if (!isHubKind(kind)) return `“${kind.slice(0, 40)}” is no kind of hub. There are: ${HUB_KINDS.join(', ')}.`;
  if (Buffer.byteLength(rawValue ?? '') > LONGEST_VALUE) return `A value has at most ${LONGEST_VALUE} bytes.`;
  const value = normaliseIndicatorValue(type, rawValue ?? '');
  const match = matchValue(type, value);
  if (match === null) return 'This value says nothing and links nobody.';
  const shape = SHAPES[type];
  if (shape && !shape.fits(value)) return `This is not ${shape.is}.`;
  const wide = tooWide(type, match);
  if (wide) return wide;
  const key = `${type}\n${match}`;
  if (seen.has(key)) read.repeated += 1;
  else read.lines.push({ line, type, value, match, kind });
  seen.add(key);
  return null;
}

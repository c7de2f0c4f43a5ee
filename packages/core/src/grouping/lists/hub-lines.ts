import { isIP } from 'node:net';
import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { canonicalNetwork } from '@portcullis/contracts/alert/ip-normal-form';
import { matchValue } from '@portcullis/domain';
import { parse } from 'csv-parse/sync';
import { HUB_KINDS, type HubKind, isHubKind } from './hub-kinds.js';

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

const LONGEST_VALUE = 2000;
const TYPE = /^[a-z][a-z0-9_.-]{0,63}$/;
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
 */
export function readHubLines(text: string, defaults: HubLineDefaults): ReadHubLines {
  const read: ReadHubLines = { lines: [], problems: [], repeated: 0 };
  const seen = new Set<string>();
  for (const { cells, line } of cellsOf(text, read.problems)) {
    const why = add(read, seen, cells, line, defaults);
    if (why !== null) read.problems.push({ line, text: cells.join(',').slice(0, 120), why });
  }
  return read;
}

interface Cells {
  cells: string[];
  line: number;
}

function cellsOf(text: string, problems: HubLineProblem[]): Cells[] {
  const found: Cells[] = [];
  const isTabbed = /^[^\n,]*\t/m.test(text);
  let first = true;
  // Line by line, so that a quotation mark that nobody closed costs its line and not the file.
  for (const [at, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    let cells: string[];
    try {
      [cells = []] = parse(trimmed, { delimiter: isTabbed ? '\t' : ',', trim: true, relax_column_count: true });
    } catch {
      problems.push({ line: at + 1, text: trimmed.slice(0, 120), why: 'A quotation mark is not closed.' });
      continue;
    }
    while (cells.length > 1 && cells.at(-1) === '') cells.pop();
    const isHeading = first && cells.every((cell) => ['type', 'value', 'kind'].includes(cell.toLowerCase()));
    first = false;
    if (!isHeading) found.push({ cells, line: at + 1 });
  }
  return found;
}

/** @returns why it cannot be listed */
function add(
  read: ReadHubLines,
  seen: Set<string>,
  cells: readonly string[],
  line: number,
  defaults: HubLineDefaults,
): string | null {
  if (cells.length > 3) return 'More than type, value and kind. A value with commas stands in quotation marks.';
  const [rawType, rawValue, rawKind = ''] = cells.length === 1 ? [defaults.type, cells[0]] : cells;
  const type = (rawType ?? '').trim().toLowerCase();
  const kind = rawKind === '' ? defaults.kind : rawKind.toLowerCase();
  if (type === '') return 'The type of the value is missing.';
  if (!TYPE.test(type)) return `“${type.slice(0, 40)}” is no type of an indicator.`;
  if (!isHubKind(kind)) return `“${kind.slice(0, 40)}” is no kind of hub. There are: ${HUB_KINDS.join(', ')}.`;
  if ((rawValue ?? '').length > LONGEST_VALUE) return `A value has at most ${LONGEST_VALUE} characters.`;
  const value = normaliseIndicatorValue(type, rawValue ?? '');
  const match = matchValue(type, value);
  if (match === null) return 'This value says nothing and links nobody.';
  const shape = SHAPES[type];
  if (shape && !shape.fits(value)) return `This is not ${shape.is}.`;
  const key = `${type}\n${value}`;
  if (seen.has(key)) read.repeated += 1;
  else read.lines.push({ line, type, value, match, kind });
  seen.add(key);
  return null;
}

/** What a number on a screen counts: enough to list it again, as of the same position of history. */
export interface Mark {
  list: MarkList;
  /** Kinds of the metric, such as results of appeals; empty for all. */
  kinds: readonly string[];
  route: string;
  queue: string;
  detector: string;
  /** Null for all versions; '' for alerts that name none. */
  version: string | null;
  from: Date;
  to: Date;
  /** Position of history up to which it was counted, and the moment at which. */
  position: number;
  asOf: Date;
  /** What the mark shows. */
  total: number;
}

export const MARK_LISTS = [
  'alerts',
  'labelled',
  'backlog',
  'age',
  'late',
  'case_opened',
  'case_reviewed',
  'case_decided',
  'case_closed',
  'not_in_time',
  'action_ordered',
  'action_in_effect',
  'action_reversed',
  'reversal',
  'appeal_submitted',
  'appeal_ended',
  'resting',
  'harm_hours',
  'harm_seat_hours',
] as const;
export type MarkList = (typeof MARK_LISTS)[number];

const VERSION = '1';
const ANY_VERSION = '*';
const base = (value: number): string => Math.round(value).toString(36);
const safe = (value: string): string => encodeURIComponent(value).replaceAll('~', '%7E');

/** A mark as a token that fits into an address. */
export function encodeMark(mark: Mark): string {
  return [
    VERSION,
    MARK_LISTS.indexOf(mark.list).toString(36),
    mark.kinds.map(safe).join('+'),
    safe(mark.route),
    safe(mark.queue),
    safe(mark.detector),
    mark.version === null ? ANY_VERSION : safe(mark.version),
    base(mark.from.getTime()),
    base(mark.to.getTime()),
    base(mark.position),
    base(mark.asOf.getTime()),
    String(mark.total),
  ].join('~');
}

/** @returns null when the text is no token of ours */
export function decodeMark(token: string): Mark | null {
  if (token.length > 2_000) return null;
  const parts = token.split('~');
  if (parts.length !== 12 || parts[0] !== VERSION) return null;
  try {
    const [, list, kinds, route, queue, detector, version, from, to, position, asOf, total] = parts as string[] as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const name = MARK_LISTS[Number.parseInt(list, 36)];
    const numbers = [from, to, position, asOf].map((value) =>
      /^-?[0-9a-z]{1,11}$/.test(value) ? Number.parseInt(value, 36) : Number.NaN,
    );
    const dates = [numbers[0], numbers[1], numbers[3]].map((ms) => new Date(ms as number));
    if (!name || numbers.some(Number.isNaN) || dates.some((date) => Number.isNaN(date.getTime()))) return null;
    const shown = Number(total);
    if (!Number.isFinite(shown)) return null;
    return {
      list: name,
      kinds: kinds === '' ? [] : kinds.split('+').map(decodeURIComponent),
      route: decodeURIComponent(route),
      queue: decodeURIComponent(queue),
      detector: decodeURIComponent(detector),
      version: version === ANY_VERSION ? null : decodeURIComponent(version),
      from: dates[0] as Date,
      to: dates[1] as Date,
      position: numbers[2] as number,
      asOf: dates[2] as Date,
      total: shown,
    };
  } catch (fault) {
    if (fault instanceof URIError) return null;
    throw fault;
  }
}

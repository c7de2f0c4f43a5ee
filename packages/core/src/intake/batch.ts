import type { NormalisedAlert } from '@portcullis/contracts';
import type { Admission } from './admit.js';

/** An admitted alert on its way through the statements of a transaction. */
export interface Entry {
  /** Place in the request. */
  index: number;
  alert: NormalisedAlert;
  admission: Admission;
  /** The row that it gets when nothing stands for it yet. */
  id: string;
  /** The first alert of the same finding in this request; itself when it is that. */
  leader: Entry;
  /** The row that stands for it, as far as is known. */
  target: string;
  /** Under which key the finding is counted. */
  countKey: string;
  /** Its identity was not there before. */
  made: boolean;
}

const identityOf = ({ admission, alert }: Entry) => `${admission.detector}\u0000${alert.externalId}`;

/**
 * Entries in the order of their identities, in which all batches take their locks, and apart from them what has the
 * identity of another alert in the same request.
 */
export function inOrderOfIdentity(entries: readonly Entry[]): { entries: Entry[]; again: Entry[] } {
  const keyed = entries.map((entry) => ({ key: identityOf(entry), entry }));
  keyed.sort((a, b) => (a.key === b.key ? a.entry.index - b.entry.index : a.key < b.key ? -1 : 1));
  const first: Entry[] = [];
  const again: Entry[] = [];
  let last = '';
  for (const { key, entry } of keyed) {
    (key === last && first.length > 0 ? again : first).push(entry);
    last = key;
  }
  return { entries: first, again };
}

/** Says of each entry which other in the request it repeats; the earliest leads. */
export function foldTogether(entries: readonly Entry[]): void {
  const byKey = new Map<string, Entry>();
  for (const entry of [...entries].sort((a, b) => a.index - b.index)) {
    const { foldKey, findingKey } = entry.admission;
    const leader = (findingKey !== null ? byKey.get(findingKey) : undefined) ?? byKey.get(foldKey) ?? entry;
    entry.leader = leader;
    entry.target = leader.id;
    entry.countKey = leader.admission.foldKey;
    if (!byKey.has(foldKey)) byKey.set(foldKey, leader);
    if (findingKey !== null && !byKey.has(findingKey)) byKey.set(findingKey, leader);
  }
}

/** Pieces of at most this many rows: one statement each. */
export const STATEMENT_ROWS = 5000;

export function* piecesOf<T>(items: readonly T[], size = STATEMENT_ROWS): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) {
    yield from === 0 && items.length <= size ? items : items.slice(from, from + size);
  }
}

import { shortened } from '../shortened.js';
import { BOND_TYPE, positionOfBond } from './corrections.js';
import type { JoinNote, LinkPart } from './index.port.js';
import { subjectOf } from './sighting.js';

/** Why an alert is in its case, as it is stored with the membership (GR-2). */
export interface LinkExplanation {
  /** `first`: nothing joined it yet; `same_subject`: an alert on the same subject is there; `evidence`: shared values. */
  readonly basis: 'first' | 'same_subject' | 'evidence';
  /** The subject beside which it came to stand. */
  readonly with: { readonly kind: string; readonly id: string } | null;
  /** Points after the caps of families, and the points that were needed. */
  readonly score: number;
  readonly threshold: number;
  readonly ruleSet: number;
  readonly indicators: readonly LinkPart[];
  readonly sentence: string;
}

const PLURALS: Record<string, string> = {
  account: 'accounts',
  organization: 'organizations',
  api_key: 'API keys',
  partner: 'partners',
  end_user: 'end users',
};
const NAMES: Record<string, string> = {
  payment_instrument: 'payment instrument',
  device_id: 'device',
  ip: 'IP address',
  network: 'network',
  asn: 'ASN',
  ja4: 'TLS fingerprint',
  api_key: 'API key',
  lei: 'LEI',
  end_user: 'end user',
  [BOND_TYPE]: 'what a person said',
};

export const indicatorName = (type: string): string => NAMES[type] ?? type.replaceAll('_', ' ');

/** "account", "accounts", "API keys". */
export const subjectNoun = (kind: string, count: number): string =>
  count === 1 ? indicatorName(kind) : (PLURALS[kind] ?? `${indicatorName(kind)}s`);

/** The explanation of a note; null stands for an alert that nothing joined yet. */
export function linkOf(note: JoinNote | null, ruleSet: number, threshold: number): LinkExplanation {
  if (!note) {
    return {
      basis: 'first',
      with: null,
      score: 0,
      threshold,
      ruleSet,
      indicators: [],
      sentence: 'Opened the case: no earlier alert shared enough with it.',
    };
  }
  const other = subjectOf(note.other);
  return {
    basis: 'evidence',
    with: other,
    score: note.score,
    threshold,
    ruleSet,
    indicators: note.parts,
    sentence: sentenceOf(note, other),
  };
}

/** The explanation as it is stored with a membership; a later alert on a subject of the case has none of its own. */
export const storedLink = (stored: unknown, node: string, ruleSet: number): LinkExplanation =>
  (stored as LinkExplanation | null) ?? sameSubjectLink(node, ruleSet);

/** For a later alert on a subject that is in the case already. */
export function sameSubjectLink(node: string, ruleSet: number): LinkExplanation {
  const subject = subjectOf(node);
  return {
    basis: 'same_subject',
    with: subject,
    score: 0,
    threshold: 0,
    ruleSet,
    indicators: [],
    sentence: `The case has earlier alerts on the same ${indicatorName(subject.kind)} ${subject.id}.`,
  };
}

/** The same for somebody who looks at both, and not from one of them. */
export function linkBetween(note: JoinNote): string {
  const names = [note.node, note.other].map((node) => nameOf(subjectOf(node)));
  const bond = bondIn(note);
  if (bond) return `A person put ${listed(names)} together (correction ${positionOfBond(bond.value)}).`;
  const { shared, remarks } = sharedIn(note);
  return `${capital(listed(names))} share ${shared}.${remarks}`;
}

const nameOf = ({ kind, id }: { kind: string; id: string }): string => `${indicatorName(kind)} ${id}`;

const bondIn = (note: JoinNote): LinkPart | undefined =>
  note.parts.find((part) => part.type === BOND_TYPE && part.points > 0);

function sentenceOf(note: JoinNote, other: { kind: string; id: string }): string {
  const bond = bondIn(note);
  if (bond) return `A person put it together with ${nameOf(other)} (correction ${positionOfBond(bond.value)}).`;
  const { shared, remarks } = sharedIn(note);
  return `Shares ${shared} with ${nameOf(other)}.${remarks}`;
}

/** What counts, as part of a sentence, and sentences about what counts against it and what adds nothing. */
function sharedIn(note: JoinNote): { shared: string; remarks: string } {
  const { kind } = subjectOf(note.node);
  const counted = note.parts.filter((part) => part.points > 0);
  const hubs = note.parts.filter((part) => part.hub);
  const shared = counted.slice(0, 4).map((part) => `the ${describe(part, kind)}`);
  const more = counted.length - shared.length;
  if (more > 0) shared.push(`${more} more`);
  let remarks = '';
  const against = note.parts.filter((part) => part.points < 0);
  if (against.length > 0) remarks += ` Against it: another ${listed(against.map((part) => indicatorName(part.type)))}.`;
  if (hubs.length > 0) {
    const named = hubs.slice(0, 2).map((part) => describe(part, kind));
    if (hubs.length > named.length) named.push(`${hubs.length - named.length} more`);
    remarks += ` ${capital(listed(named))} ${hubs.length === 1 ? 'adds' : 'add'} nothing.`;
  }
  return { shared: listed(shared), remarks };
}

function describe(part: LinkPart, kind: string): string {
  const near = part.other === null ? '' : `nearly ${short(part.other)}, `;
  return `${indicatorName(part.type)} ${short(part.value)} (${near}${counted(part.subjects, kind)})`;
}

const short = (value: string): string => shortened(value, 40);

const counted = (count: number, kind: string): string => `${count.toLocaleString('en')} ${subjectNoun(kind, count)}`;

function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

import { count, plural } from '@portcullis/ui';
import { isSubjectNode, type LinkNode, type Links } from './graph-model.js';

/** Of what a graph is. */
export interface Whole {
  readonly kind: 'case' | 'campaign';
  readonly number: number;
}

/** `C-1042`, `K-17`. */
export const wholeName = ({ kind, number }: Whole): string => `${kind === 'case' ? 'C' : 'K'}-${number}`;

/** Whether a subject belongs to the whole. `unknown`: it came later, and may be one of those that were not drawn. */
export type Belonging = 'inside' | 'outside' | 'unknown';

/** Tells who belongs to a case or campaign. @param read its graph as it was read, which draws nobody else */
export function belongingTo(
  whole: Whole,
  read: Pick<Links, 'nodes'> & { readonly subjects: number },
): (node: LinkNode) => Belonging {
  const drawn = read.nodes.filter(isSubjectNode);
  const ids = new Set(drawn.map(({ id }) => id));
  const cases = new Set(whole.kind === 'case' ? [whole.number] : drawn.flatMap(({ caseNumber }) => caseNumber ?? []));
  const isWhole = drawn.length >= read.subjects;
  return ({ id, caseNumber }) => {
    if (ids.has(id) || (caseNumber != null && cases.has(caseNumber))) return 'inside';
    // Of each subject the newest case is known: whoever has a newer one may be in this one, too.
    const isOlder = caseNumber == null || (whole.kind === 'case' && caseNumber < whole.number);
    return isWhole || isOlder ? 'outside' : 'unknown';
  };
}

/** In words, of a subject that is not known to belong; null of all else. */
export function strangerWords(node: LinkNode, belonging: Belonging, name: string): string | null {
  if (!isSubjectNode(node) || belonging === 'inside') return null;
  return belonging === 'outside' ? `outside ${name}` : `perhaps outside ${name}`;
}

/** How those are drawn who are not known to belong; null while all do. */
export function strangerKey(visible: Links, belonging: (node: LinkNode) => Belonging, name: string): string | null {
  const { outside, unknown } = tally(visible, belonging);
  const keys = [
    ...(outside > 0 ? [`hollow: outside ${name}`] : []),
    ...(unknown > 0 ? [`hollow and dashed: perhaps outside ${name}, of which not all are drawn`] : []),
  ];
  return keys.length > 0 ? `Accounts ${keys.join('; ')}.` : null;
}

interface Told {
  readonly subjects: number;
  readonly hiddenNodes: number;
  readonly sampledSubjects?: number | null;
}

/** What is in the picture: of the whole, and beside it. */
export function summary(data: Told, visible: Links, belonging: (node: LinkNode) => Belonging, name: string): string {
  const { inside, outside, unknown, attributes } = tally(visible, belonging);
  const accounts = [
    `${plural(inside, 'account')} of ${count(data.subjects)}`,
    ...(outside > 0 ? [`${count(outside)} outside ${name}`] : []),
    ...(unknown > 0 ? [`${count(unknown)} perhaps outside`] : []),
  ].join(', ');
  const drawn = `${accounts} and ${plural(attributes, 'shared attribute')}, ${plural(visible.edges.length, 'link')}.`;
  if (data.hiddenNodes === 0) return drawn;
  const how = data.sampledSubjects == null ? '' : `, found by reading ${count(data.sampledSubjects)} accounts`;
  return `${drawn} The most telling are drawn${how}; ${count(data.hiddenNodes)} are left out.`;
}

function tally({ nodes }: Links, belonging: (node: LinkNode) => Belonging) {
  const counts = { inside: 0, outside: 0, unknown: 0, attributes: 0 };
  for (const node of nodes) counts[isSubjectNode(node) ? belonging(node) : 'attributes'] += 1;
  return counts;
}

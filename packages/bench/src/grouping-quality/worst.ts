import { indicatorName, linkOf } from '@portcullis/domain/grouping/explain';
import type { JoinNote } from '@portcullis/domain/grouping/index.port';
import type { Sighting } from '@portcullis/domain/grouping/sighting';

/** A case that is wrong, or a true cluster that is in several, with what the engine had to say of it. */
export interface WorstCase {
  readonly kind: 'joined wrongly' | 'left apart';
  /** Pairs of alerts that are together and should not be, or the other way round. */
  readonly wrongPairs: number;
  readonly alerts: number;
  /** The true clusters in the case, or the pieces of the cluster, by size. */
  readonly parts: readonly { readonly name: string; readonly alerts: number }[];
  readonly explanation: string;
}

const MOST_PARTS = 4;
const MOST_SHARED = 4;
const pairs = (n: number): number => (n * (n - 1)) / 2;

/** The most mistaken first. @param notes every join that the engine made, with its reason */
export function worstCases(
  sightings: readonly Sighting[],
  partition: ReadonlyMap<string, unknown>,
  truth: ReadonlyMap<string, string>,
  notes: readonly JoinNote[],
  rules: { readonly id: number; readonly attach: number },
  count = 5,
): WorstCase[] {
  const known = sightings.filter(({ id }) => truth.has(id) && partition.has(id));
  const found = [
    ...mistakes(
      known,
      ({ id }) => partition.get(id),
      ({ id }) => truth.get(id),
    ).map((one) => ({
      ...one,
      kind: 'joined wrongly' as const,
    })),
    ...mistakes(
      known,
      ({ id }) => truth.get(id),
      ({ id }) => partition.get(id),
    ).map((one) => ({
      ...one,
      kind: 'left apart' as const,
    })),
  ];
  found.sort((a, b) => b.wrongPairs - a.wrongPairs);
  const truthOfNode = new Map(known.map(({ id, node }) => [node, truth.get(id)]));
  const subjects = subjectsByValue(known);
  return found.slice(0, count).map(({ kind, wrongPairs, members, parts }) => ({
    kind,
    wrongPairs,
    alerts: members.length,
    parts: parts
      .slice(0, MOST_PARTS)
      .map(([name, alerts]) => ({ name: kind === 'left apart' ? 'case' : `${name}`, alerts: alerts.length })),
    explanation: kind === 'joined wrongly' ? whyJoined(members, truthOfNode, notes, rules) : whyApart(parts, subjects),
  }));
}

type Parts = [name: unknown, members: Sighting[]][];

/** Groups by one partition whose members the other tells apart. */
function mistakes(
  sightings: readonly Sighting[],
  groupOf: (sighting: Sighting) => unknown,
  partOf: (sighting: Sighting) => unknown,
): { wrongPairs: number; members: Sighting[]; parts: Parts }[] {
  const gathered = (items: readonly Sighting[], by: (sighting: Sighting) => unknown): Parts => {
    const groups = new Map<unknown, Sighting[]>();
    for (const item of items) {
      const group = groups.get(by(item));
      if (group) group.push(item);
      else groups.set(by(item), [item]);
    }
    return [...groups].sort((a, b) => b[1].length - a[1].length);
  };
  return gathered(sightings, groupOf).flatMap(([, members]) => {
    const parts = gathered(members, partOf);
    const wrongPairs = pairs(members.length) - parts.reduce((sum, [, part]) => sum + pairs(part.length), 0);
    return wrongPairs > 0 ? [{ wrongPairs, members, parts }] : [];
  });
}

/** The join that crosses from one true cluster into another. */
function whyJoined(
  members: readonly Sighting[],
  truthOfNode: ReadonlyMap<string, unknown>,
  notes: readonly JoinNote[],
  { id, attach }: { readonly id: number; readonly attach: number },
): string {
  const nodes = new Set(members.map(({ node }) => node));
  const crossing = notes.find(
    ({ node, other }) => nodes.has(node) && nodes.has(other) && truthOfNode.get(node) !== truthOfNode.get(other),
  );
  if (crossing) return `${crossing.node}: ${linkOf(crossing, id, attach).sentence}`;
  return 'No single join crosses: the subjects themselves are of several clusters, or were joined by one that has left.';
}

const keyOf = ({ type, value }: { type: string; value: string }): string => `${type}\u0000${value}`;

function subjectsByValue(sightings: readonly Sighting[]): ReadonlyMap<string, number> {
  const carriers = new Map<string, Set<string>>();
  for (const { node, keys } of sightings) {
    for (const key of keys) {
      const known = carriers.get(keyOf(key));
      if (known) known.add(node);
      else carriers.set(keyOf(key), new Set([node]));
    }
  }
  return new Map([...carriers].map(([key, nodes]) => [key, nodes.size]));
}

/** What the largest piece that was left out has in common with the rest, the rarest first. */
function whyApart(parts: Parts, subjects: ReadonlyMap<string, number>): string {
  const [main, ...others] = parts;
  const piece = others[0]?.[1] ?? [];
  const rest = new Set(
    [main, ...others.slice(1)].flatMap((part) => part?.[1] ?? []).flatMap(({ keys }) => keys.map(keyOf)),
  );
  const shared = new Map(piece.flatMap(({ keys }) => keys).map((key) => [keyOf(key), key]));
  const common = [...shared]
    .filter(([key]) => rest.has(key))
    .map(([key, { type, value }]) => ({ type, value, subjects: subjects.get(key) ?? 0 }))
    .sort((a, b) => a.subjects - b.subjects);
  const named = common
    .slice(0, MOST_SHARED)
    .map(
      ({ type, value, subjects: n }) =>
        `${indicatorName(type)} ${value.slice(0, 40)} (${n.toLocaleString('en')} subjects)`,
    );
  const more = common.length > named.length ? ` and ${common.length - named.length} more` : '';
  return named.length === 0
    ? 'The piece shares no value with the rest.'
    : `The piece shares with the rest only ${named.join(', ')}${more}.`;
}

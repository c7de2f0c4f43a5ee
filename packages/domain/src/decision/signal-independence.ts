import type { Family } from '../vocabulary.js';
import type { Evidence } from './evidence.js';
import { largestIndependentSet, unavoidable } from './load-bearing.js';

/** Why a piece of evidence does not count towards the two independent families. */
export const NOT_COUNTED_REASONS = [
  'detector_in_shadow',
  'detector_retired',
  'detector_withdrawn',
  'family_not_registered',
  'source_not_registered',
  'triage_only',
  'report_never_decisive',
  'language_is_no_ground',
] as const;
export type NotCountedReason = (typeof NOT_COUNTED_REASONS)[number];

export interface SignalIndependence {
  readonly sufficient: boolean;
  /** The short form for a button or a badge, e.g. "One source, twice". */
  readonly headline: string;
  /** Plain sentences: what carries the decision, or what is missing. */
  readonly sentences: readonly string[];
  /** Two pieces that together satisfy the rule; null when none do. */
  readonly pair: readonly [string, string] | null;
  readonly families: readonly Family[];
  readonly sources: readonly string[];
  readonly notCounted: readonly { readonly id: string; readonly why: NotCountedReason }[];
  /** Ids of one smallest part whose removal sinks the decision. Empty when it does not stand. */
  readonly smallestPart: readonly string[];
  /** Ids that belong to any such smallest part: what the page marks as load-bearing. */
  readonly loadBearing: readonly string[];
}

/**
 * DE-2: two different families AND two different original sources, at least one signal that may be decisive, and not
 * only weak ones (location, language, name, time zone, VPN).
 */
export function signalIndependence(evidence: readonly Evidence[]): SignalIndependence {
  const notCounted = evidence.flatMap((item) => {
    const why = whyNotCounted(item);
    return why === null ? [] : [{ id: item.id, why }];
  });
  const counted = evidence.filter((item) => whyNotCounted(item) === null);
  const classes = classesOf(counted);
  const edges = classes.map((a) => classes.map((b) => validPair(a.sample, b.sample)));
  const pair = firstPair(classes, edges);
  const weights = classes.map((c) => c.ids.length);
  const cover = pair === null ? [] : complementOf(largestIndependentSet(weights, edges), classes.length);
  const bearing = pair === null ? [] : unavoidable(weights, edges);
  const samples = classes.map((c) => c.sample);
  const { headline, sentences } = explain(samples, counted.length, notCounted, pair);
  const smallestPart = cover.flatMap((index) => classes[index]?.ids ?? []);
  return {
    sufficient: pair !== null,
    headline,
    sentences: pair === null ? sentences : [...sentences, removalSentence(smallestPart.length)],
    pair: pair && [pair[0].id, pair[1].id],
    families: unique(counted.flatMap((item) => (item.family ? [item.family] : []))),
    sources: unique(counted.flatMap((item) => item.sources)),
    notCounted,
    smallestPart,
    loadBearing: bearing.flatMap((index) => classes[index]?.ids ?? []),
  };
}

/** A recall (DE-11): would it still stand without what `withdrawn` says? */
export function standsWithout(evidence: readonly Evidence[], withdrawn: (item: Evidence) => boolean): boolean {
  return signalIndependence(evidence.filter((item) => !withdrawn(item))).sufficient;
}

export function whyNotCounted(item: Evidence): NotCountedReason | null {
  if (item.detectorState === 'shadow') return 'detector_in_shadow';
  if (item.detectorState === 'retired') return 'detector_retired';
  if (item.detectorState === 'withdrawn') return 'detector_withdrawn';
  if (item.family === null) return 'family_not_registered';
  if (item.sources.length === 0) return 'source_not_registered';
  if (item.family === 'report') return 'report_never_decisive';
  if (item.lawfulUse === 'triage') return 'triage_only';
  if (item.nature === 'language') return 'language_is_no_ground';
  return null;
}

function validPair(a: Evidence, b: Evidence): boolean {
  return (
    a.family !== b.family &&
    !a.sources.some((source) => b.sources.includes(source)) &&
    (a.nature === 'substantive' || b.nature === 'substantive') &&
    (a.lawfulUse === 'decisive' || b.lawfulUse === 'decisive')
  );
}

/** Pieces that are alike for this rule; a campaign has thousands of pieces and a handful of classes. */
interface EvidenceClass {
  readonly sample: Evidence;
  readonly ids: string[];
}

function classesOf(counted: readonly Evidence[]): readonly EvidenceClass[] {
  const classes = new Map<string, EvidenceClass>();
  for (const item of counted) {
    const weak = item.nature === 'substantive' ? 'substantive' : 'weak';
    const key = JSON.stringify([item.family, unique(item.sources), weak, item.lawfulUse]);
    const found = classes.get(key);
    if (found) found.ids.push(item.id);
    else classes.set(key, { sample: item, ids: [item.id] });
  }
  return [...classes.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function firstPair(
  classes: readonly EvidenceClass[],
  edges: readonly (readonly boolean[])[],
): readonly [Evidence, Evidence] | null {
  for (let i = 0; i < classes.length; i++) {
    const j = edges[i]?.indexOf(true, i + 1) ?? -1;
    if (j >= 0) return [(classes[i] as EvidenceClass).sample, (classes[j] as EvidenceClass).sample];
  }
  return null;
}

function explain(
  samples: readonly Evidence[],
  pieces: number,
  notCounted: readonly { readonly why: NotCountedReason }[],
  pair: readonly [Evidence, Evidence] | null,
): { headline: string; sentences: readonly string[] } {
  const aside = asideSentences(notCounted);
  if (pair !== null) {
    const parts = pair.map((item) => `${item.family} (${item.sources.join(', ')})`);
    return {
      headline: 'Two families, two sources',
      sentences: [`Two independent signals carry this: ${parts[0]} and ${parts[1]}.`, ...aside],
    };
  }
  const { headline, sentence } = whatIsMissing(samples, pieces);
  return { headline, sentences: [sentence, ...aside] };
}

function whatIsMissing(samples: readonly Evidence[], pieces: number): { headline: string; sentence: string } {
  const families = unique(samples.map((item) => item.family as string));
  const across = samples.flatMap((a, i) => samples.slice(i + 1).map((b) => [a, b] as const));
  const apart = across.filter(([a, b]) => a.family !== b.family);
  const independent = apart.filter(([a, b]) => !a.sources.some((source) => b.sources.includes(source)));
  if (pieces === 0) {
    return {
      headline: 'Nothing that counts',
      sentence: 'No evidence of an active, registered detector supports this.',
    };
  }
  if (families.length === 1) {
    const repeated = pieces > 1 ? ', however many alerts there are' : '';
    return {
      headline: 'One family only',
      sentence: `All of it is of one family, ${families[0]}${repeated}. A second family from another source is needed.`,
    };
  }
  if (independent.length === 0) {
    const [a, b] = apart[0] as readonly [Evidence, Evidence];
    const shared = a.sources.filter((source) => b.sources.includes(source));
    return {
      headline: 'One source, twice',
      sentence: `One source, twice: ${listed(families)} signals rest on the same original source, ${listed(shared)}.`,
    };
  }
  if (independent.every(([a, b]) => a.nature !== 'substantive' && b.nature !== 'substantive')) {
    const natures = unique(samples.filter((i) => i.nature !== 'substantive').map((i) => i.nature.replace('_', ' ')));
    return {
      headline: 'Weak signals only',
      sentence: `${listed(natures)} alone never suffice, however many there are.`.replace(/^./, (c) => c.toUpperCase()),
    };
  }
  return {
    headline: 'Nothing decisive',
    sentence: 'The registry lets none of the independent signals be decisive; they may only support one that is.',
  };
}

const ASIDE: Readonly<Record<NotCountedReason, string>> = {
  detector_in_shadow: 'a detector in shadow',
  detector_retired: 'a retired detector',
  detector_withdrawn: 'a withdrawn detector version',
  family_not_registered: 'a detector whose family is not in the registry',
  source_not_registered: 'a detector whose original source is not in the registry',
  triage_only: 'a signal that may only be used for triage',
  report_never_decisive: 'a report, which is never decisive',
  language_is_no_ground: 'language, which is never a ground for action',
};

function asideSentences(notCounted: readonly { readonly why: NotCountedReason }[]): readonly string[] {
  return NOT_COUNTED_REASONS.flatMap((why) => {
    const n = notCounted.filter((item) => item.why === why).length;
    return n === 0 ? [] : [`${n} ${n === 1 ? 'piece does' : 'pieces do'} not count: from ${ASIDE[why]}.`];
  });
}

function removalSentence(size: number): string {
  return size === 1
    ? 'Without one single piece of evidence it would fall.'
    : `It would take the loss of ${size} pieces of evidence to sink it.`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function unique<T extends string>(values: readonly T[]): readonly T[] {
  return [...new Set(values)].sort();
}

function complementOf(indices: readonly number[], size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index).filter((index) => !indices.includes(index));
}

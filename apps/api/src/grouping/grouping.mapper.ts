import type { LinkSince } from '@portcullis/core/grouping/alert-links.query';
import type { CaseWhy, SharedIndicator as SharedView } from '@portcullis/core/grouping/shared.query';
import { storedLink } from '@portcullis/domain';
import { BOND_TYPE, positionOfBond } from '@portcullis/domain/grouping/corrections';
import type { LinkPart } from '@portcullis/domain/grouping/index.port';
import type { AlertLink, LinkIndicator, SharedIndicator } from './grouping.types.js';

/** A thousand points inside are ten on the screen. */
export const shown = (points: number): number => points / 100;

export function toLink(
  stored: unknown,
  subject: { kind: string; id: string },
  { ruleSet, bonds }: Pick<LinkSince, 'ruleSet' | 'bonds'>,
): AlertLink {
  const link = storedLink(stored, `${subject.kind}:${subject.id}`, ruleSet);
  return {
    sentence: link.sentence,
    score: shown(link.score),
    threshold: shown(link.threshold),
    ruleSet: link.ruleSet,
    indicators: link.indicators.map((part) => toIndicator(part, bonds)),
  };
}

/** @param bonds who put subjects together and why, by position */
export function toIndicator(
  { type, value, other, points, subjects, hub }: LinkPart,
  bonds: LinkSince['bonds'] = {},
): LinkIndicator {
  const position = type === BOND_TYPE ? positionOfBond(value) : null;
  const near = other ? `${points < 0 ? 'differs from' : 'nearly'} ${other}` : null;
  return {
    type,
    value: position === null ? value : `correction ${position}`,
    weight: shown(points),
    subjects,
    hub,
    note: position === null ? near : (bonds[position] ?? null),
  };
}

export const toShared = ({ points, ...view }: SharedView): SharedIndicator => ({ ...view, weight: shown(points) });

export const toWhy = ({ indicators, score, threshold, ...why }: CaseWhy): AlertLink => ({
  ...why,
  score: shown(score),
  threshold: shown(threshold),
  indicators: indicators.map(toShared),
});

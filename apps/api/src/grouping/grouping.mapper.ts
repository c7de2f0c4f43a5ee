import type { CaseGraphView } from '@portcullis/core/grouping/case-graph.query';
import type { CaseWhy, SharedIndicator as SharedView } from '@portcullis/core/grouping/shared.query';
import { storedLink } from '@portcullis/domain';
import type { AlertLink, CaseGraph, SharedIndicator } from './grouping.types.js';

/** A thousand points inside are ten on the screen. */
const shown = (points: number): number => points / 100;

export function toLink(stored: unknown, subject: { kind: string; id: string }): AlertLink {
  const link = storedLink(stored, `${subject.kind}:${subject.id}`, 0);
  return {
    sentence: link.sentence,
    score: shown(link.score),
    threshold: shown(link.threshold),
    ruleSet: link.ruleSet,
    indicators: link.indicators.map(({ type, value, other, points, subjects, hub }) => ({
      type,
      value,
      weight: shown(points),
      subjects,
      hub,
      note: other ? `${points < 0 ? 'differs from' : 'nearly'} ${other}` : null,
    })),
  };
}

export const toShared = ({ points, ...view }: SharedView): SharedIndicator => ({ ...view, weight: shown(points) });

export const toWhy = ({ indicators, score, threshold, ...why }: CaseWhy): AlertLink => ({
  ...why,
  score: shown(score),
  threshold: shown(threshold),
  indicators: indicators.map(toShared),
});

export const toGraph = ({ nodes, edges, hiddenNodes }: CaseGraphView): CaseGraph => ({
  nodes: nodes.map(({ points, ...node }) => ({ ...node, weight: shown(points) })),
  edges: edges.map(({ points, ...edge }) => ({ ...edge, weight: shown(points) })),
  hiddenNodes,
});

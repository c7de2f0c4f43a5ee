import type { PortalMatter } from '@portcullis/contracts/portal/matter';
import { ACTION_KINDS } from '@portcullis/domain/vocabulary';
import { sayKnown } from '../words/say.js';

type Action = PortalMatter['actions'][number];
export type Effect = Action['effect'];

const EFFECTS: readonly Effect[] = ['in_effect', 'coming', 'ending', 'over'];

/** The harshest kind among what is not over yet, and how far that is, with an action that stands for it; null where nothing was done. */
export function leadOf(actions: readonly Action[]): { kind: string; effect: Effect; action: Action } | null {
  const rank = (kind: string) => (ACTION_KINDS as readonly string[]).indexOf(kind);
  const current = actions.filter(({ effect }) => effect !== 'over');
  const [first] = [...(current.length > 0 ? current : actions)].sort((a, b) => rank(b.kind) - rank(a.kind));
  if (!first) return null;
  const alike = actions.filter(({ kind }) => kind === first.kind);
  const effect = EFFECTS.find((one) => alike.some((action) => action.effect === one)) ?? first.effect;
  return { kind: first.kind, effect, action: alike.find((action) => action.effect === effect) ?? first };
}

/** What happened, as a heading of a few words; the subject line of the letter where there are no words for it. */
export function headingOf(matter: Pick<PortalMatter, 'actions' | 'notice'>): string {
  const lead = leadOf(matter.actions);
  if (!lead) return matter.notice.subjectLine;
  return sayKnown(`title.${lead.kind}.${lead.effect}`, sayKnown(`title.${lead.kind}`, matter.notice.subjectLine));
}

/** Kinds that switch nothing off. */
export const isMild = (kind: string): boolean => kind === 'warn' || kind === 'require_verification';

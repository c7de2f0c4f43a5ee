import type { CorrectionInput } from '../../generated/graphql.js';
import { HISTORY_ACTS } from './history-acts.js';

/** What somebody set out to correct; the dialog asks for the rest. */
export type Draft =
  | { readonly step: 'split'; readonly subjects: readonly { kind: string; id: string }[] }
  | { readonly step: 'merge'; readonly toNumber?: number }
  | { readonly step: 'keep_apart'; readonly toNumber: number }
  | { readonly step: 'undo_merge'; readonly mergedCaseId: string }
  | { readonly step: 'unlink'; readonly type: string; readonly value: string }
  | { readonly step: 'undo'; readonly correctionId: string };

/** What the dialog asked for. */
export interface Answers {
  readonly toNumber: string;
  readonly kind: string;
  readonly source: string;
}

export interface Concerned {
  readonly id: string;
  readonly version: number;
}

export const numberIn = (text: string): number | null => {
  const digits = /^\s*(?:c-|#)?(\d{1,9})\s*$/i.exec(text)?.[1];
  return digits ? Number(digits) : null;
};

/** The step as the server takes it; null while something is missing. */
export function inputOf(draft: Draft, answers: Answers, concerned: Concerned | null): CorrectionInput | null {
  const on = concerned ? { caseId: concerned.id, version: concerned.version } : {};
  const toNumber = numberIn(answers.toNumber);
  switch (draft.step) {
    case 'split': {
      const subjects = draft.subjects.map(({ kind, id }) => ({ kind, id }));
      if (answers.toNumber.trim() === '') return { step: 'split', ...on, subjects };
      return toNumber === null ? null : { step: 'move', ...on, subjects, toNumber };
    }
    case 'merge':
    case 'keep_apart': {
      const other = draft.toNumber ?? toNumber;
      return other === null ? null : { step: draft.step, ...on, toNumber: other };
    }
    case 'undo_merge':
      return { step: 'undo_merge', ...on, mergedCaseId: draft.mergedCaseId };
    case 'unlink':
      return {
        step: 'unlink',
        caseId: concerned?.id,
        type: draft.type,
        value: draft.value,
        kind: answers.kind,
        source: answers.source.trim() || 'seen in casework',
      };
    default:
      return { step: 'undo', correctionId: draft.correctionId };
  }
}

interface HistoryLike {
  readonly kind: string;
  readonly automatic: boolean;
  readonly facts?: unknown;
}

/** What of a line of history can be taken back, and how the button is called. */
export function undoOf(entry: HistoryLike): { draft: Draft; verb: string } | null {
  const facts = (typeof entry.facts === 'object' && entry.facts !== null ? entry.facts : {}) as Record<string, unknown>;
  const { act, correction, merged } = facts;
  const verb = typeof act === 'string' ? HISTORY_ACTS[act] : undefined;
  if (verb && typeof correction === 'string' && !entry.automatic) {
    return { draft: { step: 'undo', correctionId: correction }, verb };
  }
  const first = Array.isArray(merged) ? merged[0] : undefined;
  if (entry.kind === 'case.absorb' && entry.automatic && typeof first === 'string') {
    return { draft: { step: 'undo_merge', mergedCaseId: first }, verb: 'Undo the merge' };
  }
  return null;
}

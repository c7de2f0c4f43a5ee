import type { CorrectionInput } from '../../generated/graphql.js';
import { HISTORY_ACTS } from './history-acts.js';

/** What somebody set out to correct; the dialog asks for the rest. */
export type Draft =
  | {
      readonly step: 'split';
      readonly subjects: readonly { kind: string; id: string }[];
      /** Of these subjects, as they were picked: sent in their place. */
      readonly alerts?: readonly string[];
    }
  | { readonly step: 'merge'; readonly toNumber?: number }
  | { readonly step: 'keep'; readonly subjects: readonly { kind: string; id: string }[] }
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
      const leaving = draft.alerts
        ? { alerts: [...draft.alerts] }
        : { subjects: draft.subjects.map(({ kind, id }) => ({ kind, id })) };
      if (answers.toNumber.trim() === '') return { step: 'split', ...on, ...leaving };
      return toNumber === null ? null : { step: 'move', ...on, ...leaving, toNumber };
    }
    case 'merge':
    case 'keep_apart': {
      const other = draft.toNumber ?? toNumber;
      return other === null ? null : { step: draft.step, ...on, toNumber: other };
    }
    case 'keep':
      return { step: 'keep', ...on, subjects: draft.subjects.map(({ kind, id }) => ({ kind, id })) };
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

interface UndoLike {
  readonly act: string;
  readonly state: string;
  readonly correctionId?: string | null | undefined;
  readonly mergedCaseId?: string | null | undefined;
  readonly number?: number | null | undefined;
}

/** A button that takes something back; where that cannot be, there is no draft, and the words say why. */
export interface Undo {
  readonly key: string;
  readonly words: string;
  readonly draft: Draft | null;
}

/** What a line of history says can be taken back, and what was. */
export function undosOf(undos: readonly UndoLike[]): Undo[] {
  return undos.flatMap((undo): Undo[] => {
    const { act, state, correctionId, mergedCaseId, number } = undo;
    const key = correctionId ?? mergedCaseId;
    if (!key) return [];
    const merge = mergedCaseId ? `merge of C-${number}` : null;
    if (state === 'taken_back')
      return [{ key, words: merge ? `The ${merge} is taken back` : 'Taken back', draft: null }];
    if (state === 'settled') return [{ key, words: `The ${merge} stays while this case is settled`, draft: null }];
    return [
      mergedCaseId
        ? { key, words: `Undo the ${merge}`, draft: { step: 'undo_merge', mergedCaseId } }
        : { key, words: HISTORY_ACTS[act] ?? 'Take back', draft: { step: 'undo', correctionId: key } },
    ];
  });
}

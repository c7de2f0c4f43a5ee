import { useCallback, useState } from 'react';
import { forget, keep, readKept } from '../parts/kept.js';
import { newKey } from '../parts/new-key.js';
import { type AppealDraft, draftFrom, emptyDraft, isBlank } from './appeal-draft.js';

export interface KeptDraft {
  readonly draft: AppealDraft;
  /** The draft was here when the page was opened. */
  readonly found: boolean;
  /** The browser keeps nothing. */
  readonly unkept: boolean;
  change(part: Partial<AppealDraft>): void;
  clear(): void;
}

/** The draft of the appeal against one notice; every change is kept on the device. */
export function useDraft(matter: string): KeptDraft {
  const name = `draft:${matter}`;
  const [draft, setDraft] = useState(() => draftFrom(readKept(name), newKey()));
  const [found, setFound] = useState(() => !isBlank(draft));
  const [unkept, setUnkept] = useState(false);
  const change = useCallback(
    (part: Partial<AppealDraft>) => {
      setDraft((before) => {
        const next = { ...before, ...part, savedAt: Date.now() };
        if (isBlank(next)) forget(name);
        else setUnkept(!keep(name, next));
        return next;
      });
    },
    [name],
  );
  const clear = useCallback(() => {
    forget(name);
    setDraft(emptyDraft(newKey()));
    setFound(false);
  }, [name]);
  return { draft, found, unkept, change, clear };
}

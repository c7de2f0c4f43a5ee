import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Concerned, Draft } from './correction-draft.js';

const CorrectionDialog = lazy(() =>
  import('./CorrectionDialog.js').then((module) => ({ default: module.CorrectionDialog })),
);

/** Opens the dialog of corrections; its code is read when it is first wanted. */
export function useCorrection(
  concerned: Concerned | null,
  onDone?: () => void,
): { dialog: ReactNode; open: (draft: Draft) => void } {
  const [draft, setDraft] = useState<Draft | null>(null);
  const dialog = draft && (
    <Suspense fallback={null}>
      <CorrectionDialog draft={draft} concerned={concerned} onClose={() => setDraft(null)} onDone={onDone} />
    </Suspense>
  );
  return { dialog, open: setDraft };
}

import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { AllowDraft } from './allow-draft.js';

const AllowDialog = lazy(() => import('./AllowDialog.js').then((module) => ({ default: module.AllowDialog })));

interface Start {
  readonly start?: Partial<AllowDraft>;
  readonly renews?: string;
}

/** Opens the dialog of the allow-list; its code is read when it is first wanted. */
export function useAllow(): { dialog: ReactNode; open: (start?: Start) => void } {
  const [shown, setShown] = useState<Start | null>(null);
  const dialog = shown && (
    <Suspense fallback={null}>
      <AllowDialog {...shown} onClose={() => setShown(null)} />
    </Suspense>
  );
  return { dialog, open: (start = {}) => setShown(start) };
}

import { lazy, Suspense } from 'react';
import type { ReasonDialogProps } from './ReasonDialog.js';

const ReasonDialog = lazy(() => import('./ReasonDialog.js').then((module) => ({ default: module.ReasonDialog })));

/**
 * Asks for a reason before a step that needs one. The button says the step in full ("Return to Mira with a reason").
 * A refusal stays in the dialog, with what was typed.
 * Its code is read when it is first opened.
 */
export function ConfirmWithReason(props: ReasonDialogProps) {
  return props.opened ? (
    <Suspense fallback={<div role="dialog" aria-modal="true" aria-label={props.title} />}>
      <ReasonDialog {...props} />
    </Suspense>
  ) : null;
}

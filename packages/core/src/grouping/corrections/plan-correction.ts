import type { Tx } from '../../db/unit-of-work.js';
import type { Correcting } from './correcting.js';
import type { CorrectionPlan } from './plan.js';
import { planKeep } from './plan-keep.js';
import { planLeaving } from './plan-leaving.js';
import { planRelink, planUnlink } from './plan-link.js';
import { planTwo } from './plan-two.js';
import { planUndo, planUndoMerge } from './plan-undo.js';
import type { Refused } from './standing.js';

/** Checks a correction against what is there and keeps its rule. Locks the cases that it names, in the order of ids. */
export function planCorrection(tx: Tx, input: Correcting): Promise<CorrectionPlan | Refused> {
  switch (input.act) {
    case 'split':
    case 'move':
      return planLeaving(tx, input);
    case 'merge':
    case 'keep_apart':
      return planTwo(tx, input);
    case 'keep':
      return planKeep(tx, input);
    case 'undo_merge':
      return planUndoMerge(tx, input);
    case 'unlink':
      return planUnlink(tx, input);
    case 'relink':
      return planRelink(tx, input);
    default:
      return planUndo(tx, input);
  }
}

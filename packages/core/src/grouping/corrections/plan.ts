import type { Correction, CorrectionChange } from '@portcullis/domain/grouping/corrections';
import type { HubChange } from '@portcullis/domain/grouping/index.port';
import type { Cause } from '../cases/cause.js';
import type { Correcting } from './correcting.js';

/** What a correction comes to: kept already, and to be taken into the index. */
export interface CorrectionPlan {
  readonly ok: true;
  readonly hubs: readonly HubChange[];
  readonly corrections: readonly CorrectionChange[];
  /** What was in force until now. */
  readonly undone: readonly Correction[];
  readonly cause: Cause;
  readonly caseIds: readonly string[];
}

export type Act<Name extends Correcting['act']> = Extract<Correcting, { act: Name }>;

/** @param leaving nodes that part from where they are; `together` ids of cases that are to be one */
export const causeOf = (
  act: Cause['act'],
  reason: string,
  correctionId: string,
  leaving: readonly string[],
  together: readonly string[],
): Cause => ({ act, reason, correctionId, leaving: new Set(leaving), together: new Set(together) });

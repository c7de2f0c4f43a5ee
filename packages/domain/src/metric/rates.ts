import { type Rate, wilson } from './wilson.js';

export interface AppealCounts {
  readonly upheld: number;
  readonly partlyReversed: number;
  readonly reversed: number;
}

/** (reversed + partly reversed) / decided appeals. */
export function overturnRate({ upheld, partlyReversed, reversed }: AppealCounts): Rate | null {
  return wilson(reversed + partlyReversed, upheld + partlyReversed + reversed);
}

/** Appeals / appealable actions, for a cohort by decision date. */
export function appealRate(appeals: number, appealableActions: number): Rate | null {
  return wilson(appeals, appealableActions);
}

/** Reversed / actions: the share of actions that should not have been. */
export function wrongfulActionRate(reversed: number, actions: number): Rate | null {
  return wilson(reversed, actions);
}

/** In time / (closed + breached and open). */
export function slaAttainment(inTime: number, closed: number, breachedAndOpen: number): Rate | null {
  return wilson(inTime, closed + breachedAndOpen);
}

/** Subjects with a new confirmed violation within the days asked / subjects actioned. */
export function recidivismRate(withNewViolation: number, actioned: number): Rate | null {
  return wilson(withNewViolation, actioned);
}

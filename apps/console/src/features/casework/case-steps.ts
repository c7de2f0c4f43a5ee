import type { CaseState } from '@portcullis/domain';

export interface CaseStep {
  readonly state: string;
  readonly passed: boolean;
  readonly current: boolean;
}

const LINE: readonly CaseState[] = ['investigating', 'proposed', 'decided', 'enforcing', 'resolved', 'final'];
/** States beside the line stand where their work happens. */
const BESIDE: Partial<Record<CaseState, CaseState>> = {
  new: 'investigating',
  triaged: 'investigating',
  waiting_customer: 'investigating',
  waiting_partner: 'investigating',
  reopened: 'investigating',
  monitoring: 'decided',
  merged: 'final',
  split: 'final',
};

/** The line of steps with the present one marked; `aside` is the state itself when it stands beside the line. */
export function caseSteps(state: string): { steps: readonly CaseStep[]; aside: string | null } {
  const beside = BESIDE[state as CaseState];
  const at = LINE.indexOf(beside ?? (state as CaseState));
  return {
    steps: LINE.map((step, index) => ({ state: step, passed: index < at, current: index === at })),
    aside: beside === undefined ? null : state,
  };
}

import { CASE_STATES } from '@portcullis/domain';
import { expect, it } from 'vitest';
import { caseSteps } from './case-steps.js';

it('every state of a case stands somewhere on the line', () => {
  for (const state of CASE_STATES) {
    expect(
      caseSteps(state).steps.filter((step) => step.current),
      state,
    ).toHaveLength(1);
  }
});

it('waiting is a way of investigating, shown by its own word', () => {
  expect(caseSteps('waiting_customer').aside).toBe('waiting_customer');
  expect(
    caseSteps('decided')
      .steps.filter((step) => step.passed)
      .map((step) => step.state),
  ).toEqual(['investigating', 'proposed']);
});

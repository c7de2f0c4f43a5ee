import { ACTION_STATES, APPEAL_STATES, CASE_STATES, FINDINGS, NOTICE_STATES } from '@portcullis/domain';
import { expect, it } from 'vitest';
import { STATE_KINDS, severityLabel, stateMark, statesOf } from './state-marks.js';

it('every state of the machines has a mark', () => {
  expect(statesOf('case')).toEqual([...CASE_STATES]);
  expect(statesOf('action')).toEqual([...ACTION_STATES]);
  expect(statesOf('appeal')).toEqual([...APPEAL_STATES]);
  expect(statesOf('notice')).toEqual([...NOTICE_STATES]);
  expect(statesOf('finding')).toEqual([...FINDINGS]);
});

it('no two states of one kind look alike: shape and word differ, so colour is never alone', () => {
  for (const kind of STATE_KINDS) {
    const seen = statesOf(kind).map((state) => stateMark(kind, state).label);
    const distinct = new Set(seen);
    if (kind !== 'delivery') expect(distinct.size).toBe(seen.length);
  }
});

it('an unknown state is shown by its own word', () => {
  expect(stateMark('case', 'on_the_moon')).toEqual({ label: 'On the moon', shape: 'ring', tone: 'idle' });
  expect(severityLabel(4)).toBe('High');
  expect(severityLabel(99)).toBe('Unknown');
});

import { describe, expect, it } from 'vitest';
import { problem } from '../problem.js';
import { IntakeTally, intakeAnswer, MOST_LISTED } from './intake-answer.js';

function tallied(count: number, rejectEvery: number, mode?: 'all' | 'rejected') {
  const tally = new IntakeTally(mode);
  for (let index = 0; index < count; index++) {
    if (index % rejectEvery === 0) tally.add({ index, status: 'rejected', problem: problem('invalid_alert') });
    else tally.add({ index, id: `a-${index}`, status: index % 2 === 0 ? 'duplicate' : 'accepted' });
  }
  return tally.answer();
}

describe('the answer of intake', () => {
  it('lists all up to 1,000 alerts and only the rejected beyond', () => {
    expect(tallied(1000, 10).results).toHaveLength(1000);
    const beyond = tallied(1001, 10);
    expect(beyond.results).toHaveLength(101);
    expect(beyond.results.every(({ status }) => status === 'rejected')).toBe(true);
  });

  it('lists what was asked for', () => {
    expect(tallied(3000, 10, 'all').results).toHaveLength(3000);
    expect(tallied(20, 10, 'rejected').results).toHaveLength(2);
  });

  it('counts everything and fits its schema', () => {
    const answer = tallied(3000, 10);
    expect(intakeAnswer.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ accepted: 1500, duplicates: 1200, rejected: 300, folded: 0, suppressed: 0 });
  });

  it('has an end, whatever a stream brings', () => {
    const answer = tallied(MOST_LISTED + 5, 1);
    expect(answer.results).toHaveLength(MOST_LISTED);
    expect(answer).toMatchObject({ rejected: MOST_LISTED + 5, unlisted: 5 });
    expect(intakeAnswer.safeParse({ ...answer, results: [] }).success).toBe(true);
  });
});

import { CASE_COMMANDS, DECISION_COMMANDS } from '@portcullis/domain';
import { expect, it } from 'vitest';
import { eventWords } from './event-words.js';
import { historyEntry, stateChange } from './history-entry.js';

it('reads as a sentence with the move of the state', () => {
  const entry = historyEntry({
    id: '1',
    position: 9,
    stage: 'decisions',
    kind: 'decision.propose',
    actorKind: 'staff',
    actor: 'Mira Okonjo',
    automatic: false,
    occurredAt: '2026-11-20T10:00:00.000Z',
    recordedAt: '2026-11-20T10:00:00.000Z',
    entityKind: 'case',
    entityId: 'c',
    caseNumber: 1042,
    why: 'Two families.',
    before: { state: 'investigating' },
    after: { state: 'proposed' },
    facts: null,
  });
  expect(entry.what).toBe('Mira Okonjo proposed a decision (investigating → proposed)');
  expect(entry.why).toBe('Two families.');
});

it('says nothing about a state that did not move', () => {
  expect(stateChange({ state: 'new' }, { state: 'new' })).toBeNull();
  expect(stateChange(null, { state: 'waiting_customer' })).toBe('waiting customer');
  expect(stateChange(null, null)).toBeNull();
});

it('every command of a case and a decision reads as a predicate', () => {
  for (const command of CASE_COMMANDS)
    expect(eventWords(`case.${command}`), command).not.toBe(`${command.replaceAll('_', ' ')} case`);
  for (const command of DECISION_COMMANDS)
    expect(eventWords(`decision.${command}`), command).not.toBe(`${command} decision`);
  expect(eventWords('key.create')).toBe('create key');
});

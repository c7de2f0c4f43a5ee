import { expect, it } from 'vitest';
import type { Processor } from '../stage.js';
import { NotYet, PermanentFailure } from '../stage.js';
import { processorsByTopic } from './processors.js';
import { retryAfter, TICKET_TIMES } from './run-ticket.js';

class Send implements Processor {
  readonly topic = 'notices.send';
  async process(): Promise<void> {}
}
class SendToo extends Send {}
class Stranger implements Processor {
  readonly topic = 'notices.shout' as 'notices.send';
  async process(): Promise<void> {}
}

it('refuses to start with a missing, a doubled or a strange processor, naming each', () => {
  const start = () =>
    processorsByTopic([new Send(), new SendToo(), new Stranger()], ['notices.send', 'notices.compose']);
  expect(start).toThrow(/notices\.send: two processors, Send and SendToo/);
  expect(start).toThrow(/Stranger: there is no topic notices\.shout/);
  expect(start).toThrow(/notices\.compose: no processor/);
});

it('finds the one processor of each topic', () => {
  const send = new Send();
  expect(processorsByTopic([send], ['notices.send']).get('notices.send')).toBe(send);
});

it('waits longer after each failure, up to a bound, and gives up after the last attempt', () => {
  const waits = [1, 2, 3, 20].map((attempt) =>
    retryAfter(new Error('x'), attempt, { ...TICKET_TIMES, maxAttempts: 30 }, 0.5),
  );
  expect(waits).toEqual([1_000, 2_000, 4_000, 600_000]);
  expect(retryAfter(new Error('x'), TICKET_TIMES.maxAttempts, TICKET_TIMES)).toBeNull();
  expect(retryAfter(new PermanentFailure('x'), 1, TICKET_TIMES)).toBeNull();
  expect(retryAfter(new NotYet('x', 5_000), 99, TICKET_TIMES)).toBe(5_000);
});

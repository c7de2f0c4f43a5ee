import { may } from '../access/permissions.js';
import type { Moment } from '../machine/machine.js';
import { type Refusal, refuse } from '../machine/refusal.js';
import { nextBusinessDay } from './deadlines.js';

/** Interim relief (on screens "temporary access during review"): asked → granted with limits | refused. */
export const RELIEF_STATES = ['none', 'asked', 'granted', 'refused'] as const;
export type ReliefState = (typeof RELIEF_STATES)[number];

export interface Relief {
  readonly state: ReliefState;
  /** Within one business day of the request. */
  readonly answerDueAt: Date | null;
  readonly limits: string | null;
}

export type ReliefCommand =
  | { readonly type: 'ask'; readonly reason: string }
  | { readonly type: 'grant'; readonly reason: string; readonly limits: string }
  | { readonly type: 'refuse'; readonly reason: string };

export function decideRelief(
  relief: Relief,
  command: ReliefCommand,
  { now, actor }: Moment,
): { readonly ok: true; readonly next: Relief } | Refusal {
  const from: ReliefState = command.type === 'ask' ? 'none' : 'asked';
  const operation = command.type === 'ask' ? 'appeals.relief.ask' : 'appeals.relief.decide';
  if (relief.state !== from) {
    return refuse('WRONG_STATE', `Temporary access is ${relief.state}.`, relief.state === 'none' ? ['ask'] : []);
  }
  if (!may(actor, operation)) return refuse('ROLE_NOT_ALLOWED', 'This is for somebody else.', []);
  if (!command.reason.trim()) return refuse('REASON_REQUIRED', 'Give a reason.', [command.type]);
  switch (command.type) {
    case 'ask':
      return { ok: true, next: { state: 'asked', answerDueAt: nextBusinessDay(now), limits: null } };
    case 'grant':
      return command.limits.trim()
        ? { ok: true, next: { ...relief, state: 'granted', limits: command.limits } }
        : refuse('LIMITS_REQUIRED', 'Temporary access is always limited: say to what.', ['grant']);
    case 'refuse':
      return { ok: true, next: { ...relief, state: 'refused' } };
  }
}

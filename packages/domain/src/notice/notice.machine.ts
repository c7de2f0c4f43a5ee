import {
  type CommandBase,
  checkStep,
  type Decided,
  eventOf,
  type Machine,
  type Moment,
  type StepRefusalCode,
  targetsOf,
} from '../machine/machine.js';
import { type Refusal, refuse } from '../machine/refusal.js';

export const NOTICE_STATES = [
  'draft',
  'ready',
  'sent',
  'delivered',
  'bounced',
  'other_channel',
  'undeliverable',
  'read',
  'withheld',
] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export const NOTICE_COMMANDS = [
  'make_ready',
  'send',
  'confirm_delivery',
  'bounce',
  'use_other_channel',
  'give_up',
  'open',
  'withhold',
  'release',
] as const;
export type NoticeCommandType = (typeof NOTICE_COMMANDS)[number];

export const NOTICE_MACHINE: Machine<NoticeState, NoticeCommandType> = {
  name: 'notice',
  states: NOTICE_STATES,
  commands: NOTICE_COMMANDS,
  table: {
    make_ready: { operation: 'notices.send', reason: 'optional', moves: { draft: 'ready' } },
    send: { operation: 'notices.send', reason: 'optional', moves: { ready: 'sent' } },
    confirm_delivery: {
      operation: 'notices.send',
      reason: 'optional',
      moves: { sent: 'delivered', other_channel: 'delivered' },
    },
    bounce: {
      operation: 'notices.send',
      reason: 'required',
      moves: { sent: 'bounced', delivered: 'bounced', other_channel: 'bounced' },
    },
    use_other_channel: {
      operation: 'notices.resend',
      reason: 'required',
      moves: { bounced: 'other_channel', undeliverable: 'other_channel' },
    },
    // Also what could never be sent: nobody to send it to, or no server that took it.
    give_up: {
      operation: 'notices.send',
      reason: 'required',
      moves: { ready: 'undeliverable', bounced: 'undeliverable' },
    },
    // Whoever opens the link has read it, however the mail fared.
    open: {
      operation: 'notices.open',
      reason: 'optional',
      moves: {
        sent: 'read',
        delivered: 'read',
        bounced: 'read',
        other_channel: 'read',
        undeliverable: 'read',
        read: 'read',
      },
    },
    withhold: { operation: 'notices.withhold', reason: 'required', moves: { draft: 'withheld', ready: 'withheld' } },
    release: { operation: 'notices.withhold', reason: 'required', moves: { withheld: 'ready' } },
  },
};

export interface NoticeThing {
  readonly id: string;
  readonly state: NoticeState;
  readonly recipient: string | null;
  readonly sentAt: Date | null;
  /** When the notice reached the customer: the appeal window counts from here. */
  readonly deliveredAt: Date | null;
  readonly readAt: Date | null;
  readonly reviewAt: Date | null;
}

export type NoticeCommand =
  | CommandBase<Exclude<NoticeCommandType, 'withhold' | 'use_other_channel'>>
  | (CommandBase<'withhold'> & { readonly reviewAt: Date })
  | (CommandBase<'use_other_channel'> & { readonly recipient: string });

export type NoticeRefusalCode = StepRefusalCode | 'NO_RECIPIENT' | 'REVIEW_DATE_NEEDED';

export function decideNotice(
  thing: NoticeThing,
  command: NoticeCommand,
  moment: Moment,
): Decided<NoticeThing> | Refusal<NoticeRefusalCode> {
  const refusal = checkStep(NOTICE_MACHINE, thing.state, command, moment) ?? guard(thing, command, moment);
  if (refusal) return refusal;
  const to = targetsOf(NOTICE_MACHINE, thing.state, command.type)[0] as NoticeState;
  if (command.type === 'open' && thing.state === 'read') return { ok: true, next: thing, events: [] };
  return {
    ok: true,
    next: effect({ ...thing, state: to }, command, moment),
    events: [eventOf(NOTICE_MACHINE, command, thing.state, to, moment, { noticeId: thing.id })],
  };
}

function guard(thing: NoticeThing, command: NoticeCommand, { now }: Moment): Refusal<NoticeRefusalCode> | null {
  if (command.type === 'send' && !thing.recipient) {
    return refuse('NO_RECIPIENT', 'The directory has no verified contact for this customer.', ['use_other_channel']);
  }
  if (command.type === 'use_other_channel' && !command.recipient.trim()) {
    return refuse('NO_RECIPIENT', 'Name the other channel.', ['use_other_channel', 'give_up']);
  }
  if (command.type === 'withhold' && command.reviewAt <= now) {
    return refuse('REVIEW_DATE_NEEDED', 'A notice is withheld until a review date ahead of now.', ['withhold']);
  }
  return null;
}

function effect(next: NoticeThing, command: NoticeCommand, { now }: Moment): NoticeThing {
  switch (command.type) {
    case 'send':
      return { ...next, sentAt: now };
    case 'confirm_delivery':
      return { ...next, deliveredAt: next.deliveredAt ?? now };
    case 'bounce':
      return { ...next, deliveredAt: null };
    case 'use_other_channel':
      return { ...next, recipient: command.recipient };
    case 'open':
      return { ...next, readAt: now, deliveredAt: next.deliveredAt ?? now };
    case 'withhold':
      return { ...next, reviewAt: command.reviewAt };
    case 'release':
      return { ...next, reviewAt: null };
    default:
      return next;
  }
}

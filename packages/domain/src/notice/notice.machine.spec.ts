import { describe, expect, it } from 'vitest';
import { type Actor, SYSTEM } from '../access/actor.js';
import { decideNotice, type NoticeState, type NoticeThing } from './notice.machine.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const LATER = new Date('2026-11-21T08:00:00Z');
const legal: Actor = { kind: 'staff', id: 'lea', roles: ['legal'] };
const aNotice = (state: NoticeState, changes: Partial<NoticeThing> = {}): NoticeThing => ({
  id: 'n-1',
  state,
  recipient: 'ops@fintech.example',
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  reviewAt: null,
  ...changes,
});
const system = { now: NOW, actor: SYSTEM };

describe('a notice', () => {
  it('is not sent to nobody', () => {
    expect(decideNotice(aNotice('ready', { recipient: null }), { type: 'send' }, system)).toMatchObject({
      code: 'NO_RECIPIENT',
    });
    const empty = { type: 'use_other_channel', reason: 'bounced', recipient: ' ' } as const;
    expect(decideNotice(aNotice('bounced'), empty, system)).toMatchObject({ code: 'NO_RECIPIENT' });
  });

  it('is withheld by Legal until a date ahead, and comes back without it', () => {
    const withhold = { type: 'withhold', reason: 'order of a court', reviewAt: LATER } as const;
    const moment = { now: NOW, actor: legal };
    expect(decideNotice(aNotice('ready'), { ...withhold, reviewAt: NOW }, moment)).toMatchObject({
      code: 'REVIEW_DATE_NEEDED',
    });
    const held = decideNotice(aNotice('ready'), withhold, moment);
    expect(held).toMatchObject({ next: { state: 'withheld', reviewAt: LATER } });
    expect(held.ok && decideNotice(held.next, { type: 'release', reason: 'order ended' }, moment)).toMatchObject({
      next: { state: 'ready', reviewAt: null },
    });
  });

  it('counts as delivered from its first arrival, and a late bounce takes that back', () => {
    const delivered = decideNotice(aNotice('sent', { sentAt: NOW }), { type: 'confirm_delivery' }, system);
    expect(delivered).toMatchObject({ next: { deliveredAt: NOW } });
    if (!delivered.ok) return;
    const read = decideNotice(delivered.next, { type: 'open' }, { now: LATER, actor: SYSTEM });
    expect(read).toMatchObject({ next: { state: 'read', deliveredAt: NOW, readAt: LATER } });
    const bounced = decideNotice(delivered.next, { type: 'bounce', reason: 'mailbox unknown' }, system);
    expect(bounced).toMatchObject({ next: { state: 'bounced', deliveredAt: null } });
  });

  it('opened without a delivery receipt was delivered, and opened twice is read once', () => {
    const opened = decideNotice(aNotice('sent'), { type: 'open' }, system);
    expect(opened).toMatchObject({ next: { deliveredAt: NOW, readAt: NOW } });
    expect(opened.ok && decideNotice(opened.next, { type: 'open' }, { now: LATER, actor: SYSTEM })).toMatchObject({
      next: { readAt: NOW },
      events: [],
    });
  });
});

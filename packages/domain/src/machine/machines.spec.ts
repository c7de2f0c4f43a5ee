import { describe, expect, it } from 'vitest';
import type { Actor, Party } from '../access/actor.js';
import { PARTIES } from '../access/permissions.js';
import { ACTION_MACHINE, type ActionState } from '../action/action.machine.js';
import { type ActionCommand, decideAction } from '../action/decide-action.js';
import { ALERT_MACHINE, type AlertCommand, decideAlert } from '../alert/alert.machine.js';
import { APPEAL_MACHINE } from '../appeal/appeal.machine.js';
import { type AppealCommand, decideAppeal } from '../appeal/decide-appeal.js';
import { CASE_MACHINE } from '../case/case.machine.js';
import { type CaseCommand, decideCase } from '../case/decide-case.js';
import {
  type ApprovalSlot,
  DECISION_MACHINE,
  type DecisionCommand,
  decideDecision,
} from '../decision/decision.machine.js';
import { decideNotice, NOTICE_MACHINE, type NoticeCommand } from '../notice/notice.machine.js';
import { ROLES, type Role } from '../vocabulary.js';
import type { CommandBase, Decided, Machine, Moment } from './machine.js';
import type { Refusal } from './refusal.js';

/**
 * The whole matrix: every state × every command × everyone who could give it, for each machine. What is expected is
 * written here by hand a second time, as DOMAIN §3 reads; a slip in a table shows as a difference.
 *
 * A line: who may | from→to for each state | "reason" where one is needed.
 */
type Expected<C extends string> = Record<C, string>;
interface Subject<S extends string, C extends string> {
  readonly machine: Machine<S, C>;
  readonly expected: Expected<C>;
  /** Decides `command` on a thing in `state` with every guard satisfied, so that only the matrix speaks. */
  readonly decide: (state: S, command: C, moment: Moment, reason?: string) => Decided<{ state: S }> | Refusal;
}

const NOW = new Date('2026-11-20T08:00:00Z');
const LATER = new Date('2026-12-20T08:00:00Z');
const EARLIER = new Date('2026-10-20T08:00:00Z');
const ANY_APPROVER: readonly ApprovalSlot[] = [{ anyOf: ['senior_reviewer', 'manager', 'legal'], because: '' }];
const NOBODY: readonly ApprovalSlot[] = [];
const MATTER = { participants: [], manages: [] };

function as(party: Party): Actor {
  return (ROLES as readonly string[]).includes(party)
    ? { kind: 'staff', id: `${party}-1`, roles: [party as Role] }
    : ({ kind: party, id: `${party}-1` } as Actor);
}

const ALERT: Subject<(typeof ALERT_MACHINE.states)[number], (typeof ALERT_MACHINE.commands)[number]> = {
  machine: ALERT_MACHINE,
  expected: {
    suppress: 'system | accepted→suppressed | reason',
    admit: 'system | accepted→open',
    revive: 'system | suppressed→open | reason',
    attach: 'system | open→in_case',
    detach: 'system | in_case→open',
    dismiss: 'reviewer senior_reviewer | open→dismissed in_case→dismissed | reason',
    resolve: 'reviewer senior_reviewer appeal_reviewer system | in_case→resolved',
    reopen: 'senior_reviewer | resolved→in_case dismissed→open | reason',
  },
  decide: (state, type, moment, reason) => {
    const payload = { suppress: { allowEntryId: 'e' }, resolve: { verdict: 'true_positive', outcomeReason: null } };
    return decideAlert({ id: 'a', state, verdict: null }, command<AlertCommand>(type, reason, payload), moment);
  },
};

const WORKED = 'new triaged investigating waiting_customer waiting_partner reopened';
const CASE: Subject<(typeof CASE_MACHINE.states)[number], (typeof CASE_MACHINE.commands)[number]> = {
  machine: CASE_MACHINE,
  expected: {
    triage: 'senior_reviewer system | new→triaged',
    claim:
      'reviewer senior_reviewer | new→investigating triaged→investigating reopened→investigating investigating→investigating waiting_customer→waiting_customer waiting_partner→waiting_partner',
    release:
      'reviewer senior_reviewer system | investigating→investigating waiting_customer→waiting_customer waiting_partner→waiting_partner',
    wait_for_customer: 'reviewer senior_reviewer | investigating→waiting_customer | reason',
    wait_for_partner: 'reviewer senior_reviewer | investigating→waiting_partner | reason',
    resume: 'reviewer senior_reviewer customer system | waiting_customer→investigating waiting_partner→investigating',
    propose: 'reviewer senior_reviewer | investigating→proposed | reason',
    proposal_returned: 'senior_reviewer manager legal | proposed→investigating | reason',
    proposal_refused: 'senior_reviewer manager legal | proposed→investigating | reason',
    proposal_withdrawn: 'reviewer senior_reviewer | proposed→investigating | reason',
    proposal_expired: 'system | proposed→investigating',
    proposal_approved: 'system | proposed→decided',
    enforce: 'system | decided→enforcing',
    monitor: 'system | decided→monitoring',
    monitoring_due: 'system | monitoring→triaged',
    resolve: 'system | decided→resolved enforcing→resolved',
    finalise: 'system | resolved→final',
    reopen: 'senior_reviewer system | final→reopened | reason',
    merge: `senior_reviewer system | ${each(WORKED, 'merged')} | reason`,
    undo_merge: 'senior_reviewer system | merged→triaged | reason',
    split: `senior_reviewer system | ${each(WORKED, 'split')} | reason`,
    undo_split: 'senior_reviewer system | split→triaged | reason',
  },
  decide: (state, type, moment, reason) => {
    const payload = {
      claim: { leaseUntil: LATER, holding: 0, limit: 5 },
      propose: {
        consulted: { exceptions: NOW, declarations: NOW, contractTerms: NOW },
        subjectsWithoutFinding: [],
      },
      monitor: { until: LATER },
      monitoring_due: { newEvidence: true },
      resolve: { openActions: 0 },
      finalise: { appealWindowEndsAt: null, openAppeals: 0, lastAppealDecided: false },
      merge: { intoId: 'other' },
      split: { intoIds: ['x', 'y'] },
    };
    const thing = { id: 'c', state, heldBy: moment.actor.id, leaseUntil: LATER };
    return decideCase(thing, command<CaseCommand>(type, reason, payload), moment);
  },
};

const DECISION: Subject<(typeof DECISION_MACHINE.states)[number], (typeof DECISION_MACHINE.commands)[number]> = {
  machine: DECISION_MACHINE,
  expected: {
    settle: 'reviewer senior_reviewer system | proposed→approved',
    approve: 'senior_reviewer manager legal | proposed→approved | reason',
    return: 'senior_reviewer manager legal | proposed→returned | reason',
    refuse: 'senior_reviewer manager legal | proposed→refused | reason',
    withdraw: 'reviewer senior_reviewer | proposed→withdrawn | reason',
    expire: 'system | proposed→expired',
  },
  decide: (state, type, moment, reason) => {
    const own = type === 'withdraw' || type === 'settle';
    const thing = {
      id: 'd',
      state,
      kind: 'suspend',
      scope: 'account',
      proposedBy: own ? moment.actor.id : 'somebody-else',
      expiresAt: type === 'expire' ? EARLIER : LATER,
      needed: type === 'settle' ? NOBODY : ANY_APPROVER,
      given: [],
    } as const;
    const payload = { approve: { changedBeyondTolerance: [] }, settle: { changedBeyondTolerance: [] } };
    return decideDecision(thing, command<DecisionCommand>(type, reason, payload), moment);
  },
};

const ENDED = 'active done lifting lifted expired';
const ACTION: Subject<ActionState, (typeof ACTION_MACHINE.commands)[number]> = {
  machine: ACTION_MACHINE,
  expected: {
    withdraw: 'reviewer senior_reviewer | proposed→withdrawn | reason',
    approve: 'system | proposed→approved',
    execute: 'system | approved→executing',
    confirm: 'control_plane system | executing→active failed→active retrying→active active→active',
    fail: 'control_plane system | executing→failed retrying→failed failed→failed',
    retry: 'system | failed→retrying',
    take_over: 'senior_reviewer manager | failed→manual | reason',
    prove_done: 'senior_reviewer manager | manual→done | reason',
    abandon: 'senior_reviewer manager | manual→abandoned | reason',
    choose_end: 'senior_reviewer | active→active done→done | reason',
    expire: 'system | active→expired done→expired',
    ratify:
      'manager | approved→approved executing→executing failed→failed retrying→retrying active→active manual→manual done→done | reason',
    lapse: 'system | active→lifting done→lifting',
    lift: 'senior_reviewer system | active→lifting done→lifting | reason',
    confirm_lift: 'control_plane system | lifting→lifted lifted→lifted',
    reverse: `appeal_reviewer manager system | ${each(ENDED, 'reversing')} | reason`,
    confirm_reversal: 'control_plane system | reversing→reversed reversed→reversed',
    supersede: 'system | active→superseded done→superseded | reason',
  },
  decide: (state, type, moment, reason) => {
    const thing = {
      id: 'x',
      state,
      kind: 'restrict',
      scope: 'account',
      proposedBy: moment.actor.id,
      inEffectAt: NOW,
      until: EARLIER,
      endedAt: null,
      endChoice: null,
      emergency: { orderedBy: 'somebody-else', lapsesAt: type === 'lapse' ? EARLIER : LATER, ratifiedBy: null },
    } as const;
    const payload = {
      approve: { decisionApproved: true },
      confirm: { inEffectAt: NOW },
      fail: { detail: 'down' },
      prove_done: { proof: 'ticket', inEffectAt: NOW },
      choose_end: { choice: 'let_it_end' },
      expire: { openVerification: false },
      reverse: { appealId: null },
      supersede: { byActionId: 'y' },
    };
    return decideAction(thing, command<ActionCommand>(type, reason, payload), moment);
  },
};

const NOTICE: Subject<(typeof NOTICE_MACHINE.states)[number], (typeof NOTICE_MACHINE.commands)[number]> = {
  machine: NOTICE_MACHINE,
  expected: {
    make_ready: 'system | draft→ready',
    send: 'system | ready→sent',
    confirm_delivery: 'system | sent→delivered other_channel→delivered',
    bounce: 'system | sent→bounced delivered→bounced other_channel→bounced | reason',
    use_other_channel:
      'senior_reviewer appeal_reviewer system | bounced→other_channel undeliverable→other_channel | reason',
    give_up: 'system | ready→undeliverable bounced→undeliverable | reason',
    open: `customer system | ${each('sent delivered bounced other_channel undeliverable read', 'read')}`,
    withhold: 'legal | draft→withheld ready→withheld | reason',
    release: 'legal | withheld→ready | reason',
  },
  decide: (state, type, moment, reason) => {
    const thing = { id: 'n', state, recipient: 'a@customer.example', sentAt: null, deliveredAt: null, readAt: null };
    const payload = { withhold: { reviewAt: LATER }, use_other_channel: { recipient: 'b@customer.example' } };
    return decideNotice({ ...thing, reviewAt: null }, command<NoticeCommand>(type, reason, payload), moment);
  },
};

const APPEAL: Subject<(typeof APPEAL_MACHINE.states)[number], (typeof APPEAL_MACHINE.commands)[number]> = {
  machine: APPEAL_MACHINE,
  expected: {
    submit: 'customer | draft→submitted',
    acknowledge: 'system | submitted→acknowledged',
    admit: 'appeal_reviewer | acknowledged→in_review',
    find_inadmissible: 'appeal_reviewer | acknowledged→inadmissible | reason',
    cure: 'customer | inadmissible→submitted',
    ask: 'appeal_reviewer | in_review→info_requested | reason',
    answer: 'customer | info_requested→in_review',
    time_out: 'system | info_requested→in_review',
    propose_result: 'appeal_reviewer | in_review→proposed | reason',
    return: 'manager | proposed→in_review | reason',
    decide: 'appeal_reviewer | in_review→reversed | reason',
    cosign: 'manager | proposed→reversed | reason',
    withdraw: `customer | ${each('draft submitted acknowledged inadmissible in_review info_requested', 'withdrawn')}`,
    open_dispute: `legal | ${each('upheld partly_reversed reversed inadmissible', 'external_dispute')} | reason`,
    close_dispute: 'legal | external_dispute→reversed | reason',
  },
  decide: (state, type, moment, reason) => {
    const thing = {
      id: 'p',
      state,
      action: { id: 'x', kind: type === 'propose_result' ? 'terminate' : 'suspend', scope: 'account' },
      windowEndsAt: LATER,
      reviewerId: null,
      rounds: 0,
      cured: false,
      onTheFile: false,
      proposed: { result: 'reversed', reversalReason: 'mistaken_fact', by: 'somebody-else' },
      reversalReason: null,
    } as const;
    const filed = { hasStanding: true, otherOpenAppeals: 0, statement: 'We are in Lisbon.' };
    const result = { matter: MATTER, result: 'reversed', reversalReason: 'mistaken_fact' };
    const payload = {
      submit: filed,
      cure: filed,
      admit: { matter: MATTER },
      find_inadmissible: { matter: MATTER },
      ask: { matter: MATTER, question: 'Where?' },
      time_out: { answerDueAt: EARLIER },
      propose_result: result,
      return: { matter: MATTER },
      decide: result,
      cosign: { matter: MATTER },
      close_dispute: result,
    };
    return decideAppeal(thing, command<AppealCommand>(type, reason, payload), moment);
  },
};

function command<C extends CommandBase<string>>(type: string, reason: string | undefined, payloads: object): C {
  return { type, reason, ...(payloads as Record<string, object>)[type] } as unknown as C;
}

function each(froms: string, to: string): string {
  return froms
    .split(' ')
    .map((from) => `${from}→${to}`)
    .join(' ');
}

function parse(line: string): { who: string[]; moves: Map<string, string>; reason: boolean } {
  const [who, moves, reason] = line.split('|').map((part) => part.trim());
  const pairs = (moves as string).split(/\s+/).map((move) => move.split('→') as [string, string]);
  return { who: (who as string).split(/\s+/), moves: new Map(pairs), reason: reason === 'reason' };
}

function matrix<S extends string, C extends string>({ machine, expected, decide }: Subject<S, C>): void {
  describe(machine.name, () => {
    it('has a line for each command, and each state can be told apart', () => {
      expect(Object.keys(expected).sort()).toEqual([...machine.commands].sort());
      expect(new Set(machine.states).size).toBe(machine.states.length);
    });

    for (const type of machine.commands) {
      it(`${type}: every state × everyone`, () => {
        const { who, moves, reason } = parse(expected[type]);
        for (const state of machine.states) {
          for (const party of PARTIES) {
            const moment = { now: NOW, actor: as(party) };
            const answer = decide(state, type, moment, 'because');
            const cell = `${state} × ${type} by ${party}`;
            const to = moves.get(state);
            if (to !== undefined && who.includes(party)) {
              expect(answer.ok, `${cell}: ${answer.ok ? '' : answer.code}`).toBe(true);
              if (!answer.ok) continue;
              expect(answer.next.state, cell).toBe(to);
              for (const event of answer.events) {
                expect(event).toMatchObject({ name: `${machine.name}.${type}`, from: state, to, at: NOW });
                expect(event.automatic).toBe(party === 'system');
              }
            } else {
              expect(answer, cell).toMatchObject({
                ok: false,
                code: to === undefined ? 'WRONG_STATE' : 'ROLE_NOT_ALLOWED',
              });
              if (!answer.ok) expect(answer.allowed, cell).not.toContain(type);
            }
            if (to !== undefined && who.includes(party)) {
              const silent = decide(state, type, moment, '  ');
              expect(silent.ok ? 'ok' : silent.code, `${cell} without a reason`).toBe(
                reason ? 'REASON_REQUIRED' : 'ok',
              );
            }
          }
        }
      });
    }

    it('reaches every state from the first, and every state but the last ones leads on', () => {
      const reached = new Set<string>([machine.states[0] as string]);
      for (let grew = true; grew; ) {
        grew = false;
        for (const line of Object.values<string>(expected)) {
          for (const [from, to] of parse(line).moves) {
            if (reached.has(from) && !reached.has(to)) {
              reached.add(to);
              grew = true;
            }
          }
        }
      }
      // Results that a command chooses are listed by the table, of which the matrix tries one.
      for (const row of Object.values(machine.table) as { moves: Record<string, string | string[]> }[]) {
        for (const to of Object.values(row.moves).flat()) reached.add(to);
      }
      expect([...machine.states].filter((state) => !reached.has(state))).toEqual([]);
    });
  });
}

describe('state × command × party', () => {
  matrix(ALERT);
  matrix(CASE);
  matrix(DECISION);
  matrix(ACTION);
  matrix(NOTICE);
  matrix(APPEAL);

  it('gives an administrator and an auditor no step in any machine', () => {
    for (const { machine, decide } of [ALERT, CASE, DECISION, ACTION, NOTICE, APPEAL] as Subject<string, string>[]) {
      for (const state of machine.states) {
        for (const type of machine.commands) {
          for (const party of ['admin', 'auditor'] as const) {
            expect(decide(state, type, { now: NOW, actor: as(party) }, 'because').ok, `${machine.name} ${type}`).toBe(
              false,
            );
          }
        }
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import {
  type ActionThing,
  type Actor,
  type AlertThing,
  type AppealThing,
  appealWindowEndsAt,
  approvalsNeeded,
  type Binding,
  becauseLine,
  type CaseThing,
  checkProposal,
  compareBinding,
  DEFAULT_SLA_MINUTES,
  DEFAULT_STILL_WORKS,
  type Decided,
  type DecisionThing,
  type DomainEvent,
  decideAction,
  decideAlert,
  decideAppeal,
  decideCase,
  decideDecision,
  decideNotice,
  type Evidence,
  harmOf,
  leaseEnd,
  type NoticeThing,
  natureOf,
  outcomesOfAppeal,
  outcomesOfCase,
  overturnRate,
  type Proposal,
  planSubjects,
  precision,
  priorityOf,
  type Refusal,
  readClock,
  renderStatement,
  rungOf,
  SYSTEM,
  startClock,
  statementOfReasons,
  stopClock,
  type VerdictCounts,
} from './index.js';

/**
 * Read this first. One case from its first alert to the figure that it leaves behind, in memory: no database, no clock,
 * no network. Everything the product decides is decided by the functions that are called here.
 *
 * The customer is Quipu Pagos, a fintech of sixty seats in Lima. Its staff work through a security gateway in another
 * country. Two detectors take that for an intranet tunnel. They are wrong, and this is how that is found out.
 */

// Who is who. Everybody does their own part, and the rules know it.
const mira: Actor = { kind: 'staff', id: 'mira', roles: ['reviewer'] };
const ana: Actor = { kind: 'staff', id: 'ana', roles: ['senior_reviewer'] };
const iris: Actor = { kind: 'staff', id: 'iris', roles: ['appeal_reviewer'] };
const admin: Actor = { kind: 'staff', id: 'root', roles: ['admin'] };
const controlPlane: Actor = { kind: 'control_plane', id: 'control-plane' };
const customer: Actor = { kind: 'customer', id: 'quipu-pagos' };

// Every function is told what time it is. Clock times below are UTC, all on one Friday.
const at = (clock: string): Date => new Date(`2026-11-20T${clock}:00Z`);

// What happened, in order, as history keeps it.
const history: DomainEvent[] = [];

/** Takes the next state of a step that has to succeed, and writes its events into history. */
function done<Thing>(answer: Decided<Thing> | Refusal): Thing {
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`);
  history.push(...answer.events);
  return answer.next;
}

describe('from an alert to a metric', () => {
  let timeZoneAlert: AlertThing = { id: 'alert-timezone', state: 'accepted', verdict: null };
  let paymentAlert: AlertThing = { id: 'alert-payment', state: 'accepted', verdict: null };
  let tunnelCase: CaseThing = { id: 'C-1042', state: 'new', heldBy: null, leaseUntil: null };
  let decision: DecisionThing;
  let action: ActionThing;
  let notice: NoticeThing;
  let appeal: AppealThing;
  let sla = startClock(at('08:00'), DEFAULT_SLA_MINUTES[4]);

  const organization = { kind: 'organization', id: 'org_quipu' } as const;

  it('1. two alerts come in, are not suppressed by any allow-list, and join one case', () => {
    const moment = { now: at('08:00'), actor: SYSTEM };
    timeZoneAlert = done(decideAlert(timeZoneAlert, { type: 'admit' }, moment));
    paymentAlert = done(decideAlert(paymentAlert, { type: 'admit' }, moment));
    // Grouping (packages/domain/src/grouping) found that they share an owner and a card.
    timeZoneAlert = done(decideAlert(timeZoneAlert, { type: 'attach' }, moment));
    paymentAlert = done(decideAlert(paymentAlert, { type: 'attach' }, moment));
    tunnelCase = done(decideCase(tunnelCase, { type: 'triage' }, moment));
    expect([timeZoneAlert.state, paymentAlert.state, tunnelCase.state]).toEqual(['in_case', 'in_case', 'triaged']);
  });

  it('2. the case has its place in the queue, and says why', () => {
    const due = readClock(sla, at('08:05')).dueAt;
    const { actBy, because } = priorityOf({
      severity: 4,
      slaDueAt: due,
      activeAccounts: 3,
      suspectedVictims: 0,
      reopened: false,
    });
    expect(becauseLine(because, at('08:05'))).toBe('severity high · 3 accounts still active · SLA in 23 h 55 min');
    expect(actBy < due).toBe(true);
  });

  it('3. Mira claims it; from then on it is hers', () => {
    const claim = { type: 'claim', leaseUntil: leaseEnd(at('08:10')), holding: 0, limit: 5 } as const;
    tunnelCase = done(decideCase(tunnelCase, claim, { now: at('08:10'), actor: mira }));
    expect(tunnelCase).toMatchObject({ state: 'investigating', heldBy: 'mira' });
    expect(decideCase(tunnelCase, claim, { now: at('08:11'), actor: ana })).toMatchObject({ code: 'HELD_BY_ANOTHER' });
  });

  // What the registry (not the sender) says about the two detectors that spoke.
  const timeZoneEvidence: Evidence = {
    id: 'alert-timezone',
    detectorId: 'client-timezone',
    detectorVersion: '2.0',
    detectorState: 'active',
    family: 'behaviour',
    sources: ['edge'],
    lawfulUse: 'corroborate',
    nature: natureOf('client-timezone'),
    elements: ['use_elsewhere'],
  };
  const paymentEvidence: Evidence = {
    id: 'alert-payment',
    detectorId: 'instrument-reuse',
    detectorVersion: '1.4',
    detectorState: 'active',
    family: 'payment',
    sources: ['card-processor'],
    lawfulUse: 'decisive',
    nature: natureOf('instrument-reuse'),
    elements: ['control_elsewhere'],
  };
  const proposal: Proposal = {
    kind: 'suspend',
    scope: 'organization',
    until: new Date('2026-12-20T09:00:00Z'),
    clause: { id: 'supported-regions', elements: ['use_elsewhere', 'control_elsewhere'] },
    route: 'intranet_tunnel',
    ground: 'contractual',
    evidence: [timeZoneEvidence, paymentEvidence],
    reasons: 'Work follows another time zone, and the card belongs to a company there.',
    alsoConsidered: 'Verification alone: the same card was used after an earlier question.',
    plan: planSubjects('suspend', 'organization', [{ subject: organization, finding: 'operator' }]),
    reach: { accounts: 3, seats: 60, exchanges30d: 48_000, paying: 1, unknownSubjects: 0 },
  };

  it('4. one kind of signal does not carry a suspension, and the page says what does', () => {
    const { problems } = checkProposal({ ...proposal, evidence: [timeZoneEvidence] }, at('08:20'));
    expect(problems.map(({ code }) => code)).toEqual(['ELEMENT_WITHOUT_EVIDENCE', 'SIGNALS_NOT_INDEPENDENT']);
    const { problems: none, independence } = checkProposal(proposal, at('08:20'));
    expect(none).toEqual([]);
    expect(independence.headline).toBe('Two families, two sources');
    // Take either away and it falls: both are load-bearing.
    expect([...independence.loadBearing].sort()).toEqual(['alert-payment', 'alert-timezone']);
  });

  it('5. Mira proposes, after she looked at exceptions, declarations and the contract', () => {
    const now = at('08:18');
    const consulted = { exceptions: now, declarations: now, contractTerms: now };
    const propose = { type: 'propose', reason: proposal.reasons, consulted, subjectsWithoutFinding: [] } as const;
    tunnelCase = done(decideCase(tunnelCase, propose, { now, actor: mira }));
    const { kind, scope, reach } = proposal;
    decision = {
      id: 'D-1',
      state: 'proposed',
      kind,
      scope,
      proposedBy: 'mira',
      expiresAt: new Date('2026-11-27T08:18:00Z'),
      needed: approvalsNeeded({ kind, scope, reach, severity: 4 }),
      given: [],
    };
    action = {
      id: 'A-1',
      state: 'proposed',
      kind,
      scope,
      proposedBy: 'mira',
      inEffectAt: null,
      until: proposal.until,
      endedAt: null,
      endChoice: null,
      emergency: null,
    };
    expect(decision.needed.map(({ because }) => because)).toEqual(['a suspension needs two people']);
  });

  it('6. Ana approves what she saw; Mira cannot, an administrator cannot', () => {
    const seen: Binding = {
      policyVersion: 12,
      kind: proposal.kind,
      scope: proposal.scope,
      until: proposal.until,
      evidence: proposal.evidence.map(({ id }) => ({ id, digest: 'sha' })),
      subjects: proposal.plan.hit,
      reach: proposal.reach,
    };
    const approve = {
      type: 'approve',
      reason: 'Two independent signals, narrower choices were tried.',
      changedBeyondTolerance: compareBinding(seen, { ...seen, reach: { ...seen.reach, seats: 61 } }),
    } as const;
    expect(decideDecision(decision, approve, { now: at('08:40'), actor: mira }).ok).toBe(false);
    expect(decideDecision(decision, approve, { now: at('08:40'), actor: admin }).ok).toBe(false);
    decision = done(decideDecision(decision, approve, { now: at('08:40'), actor: ana }));
    expect(decision.state).toBe('approved');

    const system = { now: at('08:40'), actor: SYSTEM };
    tunnelCase = done(decideCase(tunnelCase, { type: 'proposal_approved' }, system));
    action = done(decideAction(action, { type: 'approve', decisionApproved: true }, system));
    tunnelCase = done(decideCase(tunnelCase, { type: 'enforce' }, system));
    action = done(decideAction(action, { type: 'execute' }, system));
  });

  it('7. the control plane confirms: only now the suspension is in effect and the work is done', () => {
    const confirm = { type: 'confirm', inEffectAt: at('09:00') } as const;
    action = done(decideAction(action, confirm, { now: at('09:00'), actor: controlPlane }));
    tunnelCase = done(decideCase(tunnelCase, { type: 'resolve', openActions: 0 }, { now: at('09:00'), actor: SYSTEM }));
    sla = stopClock(sla, at('09:00'));
    expect([action.state, tunnelCase.state, readClock(sla, at('12:00')).state]).toEqual(['active', 'resolved', 'met']);
  });

  it('8. each alert has an outcome, which stays provisional while the customer can appeal', () => {
    const outcomes = outcomesOfCase(
      'suspend',
      [
        { alertId: timeZoneAlert.id, finding: 'operator' },
        { alertId: paymentAlert.id, finding: 'operator' },
      ],
      null,
    );
    expect(outcomes.map(({ verdict, provisional }) => [verdict, provisional])).toEqual([
      ['true_positive', true],
      ['true_positive', true],
    ]);
    const resolve = { type: 'resolve', verdict: 'true_positive', outcomeReason: null } as const;
    timeZoneAlert = done(decideAlert(timeZoneAlert, resolve, { now: at('09:00'), actor: SYSTEM }));
    paymentAlert = done(decideAlert(paymentAlert, resolve, { now: at('09:00'), actor: SYSTEM }));
  });

  it('9. the customer is told what, why, what still works and how to appeal', () => {
    const statement = statementOfReasons({
      language: 'en',
      reference: 'N-1042',
      customerName: 'Quipu Pagos',
      kind: 'suspend',
      subjects: [{ kind: 'organization', name: 'Quipu Pagos' }],
      restriction: null,
      from: at('09:00'),
      until: action.until,
      ground: 'contractual',
      clause: { title: 'Supported regions', text: 'Access is for use in supported regions.' },
      facts: [
        { text: 'Since 3 November, most requests were made in the working hours of another time zone.' },
        { text: 'score 0.83', withheld: { item: 'threshold', reason: 'would show how to stay below it' } },
      ],
      families: ['behaviour', 'payment'],
      automatedDetection: true,
      automatedDecision: 'not_automated',
      deciders: 2,
      stillWorks: DEFAULT_STILL_WORKS.suspend,
      wouldEnd: ['location_proof', 'gateway_proof', 'date', 'appeal'],
      appealUrl: 'https://appeals.provider.example/m/k3y',
      appealUntil: null,
      appealTargetHours: 72,
      replyTo: 'review@provider.example',
    });
    if (!statement.ok) throw new Error(statement.code);
    const letter = renderStatement(statement);
    expect(letter.text).toContain('You can export your data.');
    expect(letter.text).not.toContain('0.83');

    notice = {
      id: 'N-1042',
      state: 'draft',
      recipient: 'ops@quipu.example',
      sentAt: null,
      deliveredAt: null,
      readAt: null,
      reviewAt: null,
    };
    notice = done(decideNotice(notice, { type: 'make_ready' }, { now: at('09:01'), actor: SYSTEM }));
    notice = done(decideNotice(notice, { type: 'send' }, { now: at('09:01'), actor: SYSTEM }));
    notice = done(decideNotice(notice, { type: 'confirm_delivery' }, { now: at('09:02'), actor: SYSTEM }));
    notice = done(decideNotice(notice, { type: 'open' }, { now: at('09:30'), actor: customer }));
    expect(notice.state).toBe('read');
  });

  it('10. the customer appeals from the letter’s link, without the suspended account', () => {
    appeal = {
      id: 'P-7',
      state: 'draft',
      action: { id: action.id, kind: action.kind, scope: action.scope },
      windowEndsAt: appealWindowEndsAt(notice.deliveredAt),
      reviewerId: null,
      rounds: 0,
      cured: false,
      onTheFile: false,
      proposed: null,
      reversalReason: null,
    };
    expect(appeal.windowEndsAt).toEqual(new Date('2027-05-20T09:02:00Z'));
    const statement = 'Our staff are in Lima. All traffic leaves through our security gateway; the lease is attached.';
    const submit = { type: 'submit', hasStanding: true, otherOpenAppeals: 0, statement } as const;
    appeal = done(decideAppeal(appeal, submit, { now: at('09:45'), actor: customer }));
    appeal = done(decideAppeal(appeal, { type: 'acknowledge' }, { now: at('09:45'), actor: SYSTEM }));
  });

  it('11. it is heard by someone who had no part in it, and reversed for a mistaken fact', () => {
    const participants = [
      { staffId: 'mira', part: 'proposer' },
      { staffId: 'ana', part: 'approver' },
    ] as const;
    const matter = { participants, manages: [] };
    const anaToo: Actor = { kind: 'staff', id: 'ana', roles: ['appeal_reviewer'] };
    expect(decideAppeal(appeal, { type: 'admit', matter }, { now: at('10:00'), actor: anaToo })).toMatchObject({
      code: 'NOT_INDEPENDENT',
    });
    appeal = done(decideAppeal(appeal, { type: 'admit', matter }, { now: at('10:00'), actor: iris }));
    const verdict = {
      type: 'decide',
      reason: 'The lease and the gateway’s logs show that the team works in Lima.',
      matter,
      result: 'reversed',
      reversalReason: 'mistaken_fact',
    } as const;
    appeal = done(decideAppeal(appeal, verdict, { now: at('12:00'), actor: iris }));

    // In the same transaction the lift is ordered. It is a lift when the control plane says so.
    const reverse = { type: 'reverse', reason: verdict.reason, appealId: appeal.id } as const;
    action = done(decideAction(action, reverse, { now: at('12:00'), actor: iris }));
    expect(action).toMatchObject({ state: 'reversing', endedAt: null });
    action = done(decideAction(action, { type: 'confirm_reversal' }, { now: at('12:10'), actor: controlPlane }));
    expect(action).toMatchObject({ state: 'reversed', endedAt: at('12:10') });
  });

  it('12. the detector that carried the mistaken fact learns it, the other keeps its verdict', () => {
    const outcomes = outcomesOfAppeal('reversed', appeal.reversalReason, [
      { alertId: 'alert-timezone', carriedTheFact: true, verdict: 'true_positive', reason: 'legitimate_gateway' },
      { alertId: 'alert-payment', carriedTheFact: false, verdict: 'true_positive', reason: null },
    ]);
    expect(outcomes).toEqual([
      {
        alertId: 'alert-timezone',
        verdict: 'false_positive',
        reason: 'legitimate_gateway',
        source: 'appeal',
        provisional: false,
      },
      { alertId: 'alert-payment', verdict: 'true_positive', reason: null, source: 'appeal', provisional: false },
    ]);
  });

  it('13. and the figures move: precision, overturn rate, and what it cost sixty people', () => {
    const before: VerdictCounts = { true_positive: 47, false_positive: 3, benign: 0, unknown: 9 };
    const after: VerdictCounts = { ...before, true_positive: 46, false_positive: 4 };
    expect([precision(before)?.rate, precision(after)?.rate]).toEqual([0.94, 0.92]);
    expect(overturnRate({ upheld: 8, partlyReversed: 1, reversed: 1 })).toMatchObject({ rate: 0.2, n: 10 });
    const span = { subjectId: organization.id, from: action.inEffectAt as Date, to: action.endedAt, seats: 60 };
    expect(harmOf([span], at('18:00')).seatHours).toBe(190);
  });

  it('14. the case is final, and history holds all of it: who, when, why, automatic or not', () => {
    const finalise = { type: 'finalise', appealWindowEndsAt: appeal.windowEndsAt, openAppeals: 0 } as const;
    tunnelCase = done(
      decideCase(tunnelCase, { ...finalise, lastAppealDecided: true }, { now: at('12:10'), actor: SYSTEM }),
    );
    expect(tunnelCase.state).toBe('final');
    expect(rungOf(action.kind).words).toBe('Suspend until a date');
    const told = history.map(({ name, actor, automatic }) => `${name} by ${automatic ? 'the system' : actor.id}`);
    expect(told).toEqual([
      'alert.admit by the system',
      'alert.admit by the system',
      'alert.attach by the system',
      'alert.attach by the system',
      'case.triage by the system',
      'case.claim by mira',
      'case.propose by mira',
      'decision.approve by ana',
      'case.proposal_approved by the system',
      'action.approve by the system',
      'case.enforce by the system',
      'action.execute by the system',
      'action.confirm by control-plane',
      'case.resolve by the system',
      'alert.resolve by the system',
      'alert.resolve by the system',
      'notice.make_ready by the system',
      'notice.send by the system',
      'notice.confirm_delivery by the system',
      'notice.open by quipu-pagos',
      'appeal.submit by quipu-pagos',
      'appeal.acknowledge by the system',
      'appeal.admit by iris',
      'appeal.decide by iris',
      'action.reverse by iris',
      'action.confirm_reversal by control-plane',
      'case.finalise by the system',
    ]);
  });
});

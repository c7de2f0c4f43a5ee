import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTION_KINDS, FINDINGS, type Finding, SCOPES } from '../vocabulary.js';
import { approvalsNeeded, checkEmergency, DEFAULT_APPROVAL_POLICY } from './approvals-needed.js';
import { type Binding, bindingText, canonicalise, compareBinding } from './binding-hash.js';
import { checkProposal, type Proposal } from './check-proposal.js';
import type { Evidence } from './evidence.js';
import { ACTIONABLE_FINDINGS, planSubjects, whyLeftOut } from './findings.js';
import { compareScopes, LADDER, narrowerChoices, rungOf, severityOfKind } from './ladder.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const LATER = new Date('2026-12-20T08:00:00Z');
const small = { accounts: 3, seats: 0 };

describe('the ladder', () => {
  it('goes from mild to harsh and from narrow to wide', () => {
    expect(ACTION_KINDS.map(severityOfKind)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(compareScopes('api_key', 'account')).toBeLessThan(0);
    expect(compareScopes('partner', 'organization')).toBeGreaterThan(0);
  });

  it('offers only what is milder or narrower and possible, mildest change first', () => {
    expect(narrowerChoices({ kind: 'suspend', scope: 'account' })[0]).toEqual({ kind: 'suspend', scope: 'api_key' });
    for (const kind of ACTION_KINDS) {
      for (const scope of SCOPES) {
        for (const choice of narrowerChoices({ kind, scope })) {
          expect(severityOfKind(choice.kind)).toBeLessThanOrEqual(severityOfKind(kind));
          expect(compareScopes(choice.scope, scope)).toBeLessThanOrEqual(0);
          expect(choice).not.toEqual({ kind, scope });
          expect(rungOf(choice.kind).hits).toBe(true);
          expect(rungOf(choice.kind).scopes).toContain(choice.scope);
        }
      }
    }
  });
});

describe('approvals (four eyes)', () => {
  const slots = (kind: (typeof ACTION_KINDS)[number], scope: (typeof SCOPES)[number], reach = small) =>
    approvalsNeeded({ kind, scope, reach, severity: 4 }).map(({ anyOf }) => anyOf.join('|'));

  it('reads as this table', () => {
    const two = ['senior_reviewer|manager'];
    for (const kind of ACTION_KINDS) {
      for (const scope of SCOPES) {
        const ends = kind === 'suspend' || kind === 'terminate';
        const wide = scope === 'organization' || scope === 'partner';
        const expected = !LADDER[kind].hits
          ? []
          : ends && scope === 'partner'
            ? ['legal', 'manager']
            : ends || wide
              ? two
              : [];
        expect(slots(kind, scope), `${kind} × ${scope}`).toEqual(expected);
      }
    }
  });

  it('need more people as the blast radius grows, by accounts or by seats', () => {
    expect(slots('suspend', 'account', { accounts: 999, seats: 499 })).toHaveLength(1);
    expect(slots('suspend', 'account', { accounts: 1_000, seats: 0 })).toHaveLength(2);
    expect(slots('suspend', 'organization', { accounts: 1, seats: 500 })).toHaveLength(2);
    expect(slots('suspend', 'account', { accounts: 25_000, seats: 0 })).toEqual([
      'senior_reviewer|manager',
      'senior_reviewer|manager|legal',
      'manager|legal',
    ]);
    expect(slots('restrict', 'account', { accounts: 1_000, seats: 0 })).toHaveLength(1);
    expect(slots('warn', 'account', { accounts: 25_000, seats: 0 })).toEqual([]);
  });

  it('are as many or more for more people reached', () => {
    const n = fc.nat(50_000);
    fc.assert(
      fc.property(fc.constantFrom(...ACTION_KINDS), fc.constantFrom(...SCOPES), n, n, n, (kind, scope, a, b, seats) => {
        const fewer = slots(kind, scope, { accounts: Math.min(a, b), seats });
        const more = slots(kind, scope, { accounts: Math.max(a, b), seats });
        expect(more.length).toBeGreaterThanOrEqual(fewer.length);
      }),
    );
  });

  it('can be asked for the clearing of severe cases by policy', () => {
    const policy = { ...DEFAULT_APPROVAL_POLICY, clearingFromSeverity: 4 } as const;
    const clearing = { kind: 'no_violation', scope: 'account', reach: small } as const;
    expect(approvalsNeeded({ ...clearing, severity: 4 }, policy)).toHaveLength(1);
    expect(approvalsNeeded({ ...clearing, severity: 3 }, policy)).toEqual([]);
    expect(approvalsNeeded({ ...clearing, severity: 6 })).toEqual([]);
  });
});

describe('an emergency restriction', () => {
  it('is at most restrict or rate limit, below the organization, and lapses after 72 hours', () => {
    for (const kind of ACTION_KINDS) {
      for (const scope of SCOPES) {
        const answer = checkEmergency({ kind, scope }, NOW);
        const mild = kind === 'restrict' || kind === 'rate_limit';
        const narrow = scope === 'api_key' || scope === 'account';
        if (mild && narrow) expect(answer).toEqual({ ok: true, lapsesAt: new Date('2026-11-23T08:00:00Z') });
        else expect(answer).toMatchObject({ code: mild ? 'EMERGENCY_TOO_WIDE' : 'EMERGENCY_TOO_HARSH' });
      }
    }
  });
});

describe('what an approval binds to', () => {
  const binding: Binding = {
    policyVersion: 12,
    kind: 'suspend',
    scope: 'account',
    until: LATER,
    evidence: [
      { id: 'a', digest: '1' },
      { id: 'b', digest: '2' },
    ],
    subjects: [
      { kind: 'account', id: 'x' },
      { kind: 'account', id: 'y' },
    ],
    reach: { accounts: 100, seats: 10, exchanges30d: 5_000, paying: 3, unknownSubjects: 0 },
  };
  const changed = (changes: Partial<Binding>) => compareBinding(binding, { ...binding, ...changes });

  it('has one text for one content, whatever the order', () => {
    const shuffled = {
      ...binding,
      evidence: [...binding.evidence].reverse(),
      subjects: [...binding.subjects].reverse(),
    };
    expect(bindingText(shuffled)).toBe(bindingText(binding));
    expect(bindingText({ ...binding, policyVersion: 13 })).not.toBe(bindingText(binding));
    expect(compareBinding(binding, shuffled)).toEqual([]);
  });

  it('is sent back by another policy, action, end, evidence or subject', () => {
    expect(changed({ policyVersion: 13 })).toEqual(['policy version 12 is now 13']);
    expect(changed({ kind: 'terminate' })).toEqual(['the action is another one']);
    expect(changed({ scope: 'organization' })).toEqual(['the action is another one']);
    expect(changed({ until: NOW })).toEqual(['the end date is another one']);
    expect(changed({ evidence: binding.evidence.slice(1) })).toEqual(['1 pieces of evidence are gone']);
    expect(changed({ evidence: [...binding.evidence, { id: 'c', digest: '3' }] })).toEqual([
      '1 pieces of evidence are new',
    ]);
    expect(
      changed({
        evidence: [
          { id: 'a', digest: '9' },
          { id: 'b', digest: '2' },
        ],
      }),
    ).toEqual(['1 pieces of evidence changed']);
    expect(changed({ subjects: [...binding.subjects, { kind: 'account', id: 'z' }] })).toEqual([
      '1 subjects were not in the proposal',
    ]);
  });

  it('tolerates reach that drifts a little or shrinks, and sends back what grew', () => {
    const reach = (accounts: number, seats = 10) => changed({ reach: { ...binding.reach, accounts, seats } });
    expect(reach(110)).toEqual([]);
    expect(reach(1)).toEqual([]);
    expect(reach(111)).toEqual(['accounts hit rose from 100 to 111']);
    expect(reach(100, 15)).toEqual([]);
    expect(reach(100, 16)).toEqual(['seats hit rose from 10 to 16']);
    expect(changed({ subjects: binding.subjects.slice(1) })).toEqual([]);
  });

  it('is canonical for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalise(value))).toEqual(plain);
        expect(canonicalise(plain)).toBe(canonicalise(value));
      }),
    );
    expect(canonicalise({ b: 1, a: { d: undefined, c: NOW } })).toBe('{"a":{"c":"2026-11-20T08:00:00.000Z"},"b":1}');
    expect(canonicalise(-0)).toBe('0');
    expect(() => canonicalise(Number.NaN)).toThrow(TypeError);
    expect(() => canonicalise(1n)).toThrow(TypeError);
  });
});

describe('findings', () => {
  it('say whom an action may hit: each finding × each kind', () => {
    for (const finding of FINDINGS) {
      for (const kind of ACTION_KINDS) {
        const actionable = (ACTIONABLE_FINDINGS as readonly Finding[]).includes(finding);
        const asked = finding === 'undetermined' && kind === 'require_verification';
        const open = !LADDER[kind].hits || actionable || asked;
        expect(whyLeftOut(kind, 'account', finding) === null, `${kind} × ${finding}`).toBe(open);
      }
    }
    expect(whyLeftOut('restrict', 'api_key', 'victim')).toBeNull();
    expect(whyLeftOut('suspend', 'api_key', 'victim')).not.toBeNull();
  });

  it('leave nine victims out of a wave of 212 and name them', () => {
    const subjects = Array.from({ length: 212 }, (_, index) => ({
      subject: { kind: 'account', id: `acct_${index}` } as const,
      finding: (index < 9 ? 'victim' : 'operator') as Finding,
    }));
    const plan = planSubjects('suspend', 'account', subjects);
    expect(plan.hit).toHaveLength(203);
    expect(plan.victims.map(({ id }) => id)).toEqual(subjects.slice(0, 9).map(({ subject }) => subject.id));
    expect(plan.leftOut[0]).toMatchObject({ finding: 'victim', because: 'a victim is told and helped, not punished' });
  });

  it('are missed by name where nobody looked, unless nothing would be hit', () => {
    const bare = [{ subject: { kind: 'account', id: 'acct_1' } as const, finding: null }];
    expect(planSubjects('suspend', 'account', bare).withoutFinding).toHaveLength(1);
    expect(planSubjects('no_violation', 'account', bare).withoutFinding).toHaveLength(0);
  });
});

describe('a proposal', () => {
  const piece = (id: string, changes: Partial<Evidence>): Evidence => ({
    id,
    detectorId: 'd',
    detectorVersion: '1',
    detectorState: 'active',
    family: 'client',
    sources: ['edge'],
    lawfulUse: 'decisive',
    nature: 'substantive',
    elements: ['conduct'],
    ...changes,
  });
  const sound: Proposal = {
    kind: 'suspend',
    scope: 'account',
    until: LATER,
    clause: { id: 'supported-regions', elements: ['conduct', 'control'] },
    route: 'transfer_station',
    ground: 'contractual',
    evidence: [
      piece('a', { elements: ['conduct'] }),
      piece('b', { family: 'payment', sources: ['cards'], elements: ['control'] }),
    ],
    reasons: 'One device id and one card behind 31 accounts.',
    alsoConsidered: 'Revoking the keys alone: new keys were made within the hour before.',
    plan: { hit: [{ kind: 'account', id: 'x' }], leftOut: [], withoutFinding: [], victims: [] },
    reach: { accounts: 1, seats: 0, exchanges30d: 0, paying: 0, unknownSubjects: 0 },
  };
  const problems = (changes: Partial<Proposal>) =>
    checkProposal({ ...sound, ...changes }, NOW).problems.map(({ field, code }) => `${field}: ${code}`);

  it('that is sound has no problem', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ kind: 'terminate', until: null })).toEqual([]);
  });

  it('says what is missing at its field', () => {
    expect(problems({ kind: 'terminate', scope: 'api_key', until: null })).toEqual(['scope: SCOPE_NOT_POSSIBLE']);
    expect(problems({ until: null })).toEqual(['until: END_REQUIRED']);
    expect(problems({ until: NOW })).toEqual(['until: END_NOT_AHEAD']);
    expect(problems({ clause: null })).toEqual(['clause: CLAUSE_REQUIRED']);
    expect(problems({ route: null })).toEqual(['route: ROUTE_REQUIRED']);
    expect(problems({ ground: null })).toEqual(['ground: GROUND_REQUIRED']);
    expect(problems({ reasons: ' ' })).toEqual(['reasons: REASONS_REQUIRED']);
    expect(problems({ alsoConsidered: '' })).toEqual(['alsoConsidered: ALTERNATIVES_REQUIRED']);
    expect(problems({ evidence: [] })).toEqual([
      'evidence: EVIDENCE_REQUIRED',
      'evidence: ELEMENT_WITHOUT_EVIDENCE',
      'evidence: SIGNALS_NOT_INDEPENDENT',
    ]);
    expect(problems({ plan: { ...sound.plan, hit: [] } })).toEqual(['plan: NOBODY_TO_HIT']);
    expect(problems({ plan: { ...sound.plan, withoutFinding: sound.plan.hit } })).toEqual(['plan: FINDING_MISSING']);
    expect(problems({ reach: { ...sound.reach, unknownSubjects: 1 } })).toEqual(['reach: REACH_UNKNOWN']);
    const element = [piece('a', {}), piece('b', { family: 'payment', sources: ['cards'] })];
    expect(problems({ evidence: element })).toEqual(['evidence: ELEMENT_WITHOUT_EVIDENCE']);
  });

  it('of a suspension on one source is refused with that sentence and with what is allowed', () => {
    const evidence = [piece('a', { elements: ['conduct', 'control'] }), piece('b', { family: 'account' })];
    const { problems: found } = checkProposal({ ...sound, evidence }, NOW);
    expect(found).toMatchObject([
      {
        code: 'SIGNALS_NOT_INDEPENDENT',
        message: expect.stringContaining('One source, twice'),
        allowed: expect.arrayContaining(['require_verification']),
      },
    ]);
    expect(checkProposal({ ...sound, evidence, kind: 'require_verification' }, NOW).problems).toEqual([]);
  });

  it('of no violation needs clause, reasons and evidence, and nothing that only an action needs', () => {
    const cleared = { kind: 'no_violation', until: null, route: null, ground: null, alsoConsidered: '' } as const;
    expect(problems(cleared)).toEqual([]);
    expect(problems({ ...cleared, reasons: '', clause: null })).toHaveLength(2);
  });
});

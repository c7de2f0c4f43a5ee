import { describe, expect, it } from 'vitest';
import { DSA_LIMITS, dsaStatement } from './dsa-statement.js';
import { MESSAGES_EN } from './messages.en.js';
import { noticeLanguage, noticeText } from './messages.js';
import { renderLetter, renderStatement } from './render.js';
import {
  DEFAULT_STILL_WORKS,
  type HittingKind,
  type Statement,
  type StatementInput,
  statementOfReasons,
  subjectsInWords,
} from './statement-of-reasons.js';

const input: StatementInput = {
  language: 'en',
  reference: 'N-1042',
  customerName: 'Quipu Pagos',
  kind: 'suspend',
  subjects: [{ kind: 'organization', name: 'Quipu Pagos' }],
  restriction: null,
  from: new Date('2026-11-20T08:15:30Z'),
  until: new Date('2026-12-20T08:00:00Z'),
  ground: 'contractual',
  clause: { title: 'Supported regions', text: 'Access is for use in supported regions.' },
  facts: [
    { text: 'On 18 and 19 November, 41 of 44 sessions came from addresses outside your registered offices.' },
    { text: 'Round trip above 180 ms', withheld: { item: 'threshold', reason: 'would show how to stay below it' } },
  ],
  families: ['network', 'payment', 'network'],
  automatedDetection: true,
  automatedDecision: 'not_automated',
  deciders: 2,
  stillWorks: DEFAULT_STILL_WORKS.suspend,
  wouldEnd: ['date', 'location_proof', 'appeal'],
  appealUrl: 'https://appeals.provider.example/m/abc?x=1&y=2',
  appealUntil: new Date('2027-05-20T08:15:00Z'),
  appealTargetHours: 72,
  replyTo: 'review@provider.example',
};
const made = (changes: Partial<StatementInput> = {}): Statement => {
  const statement = statementOfReasons({ ...input, ...changes });
  if (!statement.ok) throw new Error(statement.code);
  return statement;
};

describe('the statement of reasons', () => {
  it('says everything in the order of the portal', () => {
    const { sections, subjectLine } = made();
    expect(subjectLine).toBe('About your use of our API: access is suspended (N-1042)');
    expect(sections.map(({ id }) => id)).toEqual([
      'what',
      'since',
      'still_works',
      'why',
      'how',
      'ends',
      'appeal',
      'next',
    ]);
    const { text } = renderStatement(made());
    for (const part of [
      'We suspended access to our API for your organization (Quipu Pagos).',
      'Since 20 November 2026, 08:15 UTC. It ends by itself on 20 December 2026, 08:00 UTC.',
      'The ground is our contract with you: Supported regions.',
      '41 of 44 sessions',
      'where connections came from; payment details',
      'Automated means pointed out what we looked at.',
      'People decided it: 2 people, each by themselves.',
      'Proof of where your team works',
      'You have until 20 May 2027, 08:15 UTC.',
      'temporary access during the review',
      'within 72 hours',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('leaves out what is withheld, says that it did, and records it with its reason', () => {
    const statement = made();
    const { text, html } = renderStatement(statement);
    expect(text + html).not.toContain('180 ms');
    expect(text).toContain('We left out: exact thresholds.');
    expect(statement.withheld).toEqual([
      { item: 'threshold', reason: 'would show how to stay below it', text: 'Round trip above 180 ms' },
    ]);
    const silent = [{ text: 'a' }, { text: 'b', withheld: { item: 'signature', reason: '' } }] as const;
    expect(statementOfReasons({ ...input, facts: silent })).toMatchObject({ code: 'REASON_REQUIRED' });
  });

  it('is refused when every fact is withheld: nothing could be contested', () => {
    expect(statementOfReasons({ ...input, facts: input.facts.slice(1) })).toMatchObject({ code: 'FACTS_REQUIRED' });
    expect(statementOfReasons({ ...input, facts: [{ text: ' ' }] })).toMatchObject({ code: 'FACTS_REQUIRED' });
  });

  it('exists for each kind that hits somebody, without blame, threat or bare machinery', () => {
    for (const kind of Object.keys(DEFAULT_STILL_WORKS) as HittingKind[]) {
      for (const until of [null, input.until]) {
        const statement = made({
          kind,
          until,
          restriction: 'model aurora-large',
          stillWorks: DEFAULT_STILL_WORKS[kind],
        });
        const { text } = renderStatement(statement);
        expect(text).not.toMatch(/undefined|null|\{|\}|our systems|abuse|fraud|criminal|must immediately/i);
        expect(text).toContain(input.appealUrl);
      }
    }
  });

  it('names a few subjects and counts the rest', () => {
    const subjects = Array.from({ length: 203 }, (_, index) => ({ kind: 'account', name: `acct_${index}` }) as const);
    expect(subjectsInWords('en', subjects)).toBe('203 accounts (acct_0, acct_1, acct_2, acct_3, acct_4, and 198 more)');
    expect(subjectsInWords('en', [{ kind: 'api_key', name: 'key_5' }])).toBe('one API key (key_5)');
  });

  it('escapes what others wrote, and links its own address once without swallowing the full stop', () => {
    const { html } = renderStatement(
      made({ customerName: '<b>"Ünal" & Söhne</b>', facts: [{ text: 'javascript:alert(1) <img src=x>' }] }),
    );
    expect(html).not.toMatch(/<b>|<img|href="javascript/);
    expect(html).toContain('&lt;b&gt;&quot;Ünal&quot; &amp; Söhne&lt;/b&gt;');
    expect(html).toContain('<a href="https://appeals.provider.example/m/abc?x=1&amp;y=2">');
    const letter = renderLetter('action_ended', 'en', {
      customer: 'Q',
      reference: 'N-1',
      subjects: 'one account (a)',
      at: 'today',
      url: 'https://p.example/x.',
    });
    expect(letter.html).toContain('<a href="https://p.example/x">https://p.example/x</a>.');
  });
});

describe('letters', () => {
  const values = {
    customer: 'Quipu Pagos',
    reference: 'N-7',
    subjects: 'one API key (key_5)',
    url: 'https://p.example/x',
    by: '24 November 2026',
    at: '20 November 2026',
    question: 'Where is your team?',
    reason: 'Your lease shows it.',
  };
  it('exist for each kind and each result of an appeal', () => {
    for (const kind of [
      'victim_notice',
      'verification_request',
      'appeal_acknowledged',
      'appeal_question',
      'action_ended',
    ] as const) {
      expect(renderLetter(kind, 'en', values).text).toContain('https://p.example/x');
    }
    for (const result of ['upheld', 'partly_reversed', 'reversed', 'inadmissible'] as const) {
      expect(renderLetter('appeal_result', 'en', values, result).text).toContain('Your lease shows it.');
    }
    expect(renderLetter('appeal_result', 'en', values, 'inadmissible').text).toContain('You can complete it once');
    expect(renderLetter('appeal_result', 'en', values, 'inadmissible_again').text).toContain(
      'cannot be completed again',
    );
    expect(renderLetter('victim_notice', 'en', values).text).toContain('You did nothing wrong');
  });

  it('never go out with a hole', () => {
    expect(() => noticeText('en', 'greeting')).toThrow('no value for customer');
    for (const text of Object.values(MESSAGES_EN)) expect(text.trim()).toBe(text);
    expect(noticeLanguage('en-GB')).toBe('en');
    expect(noticeLanguage('es')).toBe('en');
    expect(noticeLanguage(null)).toBe('en');
  });
});

describe('the DSA record', () => {
  const dsa = {
    id: '0199-abc',
    kind: 'suspend',
    scope: 'organization',
    ground: 'contractual',
    clause: { title: 'Supported regions', text: 'Access is for use in supported regions.' },
    route: 'intranet_tunnel',
    families: ['network', 'payment'],
    automatedDetection: true,
    automatedDecision: 'partially_automated',
    from: new Date('2026-11-20T23:59:00Z'),
    until: new Date('2026-12-20T08:00:00Z'),
  } as const;

  it('carries the fields of the ground that was used, and no personal data', () => {
    const record = dsaStatement(dsa);
    expect(record).toMatchObject({
      decision_account: 'DECISION_ACCOUNT_SUSPENDED',
      decision_provision: null,
      decision_ground: 'DECISION_GROUND_INCOMPATIBLE_CONTENT',
      incompatible_content_ground: 'Supported regions',
      illegal_content_legal_ground: null,
      automated_detection: 'Yes',
      automated_decision: 'AUTOMATED_DECISION_PARTIALLY',
      application_date: '2026-11-20',
      end_date_account_restriction: '2026-12-20',
      puid: '0199-abc',
    });
    const legal = dsaStatement({ ...dsa, ground: 'legal', kind: 'restrict', families: ['report'] });
    expect(legal).toMatchObject({
      decision_account: null,
      decision_provision: 'DECISION_PROVISION_PARTIAL_SUSPENSION',
      illegal_content_legal_ground: 'Supported regions',
      incompatible_content_ground: null,
      source_type: 'SOURCE_TYPE_OTHER_NOTIFICATION',
      end_date_account_restriction: null,
    });
  });

  it('fits the limits whatever it is given, and never cuts a character in half', () => {
    const long = '🜁'.repeat(6_000);
    const record = dsaStatement({
      ...dsa,
      id: `n/${'ü'.repeat(600)}`,
      clause: { title: long, text: long },
      route: long,
    });
    for (const [field, limit] of Object.entries(DSA_LIMITS)) {
      const value = record[field as keyof typeof DSA_LIMITS];
      if (value !== null) expect([...value].length).toBeLessThanOrEqual(limit);
      expect(value ?? '').not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
    }
    expect(record.puid).toMatch(/^[a-zA-Z0-9-_]+$/);
  });
});

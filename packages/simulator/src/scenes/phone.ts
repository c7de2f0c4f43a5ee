import { castActor, recordsOf, storyAlert } from '../story/cast-actor.js';
import { relayPrograms } from '../world/software.js';
import { DAY, HOUR, MINUTE, refOf, type Scene, sketched } from './scene.js';

/**
 * Scene 6. What a customer reads on the phone: one of three accounts of a school in Durban is suspended, since when,
 * what still works, what would end it, and when the next answer comes.
 */
export function phoneScene(now: number): Scene {
  const organization = sketched({
    id: 'org_marula',
    name: 'Marula Learning (Pty) Ltd',
    domain: 'marulalearning.example',
    country: 'ZA',
    seats: 22,
    exchanges30d: 96_000,
    plan: 'business',
    size: 'small',
    contact: 'Thandeka Ndlovu',
    owner: 'Nomsa Dlamini',
  });
  const relay = relayPrograms[1] as (typeof relayPrograms)[number];
  const actors = ['web', 'classroom', 'contractor'].map((name) =>
    castActor(organization, {
      account: `acct_marula_${name}`,
      key: `key_marula_${name}`,
      route: 'transfer_station',
      label: name === 'contractor' ? 'knowing_participant' : 'bystander',
      cluster: 'org_marula',
      change: {
        ja4: relay.ja4,
        userAgent: relay.userAgent,
        relaySoftware: name === 'contractor' ? relay.name : null,
        endUsers: 320,
        cohort: { accounts: 6, organizations: 5, startedAt: now - 20 * DAY },
      },
    }),
  );
  const contractor = actors[2] as (typeof actors)[number];
  const effective = now - 26 * HOUR;
  const made = [
    storyAlert('relay-signature-marula-1', {
      detector: 'relay-signature',
      actor: contractor,
      at: effective - 9 * HOUR,
      says: { severity: 4 },
    }),
    storyAlert('relay-signature-marula-2', {
      detector: 'relay-signature',
      actor: contractor,
      at: effective - 7 * HOUR,
      says: { severity: 4 },
    }),
    storyAlert('instrument-reuse-marula-1', {
      detector: 'instrument-reuse',
      actor: contractor,
      at: effective - 8 * HOUR,
      says: { severity: 4 },
    }),
  ];
  const anchor = refOf((made[0] as (typeof made)[number]).alert);
  const step = (minutes: number) => effective + minutes * MINUTE;
  return {
    number: 6,
    title: 'The customer’s phone',
    look: 'What happened, what still works, what would end it, and when the next answer comes.',
    screen: 'portal',
    role: 'customer',
    anchor,
    records: recordsOf(actors, now - 500 * DAY),
    truth: made.map(({ truth }) => truth),
    steps: [
      { at: step(-400), do: 'alerts.post', alerts: made.map(({ alert }) => alert) },
      { at: step(-61), do: 'case.claim', by: 'mira', case: anchor },
      {
        at: step(-58),
        do: 'case.find',
        by: 'mira',
        case: anchor,
        subjects: null,
        finding: 'knowing_participant',
        reason: 'The contractor’s integration passes requests of strangers on.',
      },
      {
        at: step(-55),
        do: 'decision.propose',
        by: 'mira',
        case: anchor,
        kind: 'suspend',
        scope: 'account',
        subjects: [{ kind: 'account', id: contractor.account }],
        route: 'transfer_station',
        ground: 'contractual',
        clause: 'no-resale',
        evidence: null,
        facts:
          'Requests of about 320 people who do not belong to your organization came through the account “contractor” with a program that passes requests on for others, and its card also pays for accounts of other organizations.',
        reasons: 'Relay software on one of three accounts; the other two show nothing of the kind.',
        considered: [
          'Organization-wide: the classroom account is used by pupils and shows nothing.',
          'Rate limit: the relaying would go on.',
        ],
        until: effective + 21 * DAY,
        clearing: null,
      },
      { at: step(-14), do: 'decision.approve', by: 'sigrid', case: anchor, reason: 'Narrow scope, two sources.' },
      { at: effective, do: 'action.confirm', case: anchor, status: 'in_effect' },
      { at: step(3), do: 'notice.deliver', case: anchor },
      {
        at: now - 5 * HOUR,
        do: 'appeal.submit',
        case: anchor,
        customer: { kind: 'organization', id: organization.id },
        statement:
          'The contractor left us in October. We did not know that their integration was still running. We have asked them to stop and would like to keep the account with a new key.',
        papers: [
          {
            fileName: 'contract-termination.pdf',
            title: 'End of contract',
            lines: [
              'Marula Learning (Pty) Ltd, Durban',
              'The integration contract ended on 30 October 2026.',
              'All access was to be handed back on that day.',
            ],
          },
        ],
      },
    ],
  };
}

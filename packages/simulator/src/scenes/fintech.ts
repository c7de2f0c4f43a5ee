import type { DetectorId } from '../detectors/registry.js';
import { castActor, recordsOf, type StoryAlert, storyAlert } from '../story/cast-actor.js';
import type { Paper, StoryStep } from '../story/step.js';
import type { SimulatedAlert } from '../wire.js';
import type { Actor } from '../world/actor.js';
import { DAY, HOUR, MINUTE, type OrganizationSketch, refOf, type Scene, sketched } from './scene.js';

/** Software of a payroll vendor, delivered as a machine image: the client that all four customers share. */
const PAYROLL = { ja4: 't13d1517h2_4be90a11c2d7_99f01c3a5be2', userAgent: 'nomina-sync/4.2' };

/** It looks into machine images too, since a week before all this; the four decisions stand and fall with it. */
const NEW_VERSION = { id: 'device-id-collision', version: '2.2', state: 'active' } as const;

function customer(sketch: OrganizationSketch, accounts: number, guilty: boolean): Actor[] {
  const organization = sketched(sketch);
  return Array.from({ length: accounts }, (_, i) =>
    castActor(organization, {
      account: `acct_${sketch.id.slice(4)}_${i + 1}`,
      key: `key_${sketch.id.slice(4)}_${i + 1}`,
      route: 'transfer_station',
      label: guilty ? 'knowing_participant' : 'innocent',
      cluster: organization.id,
      change: { ...PAYROLL, cohort: { accounts: 31, organizations: 4, startedAt: 0 } },
    }),
  );
}

function alertsOf(actors: readonly Actor[], at: number, name: string): SimulatedAlert[] {
  const plan: readonly (readonly [DetectorId, number, number])[] = [
    ['device-id-collision', 0, 95],
    ['payment-mismatch', 1, 64],
    ['payment-mismatch', 0, 31],
  ];
  return plan.map(([detector, account, minutes], n) => {
    const alert: StoryAlert = {
      detector,
      actor: actors[account % actors.length] as Actor,
      at: at - minutes * MINUTE,
      says: { severity: 4, confidence: 86, ...(detector === NEW_VERSION.id ? { detector: NEW_VERSION } : {}) },
      data: detector === NEW_VERSION.id ? { softwareSeen: PAYROLL.userAgent, organizations: 4 } : {},
    };
    return storyAlert(`${detector}-${name}-${n + 1}`, alert);
  });
}

const FACTS =
  'One device identifier of your programs appears at several organizations that otherwise have nothing in common, and the card that pays was issued in another country than the one you bill to.';

const PAPERS: readonly Paper[] = [
  {
    fileName: 'extracto-registro.pdf',
    title: 'Registro mercantil - extracto',
    lines: [
      'Sierralta Pagos S.A.S.',
      'Medellín, Colombia',
      'Constituida: 14 de mayo de 2019',
      'Capital: residentes en Colombia, 100 %',
    ],
    chart: [
      { label: 'Camila Villanueva (CO), Mateo Ibarra (CO)', share: '60 % / 40 %' },
      { label: 'Sierralta Pagos S.A.S. (CO)' },
    ],
  },
  {
    fileName: 'carta-proveedor-nomina.pdf',
    title: 'Carta del proveedor de nómina',
    lines: [
      'Entregamos nuestro programa nomina-sync 4.2 como imagen de máquina.',
      'Todas las copias llevan el mismo identificador de dispositivo.',
      'Lo corregimos en la versión 4.3.',
    ],
  },
];

/**
 * Scene 3. A fintech with 60 seats in Medellín was suspended on a device id that its payroll vendor ships with every
 * machine image; appealed within the hour; reversed. 3 h 10 min × 60 seats = 190 seat-hours. Three more customers of
 * the vendor still stand decided on the same evidence.
 */
export function fintechScene(now: number): Scene {
  const effective = Math.floor(now / DAY) * DAY - 9 * DAY + 15 * HOUR + 10 * MINUTE;
  const fintech = customer(
    {
      id: 'org_sierralta',
      name: 'Sierralta Pagos S.A.S.',
      domain: 'sierraltapagos.example',
      country: 'CO',
      seats: 60,
      exchanges30d: 418_000,
      plan: 'business',
      size: 'medium',
      contact: 'Camila Villanueva',
      owner: 'Mateo Ibarra',
    },
    4,
    false,
  );
  const made = alertsOf(fintech, effective - 5 * HOUR, 'sierralta');
  const anchor = refOf((made[0] as SimulatedAlert).alert);
  const organization = { kind: 'organization', id: 'org_sierralta' } as const;
  const step = (minutes: number) => effective + minutes * MINUTE;
  const steps: StoryStep[] = [
    { at: step(-295), do: 'alerts.post', alerts: made.map(({ alert }) => alert) },
    { at: step(-52), do: 'case.claim', by: 'amara', case: anchor },
    {
      at: step(-50),
      do: 'case.find',
      by: 'amara',
      case: anchor,
      subjects: null,
      finding: 'knowing_participant',
      reason: 'Device id shared with three unrelated organizations; card from another country.',
    },
    {
      at: step(-46),
      do: 'decision.propose',
      by: 'amara',
      case: anchor,
      kind: 'suspend',
      scope: 'organization',
      subjects: null,
      route: 'transfer_station',
      ground: 'contractual',
      clause: 'supported-regions',
      evidence: null,
      facts: FACTS,
      reasons: 'A device id on four organizations and a card that does not fit: the pattern of pooled accounts.',
      considered: ['Verification first: the pattern is known and use goes on meanwhile.'],
      until: effective + 30 * DAY,
      clearing: null,
    },
    {
      at: step(-12),
      do: 'decision.approve',
      by: 'rafael',
      case: anchor,
      reason: 'Two families, two sources; 60 seats, below the second threshold.',
    },
    { at: effective, do: 'action.confirm', case: anchor, status: 'in_effect' },
    { at: step(2), do: 'notice.deliver', case: anchor },
    {
      at: step(41),
      do: 'appeal.submit',
      case: anchor,
      customer: organization,
      statement:
        'All sixty of us work in Medellín, and salaries go out tomorrow. The device id that you mention comes with the machine image of our payroll vendor; every customer of theirs has it. Our card is from the Panamanian bank of our investor. Please look at the attached letter and restore us.',
      papers: PAPERS,
      asksForRelief: 'Salaries of 60 people run through this tomorrow morning.',
    },
    {
      at: step(66),
      do: 'appeal.claim',
      by: 'kwame',
      case: anchor,
      firstReading: 'The letter explains the identifier, and can be checked with the vendor today.',
    },
    {
      at: step(182),
      do: 'appeal.decide',
      by: 'kwame',
      case: anchor,
      result: 'reversed',
      reason: 'mistaken_fact',
      text: 'You were right. The identifier belongs to software that your payroll vendor delivers to all its customers; it says nothing about who uses the account. Your access is restored, and the suspension is removed from your record. We are sorry.',
      mistaken: made
        .filter(({ alert }) => alert.detector.id === 'device-id-collision')
        .map(({ alert }) => refOf(alert)),
      mistakenReason: 'shared_infrastructure',
    },
    // 15:10 to 18:20: what the wrongful suspension is counted by.
    { at: step(190), do: 'action.confirm', case: anchor, status: 'lifted' },
    { at: step(193), do: 'notice.deliver', case: anchor },
  ];

  const others = [
    {
      id: 'org_australpay',
      name: 'Nómina Austral SpA',
      domain: 'nominaaustral.example',
      country: 'CL',
      seats: 18,
      contact: 'Joaquín Urrutia',
      owner: 'Pilar Gallardo',
      daysBefore: 6,
      kind: 'suspend' as const,
      by: 'mira',
    },
    {
      id: 'org_quetzalcred',
      name: 'Créditos Quetzal S. de R.L.',
      domain: 'creditosquetzal.example',
      country: 'MX',
      seats: 35,
      contact: 'Ximena Robledo',
      owner: 'Diego Salvatierra',
      daysBefore: 4,
      kind: 'suspend' as const,
      by: 'leyla',
    },
    {
      id: 'org_ceibosalud',
      name: 'Ceibo Salud S.A.',
      domain: 'ceibosalud.example',
      country: 'AR',
      seats: 11,
      contact: 'Bruno Peñaloza',
      owner: 'Valeria Zúñiga',
      daysBefore: 2,
      kind: 'rate_limit' as const,
      by: 'tomas',
    },
  ];
  const all: { actors: Actor[]; made: SimulatedAlert[] }[] = [{ actors: fintech, made }];
  for (const other of others) {
    const actors = customer({ ...other, exchanges30d: other.seats * 5200, plan: 'team', size: 'small' }, 2, false);
    const at = effective - other.daysBefore * DAY;
    const theirs = alertsOf(actors, at - 4 * HOUR, other.id.slice(4));
    const theirCase = refOf((theirs[0] as SimulatedAlert).alert);
    all.push({ actors, made: theirs });
    steps.push(
      { at: at - 3.9 * HOUR, do: 'alerts.post', alerts: theirs.map(({ alert }) => alert) },
      { at: at - 44 * MINUTE, do: 'case.claim', by: other.by, case: theirCase },
      {
        at: at - 42 * MINUTE,
        do: 'case.find',
        by: other.by,
        case: theirCase,
        subjects: null,
        finding: 'knowing_participant',
        reason: 'Device id shared across unrelated organizations, card from another country.',
      },
      {
        at: at - 38 * MINUTE,
        do: 'decision.propose',
        by: other.by,
        case: theirCase,
        kind: other.kind,
        scope: 'account',
        subjects: null,
        route: 'transfer_station',
        ground: 'contractual',
        clause: 'supported-regions',
        evidence: null,
        facts: FACTS,
        reasons: 'Same device pattern as other pooled accounts, with a payment that does not fit.',
        considered: ['A warning: would not stop shared use.'],
        until: effective + 60 * DAY,
        clearing: null,
      },
    );
    if (other.kind === 'suspend') {
      steps.push({
        at: at - 9 * MINUTE,
        do: 'decision.approve',
        by: 'sigrid',
        case: theirCase,
        reason: 'Two families, two sources.',
      });
    }
    steps.push(
      { at, do: 'action.confirm', case: theirCase, status: 'in_effect' },
      { at: at + 3 * MINUTE, do: 'notice.deliver', case: theirCase },
    );
  }
  return {
    number: 3,
    title: 'A 60-seat fintech, suspended and restored after 3 h 10 min',
    look: '190 seat-hours of harm are counted, the detector’s score fell, and three more cases rest on the same evidence.',
    screen: 'appeal',
    role: 'appeal_reviewer',
    anchor,
    records: all.flatMap(({ actors }) => recordsOf(actors, effective - 400 * DAY)),
    truth: all.flatMap((one) => one.made.map(({ truth }) => truth)),
    steps: steps.sort((a, b) => a.at - b.at),
  };
}

import { asns } from '../names/network.js';
import { castActor, recordsOf, storyAlert } from '../story/cast-actor.js';
import { gatewayClients } from '../world/software.js';
import { HOUR, MINUTE, refOf, type Scene, sketched } from './scene.js';

/**
 * Scene 1. The first case on the desk has an obvious answer that is wrong: a school platform whose gateway serves 5,000
 * pupils. Two detectors of different families agree, and both rest on the same bought list.
 */
export function gatewayScene(now: number): Scene {
  const organization = sketched({
    id: 'org_ponteaberta',
    name: 'Ponte Aberta Aprendizagem, Lda.',
    domain: 'ponteaberta.example',
    country: 'PT',
    seats: 84,
    exchanges30d: 2_940_000,
    plan: 'enterprise',
    size: 'medium',
    contact: 'Lívia Tavares',
    owner: 'Tiago Guimarães',
  });
  const gateway = gatewayClients[0] as (typeof gatewayClients)[number];
  const actors = ['prod', 'pilot'].map((stage) =>
    castActor(organization, {
      account: `acct_ponteaberta_${stage}`,
      key: `key_ponteaberta_${stage}`,
      route: 'transfer_station',
      label: 'innocent',
      cluster: organization.id,
      change: {
        ...gateway,
        relaySoftware: 'ferryman',
        ips: ['198.51.100.24', '198.51.100.25'],
        asn: asns.cloud[0],
        access: 'hosting',
        endUsers: 5012,
        cohort: { accounts: 2, organizations: 1, startedAt: now - 140 * 24 * HOUR },
      },
    }),
  );
  const [prod, pilot] = actors as [(typeof actors)[number], (typeof actors)[number]];
  const posted = now - 3 * HOUR - 22 * MINUTE;
  const made = [
    ...[7.6, 6.4, 5.3, 4.5, 3.9].map((hours, i) =>
      storyAlert(`egress-signature-pa-${i + 1}`, {
        detector: 'egress-signature',
        actor: i === 3 ? pilot : prod,
        at: now - hours * HOUR,
        says: { severity: 5, confidence: 88, title: 'Handshake seen at catalogued relay exits, 5,012 end users' },
        data: { catalogue: 'exit-atlas signatures 2026-10', endUsersSeen: 5012 },
      }),
    ),
    ...[7.9, 7.1, 6.0, 5.1, 4.2, 3.7].map((hours, i) =>
      storyAlert(`ip-intelligence-pa-${i + 1}`, {
        detector: 'ip-intelligence',
        actor: i === 4 ? pilot : prod,
        at: now - hours * HOUR,
        says: { severity: 4, confidence: 82 },
        data: { networkKind: 'hosting', accountsOnAddress: 2, vendor: 'exit-atlas' },
      }),
    ),
  ];
  const alerts = made.map(({ alert }) => alert);
  return {
    number: 1,
    title: 'A gateway with 5,000 end users',
    look: 'Two detectors agree, and both rest on one source: the suspend button says so, and verification is one click away.',
    screen: 'desk',
    role: 'reviewer',
    anchor: refOf(alerts[0] as (typeof alerts)[number]),
    // Nearly all of its use goes through one account: the gateway's.
    records: recordsOf(actors, now - 300 * 24 * HOUR).map((record) =>
      record.kind !== 'account'
        ? record
        : record.id === prod.account
          ? { ...record, seats: 80, exchanges30d: 2_931_000 }
          : { ...record, seats: 4, exchanges30d: 9_000 },
    ),
    truth: made.map(({ truth }) => truth),
    steps: [{ at: posted, do: 'alerts.post', alerts }],
  };
}

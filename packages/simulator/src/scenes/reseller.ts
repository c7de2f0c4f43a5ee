import type { DetectorId } from '../detectors/registry.js';
import { Random } from '../random.js';
import { castActor, recordsOf, storyAlert } from '../story/cast-actor.js';
import type { SimulatedAlert, SubjectRef } from '../wire.js';
import { cardOf } from '../world/kit.js';
import { makeOrganization } from '../world/organization.js';
import { country } from '../world/places.js';
import { relayPrograms } from '../world/software.js';
import { DAY, HOUR, MINUTE, refOf, type Scene } from './scene.js';

const PARTNER = 'part_kestrel';
const COUNTRIES = ['IE', 'NL', 'PL', 'RO', 'BG', 'GR', 'IT', 'PT', 'ES', 'FR', 'DE', 'AT'];
const BAD = 7;

/**
 * Scene 4. A reseller with twelve customers of its own, all paid with the reseller's card. One of them runs a relay; the
 * other eleven are ordinary. Suspending the reseller would hit them all.
 */
export function resellerScene(now: number): Scene {
  const card = cardOf(0x51ce, 'IE');
  const relay = relayPrograms[0] as (typeof relayPrograms)[number];
  const posted = now - 15 * HOUR;
  const customers = COUNTRIES.map((code, n) => {
    const bad = n === BAD;
    const organization = makeOrganization(Random.of(404, 'kestrel', n), country(code), {
      id: `org_kestrel_${n + 1}`,
      domainTail: `k${n + 1}`,
      size: 'small',
      plan: 'business',
      partner: PARTNER,
    });
    const accounts = Array.from({ length: bad ? 3 : 1 }, (_, i) =>
      castActor(organization, {
        account: `acct_kestrel_${n + 1}_${i + 1}`,
        key: `key_kestrel_${n + 1}_${i + 1}`,
        route: 'reseller_unscreened',
        label: bad ? 'operator' : 'bystander',
        cluster: 'reseller-kestrel',
        change: {
          cards: [card],
          ...(bad
            ? { ja4: relay.ja4, userAgent: relay.userAgent, relaySoftware: relay.name, endUsers: 1740 }
            : { endUsers: 40 }),
          cohort: { accounts: 14, organizations: 12, startedAt: now - 70 * DAY },
        },
      }),
    );
    return { bad, organization, accounts };
  });
  const made: SimulatedAlert[] = [];
  const add = (name: string, detector: DetectorId, n: number, i: number, hours: number, severity: number) => {
    const actor = customers[n]?.accounts[i];
    if (!actor) return;
    made.push(
      storyAlert(`${detector}-kestrel-${name}`, { detector, actor, at: posted - hours * HOUR, says: { severity } }),
    );
  };
  customers.forEach(({ bad, accounts }, n) => {
    accounts.forEach((_, i) => {
      add(`${n + 1}-${i + 1}`, 'instrument-reuse', n, i, 30 + n, 3);
      if (bad) add(`${n + 1}-${i + 1}`, 'relay-signature', n, i, 9 + i * 3, 4);
    });
  });
  const [reported] = customers[BAD]?.accounts ?? [];
  if (reported) {
    made.push(
      storyAlert('partner-report-kestrel-tip', {
        detector: 'partner-report',
        actor: reported,
        at: posted - 6 * HOUR,
        says: {
          severity: 3,
          subject: { kind: 'partner', id: PARTNER },
          related: [{ kind: 'organization', id: `org_kestrel_${BAD + 1}` }],
        },
      }),
    );
  }
  made.sort((a, b) => a.at - b.at);
  const alerts = made.map(({ alert }) => alert);
  const anchor = refOf(alerts.find((alert) => alert.detector.id === 'relay-signature') as (typeof alerts)[number]);
  const subjectsOf = (wanted: boolean): SubjectRef[] =>
    customers
      .filter(({ bad }) => bad === wanted)
      .flatMap(({ accounts }) => accounts.map((actor) => ({ kind: 'account', id: actor.account })));
  const actors = customers.flatMap(({ accounts }) => accounts);
  return {
    number: 4,
    title: 'A reseller with twelve customers, one of them bad',
    look: 'A partner-wide action would hit twelve customers; the findings single out one.',
    screen: 'case',
    role: 'reviewer',
    anchor,
    records: recordsOf(actors, now - 200 * DAY).map((record) =>
      record.kind === 'partner' ? { ...record, name: 'Kestrel Bridge Resale', country: 'IE' } : record,
    ),
    truth: made.map(({ truth }) => truth),
    steps: [
      { at: posted, do: 'alerts.post', alerts },
      { at: posted + 95 * MINUTE, do: 'case.claim', by: 'leyla', case: anchor },
      {
        at: posted + 99 * MINUTE,
        do: 'case.find',
        by: 'leyla',
        case: anchor,
        subjects: subjectsOf(true),
        finding: 'operator',
        reason: 'Relay software behind 1,740 end users.',
      },
      {
        at: posted + 100 * MINUTE,
        do: 'case.find',
        by: 'leyla',
        case: anchor,
        subjects: [{ kind: 'partner', id: PARTNER }],
        finding: 'facilitator',
        reason: 'The reseller pays for all twelve, and never asked the twelfth who its 1,740 end users are.',
      },
      {
        at: posted + 101 * MINUTE,
        do: 'case.find',
        by: 'leyla',
        case: anchor,
        subjects: subjectsOf(false),
        finding: 'bystander',
        reason: 'Ordinary customers of the reseller. All they share is the card that the reseller pays with.',
      },
      {
        at: posted + 103 * MINUTE,
        do: 'case.comment',
        by: 'leyla',
        case: anchor,
        text: 'Eleven of the twelve are bystanders. Asking Kestrel for its screening file of the twelfth before anything partner-wide is considered.',
      },
      {
        at: posted + 104 * MINUTE,
        do: 'case.release',
        by: 'leyla',
        case: anchor,
        reason: 'waiting for a colleague of the partner desk',
      },
    ],
  };
}

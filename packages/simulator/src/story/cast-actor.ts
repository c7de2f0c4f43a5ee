import { emitAlert } from '../detectors/emit.js';
import type { DetectorId } from '../detectors/registry.js';
import { asns, ipv6, network64 } from '../names/network.js';
import { Random, seedOf } from '../random.js';
import type { AlertBody, DirectoryRecord, RouteCode, SimulatedAlert, TruthLabel } from '../wire.js';
import type { Actor } from '../world/actor.js';
import { accountRecords, organizationRecords } from '../world/directory.js';
import { cardOf } from '../world/kit.js';
import type { Organization } from '../world/organization.js';
import { popularClients } from '../world/software.js';

export interface ActorWish {
  readonly account: string;
  readonly key: string;
  readonly route: RouteCode;
  readonly label: TruthLabel;
  readonly cluster: string;
  readonly change?: Partial<Actor>;
}

/** One account of `organization` for a story: everything its own, but for what the story changes. */
export function castActor(organization: Organization, wish: ActorWish): Actor {
  const random = Random.of(seedOf(7, organization.id), wish.account);
  const site = 0x20000 + (random.next() & 0xffff);
  const client = random.pick(popularClients);
  return {
    account: wish.account,
    key: wish.key,
    organization,
    label: wish.label,
    cluster: wish.cluster,
    campaign: wish.label === 'innocent' || wish.label === 'bystander' ? null : wish.cluster,
    route: wish.route,
    email: `${wish.account.slice(5)}@${organization.domain}`,
    phone: organization.phone,
    cards: [cardOf(seedOf(7, organization.id, 'card'), organization.country)],
    devices: [random.uuid()],
    ips: [ipv6(site, random.next())],
    network: network64(site),
    asn: random.pick(asns.access),
    access: 'fixed',
    ja4: client.ja4,
    userAgent: client.userAgent,
    relaySoftware: null,
    templates: [],
    registeredAddress: organization.registeredAddress,
    owner: organization.owner,
    partner: organization.partner,
    endUsers: 1,
    seats: organization.seats,
    claimed: organization.office,
    actual: organization.office,
    cohort: { accounts: 1, organizations: 1, startedAt: 0 },
    missing: 0,
    ...wish.change,
  };
}

export interface StoryAlert {
  readonly detector: DetectorId;
  readonly actor: Actor;
  readonly at: number;
  /** Overrides of what the detector would say. */
  readonly says?: Partial<Pick<AlertBody, 'severity' | 'confidence' | 'title' | 'detector' | 'subject' | 'related'>>;
  /** Added to the data of the evidence panel. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** An alert of a story. `id` names it for good: stories refer to it. */
export function storyAlert(id: string, { detector, actor, at, says, data }: StoryAlert): SimulatedAlert {
  const made = emitAlert({ detector, actor, at, id, seed: seedOf(7, id) });
  const [panel] = made.alert.evidence;
  const alert: AlertBody = {
    ...made.alert,
    ...says,
    evidence: panel ? [{ ...panel, data: { ...panel.data, ...data } }] : [],
  };
  return { alert, truth: { ...made.truth, subject: alert.subject }, at: made.at };
}

/** Directory records of organizations with their accounts. */
export function recordsOf(actors: readonly Actor[], since: number): DirectoryRecord[] {
  const records = new Map<string, DirectoryRecord>();
  for (const actor of actors) {
    if (actor.organization) {
      for (const record of organizationRecords(actor.organization, since))
        records.set(`${record.kind}:${record.id}`, record);
    }
    for (const record of accountRecords(actor, since)) records.set(`${record.kind}:${record.id}`, record);
  }
  return [...records.values()];
}

import type { DirectoryRecord } from '../wire.js';
import type { Actor } from './actor.js';
import type { Organization } from './organization.js';

/** The directory as the provider would send it: each organization before its accounts, each once. */
export function* directoryOfActors(
  actor: (index: number) => Actor,
  count: number,
  since: number,
): Generator<DirectoryRecord> {
  const known = new Set<string>();
  for (let i = 0; i < count; i += 1) {
    const one = actor(i);
    const organization = one.organization;
    if (organization && !known.has(organization.id)) {
      // Members of one organization are neighbours, so a short memory is enough in a large world.
      if (known.size > 50_000) known.clear();
      known.add(organization.id);
      yield* organizationRecords(organization, since);
    }
    yield* accountRecords(one, since);
  }
}

export function* organizationRecords(organization: Organization, since: number): Generator<DirectoryRecord> {
  const verifiedAt = new Date(since - 40 * 86_400_000).toISOString();
  if (organization.partner) {
    yield {
      kind: 'partner',
      id: organization.partner,
      version: 1,
      name: partnerName(organization.partner),
      country: 'IE',
    };
  }
  yield {
    kind: 'organization',
    id: organization.id,
    version: 1,
    ...(organization.partner
      ? { parent: { kind: 'partner', id: organization.partner }, partner: organization.partner }
      : {}),
    name: organization.name,
    country: organization.country,
    size: organization.size,
    plan: organization.plan,
    language: organization.language,
    registryNumber: organization.registryNumber,
    ...(organization.lei ? { lei: organization.lei } : {}),
    ...(organization.contractTerms ? { contractTerms: organization.contractTerms } : {}),
    registeredAddress: organization.registeredAddress,
    domain: organization.domain,
    office: organization.office,
    seats: organization.seats,
    exchanges30d: organization.exchanges30d,
    paying: organization.plan !== 'free',
  };
  yield {
    kind: 'contact',
    id: `con_${organization.id.slice(4)}`,
    version: 1,
    parent: { kind: 'organization', id: organization.id },
    name: organization.contact.name,
    email: organization.contact.email,
    verifiedAt,
    role: 'administrator',
    language: organization.language,
  };
}

export function* accountRecords(actor: Actor, since: number): Generator<DirectoryRecord> {
  const { organization } = actor;
  yield {
    kind: 'account',
    id: actor.account,
    version: 1,
    ...(organization ? { parent: { kind: 'organization', id: organization.id } } : {}),
    email: actor.email,
    country: actor.claimed.country,
    plan: organization?.plan ?? 'pro',
    language: organization?.language ?? 'en',
    seats: organization ? Math.min(40, Math.max(1, Math.round(organization.seats / 6))) : 1,
    exchanges30d: organization
      ? Math.max(1, Math.round(organization.exchanges30d / Math.max(1, organization.seats)))
      : 1200,
    paying: true,
  };
  yield { kind: 'api_key', id: actor.key, version: 1, parent: { kind: 'account', id: actor.account } };
  if (!organization) {
    yield {
      kind: 'contact',
      id: `con_${actor.account.slice(5)}`,
      version: 1,
      parent: { kind: 'account', id: actor.account },
      email: actor.email,
      verifiedAt: new Date(since - 20 * 86_400_000).toISOString(),
      role: 'owner',
      language: 'en',
    };
  }
}

export function partnerName(id: string): string {
  return `${id.slice(5).charAt(0).toUpperCase()}${id.slice(6)} Cloud Partners`;
}

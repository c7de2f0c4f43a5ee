import type { Route } from '@portcullis/domain';

/** What a new installation starts with. Everything here is data in the database afterwards, and is changed there. */

export interface QueueSeed {
  id: string;
  name: string;
  routes: Route[];
  /** Minutes to a decision, by severity (0 to 6). */
  slaMinutes: Record<number, number>;
}

const sla = (fatal: number, critical: number, high: number, medium: number, low: number): Record<number, number> => ({
  6: fatal,
  5: critical,
  4: high,
  3: medium,
  2: low,
  1: low,
  0: low,
});

/** A case goes to the first queue that lists its route; the last one takes what no other does. */
export const QUEUES: readonly QueueSeed[] = [
  {
    id: 'victims',
    name: 'Stolen credentials',
    routes: ['stolen_credential'],
    slaMinutes: sla(60, 120, 240, 480, 1440),
  },
  { id: 'distillation', name: 'Distillation', routes: ['distillation'], slaMinutes: sla(60, 120, 480, 1440, 4320) },
  {
    id: 'relay',
    name: 'Relay',
    routes: ['transfer_station', 'signup_farming', 'payment_cover', 'vpn_proxy'],
    slaMinutes: sla(120, 240, 480, 1440, 4320),
  },
  {
    id: 'ownership',
    name: 'Ownership and presence',
    routes: ['overseas_subsidiary', 'shell_company', 'intranet_tunnel', 'personal_subscription'],
    slaMinutes: sla(240, 480, 1440, 2880, 7200),
  },
  {
    id: 'partners',
    name: 'Partners and resale',
    routes: ['cloud_marketplace', 'cloud_sub_routing', 'reseller_unscreened', 'exception_abuse'],
    slaMinutes: sla(240, 480, 1440, 2880, 7200),
  },
  { id: 'triage', name: 'Unsorted', routes: ['unknown'], slaMinutes: sla(240, 480, 1440, 2880, 7200) },
];

export const POLICY_VERSION = {
  id: 12,
  title: 'Terms of service, version 12',
  effectiveFrom: '2024-01-01T00:00:00Z',
} as const;

export interface ClauseSeed {
  id: string;
  title: string;
  body: string;
  routes: Route[];
}

export const CLAUSES: readonly ClauseSeed[] = [
  {
    id: 'supported-regions',
    title: 'Use from supported regions only',
    body: 'The service may be used only from the countries and territories that the list of supported regions names. Hiding where use comes from, through a relay, a proxy or a network tunnel, breaks this clause.',
    routes: ['transfer_station', 'vpn_proxy', 'intranet_tunnel', 'cloud_sub_routing', 'cloud_marketplace'],
  },
  {
    id: 'ownership',
    title: 'Ownership by entities in unsupported regions',
    body: 'An organization that is owned, directly or indirectly, by more than 50 % by companies with headquarters in unsupported regions may not use the service, wherever it is incorporated.',
    routes: ['overseas_subsidiary', 'shell_company'],
  },
  {
    id: 'no-resale',
    title: 'No resale without screening',
    body: 'Access may be passed on to others only under a reseller agreement, which obliges the reseller to know and screen each of its customers.',
    routes: ['reseller_unscreened', 'transfer_station', 'cloud_sub_routing', 'cloud_marketplace'],
  },
  {
    id: 'no-competing-training',
    title: 'No training of competing models on outputs',
    body: 'Outputs may not be collected to train, or to improve by distillation, a model that competes with the service.',
    routes: ['distillation'],
  },
  {
    id: 'account-integrity',
    title: 'One customer, one truthful account',
    body: 'Accounts are opened with true details of who uses and who pays for them. Opening accounts in numbers to collect free credit or to get around a limit or a measure is not allowed.',
    routes: ['signup_farming', 'payment_cover', 'personal_subscription'],
  },
  {
    id: 'credentials',
    title: 'Credentials belong to their owner',
    body: 'Keys and accounts may be used only by those to whom they were issued. Use of somebody else’s key, card or identity is stopped, and its owner is told.',
    routes: ['stolen_credential'],
  },
  {
    id: 'exception-scope',
    title: 'Exceptions are used within their scope',
    body: 'An exception for research or humanitarian work covers the people, places and purposes that it names, and no others.',
    routes: ['exception_abuse'],
  },
];

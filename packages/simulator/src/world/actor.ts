import type { RouteCode, TruthLabel } from '../wire.js';
import type { Organization } from './organization.js';
import type { Place } from './places.js';

export interface Card {
  readonly token: string;
  readonly brand: string;
  readonly last4: string;
  readonly country: string;
}

/** What stands behind an actor's evidence: the size and age of what it is part of. */
export interface Cohort {
  readonly accounts: number;
  readonly organizations: number;
  readonly startedAt: number;
}

/** One account and all that a detector could ever see of it. Built on demand from (seed, index), never stored at scale. */
export interface Actor {
  readonly account: string;
  readonly key: string;
  readonly organization: Organization | null;
  readonly label: TruthLabel;
  readonly cluster: string;
  readonly campaign: string | null;
  readonly route: RouteCode;
  readonly email: string;
  readonly phone: string;
  readonly cards: readonly Card[];
  readonly devices: readonly string[];
  readonly ips: readonly string[];
  readonly network: string;
  readonly asn: number;
  /** What an address vendor would call the network. */
  readonly access:
    | 'hosting'
    | 'vpn'
    | 'residential_proxy'
    | 'mobile'
    | 'satellite'
    | 'corporate'
    | 'university'
    | 'fixed';
  readonly ja4: string;
  readonly userAgent: string;
  readonly relaySoftware: string | null;
  readonly templates: readonly string[];
  readonly registeredAddress: string;
  readonly owner: { readonly entity: string; readonly name: string; readonly country: string };
  readonly partner: string | null;
  readonly endUsers: number;
  readonly seats: number;
  readonly claimed: Place;
  readonly actual: Place;
  readonly cohort: Cohort;
  /** Chance that a detector did not collect one of the strong attributes. */
  readonly missing: number;
}

import type { Difficulty } from '../difficulty.js';
import { country } from '../names/countries.js';
import { address } from '../names/make.js';
import { asns, ipv4, network64 } from '../names/network.js';
import { opaqueIds, readOpaqueId } from '../permutation.js';
import { Random, seedOf } from '../random.js';
import type { KnownHub } from '../wire.js';
import { gatewayClients, popularClients, relayPrograms } from './software.js';

/**
 * What everybody in a world stands on: identities that are handed out once, and infrastructure that honest and
 * dishonest customers share. Holds counters only, however large the world.
 */
export class Ground {
  readonly accountId: (index: number) => string;
  readonly keyId: (index: number) => string;
  readonly organizationId: (index: number) => string;
  private readonly alertId: (index: number) => string;
  /** The running number of an alert, from its id. */
  readonly alertSerial: (id: string) => number | null;
  readonly vpnExits: readonly string[];
  readonly carrierNat: readonly string[];
  readonly securityGateways: readonly string[];
  readonly cloudEgress: readonly string[];
  /** Addresses of formation agents, where shells and ordinary young companies are registered side by side. */
  readonly agents: readonly { readonly country: string; readonly address: string }[];
  readonly freeMail = ['mailbox.example', 'postfach.example', 'correo.example', 'yuubin.example', 'rassilka.example'];
  readonly hubs: KnownHub[] = [];
  /** No alert of this world is more severe. */
  severityCap = 6;
  private accounts = 0;
  private organizations = 0;
  private serials = 0;
  private sites = 0x1000;

  constructor(
    readonly seed: number,
    /** Epoch milliseconds; nothing is observed after it. */
    readonly now: number,
    readonly difficulty: Difficulty,
  ) {
    this.accountId = opaqueIds('acct', seedOf(seed, 'account'));
    this.keyId = opaqueIds('key', seedOf(seed, 'key'));
    this.organizationId = opaqueIds('org', seedOf(seed, 'organization'));
    this.alertId = opaqueIds('fnd', seedOf(seed, 'alert'));
    this.alertSerial = readOpaqueId('fnd', seedOf(seed, 'alert'));
    const block = (from: number, count: number) => Array.from({ length: count }, (_, i) => ipv4(from + i));
    this.vpnExits = block(0, 48);
    this.carrierNat = block(64, 64);
    this.securityGateways = block(160, 8);
    this.cloudEgress = block(256, 200);
    this.agents = ['GB', 'SG', 'AE', 'US', 'IE', 'HK'].map((code) => {
      const random = Random.of(seed, 'agent', code);
      const home = country(code);
      return { country: code, address: address(random, home, random.pick(home.cities)) };
    });
    this.listSharedInfrastructure();
  }

  /** Reserves `count` running numbers and gives the first. */
  takeAccounts(count: number): number {
    this.accounts += count;
    return this.accounts - count;
  }

  takeOrganizations(count: number): number {
    this.organizations += count;
    return this.organizations - count;
  }

  /** Reserves `count` alert ids. They are scattered, so that no id tells what an alert belongs to. */
  takeAlertIds(count: number): (index: number) => string {
    const first = this.serials;
    this.serials += count;
    return (index) => this.alertId(first + index);
  }

  /** Reserves /64 networks. */
  takeSites(count: number): number {
    this.sites += count;
    return this.sites - count;
  }

  get totals(): { readonly accounts: number; readonly organizations: number; readonly alerts: number } {
    return { accounts: this.accounts, organizations: this.organizations, alerts: this.serials };
  }

  knowHub(type: string, value: string, reason: string, provenance: string): void {
    this.hubs.push({ type, value, reason, provenance });
  }

  private listSharedInfrastructure(): void {
    const list = (type: string, values: readonly string[], reason: string, provenance: string) => {
      for (const value of values) this.knowHub(type, value, reason, provenance);
    };
    list('ip', this.vpnExits, 'VPN exit', 'exit-atlas');
    list('ip', this.carrierNat, 'carrier-grade NAT', 'exit-atlas');
    list('ip', this.securityGateways, 'security gateway', 'vendor documentation');
    list('ip', this.cloudEgress, 'cloud egress', 'cloud range files');
    const shared = [
      asns.hosting,
      asns.vpn,
      asns.residentialProxy,
      asns.cloud,
      asns.securityGateway,
      asns.access,
      asns.mobile,
      asns.satellite,
    ];
    list('asn', shared.flat().map(String), 'public network', 'routing registry');
    list('email_domain', this.freeMail, 'free mail', 'free mail list');
    const programs = [...popularClients, ...gatewayClients, ...relayPrograms];
    list(
      'ja4',
      programs.map((program) => program.ja4),
      'widely used client',
      'fingerprint catalogue',
    );
    list(
      'user_agent',
      programs.map((program) => program.userAgent),
      'widely used client',
      'fingerprint catalogue',
    );
    list(
      'registered_address',
      this.agents.map((agent) => agent.address),
      'formation agent',
      'company registers',
    );
  }

  network64(site: number): string {
    return network64(site);
  }
}

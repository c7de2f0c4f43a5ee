import type { Difficulty } from '../difficulty.js';
import { personName } from '../names/make.js';
import { ipv6, network64, phone } from '../names/network.js';
import { mix, Random, seedOf } from '../random.js';
import type { Card } from './actor.js';
import type { Ground } from './ground.js';
import { country } from './places.js';

const BRANDS = ['Meridian', 'Carte Bleue d’Or', 'UniCard', 'Harbour'] as const;

export function cardOf(seed: number, countryCode: string): Card {
  const random = new Random(seed);
  return {
    token: `pi_${random.hex(16)}`,
    brand: random.pick(BRANDS),
    last4: String(random.int(0, 9999)).padStart(4, '0'),
    country: countryCode,
  };
}

export interface KitWish {
  readonly seed: number;
  readonly accounts: number;
  readonly days: number;
  readonly countries: readonly string[];
  /** Overrides of the difficulty's rotation, for routes that by nature use one device or one card. */
  readonly accountsPerCard?: number;
  readonly accountsPerDevice?: number;
  readonly proxySites?: number;
}

/**
 * The cards, devices, numbers and addresses that one operator rotates through. Groups of different kinds are laid out
 * of step with each other, so that the accounts of one card straddle two devices: that chain is what an operator
 * cannot avoid without buying one of everything for each account.
 */
export class Kit {
  readonly perCard: number;
  readonly perDevice: number;
  readonly perPhone: number;
  private readonly site: number;
  private readonly sites: number;
  private readonly perGeneration: number;
  private readonly rules: Difficulty;
  /** A card that two operators bought from one dealer. */
  dealerCard: Card | null = null;

  constructor(
    ground: Ground,
    readonly wish: KitWish,
  ) {
    const random = Random.of(wish.seed, 'kit');
    this.rules = ground.difficulty;
    this.perCard = wish.accountsPerCard ?? random.int(...this.rules.accountsPerCard);
    this.perDevice = wish.accountsPerDevice ?? random.int(...this.rules.accountsPerDevice);
    this.perPhone = random.int(...this.rules.accountsPerPhone);
    this.sites = wish.proxySites ?? Math.max(2, Math.ceil(wish.accounts / 12));
    this.site = ground.takeSites(this.sites);
    const generations = Math.max(1, Math.ceil(wish.days / this.rules.generationDays));
    this.perGeneration = Math.max(8, Math.ceil(wish.accounts / generations));
  }

  /** Group number of account `i` for attributes of which `per` accounts share one; groups never span generations. */
  private group(i: number, per: number, offset: number): number {
    const generation = Math.floor(i / this.perGeneration);
    const within = i - generation * this.perGeneration;
    return generation * 1_000_003 + Math.floor((within + offset) / per);
  }

  /** Accounts that carry a card and a device over from the generation before; the first of each generation always does. */
  private survivor(i: number): boolean {
    if (i < this.perGeneration) return false;
    return i % this.perGeneration === 0 || this.draw(i, 'survivor') < this.rules.survivors;
  }

  private draw(i: number, what: string): number {
    return mix(seedOf(this.wish.seed, what), i) / 4294967296;
  }

  /** Some other account of the same generation, whose card or device this one is seen with too. */
  private other(i: number, what: string): number | null {
    if (this.draw(i, what) >= this.rules.bridge) return null;
    const first = i - (i % this.perGeneration);
    const size = Math.min(this.perGeneration, this.wish.accounts - first);
    return first + (mix(seedOf(this.wish.seed, what, 'other'), i) % size);
  }

  cards(i: number): Card[] {
    const groupOf = (account: number) => this.group(account, this.perCard, 0);
    const groups = new Set([groupOf(i)]);
    const other = this.other(i, 'card-bridge');
    if (other !== null) groups.add(groupOf(other));
    if (this.survivor(i)) groups.add(groupOf(i - this.perGeneration));
    const cards = [...groups].map((group) => this.card(group));
    if (this.dealerCard && i < 3) cards.push(this.dealerCard);
    return cards;
  }

  private card(group: number): Card {
    const seed = seedOf(this.wish.seed, 'card', group);
    return cardOf(seed, this.wish.countries[seed % this.wish.countries.length] as string);
  }

  devices(i: number): string[] {
    const groupOf = (account: number) => this.group(account, this.perDevice, this.perDevice >> 1);
    const groups = new Set([groupOf(i)]);
    const other = this.other(i, 'device-bridge');
    if (other !== null) groups.add(groupOf(other));
    if (this.survivor(i)) groups.add(groupOf(i - this.perGeneration));
    return [...groups].map((group) => this.device(group));
  }

  private device(group: number): string {
    return Random.of(this.wish.seed, 'device', group).uuid();
  }

  phone(i: number): string {
    const group = this.group(i, this.perPhone, this.perPhone >> 2);
    const random = Random.of(this.wish.seed, 'phone', group);
    const code = this.wish.countries[group % this.wish.countries.length] as string;
    return `${phone(random, code)} ext. ${random.int(1000, 9999)}`;
  }

  /** A few residential or hosting addresses per account, out of networks that neighbours of the account use too. */
  ips(i: number, count = 2): string[] {
    const site = this.site + (mix(seedOf(this.wish.seed, 'site'), Math.floor(i / 4)) % this.sites);
    return Array.from({ length: count }, (_, n) => ipv6(site, mix(i, n)));
  }

  network(i: number): string {
    return network64(this.site + (mix(seedOf(this.wish.seed, 'site'), Math.floor(i / 4)) % this.sites));
  }

  template(i: number, groups: number): string {
    const group = mix(seedOf(this.wish.seed, 'template'), i) % Math.max(1, groups);
    return `tpl_${Random.of(this.wish.seed, 'template-value', group).hex(16)}`;
  }

  director(i: number, countryCode: string): { entity: string; name: string; country: string } {
    const random = Random.of(this.wish.seed, 'director', i);
    return {
      entity: `own_${random.hex(10)}`,
      name: personName(random, country(countryCode)).name,
      country: countryCode,
    };
  }
}

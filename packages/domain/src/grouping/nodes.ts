import { BOND_TYPE, type Sides } from './corrections.js';
import { type Prefix, prefixOf } from './prefix.js';
import type { TypeRule } from './rule-set.js';
import { type TextForm, textForm } from './text-form.js';

/** A cluster as union-find node; `root()` gives the cluster that it became part of. */
export class Cluster {
  parent: Cluster | null = null;
  /** Whom a person set apart is in it, on which sides; null when nobody spoke of any of its subjects. */
  sides: Sides | null = null;
  /**
   * Where some are set apart: no link that is refused because of what links to others on this side comes before this
   * key (`places.ts`), so that what changes after it changes nothing.
   */
  strain: number;
  constructor(
    readonly id: number,
    public size: number,
    public stored: boolean,
  ) {
    this.strain = stored ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }

  root(): Cluster {
    let top: Cluster = this;
    while (top.parent) top = top.parent;
    for (let node: Cluster = this; node.parent; ) {
      const next: Cluster = node.parent;
      node.parent = top;
      node = next;
    }
    return top;
  }
}

/** What is believed of a type, with the running number of its family. */
export interface ResolvedType {
  readonly name: string;
  /** Null for learned types. */
  readonly rule: TypeRule | null;
  readonly family: string;
  readonly slot: number;
  readonly cap: number;
  readonly halfLifeDays: number | null;
  /** Near spellings count, and what nobody described can speak against. */
  readonly isTextual: boolean;
  /** Its values are addresses and networks. */
  readonly isPrefix: boolean;
  /** Points against two subjects that have values of it and share none. */
  readonly against: number;
}

/** How a value counts at the moment. */
export interface Standing {
  weight: number;
  /** Enough alone: it joins all its carriers. */
  joins: boolean;
  /** Rare enough to bring pairs up for weighing. */
  nominates: boolean;
}

/** How the carriers of a value that is enough alone are spread over parts that a person set apart. */
export interface Spread {
  /** Of those who are in their parts for certain, the first in turn: whom nothing else places goes to its part. */
  readonly keeper: Subject;
  /** One of each other part. */
  readonly outside: readonly Subject[];
}

export const NOBODY: readonly Subject[] = [];

export class Value implements Standing {
  weight = 0;
  joins = false;
  nominates = false;
  /** So common that it will never add anything again. */
  isSpent = false;
  /** Known to have all its carriers in one cluster. Asked only of clusters of which some were set apart. */
  isWhole = false;
  /** Where it is not whole, and that is known. */
  spread: Spread | null = null;
  /** Standing before the running batch, where it changed. */
  before: (Standing & { degree: number; listed: boolean }) | null = null;
  /** Null: not loaded. */
  members: Subject[] | null = null;
  /** Carriers that the running batch added while the others were not loaded. */
  unlisted: Subject[] = [];
  /** Carriers that the batch before added and that are not kept: the index may not have them yet. */
  recent: readonly Subject[] = NOBODY;
  representative: Subject | null = null;
  private knownForm: TextForm | null = null;
  private knownPrefix: Prefix | null | undefined;
  constructor(
    readonly id: number,
    readonly type: ResolvedType,
    readonly value: string,
    public degree: number,
    public listed: boolean,
    public stored: boolean,
  ) {}

  get form(): TextForm {
    this.knownForm ??= textForm(this.value);
    return this.knownForm;
  }

  /** Null for what is no address and no network. */
  get prefix(): Prefix | null {
    if (!this.type.isPrefix) return null;
    if (this.knownPrefix === undefined) this.knownPrefix = prefixOf(this.type.name, this.value);
    return this.knownPrefix;
  }
}

const FEW = 24;

export class Subject {
  /** Null: not loaded. */
  values: Value[] | null = null;
  /** Those of textual types. */
  readonly texts: Value[] = [];
  /** Those that speak against whoever has others of their type. */
  readonly claims: Value[] = [];
  firstDays: number[] = [];
  lastDays: number[] = [];
  private places: Map<Value, number> | null = null;
  sides: Sides | null = null;
  /** Values that are bonds; they do not make a subject a hub. */
  private bonds = 0;
  constructor(
    readonly id: number,
    readonly node: string,
    public cluster: Cluster,
    public owner: string,
    public stored: boolean,
  ) {}

  root(): Cluster {
    return this.cluster.root();
  }

  /** How many values it carries, those of corrections apart. */
  get breadth(): number {
    return (this.values as Value[]).length - this.bonds;
  }

  /** Where a value stands in `values`, or -1. */
  placeOf(value: Value): number {
    const values = this.values as Value[];
    if (values.length <= FEW) return values.indexOf(value);
    if (!this.places) {
      this.places = new Map();
      for (let i = 0; i < values.length; i++) this.places.set(values[i] as Value, i);
    }
    return this.places.get(value) ?? -1;
  }

  append(value: Value, firstDay: number, lastDay: number): void {
    const values = this.values as Value[];
    this.places?.set(value, values.length);
    values.push(value);
    if (value.type.isTextual) this.texts.push(value);
    if (value.type.against > 0) this.claims.push(value);
    if (value.type.name === BOND_TYPE) this.bonds++;
    this.firstDays.push(firstDay);
    this.lastDays.push(lastDay);
  }
}

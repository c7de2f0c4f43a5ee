import { type Correction, conflicts, joinSides, Resolution } from './corrections.js';
import type { GroupingIndex, MemberRow, SubjectRow, ValueRow } from './index.port.js';
import { ListedPrefixes } from './listed-prefixes.js';
import { Cluster, type ResolvedType, type Standing, Subject, Value } from './nodes.js';
import { PREFIX_TYPES } from './prefix.js';
import { bandOf, type RuleSet, ruleOf, weightOf } from './rule-set.js';
import type { MatchKey } from './sighting.js';
import { standingOf } from './standing.js';
import { isTextual } from './text-evidence.js';

/**
 * The part of the index that is in memory: what recent batches touched. Loads what is missing, in bulk. It is a cache
 * of the durable index and may be cleared between any two batches.
 */
export class Neighbourhood {
  private readonly subjectsById = new Map<number, Subject>();
  private readonly subjectsByNode = new Map<string, Subject>();
  private readonly valuesById = new Map<number, Value>();
  private readonly valuesByType = new Map<string, Map<string, Value>>();
  private readonly clusters = new Map<number, Cluster>();
  private readonly types = new Map<string, ResolvedType>();
  private readonly families = new Map<string, number>();
  /** Postings of learned types. */
  readonly carriers = new Map<string, number>();

  listed = new ListedPrefixes();

  resolution = new Resolution([]);
  /** Subjects of which a person said whom they do not belong to. */
  private readonly sided = new Set<Subject>();
  private readonly sidedClusters = new Set<Cluster>();

  constructor(
    readonly rules: RuleSet,
    private readonly index: GroupingIndex,
  ) {}

  /** How much is held, as a rough number of objects. */
  get weight(): number {
    return this.subjectsById.size + this.valuesById.size;
  }

  get familyCount(): number {
    return this.families.size;
  }

  typeOf(name: string): ResolvedType {
    const known = this.types.get(name);
    if (known) return known;
    const rule = ruleOf(this.rules, name);
    const family = rule ? rule.family : `learned:${name}`;
    let slot = this.families.get(family);
    if (slot === undefined) {
      slot = this.families.size;
      this.families.set(family, slot);
    }
    const cap = rule ? (this.rules.caps[family] ?? Number.MAX_SAFE_INTEGER) : this.rules.learned.cap;
    const resolved = {
      name,
      rule,
      family,
      slot,
      cap,
      halfLifeDays: rule?.halfLifeDays ?? null,
      isTextual: isTextual(this.rules, name),
      isPrefix: PREFIX_TYPES.has(name),
      against: rule?.against ?? 0,
    };
    this.types.set(name, resolved);
    return resolved;
  }

  /** Works out a value's standing from its degree. */
  appraise(value: Value): void {
    Object.assign(value, this.standingAt(value, value.degree));
    const { rule } = value.type;
    const band = bandOf(value.degree);
    // Degrees only grow, so a value that adds nothing though it is shared never adds anything again.
    value.isSpent = rule !== null && band > 0 && weightOf(rule, band) === 0;
  }

  /** How a value would stand if so many subjects carried it. */
  standingAt({ type, listed }: Value, degree: number): Standing {
    return standingOf(this.rules, { type, listed, degree }, this.carriers.get(type.name) ?? 0);
  }

  subject(node: string): Subject | undefined {
    return this.subjectsByNode.get(node);
  }

  value(key: MatchKey): Value | undefined {
    return this.valuesByType.get(key.type)?.get(key.value);
  }

  allValuesOf(type: string): Iterable<Value> {
    return this.valuesByType.get(type)?.values() ?? [];
  }

  async loadSubjects(nodes: readonly string[]): Promise<void> {
    const missing = nodes.filter((node) => !this.subjectsByNode.has(node));
    if (missing.length === 0) return;
    for (const row of await this.index.subjectsByNode(missing)) this.adoptSubject(row);
  }

  async loadCarriers(types: readonly string[]): Promise<Subject[]> {
    return (await this.index.carriersOf(types)).map((row) => this.adoptSubject(row));
  }

  async loadValues(keys: readonly MatchKey[]): Promise<void> {
    const missing = keys.filter((key) => !this.value(key));
    if (missing.length === 0) return;
    for (const row of await this.index.valuesByKey(missing)) this.adoptValue(row);
  }

  /** Whether it says nothing because of what is listed around it or in it. */
  isHubByPlace(value: Value): boolean {
    if (this.listed.isEmpty) return false;
    const { prefix } = value;
    return prefix !== null && this.listed.makesHub(value.type.name, prefix);
  }

  /** All values that lie in one of these networks. */
  async loadWithin(networks: readonly string[]): Promise<Value[]> {
    if (networks.length === 0) return [];
    return (await this.index.valuesWithin(networks)).map((row) => this.adoptValue(row));
  }

  /** Loads the values of subjects. */
  async deepen(subjects: Iterable<Subject>): Promise<void> {
    const missing: Subject[] = [];
    for (const subject of subjects) {
      if (subject.values === null) {
        subject.values = [];
        if (subject.stored) missing.push(subject);
      }
    }
    if (missing.length === 0) return;
    const postings = await this.index.postingsOf(missing.map((subject) => subject.id));
    const unknown = new Set<number>();
    for (const { value } of postings) if (!this.valuesById.has(value)) unknown.add(value);
    if (unknown.size > 0) for (const row of await this.index.valuesById([...unknown])) this.adoptValue(row);
    for (const { subject, value, firstDay, lastDay } of postings) {
      this.subjectsById.get(subject)?.append(this.valuesById.get(value) as Value, firstDay, lastDay);
    }
  }

  /** Loads the carriers of values: those from before the running batch first, whether or not the index has all of them yet. */
  async enlist(values: Iterable<Value>): Promise<void> {
    const missing: Value[] = [];
    const unread: number[] = [];
    for (const value of values) {
      if (value.members !== null) continue;
      value.members = [];
      missing.push(value);
      const carriers = value.before?.degree ?? value.degree;
      // Most that become common were one subject's until then.
      if (carriers === 1 && value.representative) value.members.push(value.representative);
      else if (value.stored && carriers > 0) unread.push(value.id);
    }
    const rows: MemberRow[] = unread.length > 0 ? await this.index.membersOf(unread) : [];
    for (const row of rows) this.valuesById.get(row.value)?.members?.push(this.adoptSubject(row.subject));
    for (const value of missing) {
      const members = value.members as Subject[];
      const read = new Set(value.recent.length > 0 ? members : []);
      for (const subject of value.recent) if (!read.has(subject)) members.push(subject);
      for (const subject of value.unlisted) members.push(subject);
    }
  }

  createSubject(id: number, node: string, clusterId: number): Subject {
    const cluster = new Cluster(clusterId, 1, false);
    this.clusters.set(clusterId, cluster);
    const subject = new Subject(id, node, cluster, node, false);
    subject.values = [];
    subject.sides = this.resolution.sidesOf(node);
    cluster.sides = subject.sides;
    if (subject.sides) {
      this.sided.add(subject);
      this.sidedClusters.add(cluster);
    }
    this.subjectsById.set(id, subject);
    this.subjectsByNode.set(node, subject);
    return subject;
  }

  /** Heeds what people said from now on. */
  async heed(corrections: readonly Correction[]): Promise<void> {
    const resolution = new Resolution(corrections);
    for (const subject of this.sided) subject.sides = null;
    this.sided.clear();
    this.resolution = resolution;
    const nodes = [...resolution.sided()];
    await this.loadSubjects(nodes);
    for (const node of nodes) {
      const subject = this.subjectsByNode.get(node);
      if (!subject) continue;
      subject.sides = resolution.sidesOf(node);
      this.sided.add(subject);
    }
    this.countSides();
  }

  /** Works out again on which sides clusters are. */
  countSides(): void {
    for (const cluster of this.sidedClusters) {
      cluster.sides = null;
      cluster.root().sides = null;
    }
    this.sidedClusters.clear();
    for (const subject of this.sided) {
      const cluster = subject.root();
      cluster.sides = joinSides(cluster.sides, subject.sides);
      this.sidedClusters.add(cluster);
    }
  }

  /** Whether a person set anybody apart. */
  get hasSides(): boolean {
    return this.sided.size > 0;
  }

  /** These clusters and all that a person keeps apart from one of them. */
  opponentsOf(clusters: Iterable<Cluster>): Set<Cluster> {
    const arena = new Set<Cluster>();
    const open = [...clusters].map((cluster) => cluster.root());
    const byPosition = new Map<number, Set<Cluster>>();
    for (const subject of open.some(({ sides }) => sides) ? this.sided : []) {
      for (const position of subject.sides?.keys() ?? []) {
        const there = byPosition.get(position);
        if (there) there.add(subject.root());
        else byPosition.set(position, new Set([subject.root()]));
      }
    }
    for (let cluster = open.pop(); cluster; cluster = open.pop()) {
      if (arena.has(cluster)) continue;
      arena.add(cluster);
      for (const position of cluster.sides?.keys() ?? []) {
        for (const other of byPosition.get(position) ?? []) {
          if (!arena.has(other) && conflicts(cluster.sides, other.sides)) open.push(other);
        }
      }
    }
    return arena;
  }

  /** All stored subjects of these clusters, and of those that became part of them since they were stored. */
  async residents(clusters: ReadonlySet<Cluster>): Promise<Subject[]> {
    const ids = [...this.clusters].filter(([, cluster]) => clusters.has(cluster.root())).map(([id]) => id);
    return (await this.index.subjectsOf(ids)).map((row) => this.adoptSubject(row));
  }

  createCluster(id: number, size: number): Cluster {
    const cluster = new Cluster(id, size, false);
    this.clusters.set(id, cluster);
    return cluster;
  }

  createValue(id: number, key: MatchKey): Value {
    const value = new Value(id, this.typeOf(key.type), key.value, 0, false, false);
    value.isWhole = true;
    value.listed = this.isHubByPlace(value);
    value.members = [];
    this.keep(value);
    return value;
  }

  private adoptSubject(row: SubjectRow): Subject {
    const known = this.subjectsById.get(row.id);
    if (known) return known;
    let cluster = this.clusters.get(row.cluster);
    if (!cluster) {
      cluster = new Cluster(row.cluster, row.clusterSize, true);
      this.clusters.set(row.cluster, cluster);
    }
    const subject = new Subject(row.id, row.node, cluster, row.owner, true);
    this.subjectsById.set(row.id, subject);
    this.subjectsByNode.set(row.node, subject);
    return subject;
  }

  private adoptValue(row: ValueRow): Value {
    const known = this.valuesById.get(row.id);
    if (known) return known;
    const value = new Value(row.id, this.typeOf(row.type), row.value, row.degree, row.listed, true);
    value.representative = row.representative ? this.adoptSubject(row.representative) : null;
    value.isWhole = !value.representative?.root().sides;
    this.appraise(value);
    this.keep(value);
    return value;
  }

  private keep(value: Value): void {
    this.valuesById.set(value.id, value);
    const { name } = value.type;
    const ofType = this.valuesByType.get(name);
    if (ofType) ofType.set(value.value, value);
    else this.valuesByType.set(name, new Map([[value.value, value]]));
  }
}

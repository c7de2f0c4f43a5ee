import { applyChange, type Correction } from './corrections.js';
import type {
  Counters,
  GroupingEffect,
  GroupingIndex,
  MemberRow,
  PostingRow,
  SubjectRow,
  ValueRow,
} from './index.port.js';
import { ListedPrefixes } from './listed-prefixes.js';
import { contains, NETWORK, PREFIX_TYPES, type Prefix, prefixOf } from './prefix.js';
import { type MatchKey, nameOfKey } from './sighting.js';

interface StoredValue {
  id: number;
  type: string;
  value: string;
  degree: number;
  listed: boolean;
  representative: number | null;
}

/** The durable index, in memory: for tests, for scoring and for trying rules on past alerts. */
export class MemoryIndex implements GroupingIndex {
  private readonly nodes = new Map<string, number>();
  private readonly subjects = new Map<number, { node: string; cluster: number; owner: string }>();
  private readonly sizes = new Map<number, number>();
  private readonly inCluster = new Map<number, Set<number>>();
  private readonly keys = new Map<string, number>();
  private readonly values = new Map<number, StoredValue>();
  private readonly postings = new Map<number, Map<number, { firstDay: number; lastDay: number }>>();
  private readonly members = new Map<number, Set<number>>();
  private readonly carriers = new Map<string, number>();
  private inForce: Correction[] = [];
  /** What is on the hub list itself. */
  private readonly listed = new Map<string, MatchKey>();
  private next = { nextSubject: 1, nextValue: 1, nextCluster: 1 };

  async counters(): Promise<Counters> {
    return { ...this.next, carriers: new Map(this.carriers) };
  }

  async subjectsByNode(nodes: readonly string[]): Promise<SubjectRow[]> {
    return nodes.flatMap((node) => {
      const id = this.nodes.get(node);
      return id === undefined ? [] : [this.subjectRow(id)];
    });
  }

  async valuesByKey(keys: readonly MatchKey[]): Promise<ValueRow[]> {
    return keys.flatMap((key) => {
      const id = this.keys.get(nameOfKey(key));
      return id === undefined ? [] : [this.valueRow(id)];
    });
  }

  async valuesById(ids: readonly number[]): Promise<ValueRow[]> {
    return ids.map((id) => this.valueRow(id));
  }

  async postingsOf(subjectIds: readonly number[]): Promise<PostingRow[]> {
    return subjectIds.flatMap((subject) =>
      [...(this.postings.get(subject) ?? [])].map(([value, days]) => ({ subject, value, ...days })),
    );
  }

  async membersOf(valueIds: readonly number[]): Promise<MemberRow[]> {
    return valueIds.flatMap((value) =>
      [...(this.members.get(value) ?? [])].map((subject) => ({ value, subject: this.subjectRow(subject) })),
    );
  }

  async carriersOf(types: readonly string[]): Promise<SubjectRow[]> {
    const ids = new Set<number>();
    for (const value of this.values.values()) {
      if (types.includes(value.type)) for (const subject of this.members.get(value.id) ?? []) ids.add(subject);
    }
    return [...ids].map((id) => this.subjectRow(id));
  }

  async subjectsOf(clusterIds: readonly number[]): Promise<SubjectRow[]> {
    return clusterIds.flatMap((cluster) => [...(this.inCluster.get(cluster) ?? [])].map((id) => this.subjectRow(id)));
  }

  async valuesWithin(networks: readonly string[]): Promise<ValueRow[]> {
    const outer = networks.flatMap((network) => prefixOf(NETWORK, network) ?? []);
    const isInside = (prefix: Prefix | null) => prefix !== null && outer.some((one) => contains(one, prefix));
    return [...this.values.values()]
      .filter(({ type, value }) => PREFIX_TYPES.has(type) && isInside(prefixOf(type, value)))
      .map(({ id }) => this.valueRow(id));
  }

  async listedPrefixes(): Promise<ListedPrefixes> {
    return new ListedPrefixes(this.listed.values());
  }

  async listedAmong(keys: readonly MatchKey[]): Promise<MatchKey[]> {
    return keys.filter((key) => this.listed.has(nameOfKey(key)));
  }

  async corrections(): Promise<Correction[]> {
    return this.inForce;
  }

  /** Takes an effect in, with checks that storage on PostgreSQL has as constraints. */
  write(effect: GroupingEffect): void {
    for (const { from, into } of effect.merges) {
      const moved = this.inCluster.get(from);
      if (!moved) throw new Error(`cluster ${from} is merged twice`);
      for (const id of moved) this.place(id, into);
      this.inCluster.delete(from);
      this.sizes.delete(from);
    }
    for (const { id, node, cluster, owner } of effect.subjects) {
      if (this.nodes.has(node)) throw new Error(`subject ${node} is entered twice`);
      this.nodes.set(node, id);
      this.subjects.set(id, { node, cluster: -1, owner });
      this.place(id, cluster);
    }
    for (const { into, subjects } of effect.partings) for (const { id } of subjects) this.place(id, into);
    for (const { id, owner } of effect.owners) Object.assign(this.subjects.get(id) as object, { owner });
    for (const { id, size } of effect.clusters) this.sizes.set(id, size);
    for (const value of effect.values) {
      this.keys.set(nameOfKey(value), value.id);
      this.values.set(value.id, { ...value });
    }
    for (const { id, degree, listed, representative } of effect.degrees) {
      Object.assign(this.values.get(id) as StoredValue, { degree, listed, representative });
    }
    for (const { subject, value, firstDay, lastDay } of [...effect.postings, ...effect.spans]) {
      const own = this.postings.get(subject) ?? new Map();
      this.postings.set(subject, own.set(value, { firstDay, lastDay }));
      this.members.set(value, (this.members.get(value) ?? new Set()).add(subject));
    }
    for (const hub of effect.hubs) {
      if (hub.listed) this.listed.set(nameOfKey(hub), hub);
      else this.listed.delete(nameOfKey(hub));
    }
    for (const change of effect.corrections) this.inForce = applyChange(this.inForce, change);
    for (const [type, count] of effect.carriers) this.carriers.set(type, count);
    this.next = { ...effect.counters };
  }

  /** The cluster of each subject. */
  partition(): Map<string, number> {
    return new Map([...this.subjects.values()].map(({ node, cluster }) => [node, cluster]));
  }

  sizeOf(cluster: number): number | undefined {
    return this.sizes.get(cluster);
  }

  private place(id: number, cluster: number): void {
    const subject = this.subjects.get(id) as { node: string; cluster: number };
    this.inCluster.get(subject.cluster)?.delete(id);
    subject.cluster = cluster;
    const members = this.inCluster.get(cluster);
    if (members) members.add(id);
    else this.inCluster.set(cluster, new Set([id]));
  }

  private subjectRow(id: number): SubjectRow {
    const { node, cluster, owner } = this.subjects.get(id) as { node: string; cluster: number; owner: string };
    return { id, node, cluster, owner, clusterSize: this.sizes.get(cluster) as number };
  }

  private valueRow(id: number): ValueRow {
    const value = this.values.get(id) as StoredValue;
    return { ...value, representative: value.representative === null ? null : this.subjectRow(value.representative) };
  }
}

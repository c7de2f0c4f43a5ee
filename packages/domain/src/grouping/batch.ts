import type { CorrectionChange } from './corrections.js';
import type { Counters, GroupingEffect, HubChange, JoinNote } from './index.port.js';
import type { Cluster, Subject, Value } from './nodes.js';

export interface Posting {
  readonly subject: Subject;
  readonly value: Value;
}

/** What one batch has changed so far, and what is to be told of it. */
export class Batch {
  readonly touched = new Set<Subject>();
  readonly subjects: Subject[] = [];
  readonly values: Value[] = [];
  /** Subjects whose owner changed, with the owner before. */
  readonly adopted = new Map<Subject, string>();
  /** Stored subjects that have a textual value more, or whose textual values weigh differently against each other. */
  readonly altered = new Set<Subject>();
  readonly posted: Posting[] = [];
  readonly grown = new Map<Subject, Set<Value>>();
  /** Values that became hubs by the list, or are none any more. */
  readonly relisted: Value[] = [];
  /** Values whose degree changed, or that were relisted; their standing before is in `before`. */
  readonly changed = new Set<Value>();
  /** Carriers of learned types before this batch. */
  readonly carriersBefore = new Map<string, number>();
  readonly corrections: CorrectionChange[] = [];
  /** Changes of the hub list. */
  readonly hubs: HubChange[] = [];
  /** Clusters that are to be worked out anew, because a person set some of their subjects apart. */
  readonly contested = new Set<Cluster>();
  /** Links that would unite two sides; by a value that is enough alone, or as a pair. */
  readonly doubts: { subject: Subject; other: Subject; value: Value | null }[] = [];
  readonly newClusters: Cluster[] = [];
  readonly resized = new Set<Cluster>();
  readonly merges: { from: Cluster; subject: Subject; other: Subject }[] = [];
  readonly partings: { from: Cluster; into: Cluster; subjects: Subject[] }[] = [];
  /** For each new subject, the one beside which it came to stand. */
  readonly beside = new Map<Subject, Subject>();

  /** Keeps a value's standing as it was before the batch. */
  remember(value: Value): void {
    if (value.before) return;
    const { weight, joins, nominates, degree, listed } = value;
    value.before = { weight, joins, nominates, degree, listed };
    this.changed.add(value);
  }

  /** Where links may have come about: new postings, grown times, all carriers of what is no longer a hub. */
  *links(): Iterable<Posting> {
    yield* this.posted;
    for (const [subject, values] of this.grown) for (const value of values) yield { subject, value };
    for (const value of this.relisted) {
      if (value.weight > 0) for (const subject of value.members as Subject[]) yield { subject, value };
    }
  }

  /** The effect to be stored. `explain` needs the values of both subjects. */
  effect(
    counters: Counters,
    carriers: ReadonlyMap<string, number>,
    explain: (subject: Subject, other: Subject) => JoinNote,
  ): GroupingEffect {
    const created = new Set(this.values);
    const posted = new Set(this.posted.map(({ subject, value }) => `${subject.id}:${value.id}`));
    const times = (subject: Subject, value: Value) => {
      const place = subject.placeOf(value);
      return {
        subject: subject.id,
        value: value.id,
        firstDay: subject.firstDays[place] as number,
        lastDay: subject.lastDays[place] as number,
      };
    };
    const spans: GroupingEffect['spans'][number][] = [];
    for (const [subject, values] of this.grown) {
      for (const value of values) if (!posted.has(`${subject.id}:${value.id}`)) spans.push(times(subject, value));
    }
    const living = new Set<Cluster>();
    for (const cluster of this.newClusters) if (!cluster.parent) living.add(cluster);
    for (const cluster of this.resized) if (!cluster.parent) living.add(cluster);
    return {
      subjects: this.subjects.map((subject) => ({
        id: subject.id,
        node: subject.node,
        cluster: subject.root().id,
        owner: subject.owner,
      })),
      owners: [...this.adopted]
        .filter(([subject]) => subject.stored)
        .map(([subject, before]) => {
          const { id, node, owner } = subject;
          return { id, node, owner, before, cluster: subject.root().id };
        }),
      values: this.values.map((value) => ({
        id: value.id,
        type: value.type.name,
        value: value.value,
        degree: value.degree,
        listed: value.listed,
        representative: value.representative?.id ?? null,
      })),
      degrees: [...this.changed]
        .filter((value) => !created.has(value))
        .map((value) => ({
          id: value.id,
          degree: value.degree,
          listed: value.listed,
          representative: value.representative?.id ?? null,
        })),
      postings: this.posted.map(({ subject, value }) => times(subject, value)),
      spans,
      clusters: [...living].map((cluster) => ({ id: cluster.id, size: cluster.size, isNew: !cluster.stored })),
      merges: this.merges.map(({ from, subject, other }) => ({
        from: from.id,
        into: from.root().id,
        because: explain(subject, other),
      })),
      partings: this.partings.map(({ from, into, subjects }) => ({
        from: from.id,
        into: into.root().id,
        subjects: subjects.map((subject) => ({ id: subject.id, node: subject.node, owner: subject.owner })),
      })),
      corrections: this.corrections,
      hubs: this.hubs,
      carriers: new Map([...this.carriersBefore.keys()].map((type) => [type, carriers.get(type) as number])),
      counters: {
        nextSubject: counters.nextSubject,
        nextValue: counters.nextValue,
        nextCluster: counters.nextCluster,
      },
      places: new Map(
        [...this.touched].map((subject) => {
          const { id, size } = subject.root();
          return [subject.node, { cluster: id, size, owner: subject.owner }];
        }),
      ),
      notes: new Map([...this.beside].map(([subject, other]) => [subject.node, explain(subject, other)])),
    };
  }

  /**
   * What was new is now part of the index.
   * @returns carriers that this batch added to values of which they are not kept
   */
  close(): Map<Value, Subject[]> {
    for (const subject of this.subjects) subject.stored = true;
    for (const value of this.values) value.stored = true;
    for (const cluster of this.newClusters) cluster.stored = true;
    for (const value of this.changed) {
      value.before = null;
      value.unlisted.length = 0;
      // The carriers of a common value would fill the memory and are hardly ever asked for.
      if (!value.nominates) value.members = null;
    }
    const recent = new Map<Value, Subject[]>();
    for (const { subject, value } of this.posted) {
      if (value.members !== null) continue;
      const others = recent.get(value);
      if (others) others.push(subject);
      else recent.set(value, [subject]);
    }
    return recent;
  }
}

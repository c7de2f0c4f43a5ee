import type { Correction, CorrectionChange } from './corrections.js';
import type { ListedPrefixes } from './listed-prefixes.js';
import type { MatchKey } from './sighting.js';

/**
 * The durable index that the engine reads, and what it asks to be written. Storage implements it twice: in memory
 * (`memory-index.ts`) and on PostgreSQL. One batch at a time, in one transaction: the engine relies on nobody else
 * changing the index between its first read and the writing of its effect.
 *
 * Ids of subjects, values and clusters are whole numbers that the engine hands out from `counters`.
 */
export interface GroupingIndex {
  counters(): Promise<Counters>;
  subjectsByNode(nodes: readonly string[]): Promise<SubjectRow[]>;
  valuesByKey(keys: readonly MatchKey[]): Promise<ValueRow[]>;
  valuesById(ids: readonly number[]): Promise<ValueRow[]>;
  /** All values of these subjects. */
  postingsOf(subjectIds: readonly number[]): Promise<PostingRow[]>;
  /** All subjects that carry these values. */
  membersOf(valueIds: readonly number[]): Promise<MemberRow[]>;
  /** Subjects that carry any value of these types. Asked for learned types only, while they are rare. */
  carriersOf(types: readonly string[]): Promise<SubjectRow[]>;
  /** All subjects of these clusters. Asked only of clusters of which a person set some apart. */
  subjectsOf(clusterIds: readonly number[]): Promise<SubjectRow[]>;
  /** All values of addresses and networks that lie in one of these networks. */
  valuesWithin(networks: readonly string[]): Promise<ValueRow[]>;
  /** Addresses and networks on the hub list, by the changes that the engine was told of or is being told of. */
  listedPrefixes(): Promise<ListedPrefixes>;
  /** Which of these values are on the hub list themselves. */
  listedAmong(keys: readonly MatchKey[]): Promise<MatchKey[]>;
  /** Those in force. */
  corrections(): Promise<Correction[]>;
}

/** A value that a person or the maintained list calls a hub from now on, or no longer. */
export interface HubChange extends MatchKey {
  readonly listed: boolean;
}

export interface Counters {
  nextSubject: number;
  nextValue: number;
  nextCluster: number;
  /** Postings for each learned type. */
  carriers: ReadonlyMap<string, number>;
}

export interface SubjectRow {
  readonly id: number;
  readonly node: string;
  readonly cluster: number;
  /** Subjects in that cluster. */
  readonly clusterSize: number;
  /** The node to whose case it belongs inside a campaign: its organization (the first by name), else itself. */
  readonly owner: string;
}

export interface ValueRow {
  readonly id: number;
  readonly type: string;
  readonly value: string;
  /** Distinct subjects that carry it. */
  readonly degree: number;
  /** Says nothing because of the hub list: itself is on it, a network around it, or what lies in it. */
  readonly listed: boolean;
  /** One of its members, whichever; null while it has none. */
  readonly representative: SubjectRow | null;
}

export interface PostingRow {
  readonly subject: number;
  readonly value: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

export interface MemberRow {
  readonly value: number;
  readonly subject: SubjectRow;
}

/** What a batch changed. Writing it twice in one transaction is a fault; a rolled back batch is simply done again. */
export interface GroupingEffect {
  readonly subjects: readonly { id: number; node: string; cluster: number; owner: string }[];
  /** Stored subjects whose owner became known or changed. */
  readonly owners: readonly { id: number; node: string; owner: string; before: string; cluster: number }[];
  readonly values: readonly {
    id: number;
    type: string;
    value: string;
    degree: number;
    listed: boolean;
    representative: number | null;
  }[];
  /** What was put on or taken off the hub list, as it was given. */
  readonly hubs: readonly HubChange[];
  /** Stored values that have more carriers, or became hubs by the list, or are none any more. */
  readonly degrees: readonly { id: number; degree: number; listed: boolean; representative: number | null }[];
  readonly postings: readonly { subject: number; value: number; firstDay: number; lastDay: number }[];
  /** Postings whose times grew. */
  readonly spans: readonly { subject: number; value: number; firstDay: number; lastDay: number }[];
  /** Clusters that exist after the batch and did not before, or whose size changed. */
  readonly clusters: readonly { id: number; size: number; isNew: boolean }[];
  /** Stored clusters that became part of another one. */
  readonly merges: readonly { from: number; into: number; because: JoinNote | null }[];
  /** Parts that left their cluster, because a value became too common or a person said so; into a new cluster or one
   * that exists. Applied after the merges. */
  readonly partings: readonly {
    from: number;
    into: number;
    subjects: readonly { id: number; node: string; owner: string }[];
  }[];
  /** What people said, as it was given. */
  readonly corrections: readonly CorrectionChange[];
  readonly carriers: ReadonlyMap<string, number>;
  readonly counters: Pick<Counters, 'nextSubject' | 'nextValue' | 'nextCluster'>;
  /** For every subject of the batch: its cluster now, with that cluster's size, and its owner. */
  readonly places: ReadonlyMap<string, { cluster: number; size: number; owner: string }>;
  /** For each subject that is new: why it is where it is. */
  readonly notes: ReadonlyMap<string, JoinNote>;
}

/** A value as it weighed in a link. */
export interface LinkPart {
  readonly type: string;
  readonly value: string;
  /** The other subject's spelling, where they differ; null where they are equal. */
  readonly other: string | null;
  /** Distinct subjects that carried it then. */
  readonly subjects: number;
  /** Points after decay, before the family's cap. 0 for a hub and for what another part says already; negative for
   * what speaks against. */
  readonly points: number;
  readonly family: string;
  readonly hub: boolean;
}

/** Why two subjects belong together. */
export interface JoinNote {
  readonly node: string;
  readonly other: string;
  /** Points after the caps. */
  readonly score: number;
  readonly parts: readonly LinkPart[];
}

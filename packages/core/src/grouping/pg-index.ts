import type { Correction } from '@portcullis/domain/grouping/corrections';
import type {
  Counters,
  GroupingIndex,
  MemberRow,
  PostingRow,
  SubjectRow,
  ValueRow,
} from '@portcullis/domain/grouping/index.port';
import { ListedPrefixes } from '@portcullis/domain/grouping/listed-prefixes';
import type { MatchKey } from '@portcullis/domain/grouping/sighting';
import { bigints, texts } from '../db/array-parameters.js';
import { columnsAs } from '../db/columns.js';
import type { Tx } from '../db/unit-of-work.js';
import { correctionsInForce } from './corrections/correction-rows.js';
import { HUB_MATCH, listedAmong } from './hub-changes.js';
import { rangesOf, within } from './within.js';

const SUBJECT = `s.id, s.node, s.owner, s.cluster_id, c.size from`;

const BY_NODE = `
  select ${SUBJECT} ${columnsAs('q', 'node text')}
  join grouping_subject s on s.node = q.node join grouping_cluster c on c.id = s.cluster_id`;

const VALUE = `
  select v.id, v.type, v.value, v.degree, v.listed, s.id as sid, s.node, s.owner, s.cluster_id, c.size`;
const REPRESENTATIVE = `
  left join grouping_subject s on s.id = v.representative left join grouping_cluster c on c.id = s.cluster_id`;

const VALUES = `${VALUE}
  from ${columnsAs('q', 'type text, value text')} join indicator v on v.type = q.type and v.value = q.value ${REPRESENTATIVE}`;

const VALUES_WITHIN = `${VALUE} from ${within('indicator', 'v.*')} ${REPRESENTATIVE}`;

const PLACES = `
  select h.indicator_type as type, ${HUB_MATCH} as value from hub_entry h
  where h.indicator_type in ('ip','network') and h.revoked_at is null and not h.pending`;

const VALUES_BY_ID = `${VALUE} from ${columnsAs('q', 'id bigint')} join indicator v on v.id = q.id ${REPRESENTATIVE}`;

const POSTINGS = `
  select p.subject_id as subject, p.indicator_id as value, p.first_day as "firstDay", p.last_day as "lastDay"
  from ${columnsAs('q', 'id bigint')} join indicator_carrier p on p.subject_id = q.id`;

const MEMBERS = `
  select p.indicator_id, ${SUBJECT} ${columnsAs('q', 'id bigint')}
  join indicator_carrier p on p.indicator_id = q.id
  join grouping_subject s on s.id = p.subject_id join grouping_cluster c on c.id = s.cluster_id`;

const CARRIERS = `
  select distinct on (s.id) ${SUBJECT} indicator v
  join indicator_carrier p on p.indicator_id = v.id
  join grouping_subject s on s.id = p.subject_id join grouping_cluster c on c.id = s.cluster_id
  where v.type = any($1::text[])`;

const RESIDENTS = `
  select ${SUBJECT} ${columnsAs('q', 'id bigint')} join grouping_cluster c on c.id = q.id
  join grouping_subject s on s.cluster_id = c.id`;

interface SubjectColumns {
  id: number;
  node: string;
  owner: string;
  cluster_id: number;
  size: number;
}
interface ValueColumns {
  id: number;
  type: string;
  value: string;
  degree: number;
  listed: boolean;
  sid: number | null;
  node: string;
  owner: string;
  cluster_id: number;
  size: number;
}

/** The durable index on PostgreSQL, read inside the transaction of a batch. */
export class PgGroupingIndex implements GroupingIndex {
  private tx: Tx | null = null;
  private unheard: ReadonlySet<string> = new Set();
  private recalled: readonly Correction[] = [];
  private places: { changed: string; listed: ListedPrefixes } | null = null;

  /** All reads until the next call go through this transaction. */
  bind(tx: Tx | null): void {
    this.tx = tx;
  }

  /**
   * For a transaction that keeps a correction and takes it into the index: before that, those that it added did not
   * hold yet, and those that it took back still did.
   */
  before(added: readonly string[], undone: readonly Correction[]): void {
    this.unheard = new Set(added);
    this.recalled = undone;
  }

  async counters(): Promise<Counters> {
    const [state] = await this.read<{ next_subject: number; next_value: number; next_cluster: number }>(
      'grouping-counters',
      'select next_subject, next_value, next_cluster from grouping_state',
    );
    if (!state) throw new Error('grouping_state has no row');
    const types = await this.read<{ type: string; carriers: number }>(
      'grouping-type-counts',
      'select type, carriers from indicator_type_count',
    );
    return {
      nextSubject: state.next_subject,
      nextValue: state.next_value,
      nextCluster: state.next_cluster,
      carriers: new Map(types.map((row) => [row.type, row.carriers])),
    };
  }

  async subjectsByNode(nodes: readonly string[]): Promise<SubjectRow[]> {
    return (await this.read<SubjectColumns>('grouping-subjects', BY_NODE, [texts(nodes)])).map(subjectRow);
  }

  async valuesByKey(keys: readonly MatchKey[]): Promise<ValueRow[]> {
    const rows = await this.read<ValueColumns>('grouping-values', VALUES, [
      texts(keys.map((key) => key.type)),
      texts(keys.map((key) => key.value)),
    ]);
    return rows.map(valueRow);
  }

  async valuesById(ids: readonly number[]): Promise<ValueRow[]> {
    return (await this.read<ValueColumns>('grouping-values-by-id', VALUES_BY_ID, [bigints(ids)])).map(valueRow);
  }

  postingsOf(subjectIds: readonly number[]): Promise<PostingRow[]> {
    return this.read<PostingRow>('grouping-postings', POSTINGS, [bigints(subjectIds)]);
  }

  async membersOf(valueIds: readonly number[]): Promise<MemberRow[]> {
    const rows = await this.read<SubjectColumns & { indicator_id: number }>('grouping-members', MEMBERS, [
      bigints(valueIds),
    ]);
    return rows.map((row) => ({ value: row.indicator_id, subject: subjectRow(row) }));
  }

  async carriersOf(types: readonly string[]): Promise<SubjectRow[]> {
    return (await this.read<SubjectColumns>('grouping-carriers', CARRIERS, [texts(types)])).map(subjectRow);
  }

  async subjectsOf(clusterIds: readonly number[]): Promise<SubjectRow[]> {
    return (await this.read<SubjectColumns>('grouping-residents', RESIDENTS, [bigints(clusterIds)])).map(subjectRow);
  }

  async valuesWithin(networks: readonly string[]): Promise<ValueRow[]> {
    return (await this.read<ValueColumns>('grouping-values-within', VALUES_WITHIN, rangesOf(networks))).map(valueRow);
  }

  async listedPrefixes(): Promise<ListedPrefixes> {
    const [state] = await this.read<{ changed: string }>(
      'grouping-lists-changed',
      'select lists_changed as changed from grouping_state',
    );
    const changed = state?.changed ?? '';
    if (this.places?.changed !== changed)
      this.places = { changed, listed: new ListedPrefixes(await this.read<MatchKey>('grouping-places', PLACES)) };
    return this.places.listed;
  }

  listedAmong(keys: readonly MatchKey[]): Promise<MatchKey[]> {
    if (!this.tx) throw new Error('the grouping index is read outside a batch');
    return listedAmong(this.tx, keys);
  }

  async corrections(): Promise<Correction[]> {
    if (!this.tx) throw new Error('the grouping index is read outside a batch');
    const now = await correctionsInForce(this.tx);
    const known = now.filter(({ id }) => !this.unheard.has(id));
    return [...known, ...this.recalled.filter(({ id }) => !known.some((one) => one.id === id))];
  }

  private read<Row extends object>(name: string, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    if (!this.tx) throw new Error('the grouping index is read outside a batch');
    return this.tx.prepared<Row>(name, sql, values);
  }
}

const subjectRow = (row: SubjectColumns): SubjectRow => ({
  id: row.id,
  node: row.node,
  owner: row.owner,
  cluster: row.cluster_id,
  clusterSize: row.size,
});

const valueRow = (row: ValueColumns): ValueRow => ({
  id: row.id,
  type: row.type,
  value: row.value,
  degree: row.degree,
  listed: row.listed,
  representative:
    row.sid === null
      ? null
      : { id: row.sid, node: row.node, owner: row.owner, cluster: row.cluster_id, clusterSize: row.size },
});

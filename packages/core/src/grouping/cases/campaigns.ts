import { ROUTES, routeName } from '@portcullis/domain';
import { bigints, instants, ints, smallints, uuids } from '../../db/array-parameters.js';
import { columnsAs } from '../../db/columns.js';
import { newId } from '../../db/ids.js';
import type { Tx } from '../../db/unit-of-work.js';
import type { CampaignChange } from './case-book.js';

/** Figures of campaigns with more cases are not summed in every batch: they change by what the batch changed. */
const SUMMED_BELOW = 500;

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const NAMES = ROUTES.filter((route) => route !== 'unknown').map(
  (route) => `when ${quoted(route)} then ${quoted(routeName(route))}`,
);

/** SQL that names a campaign. @param route and how many subjects it has: SQL, too */
export const campaignTitle = (route: string, subjects: string): string =>
  `(case ${route} ${NAMES.join(' ')} else 'Unsorted' end || ' campaign: ' || to_char(${subjects}, 'FM999,999,999,990')
    || case when ${subjects} = 1 then ' subject' else ' subjects' end)`;

const SUM = `
  update campaign g set alert_count = f.alerts, subject_count = f.subjects, case_count = f.cases, severity = f.severity,
    route = f.route, first_alert_at = f.first_at, last_alert_at = f.last_at, version = g.version + 1,
    title = ${campaignTitle('f.route', 'f.subjects')}
  from (
    select q.id, count(c.id)::int as cases, coalesce(sum(c.alert_count), 0) as alerts, coalesce(sum(c.subject_count), 0) as subjects,
      coalesce(max(c.severity), 0) as severity, min(c.first_alert_at) as first_at, max(c.last_alert_at) as last_at,
      coalesce(mode() within group (order by c.route), 'unknown') as route
    from unnest($1::uuid[]) as q(id) left join case_file c on c.campaign_id = q.id and c.merged_into is null group by q.id) f
  where g.id = f.id and g.merged_into is null`;

// The route is what most cases say, which no difference tells: `RefreshCampaigns` looks at them all.
const ADD = `
  update campaign g set alert_count = g.alert_count + n.alerts, subject_count = g.subject_count + n.subjects,
    case_count = g.case_count + n.cases, severity = greatest(g.severity, n.severity), first_alert_at = least(g.first_alert_at, n.first_at),
    last_alert_at = greatest(g.last_alert_at, n.last_at), version = g.version + 1,
    title = ${campaignTitle('g.route', '(g.subject_count + n.subjects)')}
  from ${columnsAs('n', 'id uuid, alerts bigint, subjects bigint, cases int, severity smallint, first_at timestamptz, last_at timestamptz')}
  where g.id = n.id`;

/** By cluster its campaign, with about how many cases it has; null where there is none. */
export type CampaignsByCluster = Map<number, { id: string; cases: number } | null>;

/** Which clusters of a batch are campaigns. Once a cluster was one, it stays one, with a case for each owner. */
export class Campaigns {
  private readonly ids = new Map<number, string>();
  private readonly opened = new Map<string, number>();
  private readonly written = new Set<string>();
  /** Cases of each, before the batch. */
  private readonly caseCounts = new Map<string, number>();
  /** Those whose cases are not all known here. */
  private readonly unsure = new Set<string>();

  /** @param sizes of all clusters of the batch */
  constructor(
    private readonly sizes: ReadonlyMap<number, number>,
    private readonly limit: number,
    private readonly now: Date,
  ) {}

  /** @param kept by cluster what was found before, null where there is no campaign */
  async load(tx: Tx, clusters: Iterable<number>, kept: CampaignsByCluster = new Map()): Promise<void> {
    const unknown: number[] = [];
    for (const cluster of clusters) {
      const campaign = kept.get(cluster);
      if (campaign === undefined) unknown.push(cluster);
      else if (campaign !== null) {
        this.ids.set(cluster, campaign.id);
        this.caseCounts.set(campaign.id, campaign.cases);
      }
    }
    if (unknown.length === 0) return;
    const rows = await tx.prepared<{ id: number; campaign_id: string; cases: number }>(
      'grouping-campaigns',
      `select c.id, c.campaign_id, g.case_count as cases from ${columnsAs('q', 'id bigint')}
       join grouping_cluster c on c.id = q.id join campaign g on g.id = c.campaign_id`,
      [bigints(unknown)],
    );
    for (const row of rows) {
      this.ids.set(row.id, row.campaign_id);
      this.caseCounts.set(row.campaign_id, row.cases);
    }
  }

  /** Keeps what was found for the next batch. */
  keep(kept: CampaignsByCluster, changes: ReadonlyMap<string, CampaignChange>): void {
    for (const cluster of this.sizes.keys()) {
      const id = this.ids.get(cluster);
      if (id === undefined) kept.set(cluster, null);
      // Of one that took in another, the database knows how many cases it has.
      else if (this.unsure.has(id)) kept.delete(cluster);
      else kept.set(cluster, { id, cases: (this.caseCounts.get(id) ?? 0) + (changes.get(id)?.cases ?? 0) });
    }
  }

  is(cluster: number): boolean {
    return this.ids.has(cluster) || (this.sizes.get(cluster) ?? 0) > this.limit;
  }

  /** Whether the cluster was a campaign before this batch. */
  was(cluster: number): boolean {
    const id = this.ids.get(cluster);
    return id !== undefined && !this.opened.has(id);
  }

  /** Whether it is one from this batch on, and has no name yet. */
  begins(cluster: number): boolean {
    return this.is(cluster) && !this.ids.has(cluster);
  }

  /** The campaign of a cluster, null when it is none. A new one gets its id here and its row by `write`. */
  idOf(cluster: number): string | null {
    const known = this.ids.get(cluster);
    if (known) return known;
    if (!this.is(cluster)) return null;
    const id = newId(this.now);
    this.ids.set(cluster, id);
    this.opened.set(id, cluster);
    return id;
  }

  /** Inserts new campaigns, so that cases can refer to them. */
  async open(tx: Tx): Promise<void> {
    for (const [id, cluster] of this.opened) {
      if (this.written.has(id)) continue;
      this.written.add(id);
      await tx.query(
        `insert into campaign (id, title, route, severity, opened_at, cluster_id) values ($1, $2, 'unknown', 0, $3, $4)`,
        [id, 'Campaign', this.now, cluster],
      );
      await tx.query('update grouping_cluster set campaign_id = $2 where id = $1', [cluster, id]);
      tx.record({
        stage: 'grouping',
        kind: 'campaign.open',
        entityKind: 'campaign',
        entityId: id,
        body: { facts: { subjects: this.sizes.get(cluster), limit: this.limit } },
      });
    }
  }

  /** One campaign that turned out to be part of another. */
  async merge(tx: Tx, from: number, into: number): Promise<void> {
    const gone = this.ids.get(from);
    if (!gone) return;
    const stays = this.ids.get(into);
    if (!stays) {
      this.ids.set(into, gone);
      await tx.query('update grouping_cluster set campaign_id = $2 where id = $1', [into, gone]);
      await tx.query('update campaign set cluster_id = $2 where id = $1', [gone, into]);
      return;
    }
    await tx.query('update campaign set merged_into = $2, version = version + 1 where id = $1 or merged_into = $1', [
      gone,
      stays,
    ]);
    await tx.query('update case_file set campaign_id = $2 where campaign_id = $1', [gone, stays]);
    this.unsure.add(stays);
    tx.record({
      stage: 'grouping',
      kind: 'campaign.merge',
      entityKind: 'campaign',
      entityId: gone,
      body: { after: { mergedInto: stays } },
    });
  }

  /** One that had become part of another is itself again, and follows this cluster. */
  async revive(tx: Tx, id: string, cluster: number): Promise<void> {
    this.ids.set(cluster, id);
    this.unsure.add(id);
    const [before] = await tx.query<{ mergedInto: string }>(
      'select merged_into as "mergedInto" from campaign where id = $1',
      [id],
    );
    await tx.query('update campaign set merged_into = null, cluster_id = $2, version = version + 1 where id = $1', [
      id,
      cluster,
    ]);
    await tx.query('update grouping_cluster set campaign_id = $2 where id = $1', [cluster, id]);
    tx.record({
      stage: 'grouping',
      kind: 'campaign.undo_merge',
      entityKind: 'campaign',
      entityId: id,
      body: { before, after: { mergedInto: null } },
    });
  }

  /** Brings the figures of campaigns up to date with their cases. */
  refresh(tx: Tx, changes: ReadonlyMap<string, CampaignChange>): void {
    const summed = new Set([...this.unsure, ...this.opened.keys()]);
    const added: [string, CampaignChange][] = [];
    for (const [id, change] of changes) {
      const isSame = change.cases === 0 && change.alerts === 0 && change.subjects === 0 && !change.shrinks;
      if (isSame || summed.has(id)) continue;
      if (change.shrinks || (this.caseCounts.get(id) ?? 0) < SUMMED_BELOW) summed.add(id);
      else added.push([id, change]);
    }
    if (summed.size > 0) tx.post('grouping-sum-campaigns', SUM, [uuids([...summed])]);
    if (added.length === 0) return;
    const column = (of: (change: CampaignChange) => number) => added.map(([, change]) => of(change));
    tx.post('grouping-add-to-campaigns', ADD, [
      uuids(added.map(([id]) => id)),
      bigints(column((change) => change.alerts)),
      bigints(column((change) => change.subjects)),
      ints(column((change) => change.cases)),
      smallints(column((change) => change.severity)),
      instants(column((change) => change.firstAt)),
      instants(column((change) => change.lastAt)),
    ]);
  }
}

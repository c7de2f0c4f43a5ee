import { routeName, subjectNoun } from '@portcullis/domain';
import { newId } from '../../db/ids.js';
import type { Tx } from '../../db/unit-of-work.js';
import { plain } from '../array-literals.js';

/** Which clusters of a batch are campaigns. Once a cluster was one, it stays one, with a case for each owner. */
export class Campaigns {
  private readonly ids = new Map<number, string>();
  private readonly opened = new Map<string, number>();
  private readonly written = new Set<string>();
  readonly touched = new Set<string>();

  /** @param sizes of all clusters of the batch */
  constructor(
    private readonly sizes: ReadonlyMap<number, number>,
    private readonly limit: number,
    private readonly now: Date,
  ) {}

  async load(tx: Tx, clusters: readonly number[]): Promise<void> {
    const rows = await tx.prepared<{ id: number; campaign_id: string }>(
      'grouping-campaigns',
      `select c.id, c.campaign_id from unnest($1::bigint[]) as q(id) join grouping_cluster c on c.id = q.id where c.campaign_id is not null`,
      [plain(clusters)],
    );
    for (const row of rows) this.ids.set(row.id, row.campaign_id);
  }

  is(cluster: number): boolean {
    return this.ids.has(cluster) || (this.sizes.get(cluster) ?? 0) > this.limit;
  }

  /** Whether the cluster was a campaign before this batch. */
  was(cluster: number): boolean {
    const id = this.ids.get(cluster);
    return id !== undefined && !this.opened.has(id);
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
    this.touched.add(stays);
    tx.record({
      stage: 'grouping',
      kind: 'campaign.merge',
      entityKind: 'campaign',
      entityId: gone,
      body: { after: { mergedInto: stays } },
    });
  }

  /** Brings the figures of campaigns up to date from their cases. */
  async refresh(tx: Tx): Promise<void> {
    for (const id of this.opened.keys()) this.touched.add(id);
    if (this.touched.size === 0) return;
    const rows = await tx.prepared<{ id: string; route: string; subjects: number; kind: string }>(
      'grouping-refresh-campaigns',
      `update campaign g set alert_count = f.alerts, subject_count = f.subjects, case_count = f.cases, severity = f.severity,
         route = f.route, first_alert_at = f.first_at, last_alert_at = f.last_at, version = g.version + 1
       from (
         select c.campaign_id, count(*)::int as cases, sum(c.alert_count) as alerts, sum(c.subject_count) as subjects,
           max(c.severity) as severity, min(c.first_alert_at) as first_at, max(c.last_alert_at) as last_at,
           mode() within group (order by c.route) as route
         from case_file c where c.campaign_id = any($1::uuid[]) and c.merged_into is null group by 1) f
       where g.id = f.campaign_id returning g.id, g.route, g.subject_count as subjects`,
      [[...this.touched]],
    );
    await tx.prepared(
      'grouping-title-campaigns',
      'update campaign g set title = t.title from unnest($1::uuid[], $2::text[]) as t(id, title) where g.id = t.id',
      [
        rows.map((row) => row.id),
        rows.map(({ route, subjects }) => {
          const words = route === 'unknown' ? 'Unsorted' : routeName(route);
          return `${words} campaign: ${subjects.toLocaleString('en')} ${subjectNoun('subject', subjects)}`;
        }),
      ],
    );
  }
}

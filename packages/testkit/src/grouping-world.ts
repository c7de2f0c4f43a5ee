import { newId } from '@portcullis/core/db/ids';
import { pendingSighting } from '@portcullis/core/grouping/pending';
import { type Sighting, sightingOf } from '@portcullis/domain';
import type { Database, PrivateDatabase } from './private-database.js';

export interface SentAlert {
  account: string;
  shares: Record<string, string>;
  day?: number;
  related?: { kind: string; id: string }[];
  route?: string;
  severity?: number;
}

export interface Membership {
  alert_id: string;
  node: string;
  case_id: string;
  cluster: string;
}

/** Alerts as intake leaves them for grouping, and what grouping made of them. */
export class GroupingWorld {
  /** @param now when alerts come in, and what their `day` is counted back from */
  constructor(
    private readonly db: Database,
    readonly now: Date,
  ) {}

  /** Stores alerts as intake leaves them, every other one as one that was held back for a while. @returns how grouping sees them */
  async accept(sent: readonly SentAlert[]): Promise<Sighting[]> {
    const rows = sent.map((one) => {
      const id = newId();
      const observedAt = new Date(this.now.getTime() - 86_400_000 * (one.day ?? 0));
      const body = {
        related: one.related ?? [],
        indicators: Object.entries(one.shares).map(([type, value]) => ({ type, value })),
      };
      return { ...one, id, observedAt, body };
    });
    await this.db.query(
      `insert into alert (id, detector_id, external_id, severity, route, subject_kind, subject_id, observed_at, received_at, body)
       select id, 'test', id::text, severity, route, 'account', account, observed_at, $7, body
       from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::json[], $5::text[], $6::smallint[]) as n(id, account, observed_at, body, route, severity)`,
      [
        rows.map((row) => row.id),
        rows.map((row) => row.account),
        rows.map((row) => row.observedAt),
        rows.map((row) => JSON.stringify(row.body)),
        rows.map((row) => row.route ?? 'transfer_station'),
        rows.map((row) => row.severity ?? 3),
        this.now,
      ],
    );
    const waiting = rows.map(({ id, account, observedAt, body, route = 'transfer_station', severity = 3 }, i) => {
      const alert = { subject: { kind: 'account', id: account }, observedAt: observedAt.getTime(), ...body };
      return { id, sighting: i % 2 ? null : pendingSighting(alert, { detector: 'test', route, severity }) };
    });
    await this.db.query('insert into alert_pending (alert_id, sighting) select * from unnest($1::uuid[], $2::json[])', [
      waiting.map(({ id }) => id),
      waiting.map(({ sighting }) => sighting),
    ]);
    return rows.map((row) =>
      sightingOf({
        id: row.id,
        subject: { kind: 'account', id: row.account },
        related: row.related ?? null,
        indicators: row.body.indicators,
        observedAt: row.observedAt.getTime(),
      }),
    );
  }

  async memberships(): Promise<Membership[]> {
    return this.db.query(
      `select a.alert_id, a.subject_kind || ':' || a.subject_id as node, coalesce(f.merged_into, f.id) as case_id,
         coalesce(g.merged_into, g.id, f.merged_into, f.id) as cluster
       from case_alert a join case_file f on f.id = a.case_id left join campaign g on g.id = f.campaign_id`,
    );
  }

  /** Every figure that a case or campaign carries, against a count of what it holds. @returns those that are wrong */
  async wrongFigures(): Promise<unknown[]> {
    const wrong = await this.db.query(
      `select f.id, f.alert_count, f.subject_count, f.severity, c.* from case_file f
       left join (select a.case_id, count(*) as alerts, count(distinct (a.subject_kind, a.subject_id)) as subjects, max(s.severity) as severity,
           min(a.observed_at) as first_at, max(a.observed_at) as last_at
         from case_alert a join alert s on s.id = a.alert_id group by 1) c on c.case_id = f.id
       where f.merged_into is null and (f.alert_count is distinct from c.alerts or f.subject_count is distinct from c.subjects
         or f.severity is distinct from c.severity or f.first_alert_at is distinct from c.first_at or f.last_alert_at is distinct from c.last_at)`,
    );
    const subjects = await this.db.query(
      `select s.case_id, s.subject_id, s.alert_count, c.alerts from case_subject_counted s join case_file f on f.id = s.case_id and f.merged_into is null
       full join (select case_id, subject_kind, subject_id, count(*) as alerts from case_alert group by 1, 2, 3) c using (case_id, subject_kind, subject_id)
       where s.alert_count is distinct from c.alerts and (s.case_id is null or f.merged_into is null) and (f.id is not null or s.case_id is null)`,
    );
    const routes = await this.db.query(
      `with told as (select f.id, r.key as route, r.value::bigint as alerts from case_file f, json_each_text(f.tally->'routes') r where f.merged_into is null)
       select * from told t full join (
         select a.case_id as id, s.route, count(*) as alerts from case_alert a join alert s on s.id = a.alert_id group by 1, 2) c using (id, route)
       where coalesce(t.alerts, 0) <> coalesce(c.alerts, 0)`,
    );
    const campaigns = await this.db.query(
      `select g.*, f.* from campaign g
       join (select campaign_id, count(*) as cases, sum(alert_count) as alerts, sum(subject_count) as subjects, max(severity) as severity,
           min(first_alert_at) as first_at, max(last_alert_at) as last_at
         from case_file where merged_into is null and campaign_id is not null group by 1) f on f.campaign_id = g.id
       where g.case_count is distinct from f.cases or g.alert_count is distinct from f.alerts or g.subject_count is distinct from f.subjects
         or g.severity is distinct from f.severity or g.first_alert_at is distinct from f.first_at or g.last_alert_at is distinct from f.last_at`,
    );
    return [...wrong, ...subjects, ...routes, ...campaigns];
  }
}

/** Forgets all alerts, cases and links. */
export async function emptyGrouping(database: PrivateDatabase): Promise<void> {
  const owner = await database.open('superuser', 1);
  await owner.query(`truncate grouping_cluster, grouping_subject, indicator, indicator_carrier, indicator_type_count, case_alert, case_proposal,
    case_subject, case_file, campaign, alert, alert_pending, alert_occurrence, alert_identity, event, event_body, event_unsealed, rule_set, hub_entry cascade`);
  await owner.query(
    'update grouping_state set generation = generation + 1, next_subject = 1, next_value = 1, next_cluster = 1',
  );
  await owner.destroy();
}

/** Who is with whom, in an order that can be compared. @param pairs of a node and its group */
export function shape(pairs: Iterable<readonly [string, unknown]>): string[] {
  const groups = new Map<unknown, Set<string>>();
  for (const [node, cluster] of pairs) groups.set(cluster, (groups.get(cluster) ?? new Set()).add(node));
  return [...groups.values()].map((nodes) => [...nodes].sort().join(' ')).sort();
}

/** A world of loose and tight groups, with hubs that become common over time. */
export function looseAndTight(seed: number, alerts: number): SentAlert[] {
  let state = seed;
  const draw = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  return Array.from({ length: alerts }, () => {
    const account = draw(Math.ceil(alerts / 2));
    const shares: Record<string, string> = {
      ip: `ip${draw(alerts / 8)}`,
      asn: `as${draw(5)}`,
      user_agent: `ua${draw(3)}`,
    };
    if (draw(3) === 0) shares.prompt_template = `t${draw(alerts / 10)}`;
    if (draw(6) === 0) shares.device_id = `d${draw(alerts / 6)}`;
    if (draw(4) === 0) shares.email_domain = `m${draw(alerts / 12)}.example`;
    if (draw(8) === 0) shares.colour = `c${draw(alerts / 8)}`;
    return {
      account: `a${account}`,
      shares,
      day: draw(30),
      related: draw(3) ? [] : [{ kind: 'organization', id: `o${account % Math.ceil(alerts / 6)}` }],
      route: ['transfer_station', 'vpn_proxy', 'unknown'][draw(3)] as string,
      severity: draw(7),
    };
  });
}

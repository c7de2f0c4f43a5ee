import { Injectable } from '@nestjs/common';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { campaignTitle } from './cases/campaigns.js';

/** What a campaign's page tells beyond its size. */
export interface CampaignFacts {
  /** Alerts by route and by detector, the most first. */
  routes: { name: string; alerts: number }[];
  detectors: { name: string; alerts: number }[];
  /** Which models its alerts name, in a sample of them. */
  models?: { name: string; alerts: number }[];
  /** Cases by the region of their customers. */
  regions: { name: string; cases: number }[];
  organizations: number;
  /** From the first thing that was seen to the first case. */
  dwellHours: number | null;
}

// Every repeat of a finding counts: a detector that reports each exchange is folded, not lost. Cases know how many of
// their alerts name which route, so that the alerts themselves, of which there may be millions, are not read.
const FACTS = `
  with members as materialized (
    select f.id, f.region, f.organization_id, f.route, f.tally->'routes' as routes
    from case_file f where f.campaign_id = $1 and f.merged_into is null),
  heard as materialized (
    select ca.detector_id, count(*) as alerts, sum(coalesce(o.count, 1)) as times
    from members m join case_alert ca on ca.case_id = m.id
    left join lateral (select sum(x.count) as count from alert_occurrence x where x.alert_id = ca.alert_id) o on true
    group by 1),
  ranked as (
    select 'routes' as list, r.key as name, sum(r.value::bigint) as n from members m, json_each_text(m.routes) r group by 2
    union all select 'detectors', detector_id, alerts from heard
    union all select 'regions', coalesce(region, 'unknown'), count(*) from members group by 2),
  opened as (
    select min(f.opened_at) as at from (
      select id from members union select f.id from members m join case_file f on f.merged_into = m.id) x
    join case_file f on f.id = x.id)
  select (select coalesce(sum(times), 0) from heard)::float8 as exchanges,
    (select count(distinct organization_id)::int from members) as organizations,
    (select mode() within group (order by route) from members) as route,
    (select extract(epoch from opened.at - g.first_alert_at)::float8 / 3600 from campaign g, opened where g.id = $1) as "dwellHours",
    coalesce((select json_agg(json_build_object('name', name, 'alerts', n) order by n desc, name) from ranked where list = 'routes'), '[]') as routes,
    coalesce((select json_agg(json_build_object('name', name, 'alerts', n) order by n desc, name) from ranked where list = 'detectors'), '[]') as detectors,
    coalesce((select json_agg(json_build_object('name', name, 'cases', n) order by n desc, name) from ranked where list = 'regions'), '[]') as regions`;

// Detectors name models as a shared attribute or in a panel of evidence. The newest alerts of a campaign tell enough.
const MODELS = `
  with sample as materialized (
    select a.id, a.body::jsonb as body from (
      select ca.alert_id from case_file f join case_alert ca on ca.case_id = f.id
      where f.campaign_id = $1 and f.merged_into is null order by ca.alert_id desc limit 4000) newest
    join alert a on a.id = newest.alert_id),
  named as (
    select id, x->>'value' as name from sample, jsonb_path_query(body, 'lax $.indicators[*]?(@.type == "model")') x
    union
    select id, v #>> '{}' from sample, jsonb_path_query(body, 'lax $.evidence[*].data.model') v
    union
    select id, v #>> '{}' from sample, jsonb_path_query(body, 'lax $.evidence[*].data.models[*]') v)
  select trim(name) as name, count(distinct id)::int as alerts from named where trim(name) <> '' and length(name) <= 200
  group by 1 order by 2 desc, 1 limit 50`;

const SAVE = `
  update campaign set exchanges = $2, facts = $3, facts_version = $4, route = coalesce($5, route),
    title = case when route <> $5 then ${campaignTitle('$5', 'subject_count')} else title end where id = $1`;

interface Told extends CampaignFacts {
  exchanges: number;
  /** What most of its cases say; null when it has none. */
  route: string | null;
}

const AT_ONCE = 10;
/** Campaigns that grow rest so many times as long as all of a run took: together they cost a twentieth of a processor. */
const REST = 20;

/** Works out what campaigns that changed have to tell. */
@Injectable()
export class RefreshCampaigns {
  /** Those that rest, by `performance.now()`, and the version that was last seen of each. */
  private readonly resting = new Map<string, { until: number; version: number }>();

  constructor(private readonly uow: UnitOfWork) {}

  /** @returns campaigns that were brought up to date */
  async run(_: CommandContext, signal?: AbortSignal): Promise<number> {
    const changed = await this.uow.read<{ id: string; version: number }>(
      'select id, version from campaign where merged_into is null and facts_version < version order by id',
    );
    const due = changed.filter((one) => !this.rests(one)).slice(0, AT_ONCE);
    const done: { id: string; version: number }[] = [];
    const began = performance.now();
    for (const { id, version } of due) {
      if (signal?.aborted) break;
      const [row] = await this.uow.read<Told>(FACTS, [id]);
      if (!row) continue;
      const models = await this.uow.read<{ name: string; alerts: number }>(MODELS, [id]);
      const { exchanges, dwellHours, route, ...facts } = row;
      const dwell = dwellHours === null ? null : Math.max(0, dwellHours);
      // No new version: these follow from what is there.
      await this.uow.read(SAVE, [
        id,
        Math.round(exchanges),
        JSON.stringify({ ...facts, models, dwellHours: dwell }),
        version,
        route,
      ]);
      done.push({ id, version });
    }
    const ended = performance.now();
    const until = ended + REST * (ended - began);
    for (const { id, version } of done) this.resting.set(id, { until, version });
    return done.length;
  }

  /** Not when it has not changed since the last look, for then it has come to an end. */
  private rests({ id, version }: { id: string; version: number }): boolean {
    const rest = this.resting.get(id);
    if (!rest) return false;
    const rests = performance.now() < rest.until && version !== rest.version;
    if (rests) rest.version = version;
    else this.resting.delete(id);
    return rests;
  }
}

import { subjectOf } from '@portcullis/domain';
import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import { texts } from '../../db/array-parameters.js';
import { columnsAs } from '../../db/columns.js';
import type { Tx } from '../../db/unit-of-work.js';
import type { Campaigns } from './campaigns.js';

// A campaign keeps how many cases it had when it became part of another, and the history of each says where it was opened.
const ORIGIN = `
  with leaving as (
    select distinct f.id from ${columnsAs('q', 'kind text, id text')}
    join case_subject s on s.subject_kind = q.kind and s.subject_id = q.id
    join case_file f on f.id = s.case_id and f.campaign_id = $3 and f.merged_into is null),
  origin as (
    select (b.body->'facts'->>'campaign')::uuid as campaign, count(distinct l.id) as cases
    from leaving l join event e on e.case_id = l.id and e.kind = 'case.open' join event_body b on b.event_id = e.id group by 1)
  select g.id from origin o join campaign g on g.id = o.campaign
  where g.merged_into = $3 and o.cases * 2 >= g.case_count and o.cases * 2 > (select count(*) from leaving)
  order by o.cases desc, g.id limit 1`;

/**
 * Brings back a campaign that became part of another, with what people said of it, when half of its cases leave that one
 * or more, and most of those that leave are its own. The index is written.
 */
export async function reviveCampaigns(tx: Tx, effect: GroupingEffect, campaigns: Campaigns): Promise<void> {
  for (const { from, into, subjects } of effect.partings) {
    if (!campaigns.was(from) || !campaigns.begins(into)) continue;
    const whole = campaigns.idOf(from);
    const [part] = await tx.query('select 1 from campaign where merged_into = $1 limit 1', [whole]);
    if (!part) continue;
    const names = subjects.map(({ node }) => subjectOf(node));
    const [found] = await tx.query<{ id: string }>(ORIGIN, [
      texts(names.map(({ kind }) => kind)),
      texts(names.map(({ id }) => id)),
      whole,
    ]);
    if (found) await campaigns.revive(tx, found.id, into);
  }
}

import { Injectable } from '@nestjs/common';
import { FOLLOWING_CASE_STATES } from '@portcullis/domain';
import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { Campaigns } from './cases/campaigns.js';
import { CaseBook } from './cases/case-book.js';
import { loadCases, type Place } from './cases/case-row.js';
import { Chronicle } from './cases/chronicle.js';
import { reshapeCases } from './cases/reshape.js';
import { writeCases } from './cases/write-cases.js';
import { GROUPING_LOCK, GROUPING_SETTINGS } from './regroup.js';
import { activeRuleSet } from './rule-set.query.js';

const NOTHING: GroupingEffect = {
  subjects: [],
  owners: [],
  values: [],
  degrees: [],
  postings: [],
  spans: [],
  clusters: [],
  merges: [],
  partings: [],
  corrections: [],
  hubs: [],
  carriers: new Map(),
  counters: { nextSubject: 0, nextValue: 0, nextCluster: 0 },
  places: new Map(),
  notes: new Map(),
};

// Two follow at one place where one was settled while the other came, or people held both. That one has been worked on,
// and such cases are few. One that was settled when its cluster became a campaign may be nobody's yet.
const READY = `
  select a.cluster_id as cluster, a.slot from case_file a
  where a.state = any($1::text[]) and a.state <> 'new' and a.cluster_id is not null and (
    exists (
      select 1 from case_file b
      where b.cluster_id = a.cluster_id and b.slot = a.slot and b.id <> a.id and b.state = any($1::text[])
        and ((a.held_by <> b.held_by and a.held_until > $2 and b.held_until > $2) is not true
          or (a.campaign_id is null and not exists (
            select 1 from case_proposal p where p.kind = 'merge' and p.resolved_at is null
              and (p.case_id, p.other_case_id) in ((a.id, b.id), (b.id, a.id))))))
    or (a.slot = '' and a.campaign_id is not null and exists (
      select 1 from grouping_cluster g join grouping_subject s on s.cluster_id = g.id
      join case_subject c on c.case_id = a.id and s.node = c.subject_kind || ':' || c.subject_id
      where g.id = a.cluster_id and g.campaign_id is not null)))
  group by a.cluster_id, a.slot order by min(a.opened_at), a.cluster_id, a.slot limit 50`;

const OWNERS = `
  select distinct f.cluster_id as cluster, s.owner as slot from case_file f
  join case_subject c on c.case_id = f.id
  join grouping_subject s on s.node = c.subject_kind || ':' || c.subject_id and s.cluster_id = f.cluster_id
  where f.cluster_id = any($1::bigint[]) and f.slot = '' and f.campaign_id is not null and f.state = any($2::text[])`;

/** Makes cases one that people kept apart, or that were settled for a while, once nobody stands in the way (GR-4). */
@Injectable()
export class ReconcileCases {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns cases that were merged into others */
  async run(context: CommandContext): Promise<number> {
    return this.uow.run(context, async (tx) => {
      await tx.query(GROUPING_SETTINGS);
      const ready = await tx.query<Place>(READY, [FOLLOWING_CASE_STATES, context.now]);
      if (ready.length === 0) return 0;
      const [lock] = await tx.query<{ got: boolean }>(`select pg_try_advisory_xact_lock(${GROUPING_LOCK}) as got`);
      if (!lock?.got) return 0;
      const rules = await activeRuleSet(tx);
      const clusters = [...new Set(ready.map(({ cluster }) => cluster))];
      const campaigns = new Campaigns(new Map(), rules.campaignFrom, context.now);
      await campaigns.load(tx, clusters);
      const unsorted = ready.filter(({ cluster, slot }) => slot === '' && campaigns.is(cluster));
      const owners = await tx.query<Place>(OWNERS, [unsorted.map(({ cluster }) => cluster), FOLLOWING_CASE_STATES]);
      const book = await CaseBook.open(tx);
      book.add(await loadCases(tx, [], [...ready, ...owners]));
      const chronicle = new Chronicle(rules, context.now);
      const insert = (rows: Parameters<typeof writeCases>[2]) => writeCases(tx, book, rows, rules.id);
      await reshapeCases({ tx, book, effect: NOTHING, campaigns, chronicle, insert, cause: null });
      insert(book.cases.values());
      campaigns.refresh(tx, book.campaignChanges());
      chronicle.tell(tx);
      return [...book.cases.values()].filter(({ mergedInto }) => mergedInto !== null).length;
    });
  }
}

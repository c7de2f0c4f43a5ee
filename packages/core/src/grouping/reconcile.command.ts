import { Injectable } from '@nestjs/common';
import { FOLLOWING_CASE_STATES } from '@portcullis/domain';
import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import { type CommandContext, UnitOfWork } from '../db/unit-of-work.js';
import { Campaigns } from './cases/campaigns.js';
import { CaseBook } from './cases/case-book.js';
import { loadCases } from './cases/case-row.js';
import { Chronicle } from './cases/chronicle.js';
import { reshapeCases } from './cases/reshape.js';
import { writeCases } from './cases/write-cases.js';
import { GROUPING_LOCK } from './regroup.js';
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

const READY = `
  select distinct a.cluster_id as cluster from case_proposal p
  join case_file a on a.id = p.case_id join case_file b on b.id = p.other_case_id
  where p.kind = 'merge' and p.resolved_at is null and a.cluster_id = b.cluster_id
    and a.state = any($1::text[]) and b.state = any($1::text[])
    and (a.held_by is null or b.held_by is null or a.held_by = b.held_by or a.held_until <= $2 or b.held_until <= $2)
  limit 50`;

/** Carries out merges that waited for people, once nobody stands in the way (GR-4). */
@Injectable()
export class ReconcileCases {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns cases that were merged into others */
  async run(context: CommandContext): Promise<number> {
    return this.uow.run(context, async (tx) => {
      const [lock] = await tx.query<{ got: boolean }>(`select pg_try_advisory_xact_lock(${GROUPING_LOCK}) as got`);
      if (!lock?.got) return 0;
      const ready = await tx.query<{ cluster: number }>(READY, [FOLLOWING_CASE_STATES, context.now]);
      if (ready.length === 0) return 0;
      const rules = await activeRuleSet(tx);
      const clusters = ready.map(({ cluster }) => cluster);
      const campaigns = new Campaigns(new Map(), rules.campaignFrom, context.now);
      await campaigns.load(tx, clusters);
      const book = await CaseBook.open(tx);
      book.add(await loadCases(tx, clusters, []));
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

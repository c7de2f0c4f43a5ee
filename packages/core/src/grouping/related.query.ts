import { Injectable } from '@nestjs/common';
import { BACKLOG_CASE_STATES, linkBetween, linkOf, SYSTEM } from '@portcullis/domain';
import type { JoinNote, LinkPart } from '@portcullis/domain/grouping/index.port';
import { relatedSubjects } from '@portcullis/domain/grouping/related';
import { UnitOfWork } from '../db/unit-of-work.js';
import { ASTRAY, UNITED_BY_RULES } from './cases/proposals.js';
import { PgGroupingIndex } from './pg-index.js';
import { activeRuleSet } from './rule-set.query.js';

export interface SuggestedCase {
  caseId: string;
  sentence: string;
  score: number;
  threshold: number;
  ruleSet: number;
  indicators: readonly LinkPart[];
}

export interface CaseProposalView {
  id: string;
  kind: 'merge' | 'part';
  otherCaseId: string | null;
  /** Of a part: those who are in the case still, and do not belong with it. */
  subjects: { kind: string; id: string }[];
  sentence: string;
  createdAt: Date;
}

/** Of a large case, those with most alerts speak for it. */
const MOST_SUBJECTS = 60;

// What is enough alone, such as a device, may be on thousands: a few of each stand for all.
const COMMON = `
  select distinct g.node from (
    select i.id, min(i.degree) as degree from grouping_subject s join indicator_carrier c on c.subject_id = s.id
    join indicator i on i.id = c.indicator_id
    where s.node = any($1::text[]) and i.degree >= $2 and not i.listed group by i.id order by 2, 1 limit 20) v
  cross join lateral (select subject_id from indicator_carrier where indicator_id = v.id limit 20) c
  join grouping_subject g on g.id = c.subject_id`;

// A closed case asks nothing of anybody, nor does what is so by now; a campaign joins its cases by itself.
const OPEN = `
  from case_proposal p join case_file f on f.id = p.case_id left join case_file o on o.id = p.other_case_id
  left join lateral (
    select json_agg(json_build_object('kind', a.kind, 'id', a.id) order by a.kind, a.id) as astray from (${ASTRAY}) a) s on p.kind = 'part'
  where (p.case_id = $1 or p.other_case_id = $1) and p.resolved_at is null and f.state = any($2::text[])
    and case p.kind when 'part' then s.astray is not null
      else o.state = any($2::text[]) and o.cluster_id = f.cluster_id and (f.campaign_id is null or f.campaign_id is distinct from o.campaign_id) end`;

/** What nearly belongs to a case, and what waits for a person to let it belong. */
@Injectable()
export class RelatedQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** Cases below the threshold of a link and above that of a mention, the strongest first, each with its reason. */
  suggested(caseId: string, most: number, now: Date): Promise<SuggestedCase[]> {
    return this.casesAround(caseId, most, now, 'elsewhere');
  }

  /** Other cases of its campaign to which a case is linked itself, the strongest link first. */
  async linked(caseId: string, most: number, now: Date): Promise<SuggestedCase[]> {
    const [found] = await this.uow.read('select 1 from case_file where id = $1 and campaign_id is not null', [caseId]);
    return found ? this.casesAround(caseId, most, now, 'campaign') : [];
  }

  private async casesAround(
    caseId: string,
    most: number,
    now: Date,
    where: 'elsewhere' | 'campaign',
  ): Promise<SuggestedCase[]> {
    const { notes, rules } = await this.uow.run({ actor: SYSTEM, now }, async (tx) => {
      const rows = await tx.query<{ node: string }>(
        `select subject_kind || ':' || subject_id as node from case_subject where case_id = $1 order by alert_count desc, 1 limit $2`,
        [caseId, MOST_SUBJECTS],
      );
      const nodes = rows.map(({ node }) => node);
      const active = await activeRuleSet(tx);
      const common =
        where === 'campaign' ? await tx.query<{ node: string }>(COMMON, [nodes, active.nominateBelow]) : [];
      const index = new PgGroupingIndex();
      index.bind(tx);
      return {
        rules: active,
        notes: await relatedSubjects(active, index, nodes, most * 2, {
          where,
          candidates: common.map(({ node }) => node),
        }),
      };
    });
    if (notes.length === 0) return [];
    const rows = await this.uow.read<{ node: string; id: string }>(
      `select distinct on (q.node) q.node, f.id from unnest($1::text[]) as q(node)
       join case_subject s on s.subject_kind = split_part(q.node, ':', 1) and s.subject_id = substr(q.node, strpos(q.node, ':') + 1)
       join case_file f on f.id = s.case_id and f.merged_into is null where f.id <> $2 order by q.node, f.opened_at desc`,
      [notes.map(({ other }) => other), caseId],
    );
    const caseOf = new Map(rows.map(({ node, id }) => [node, id]));
    const found = new Map<string, SuggestedCase>();
    for (const note of notes) {
      const id = caseOf.get(note.other);
      if (!id || found.has(id)) continue;
      const { sentence, score, threshold, ruleSet, indicators } = linkOf(note, rules.id, rules.attach);
      found.set(id, { caseId: id, sentence, score, threshold, ruleSet, indicators });
    }
    return [...found.values()].slice(0, most);
  }

  /** What grouping would do and a person stands in the way of. */
  async proposals(caseId: string): Promise<CaseProposalView[]> {
    const rows = await this.uow.read<Omit<CaseProposalView, 'sentence'> & { because: JoinNote | null }>(
      `select p.id, p.kind, case when p.case_id = $1 then p.other_case_id else p.case_id end as "otherCaseId",
         coalesce(s.astray, '[]') as subjects, p.because, p.created_at as "createdAt" ${OPEN} order by p.created_at desc limit 20`,
      [caseId, BACKLOG_CASE_STATES],
    );
    return rows.map(({ because, ...row }) => ({
      ...row,
      sentence: because
        ? linkBetween(because)
        : row.kind === 'merge'
          ? UNITED_BY_RULES
          : 'What connected them is no link any more: too common now, on the list of hubs, or set apart by a person. The case was settled then, so nothing was moved.',
    }));
  }

  /** How many proposals wait for a person. */
  async proposalCount(caseId: string): Promise<number> {
    const [row] = await this.uow.read<{ count: number }>(`select count(*)::int as count ${OPEN}`, [
      caseId,
      BACKLOG_CASE_STATES,
    ]);
    return row?.count ?? 0;
  }
}

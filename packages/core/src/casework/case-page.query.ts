import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';
import { clamp, decodeCursor, type Page, pageOf } from './cursor.js';

export interface CaseSubjectView {
  kind: string;
  id: string;
  name: string | null;
  organizationId: string | null;
  organizationName: string | null;
  country: string | null;
  plan: string | null;
  alertCount: number;
  firstAt: Date;
  lastAt: Date;
  severity: number;
  finding: string;
  findingReason: string | null;
  findingById: string | null;
  findingByName: string | null;
  findingAt: Date | null;
  seats: number | null;
  exchanges30d: number | null;
  known: boolean;
  detectors: string[];
  declaredGateway: boolean;
  restrictedBy: string[];
}
export interface CommentView {
  id: string;
  authorId: string;
  authorName: string;
  body: string;
  mentions: { id: string; name: string }[];
  at: Date;
}
export interface AttachmentView {
  id: string;
  name: string;
  mediaType: string;
  size: number;
  uploadedBy: string;
  at: Date;
}
export interface EarlierView {
  kind: string;
  label: string;
  at: Date;
  caseNumber: number | null;
  state: string;
}

/** Directory fields hold what the provider sent; anything that is not a number counts as not told. */
const number = (path: string): string =>
  `case when jsonb_typeof(${path}) = 'number' then (${path})::text::double precision end`;

/** The parts of a case's page, each one statement and bounded whatever the case's size. */
@Injectable()
export class CasePageQuery {
  constructor(private readonly uow: UnitOfWork) {}

  async byNumber(caseNumber: number): Promise<{ id: string; number: number } | null> {
    const rows = await this.uow.read<{ id: string; number: number }>(
      'select id, number from case_file where number = $1',
      [caseNumber],
    );
    return rows[0] ?? null;
  }

  async byId(id: string): Promise<{ id: string; number: number } | null> {
    const rows = await this.uow.read<{ id: string; number: number }>('select id, number from case_file where id = $1', [
      id,
    ]);
    return rows[0] ?? null;
  }

  /** Gravest first. @returns null when the cursor is none of this list */
  async subjects(
    caseId: string,
    { first, after, finding }: { first: number; after: string | null; finding: string | null },
  ): Promise<Page<CaseSubjectView> | null> {
    const limit = clamp(first, 500);
    const key = after === null ? [] : decodeCursor(after, ['number', 'number', 'string', 'string']);
    if (!key) return null;
    const rows = await this.uow.read<CaseSubjectView>(
      `with page as (
         select * from case_subject_counted s where s.case_id = $1 and ($2::text is null or s.finding = $2)
           ${key.length > 0 ? 'and (-s.severity, -s.alert_count, s.subject_kind, s.subject_id) > ($4, $5, $6, $7)' : ''}
         order by -s.severity, -s.alert_count, s.subject_kind, s.subject_id limit $3
       )
       select p.subject_kind as kind, p.subject_id as id, e.data->>'name' as name, coalesce(p.organization_id, e.organization_id) as "organizationId",
         o.data->>'name' as "organizationName", coalesce(e.data->>'country', o.data->>'country') as country,
         coalesce(e.data->>'plan', o.data->>'plan') as plan, p.alert_count as "alertCount", p.first_at as "firstAt", p.last_at as "lastAt",
         p.severity, p.finding, p.finding_reason as "findingReason", p.finding_by as "findingById", f.name as "findingByName",
         p.finding_at as "findingAt", ${number(`e.data->'seats'`)} as seats, ${number(`e.data->'exchanges30d'`)} as "exchanges30d",
         coalesce(not e.deleted, false) as known,
         coalesce((e.data->>'declaredGateway') = 'true' or (o.data->>'declaredGateway') = 'true', false) as "declaredGateway",
         coalesce((select array_agg(distinct d.detector_id order by d.detector_id) from (
           select x.detector_id from alert a join case_alert x on x.alert_id = a.id
           where a.subject_kind = p.subject_kind and a.subject_id = p.subject_id and x.case_id = $1 limit 500) d), '{}') as detectors,
         coalesce((select array_agg(x.kind order by x.ordered_at) from action x where x.subject_kind = p.subject_kind and x.subject_id = p.subject_id
           and x.ended_at is null and x.state in ('approved', 'executing', 'active', 'lifting', 'reversing', 'retrying')), '{}') as "restrictedBy"
       from page p
       left join directory_entry e on e.kind = p.subject_kind and e.id = p.subject_id
       left join directory_entry o on o.kind = 'organization' and o.id = coalesce(p.organization_id, e.organization_id)
       left join staff f on f.id = p.finding_by
       order by -p.severity, -p.alert_count, p.subject_kind, p.subject_id`,
      [caseId, finding, limit + 1, ...key],
    );
    return pageOf(rows, limit, (last) => [-last.severity, -last.alertCount, last.kind, last.id]);
  }

  async findingCounts(caseId: string): Promise<{ finding: string; subjects: number }[]> {
    return this.uow.read(
      'select finding, count(*)::int as subjects from case_subject where case_id = $1 group by finding order by 2 desc, 1',
      [caseId],
    );
  }

  async comments(caseId: string): Promise<CommentView[]> {
    return this.uow.read<CommentView>(
      `select c.id, c.author_id as "authorId", s.name as "authorName", c.body, c.at,
         coalesce((select json_agg(json_build_object('id', m.id, 'name', m.name)) from staff m where m.id = any(c.mentions)), '[]') as mentions
       from case_comment c join staff s on s.id = c.author_id
       where c.case_id = $1 or c.case_id in (select id from case_file where merged_into = $1) order by c.id limit 500`,
      [caseId],
    );
  }

  async attachments(caseId: string): Promise<AttachmentView[]> {
    return this.uow.read<AttachmentView>(
      `select a.id, a.name, a.media_type as "mediaType", a.size, coalesce(s.name, a.uploaded_by_kind) as "uploadedBy", a.at
       from attachment a left join staff s on a.uploaded_by_kind = 'staff' and s.id::text = a.uploaded_by
       where a.case_id = $1 or a.case_id in (select id from case_file where merged_into = $1) order by a.id limit 500`,
      [caseId],
    );
  }

  /** A file with its content; null when there is none. */
  async attachment(id: string): Promise<{ name: string; mediaType: string; content: Buffer } | null> {
    const rows = await this.uow.read<{ name: string; mediaType: string; content: Buffer }>(
      `select a.name, a.media_type as "mediaType", c.content from attachment a join attachment_content c on c.attachment_id = a.id where a.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Cases with the same organization, subjects or campaign, the follow-up and its origin; with why. */
  async related(caseId: string): Promise<{ id: string; why: string }[]> {
    return this.uow.read(
      `with me as (select id, organization_id, campaign_id, follows_id, merged_into from case_file where id = $1),
       subjects as (select subject_kind, subject_id from case_subject where case_id = $1 order by severity desc, alert_count desc limit 50),
       found as (
         (select c.id, 1 as rank, 'follows up on this case' as why from case_file c, me where c.follows_id = me.id limit 10)
         union all (select c.id, 1, 'this case follows up on it' from case_file c, me where c.id = me.follows_id)
         union all (select c.id, 1, 'this case was merged into it' from case_file c, me where c.id = me.merged_into)
         union all (select c.id, 2, 'merged into this case' from case_file c, me where c.merged_into = me.id limit 20)
         union all (select s.case_id, 3, 'shares ' || s.subject_kind || ' ' || s.subject_id from subjects x
           cross join lateral (select y.case_id, y.subject_kind, y.subject_id from case_subject y
             where y.subject_kind = x.subject_kind and y.subject_id = x.subject_id and y.case_id <> $1 limit 5) s)
         union all (select c.id, 4, 'same organization' from case_file c, me where c.organization_id = me.organization_id and c.id <> me.id order by c.id desc limit 20)
         union all (select c.id, 5, 'same campaign' from case_file c, me where c.campaign_id = me.campaign_id and c.id <> me.id order by c.id desc limit 20)
       )
       select id, why from (select distinct on (id) id, why, rank from found order by id, rank) x order by rank, id desc limit 20`,
      [caseId],
    );
  }

  /** What was decided before about the subjects of this case, elsewhere; newest first. */
  async earlier(caseId: string): Promise<EarlierView[]> {
    return this.uow.read<EarlierView>(
      `with subjects as (
         select subject_kind, subject_id from case_subject where case_id = $1 order by severity desc, alert_count desc limit 50
       ), acts as (
         select a.* from subjects s cross join lateral (
           select * from action a where a.subject_kind = s.subject_kind and a.subject_id = s.subject_id and a.case_id <> $1 order by a.id desc limit 5) a
       ), cases as (
         select distinct c.case_id from subjects s cross join lateral (
           select y.case_id from case_subject y where y.subject_kind = s.subject_kind and y.subject_id = s.subject_id and y.case_id <> $1 limit 5) c
       )
       select * from (
         select 'action' as kind, a.kind || ' on ' || a.subject_kind || ' ' || a.subject_id as label, a.ordered_at as at, c.number as "caseNumber", a.state
         from acts a join case_file c on c.id = a.case_id
         union all
         select 'decision', d.kind, coalesce(d.decided_at, d.proposed_at), c.number, d.state
         from cases x join decision d on d.case_id = x.case_id join case_file c on c.id = x.case_id
         union all
         select 'appeal', coalesce(p.result, 'appeal'), coalesce(p.decided_at, p.submitted_at, p.created_at), c.number, p.state
         from cases x join decision d on d.case_id = x.case_id join appeal p on p.decision_id = d.id join case_file c on c.id = x.case_id
       ) matters order by at desc limit 50`,
      [caseId],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { matchValue } from '@portcullis/domain';
import { networksAround, PREFIX_TYPES, prefixOf } from '@portcullis/domain/grouping/prefix';
import { UnitOfWork } from '../../db/unit-of-work.js';
import { ASSIGNED_HOURS } from './second-person.js';

export const LISTS = ['hub', 'allow'] as const;
export const LIST_PHASES = ['waiting', 'active', 'ended'] as const;

/** An entry of the hub list or the allow-list, proposed, in force, or ended. */
export interface ListEntryView {
  id: string;
  list: (typeof LISTS)[number];
  state: string;
  type: string | null;
  value: string | null;
  subjectKind: string | null;
  subjectId: string | null;
  detectorId: string | null;
  kind: string | null;
  reason: string;
  source: string;
  evidence: string;
  caseNumber: number | null;
  proposerId: string | null;
  proposedBy: string | null;
  proposedAt: Date;
  assigneeId: string | null;
  assignedTo: string | null;
  answeredBy: string | null;
  answeredAt: Date | null;
  answerReason: string | null;
  until: Date | null;
  endedBy: string | null;
  endedAt: Date | null;
  endReason: string | null;
  /** Alerts that it held back. */
  hits: number | null;
  /** Alerts that came in after its end. */
  revived: number | null;
  /** Cases in which the value occurred when it was proposed. */
  cases: number | null;
  renews: string | null;
  /** Of an import of hubs: how many values it has, in how many lines nothing could be read, and its file. */
  values: number | null;
  /** Entries that it became: not those that were on the list already. */
  listed: number | null;
  leftOut: number | null;
  fileName: string | null;
  /** Of its values, how many occurred in alerts when it was proposed, and how many with several subjects. */
  known: number | null;
  shared: number | null;
}

const ALL = `
  select e.id, 'allow' as list, e.state, e.indicator_type as type, e.indicator_value as value, e.subject_kind as "subjectKind",
    e.subject_id as "subjectId", e.detector_id as "detectorId", null::text as kind, e.reason, e.source, e.evidence, e.case_id,
    e.proposed_by as "proposerId", coalesce(e.proposed_at, e.from_at) as "proposedAt", e.assigned_to as "assigneeId",
    coalesce(e.answered_by, e.approved_by) as answered_by, e.answered_at as "answeredAt", e.answer_reason as "answerReason",
    e.until, e.ended_by, e.ended_at as "endedAt", e.end_reason as "endReason", e.hits::float8 as hits, e.revived::float8 as revived,
    null::int as cases, e.renews, null::int as values, null::int as listed, null::int as "leftOut", null::text as "fileName", null::int as known,
    null::int as shared, null::uuid as import
  from allow_entry e
  union all
  select h.id, 'hub', case when h.revoked_at is null then 'active' else 'revoked' end, h.indicator_type, h.indicator_value, null,
    null, null, h.kind, h.reason, h.source, '', h.case_id, h.added_by, h.added_at, null, h.confirmed_by, null, null,
    null, h.revoked_by, h.revoked_at, h.revoke_reason, null, null, h.cases, null, null, null, null, null, null, null, h.import_id
  from hub_entry h
  union all
  select p.id, 'hub', p.state, p.indicator_type, p.indicator_value, null, null, null, p.kind, p.reason, p.source, '', p.case_id,
    p.proposed_by, p.proposed_at, p.assigned_to, p.answered_by, p.answered_at, p.answer_reason, null, null, null, null, null, null,
    p.cases, null, null, null, null, null, null, null, null
  from hub_proposal p where p.state <> 'confirmed'
  union all
  select i.id, 'hub', case i.state when 'confirmed' then 'active' else i.state end, null, null, null, null, null, null, i.reason,
    i.source, '', null, i.proposed_by, i.proposed_at, i.assigned_to, i.answered_by, i.answered_at, i.answer_reason, null, i.ended_by,
    i.ended_at, i.end_reason, null, null, null, null, i.values_count, i.listed, i.left_out, i.file_name, i.known, i.shared, null
  from hub_import i`;

const PAGE = `
  select x.*, f.number as "caseNumber", p.name as "proposedBy", a.name as "assignedTo", c.name as "answeredBy", n.name as "endedBy"
  from (select * from (${ALL}) every
    where ($1::text is null or list = $1)
      and ($2::text is null or case state when 'proposed' then 'waiting' when 'active' then 'active' else 'ended' end = $2)
      and ($3::uuid is null or id < $3)
      and ($4::text[] is null or value = any($4) or list = 'hub' and type = 'network' and value = any($8) or "subjectId" = $5 or values is not null and state <> 'active' and exists (
        select 1 from hub_import_value v where v.import_id = every.id and v.indicator_match = any($4)))
      and ($6::text is null or type = $6 or type is null or list = 'hub' and type = 'network' and value = any($8))
      -- What came in a file stands under it; looked for, it is found by itself.
      and (import is null or $4 is not null)
    order by id desc limit $7) x
  left join case_file f on f.id = x.case_id left join staff p on p.id = x."proposerId" left join staff a on a.id = x."assigneeId"
  left join staff c on c.id = x.answered_by left join staff n on n.id = x.ended_by order by x.id desc`;

const WAITING = `
  select count(*)::int as n from (
    select assigned_to, proposed_by, coalesce(proposed_at, from_at) as at from allow_entry where state = 'proposed'
    union all select assigned_to, proposed_by, proposed_at from hub_proposal where state = 'proposed'
    union all select assigned_to, proposed_by, proposed_at from hub_import where state = 'proposed') w
  where proposed_by is distinct from $1 and (assigned_to = $1 or at <= $2)`;

export interface ListFilter {
  list: string | null;
  phase: string | null;
  /** A value or the id of a subject. */
  value: string | null;
  type: string | null;
}

/** What is on the two lists, was, or may come onto them. */
@Injectable()
export class ListEntriesQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** Newest first. @param before the id of the last one of the page before */
  page(filter: ListFilter, first: number, before: string | null): Promise<ListEntryView[]> {
    const { value, type } = filter;
    return this.uow.read<ListEntryView>(PAGE, [
      filter.list,
      filter.phase,
      before,
      value === null ? null : spellings(value, type),
      value?.trim() ?? null,
      type,
      Math.max(1, Math.min(first, 200)),
      value === null ? [] : networksOf(value, type),
    ]);
  }

  /** How many entries wait for this person. */
  async waiting(staffId: string, now: Date): Promise<number> {
    const open = new Date(now.getTime() - ASSIGNED_HOURS * 3_600_000);
    const [row] = await this.uow.read<{ n: number }>(WAITING, [staffId, open]);
    return row?.n ?? 0;
  }
}

const COMMON_TYPES = ['ip', 'network', 'email', 'email_domain', 'phone', 'account', 'device_id', 'owner_name', 'asn'];

/** How a value may be written on a list: as typed, and in the normal form of each type that it can be of. */
function spellings(raw: string, type: string | null): string[] {
  const all = (type ? [type] : COMMON_TYPES).flatMap((one) => {
    const normal = normaliseIndicatorValue(one, raw);
    return [normal, matchValue(one, normal) ?? normal];
  });
  return [...new Set([raw, raw.trim(), raw.trim().toLowerCase(), ...all])];
}

/** Networks that make a hub of an address or network when they are on the list of hubs. */
function networksOf(raw: string, type: string | null): string[] {
  const types = type === null ? [...PREFIX_TYPES] : PREFIX_TYPES.has(type) ? [type] : [];
  const prefixes = types.flatMap((one) => prefixOf(one, normaliseIndicatorValue(one, raw)) ?? []);
  return [...new Set(prefixes.flatMap(networksAround))];
}

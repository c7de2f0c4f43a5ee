import { type Finding, type FoundSubject, type Reach, type Scope, type SubjectRef } from '@portcullis/domain';

/** Whatever runs SQL and gives rows: a transaction, or the pool for a preview. */
export type Reader = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** One subject that an action would hit, as the directory knows it. */
export interface ReachSubject {
  kind: SubjectRef['kind'];
  id: string;
  organizationId: string | null;
  name: string | null;
  /** False without an entry in the directory: reach unknown, and nothing may be suspended. */
  known: boolean;
  /** Accounts that stop when this subject stops. */
  accounts: number;
  seats: number;
  exchanges30d: number;
  paying: boolean;
}

/** Subjects of the case in this scope; an organization answers for what its accounts were found to be. */
const SUBJECTS = `
  select kind, id, (array_agg(finding order by rank))[1] as finding from (
    select case when $2 = 'organization' then 'organization' else cs.subject_kind end as kind,
      case when $2 = 'organization' then coalesce(cs.organization_id, cs.subject_id) else cs.subject_id end as id,
      case when cs.finding_at is not null then cs.finding end as finding,
      coalesce(array_position(array['operator','knowing_participant','facilitator',null,'undetermined','victim','bystander'],
        case when cs.finding_at is not null then cs.finding end), 4) as rank
    from case_subject cs
    where cs.case_id = $1 and case when $2 = 'organization'
      then cs.subject_kind = 'organization' or cs.organization_id is not null else cs.subject_kind = $2 end
  ) s
  where $3::text[] is null or (kind, id) in (select * from unnest($3::text[], $4::text[]))
  group by kind, id order by kind, id`;

const FACTS = `
  with s as (select kind, id from unnest($1::text[], $2::text[]) as s(kind, id))
  select s.kind, s.id, coalesce(d.organization_id, case when s.kind = 'organization' then s.id end) as "organizationId",
    d.data->>'name' as name, coalesce(not d.deleted, false) as known,
    case s.kind when 'organization' then coalesce(sub.accounts, 0) when 'partner' then coalesce(par.accounts, 0) else 1 end::int as accounts,
    coalesce((d.data->>'seats')::bigint, case s.kind when 'organization' then sub.seats else own.seats end, 0)::int as seats,
    coalesce((d.data->>'exchanges30d')::bigint, case s.kind when 'organization' then sub.exchanges end, 0)::bigint as "exchanges30d",
    coalesce(coalesce(o.data, d.data)->>'plan', 'free') not in ('free', 'trial') as paying
  from s
  left join directory_entry d on d.kind = s.kind and d.id = s.id
  left join directory_entry o on o.kind = 'organization' and o.id = d.organization_id
  left join lateral (
    select count(*) filter (where a.kind = 'account') as accounts,
      coalesce(sum((a.data->>'seats')::bigint) filter (where a.kind = 'account'), 0) + count(*) filter (where a.kind = 'seat') as seats,
      coalesce(sum((a.data->>'exchanges30d')::bigint) filter (where a.kind = 'account'), 0) as exchanges
    from directory_entry a
    where s.kind = 'organization' and a.organization_id = s.id and not a.deleted and a.kind in ('account', 'seat')
  ) sub on true
  left join lateral (
    select count(*) as seats from directory_entry k
    where s.kind = 'account' and k.kind = 'seat' and k.parent_kind = s.kind and k.parent_id = s.id and not k.deleted
  ) own on true
  left join lateral (
    select count(*) as accounts from directory_entry g
    join directory_entry a on a.organization_id = g.id and a.kind = 'account' and not a.deleted
    where s.kind = 'partner' and g.kind = 'organization' and g.data->>'partner' = s.id and not g.deleted
  ) par on true
  order by s.kind, s.id`;

/**
 * Subjects that an action in this scope could hit, with what each was found to be (null: nobody has said).
 * @param named subjects that a person chose; null takes all subjects of the case in this scope
 */
export async function readCandidates(
  read: Reader,
  caseId: string,
  scope: Scope,
  named: readonly SubjectRef[] | null,
): Promise<FoundSubject[]> {
  const rows = await read<{ kind: SubjectRef['kind']; id: string; finding: Finding | null }>(SUBJECTS, [
    caseId,
    scope,
    named?.map((subject) => subject.kind) ?? null,
    named?.map((subject) => subject.id) ?? null,
  ]);
  return rows.map(({ kind, id, finding }) => ({ subject: { kind, id }, finding }));
}

/** What the directory, and nothing else, says of these subjects. */
export async function readReach(read: Reader, subjects: readonly SubjectRef[]): Promise<ReachSubject[]> {
  if (subjects.length === 0) return [];
  return read<ReachSubject>(FACTS, [subjects.map((subject) => subject.kind), subjects.map((subject) => subject.id)]);
}

/** The figures of a reach, as the rules and the approval speak of them. */
export function totalReach(subjects: readonly ReachSubject[]): Reach {
  const sum = (pick: (subject: ReachSubject) => number) =>
    subjects.reduce((total, subject) => total + pick(subject), 0);
  return {
    accounts: sum((subject) => subject.accounts),
    seats: sum((subject) => subject.seats),
    exchanges30d: sum((subject) => subject.exchanges30d),
    paying: new Set(subjects.filter((subject) => subject.paying).map((subject) => subject.organizationId ?? subject.id))
      .size,
    unknownSubjects: subjects.filter((subject) => !subject.known).length,
  };
}

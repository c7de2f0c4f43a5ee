import { Injectable } from '@nestjs/common';
import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { DEFAULT_RULE_SET, LOOK_UP, listForm, matchValue, type RuleSet, valueWeight } from '@portcullis/domain';
import { BOND_TYPE } from '@portcullis/domain/grouping/corrections';
import { NETWORK, prefixOf, textStartsOf } from '@portcullis/domain/grouping/prefix';
import { texts, uuids } from '../db/array-parameters.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { HUB_MATCH } from './hub-changes.js';
import { listedPlaces } from './lists/listed-places.js';

/** A value wherever it occurs. */
export interface FoundIndicator {
  id: number;
  type: string;
  value: string;
  /** Distinct subjects that carry it. */
  subjects: number;
  /** Points that it adds to a link at present. */
  points: number;
  /** So common, or listed, that it adds nothing. */
  hub: boolean;
  /** Points that a link needs. */
  threshold: number;
}

export interface ListEntry {
  id: string;
  list: 'hub' | 'allow';
  /** As it is written there. */
  value: string;
  /** Of an entry for another value: whether it is a network around this one, or lies in this one. */
  place: 'around' | 'inside' | null;
  kind: string;
  reason: string;
  source: string | null;
  by: string | null;
  /** Who confirmed it. */
  confirmedBy: string | null;
  state: string;
  at: Date;
  /** When it was taken off, or ends. */
  until: Date | null;
  inForce: boolean;
}

export interface IndicatorCase {
  caseId: string;
  subjects: number;
  /** When its subjects were seen, with it or without. */
  firstAt: Date;
  lastAt: Date;
}

export interface IndicatorSubject {
  kind: string;
  id: string;
  alertCount: number;
  /** When it was seen in this case, with the value or without. */
  firstAt: Date;
  lastAt: Date;
  caseNumber: number;
}

const FOUND = `
  select v.id, v.type, v.value, v.degree as subjects, v.listed
  from unnest($1::text[], $2::text[]) as q(type, value) join indicator v on v.type = q.type and v.value = q.value
  order by v.degree desc, v.type`;

const CARRIERS = `
  carriers as materialized (
    select g.node, split_part(g.node, ':', 1) as kind, substr(g.node, strpos(g.node, ':') + 1) as id
    from indicator_carrier c join grouping_subject g on g.id = c.subject_id where c.indicator_id = $1 limit ${LOOK_UP.subjects})`;

const CASES = `
  with ${CARRIERS}
  select s.case_id as "caseId", count(*)::int as subjects, min(s.first_at) as "firstAt", max(s.last_at) as "lastAt"
  from carriers c join case_subject_counted s on s.subject_kind = c.kind and s.subject_id = c.id
  join case_file f on f.id = s.case_id and f.merged_into is null
  group by s.case_id order by count(*) desc, 4 desc limit $2`;

const SUBJECTS = `
  with ${CARRIERS}
  select s.subject_kind as kind, s.subject_id as id, s.alert_count as "alertCount", s.first_at as "firstAt", s.last_at as "lastAt",
    f.number as "caseNumber"
  from carriers c join case_subject_counted s on s.subject_kind = c.kind and s.subject_id = c.id
  join case_file f on f.id = s.case_id and f.merged_into is null order by 5 desc, 2 limit $2`;

// Which of a subject's alerts carry it is in the alerts themselves; the newest ones of a few carriers are read. Who is
// the value carries it always.
const ALERTS = `
  with ${CARRIERS}
  select x.id from (select * from carriers limit ${LOOK_UP.subjectsForAlerts}) c
  cross join lateral (
    select a.id, a.observed_at, a.body from alert a where a.subject_kind = c.kind and a.subject_id = c.id
    order by a.id desc limit ${LOOK_UP.alertsOfSubject}) x
  where c.node = $4 or exists (select 1 from unnest($3::text[]) as s(text) where strpos(lower(x.body::text), s.text) > 0)
    or $5::text is not null and strpos(regexp_replace(lower(x.body::text), $5, $6, 'g'), regexp_replace($7, $5, $6, 'g')) > 0
  order by x.observed_at desc limit $2`;

const NOT_LETTERS = ['[^[:alnum:]]', ''] as const;
/** What grouping takes out of values of a type (`matchValue`): a pattern, and what stands there instead. */
const TAKEN_OUT: Readonly<Record<string, readonly [string, string]>> = {
  phone: NOT_LETTERS,
  owner_name: NOT_LETTERS,
  registered_address: NOT_LETTERS,
  email: ['[+][^@"[:space:]]*@', '@'],
};

/** As people wrote them: what grouping compares is worked out from them. */
const WRITTEN = `
  select indicator_value as value from allow_entry where indicator_type = $1
  union select indicator_value from hub_proposal where indicator_type = $1 and state = 'proposed'`;

const LISTS = `
  select h.id, 'hub' as list, h.indicator_value as value, h.kind, h.reason, h.source, s.name as by, c.name as "confirmedBy", h.added_at as at, h.revoked_at as until,
    h.revoked_at is null as "inForce", case when h.revoked_at is null then 'active' else 'revoked' end as state
  from hub_entry h left join staff s on s.id = h.added_by left join staff c on c.id = h.confirmed_by
  where h.indicator_type = $1 and ${HUB_MATCH} = any($2::text[]) or h.id = any($4::uuid[])
  union all
  select p.id, 'hub', p.indicator_value, p.kind, p.reason, p.source, s.name, null, p.proposed_at, null, false, p.state
  from hub_proposal p join staff s on s.id = p.proposed_by
  where p.indicator_type = $1 and p.indicator_value = any($2::text[]) and p.state = 'proposed'
  union all
  select i.id, 'hub', v.indicator_value, v.kind, i.reason, i.source, s.name, null, i.proposed_at, null, false, i.state
  from hub_import_value v join hub_import i on i.id = v.import_id join staff s on s.id = i.proposed_by
  where v.indicator_type = $1 and v.indicator_match = any($2::text[]) and i.state = 'proposed'
  union all
  select e.id, 'allow', e.indicator_value, coalesce(e.detector_id, 'every detector'), e.reason, nullif(e.source, ''), s.name, c.name, coalesce(e.proposed_at, e.from_at), e.until,
    e.state = 'active' and e.from_at <= $3 and e.until > $3, e.state
  from allow_entry e left join staff s on s.id = e.proposed_by left join staff c on c.id = e.approved_by
  where e.indicator_type = $1 and e.indicator_value = any($2::text[])
  order by at desc limit 50`;

/** Of a network, how what lies in it begins, in an alert that does not name the network. */
function startsOf({ type, value }: FoundIndicator): string[] {
  const prefix = type === NETWORK ? prefixOf(type, value) : null;
  return (prefix && textStartsOf(prefix)) ?? [];
}

/** Looks a value up across everything (CW-7). */
@Injectable()
export class LookUpQuery {
  constructor(private readonly uow: UnitOfWork) {}

  /** Where a value occurs: under one type, or under each that it can be of. */
  async find(type: string | null, raw: string): Promise<FoundIndicator[]> {
    const [rules, counted] = await Promise.all([
      this.rules(),
      this.uow.read<{ type: string; carriers: number }>('select type, carriers from indicator_type_count'),
    ]);
    const carriers = new Map(counted.map((row) => [row.type, row.carriers]));
    const types = type ? [type.trim().toLowerCase()] : [...new Set([...Object.keys(rules.types), ...carriers.keys()])];
    const keys = types.flatMap((one) => {
      const value = one === BOND_TYPE ? null : matchValue(one, normaliseIndicatorValue(one, raw));
      return value === null ? [] : [{ type: one, value }];
    });
    const rows = await this.uow.read<Omit<FoundIndicator, 'points' | 'hub' | 'threshold'> & { listed: boolean }>(
      FOUND,
      [texts(keys.map((key) => key.type)), texts(keys.map((key) => key.value))],
    );
    return rows.map(({ listed, ...row }) => {
      const of = (degree: number) =>
        valueWeight(rules, { type: row.type, degree, listed }, carriers.get(row.type) ?? 0);
      // What one subject alone carries weighs nothing yet; it is told what it would weigh with a second.
      const points = of(Math.max(2, row.subjects));
      return { ...row, points, hub: points === 0, threshold: rules.attach };
    });
  }

  cases(indicator: number, first: number): Promise<IndicatorCase[]> {
    return this.uow.read<IndicatorCase>(CASES, [indicator, first]);
  }

  subjects(indicator: number, first: number): Promise<IndicatorSubject[]> {
    return this.uow.read<IndicatorSubject>(SUBJECTS, [indicator, first]);
  }

  /** Ids of the newest alerts that carry it. */
  async alerts(indicator: FoundIndicator, first: number): Promise<string[]> {
    const { id, type, value } = indicator;
    // Of an abridged value the beginning is in the alert.
    const [start = ''] = value.split('…');
    const [pattern, instead] = start === value ? (TAKEN_OUT[type] ?? [null, null]) : NOT_LETTERS;
    const rows = await this.uow.read<{ id: string }>(ALERTS, [
      id,
      first,
      [JSON.stringify(value).slice(1, -1).toLowerCase(), ...startsOf(indicator)],
      `${type}:${value}`,
      pattern,
      instead,
      start.toLowerCase(),
    ]);
    return rows.map(({ id }) => id);
  }

  /** On which lists a value is, in whatever spelling. @param value as grouping compares it, or as people wrote it */
  async lists(type: string, value: string, now: Date): Promise<ListEntry[]> {
    const formOf = (one: string) => listForm(type, normaliseIndicatorValue(type, one));
    const form = formOf(value);
    const written = await this.uow.read<{ value: string }>(WRITTEN, [type]);
    const spellings = written.map((one) => one.value).filter((one) => formOf(one) === form);
    const read = <R extends object>(sql: string, values: readonly unknown[]) => this.uow.read<R>(sql, values);
    const [places = []] = await listedPlaces(read, [{ type, value }]);
    const rows = await read<Omit<ListEntry, 'place'>>(LISTS, [
      type,
      [...new Set([value, form, ...spellings])],
      now,
      uuids(places.map(({ id }) => id)),
    ]);
    const own = prefixOf(type, value);
    return rows.map((row) => {
      const near = places.find(({ id }) => id === row.id);
      const prefix = near && prefixOf(near.type, near.value);
      return { ...row, place: prefix && own ? (prefix.length > own.length ? 'inside' : 'around') : null };
    });
  }

  private async rules(): Promise<RuleSet> {
    const [row] = await this.uow.read<{ id: number; rules: RuleSet }>(
      `select id, rules from rule_set where state = 'active'`,
    );
    return row ? { ...row.rules, id: row.id } : DEFAULT_RULE_SET;
  }
}

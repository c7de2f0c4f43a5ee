import { Injectable } from '@nestjs/common';
import { type Actor, may } from '@portcullis/domain';
import { UnitOfWork } from '../db/unit-of-work.js';

export interface SearchHitView {
  kind: string;
  id: string;
  label: string;
  sub: string | null;
}

/** Look-ups by number, id and beginning: each on an index, each bounded. Case by case what the person may see. */
@Injectable()
export class SearchQuery {
  constructor(private readonly uow: UnitOfWork) {}

  async search(actor: Actor, input: string): Promise<SearchHitView[]> {
    const text = input.trim().slice(0, 200);
    if (text.length < 2 || text.includes('\u0000')) return [];
    const number = /^#?(\d{1,12})$/.exec(text)?.[1];
    const runs: Promise<SearchHitView[]>[] = [];
    const run = (sql: string, values: unknown[]) => runs.push(this.uow.read<SearchHitView>(sql, values));
    const cases = may(actor, 'casework.read');
    if (number && cases) run(BY_NUMBER, [Number(number)]);
    // A range finds what begins with the text on any collation; the exact match comes first.
    const range = [text, `${text}\u{10ffff}`];
    if (cases) run(SUBJECTS, range);
    if (may(actor, 'directory.read')) run(DIRECTORY, range);
    if (may(actor, 'intake.alerts.read')) run(ALERTS, [text]);
    if (may(actor, 'grouping.read')) run(INDICATORS, [text]);
    return (await Promise.all(runs)).flat().slice(0, 40);
  }
}

const BY_NUMBER = `
  select 'case' as kind, number::text as id, '#' || number || ' ' || title as label, state as sub from case_file where number = $1
  union all select 'decision', number::text, 'Decision ' || number, kind || ' ' || state from decision where number = $1
  union all select 'appeal', number::text, 'Appeal ' || number, state from appeal where number = $1
  union all select 'campaign', number::text, 'Campaign ' || number, title from campaign where number = $1`;
const SUBJECTS = `
  select distinct on (s.subject_id, c.number) 'case' as kind, c.number::text as id, '#' || c.number || ' ' || c.title as label,
    s.subject_kind || ' ' || s.subject_id as sub
  from unnest(array['account','organization','api_key','partner','end_user']) k(kind)
  cross join lateral (select * from case_subject x where x.subject_kind = k.kind and x.subject_id >= $1 and x.subject_id < $2
    order by x.subject_id limit 10) s
  join case_file c on c.id = s.case_id order by s.subject_id, c.number desc limit 10`;
/** By the beginning of the name, on the index of that kind's names. */
const named = (kind: 'organization' | 'partner'): string => `
  (select 'customer' as kind, e.kind || '/' || e.id as id, e.data->>'name' as label, e.kind || ' ' || e.id as sub from directory_entry e
   where e.kind = '${kind}' and not e.deleted and lower(e.data->>'name') >= lower($1) and lower(e.data->>'name') < lower($2)
   order by lower(e.data->>'name') limit 10)`;
const DIRECTORY = `
  select 'customer' as kind, e.kind || '/' || e.id as id, coalesce(e.data->>'name', e.id) as label, e.kind || ' ' || e.id as sub
  from unnest(array['organization','account','api_key','partner']) k(kind)
  cross join lateral (select * from directory_entry x where x.kind = k.kind and x.id >= $1 and x.id < $2 and not x.deleted
    order by x.id limit 5) e
  union all
  ${named('organization')}
  union all
  ${named('partner')}
  union all
  (select 'customer', coalesce(e.parent_kind, 'organization') || '/' || coalesce(e.parent_id, e.organization_id), e.data->>'email', 'contact ' || e.id
   from directory_entry e where e.kind = 'contact' and not e.deleted and lower(e.data->>'email') = lower($1) limit 5)`;
// What cases share, under each type that it can be of; commonest first.
const INDICATORS = `
  select 'indicator' as kind, v.type || '/' || v.value as id, replace(v.type, '_', ' ') || ' ' || v.value as label,
    v.degree || case when v.degree = 1 then ' subject carries it' else ' subjects carry it' end as sub
  from (select unnest(array['device_id','payment_instrument','ip','network','asn','ja4','user_agent','email','email_domain','phone',
    'owner_entity','owner_name','lei','registry_number','registered_address','end_user','prompt_template']) as type
    union select type from indicator_type_count) k
  join indicator v on v.type = k.type and v.value = any(array[lower($1), $1]) order by v.degree desc limit 8`;
const ALERTS = `
  select 'case' as kind, c.number::text as id, 'Alert ' || i.external_id as label, i.detector_id || ' · case #' || c.number as sub
  from detector d join alert_identity i on i.detector_id = d.id and i.external_id = $1
  join case_alert m on m.alert_id = i.alert_id join case_file c on c.id = m.case_id limit 10`;

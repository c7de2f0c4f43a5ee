import { type DetectorVersionState, type Evidence, type Family, natureOf, type SignalUse } from '@portcullis/domain';
import type { Reader } from './reach.query.js';

export interface CitedEvidence extends Evidence {
  /** Hex digest of the alert's content, as accepted. */
  readonly digest: string;
}

interface Row {
  id: string;
  detectorId: string;
  detectorVersion: string | null;
  detectorState: DetectorVersionState;
  family: Family | null;
  sources: string[];
  lawfulUse: SignalUse;
  types: string[];
  digest: string;
}

// Family, sources, state and use come from the registry; the strictest of detector and version state counts.
const COLUMNS = `
  a.id, a.detector_id as "detectorId", a.detector_version as "detectorVersion",
  case when v.state = 'withdrawn' then 'withdrawn' when d.state = 'retired' or v.state = 'retired' then 'retired'
    when a.shadow or d.state = 'shadow' or v.state = 'shadow' then 'shadow' else 'active' end as "detectorState",
  d.family, d.sources, d.lawful_use as "lawfulUse",
  coalesce((select array_agg(distinct e->>'type') from json_array_elements(coalesce(a.body->'evidence', '[]'::json)) e where e->>'type' is not null), '{}') as types,
  encode(i.content_hash, 'hex') as digest`;
const JOINS = `
  join detector d on d.id = a.detector_id
  left join detector_version v on v.detector_id = a.detector_id and v.version = a.detector_version
  join alert_identity i on i.detector_id = a.detector_id and i.external_id = a.external_id`;

const CITED = `
  select ${COLUMNS} from case_alert ca join alert a on a.id = ca.alert_id ${JOINS}
  where ca.case_id = $1 and ca.alert_id = any($2::uuid[]) order by a.id`;

/** The newest alert of each detector and version of a case stands for its kind when nobody has chosen evidence yet. */
const SAMPLE = `
  select ${COLUMNS} from (
    select distinct on (ca.detector_id, x.detector_version) ca.alert_id
    from (select alert_id, detector_id, observed_at from case_alert where case_id = $1 order by observed_at desc, alert_id limit 5000) ca
    join alert x on x.id = ca.alert_id
    order by ca.detector_id, x.detector_version, ca.observed_at desc
  ) newest join alert a on a.id = newest.alert_id ${JOINS} order by a.id`;

const withNature = ({ types, ...row }: Row): CitedEvidence => ({
  ...row,
  nature: natureOf(row.detectorId, types),
  elements: ['conduct'],
});

/** The cited alerts of a case as evidence. Alerts of other cases are not among them. */
export async function readCited(read: Reader, caseId: string, alertIds: readonly string[]): Promise<CitedEvidence[]> {
  if (alertIds.length === 0) return [];
  return (await read<Row>(CITED, [caseId, [...alertIds]])).map(withNature);
}

/** What the case itself would offer as evidence: one alert for each detector and version. */
export async function readOffered(read: Reader, caseId: string): Promise<CitedEvidence[]> {
  return (await read<Row>(SAMPLE, [caseId])).map(withNature);
}

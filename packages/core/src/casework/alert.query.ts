import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../db/unit-of-work.js';
import { clamp, decodeCursor, type Page, pageOf } from './cursor.js';

export interface AlertView {
  id: string;
  detector: string;
  detectorName: string | null;
  detectorVersion: string | null;
  family: string | null;
  sources: string[];
  goesWrongOn: string | null;
  externalId: string;
  title: string | null;
  kind: string | null;
  severity: number;
  confidence: number | null;
  route: string;
  subjectKind: string;
  subjectId: string;
  subjectName: string | null;
  organizationId: string | null;
  observedAt: Date;
  receivedAt: Date;
  count: number;
  shadow: boolean;
  /** As the detector sent it. */
  body: Record<string, unknown>;
  /** The explanation of its membership, as grouping wrote it. */
  link: unknown;
  verdict: string | null;
  verdictReason: string | null;
  verdictSource: string | null;
  verdictProvisional: boolean | null;
  verdictAt: Date | null;
}
export interface DetectorInCaseView {
  id: string;
  name: string;
  version: string | null;
  state: string;
  family: string | null;
  sources: string[];
  goesWrongOn: string | null;
  lawfulUse: string;
  alerts: number;
  subjects: number;
  /** Ids of its alerts to show. */
  sample: string[];
}

/** Columns of `alert a` with its joins; `ca` is its membership, if any. */
const COLUMNS = `
  a.id, a.detector_id as detector, d.name as "detectorName", a.detector_version as "detectorVersion", d.family, coalesce(d.sources, '{}') as sources,
  d.goes_wrong_on as "goesWrongOn", a.external_id as "externalId", a.title, a.kind, a.severity, a.confidence, a.route,
  a.subject_kind as "subjectKind", a.subject_id as "subjectId", e.data->>'name' as "subjectName", e.organization_id as "organizationId",
  a.observed_at as "observedAt", a.received_at as "receivedAt", coalesce(o.count, 1) as count, a.shadow, a.body, ca.link,
  v.verdict, w.reason as "verdictReason", v.source as "verdictSource", v.provisional as "verdictProvisional", v.at as "verdictAt"`;
const JOINS = `
  left join case_alert ca on ca.alert_id = a.id
  left join detector d on d.id = a.detector_id
  left join directory_entry e on e.kind = a.subject_kind and e.id = a.subject_id
  left join lateral (select sum(x.count) as count from alert_occurrence x where x.alert_id = a.id) o on true
  left join outcome_current v on v.alert_id = a.id
  left join outcome w on w.id = v.outcome_id`;

/** Of a larger case the newest alerts stand for all. */
export const MOST_LOOKED_AT = 10_000;

/** Alerts with the registry's word on their detectors. */
@Injectable()
export class AlertQuery {
  constructor(private readonly uow: UnitOfWork) {}

  async byIds(ids: readonly string[]): Promise<(AlertView | null)[]> {
    const rows = await this.uow.read<AlertView>(
      `select ${COLUMNS} from alert a ${JOINS} where a.id = any($1::uuid[])`,
      [[...ids]],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Newest first. @returns null when the cursor is none of this list */
  async ofCase(
    caseId: string,
    { first, after, detector }: { first: number; after: string | null; detector: string | null },
  ): Promise<Page<AlertView> | null> {
    const limit = clamp(first, 200);
    const key = after === null ? [] : decodeCursor(after, ['number', 'string']);
    if (!key) return null;
    // A text for each shape, so that one plan serves every case: with "or $n is null" each call would be planned anew.
    const values: unknown[] = [caseId, limit + 1];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const ofDetector = detector === null ? '' : `and m.detector_id = ${bind(detector)}`;
    const afterKey =
      key.length === 0
        ? ''
        : `and (m.observed_at, m.alert_id) < (to_timestamp(${bind(key[0])}::double precision / 1000), ${bind(key[1])}::uuid)`;
    const rows = await this.uow.read<AlertView>(
      `with page as (
         select m.alert_id from case_alert m where m.case_id = $1 ${ofDetector} ${afterKey}
         order by m.observed_at desc, m.alert_id desc limit $2
       )
       select ${COLUMNS} from page p join alert a on a.id = p.alert_id ${JOINS} order by a.observed_at desc, a.id desc`,
      values,
      `alerts-of-case${ofDetector && '-by-detector'}${afterKey && '-after'}`,
    );
    return pageOf(rows, limit, (last) => [last.observedAt.getTime(), last.id]);
  }

  /** The detectors that speak in a case, with what the registry says of each and a few alerts to show. */
  async detectorsOf(caseId: string): Promise<DetectorInCaseView[]> {
    return this.uow.read<DetectorInCaseView>(
      `with looked as (
         select alert_id, detector_id, subject_kind, subject_id from case_alert where case_id = $1 order by observed_at desc, alert_id limit ${MOST_LOOKED_AT}
       ), heard as (
         select detector_id, count(*) as alerts, any_value(alert_id) as alert_id from looked group by detector_id, subject_kind, subject_id
       ), spoken as (
         select detector_id, sum(alerts)::int as alerts, count(*)::int as subjects, (array_agg(alert_id))[1:3] as sample from heard group by detector_id
       )
       select s.detector_id as id, coalesce(d.name, s.detector_id) as name, a.detector_version as version,
         case when v.state = 'withdrawn' then 'withdrawn' else coalesce(d.state, 'active') end as state, d.family, coalesce(d.sources, '{}') as sources,
         d.goes_wrong_on as "goesWrongOn", coalesce(d.lawful_use, 'triage') as "lawfulUse", s.alerts, s.subjects, s.sample
       from spoken s left join detector d on d.id = s.detector_id left join alert a on a.id = s.sample[1]
       left join detector_version v on v.detector_id = s.detector_id and v.version = a.detector_version
       order by s.alerts desc, s.detector_id`,
      [caseId],
    );
  }
}

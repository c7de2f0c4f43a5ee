import { Injectable } from '@nestjs/common';
import { normaliseIndicatorValue } from '@portcullis/contracts/alert/indicator-normal-form';
import { listForm, matchValue } from '@portcullis/domain';
import type { FieldRefusal } from '../../access/permit.js';
import { UnitOfWork } from '../../db/unit-of-work.js';
import { sharesIn } from '../pending.js';
import { type AllowScope, problemInScope, scopeOf } from './allow-entry.js';

/** What an entry of the allow-list would have done, had it been in force for the last weeks. */
export interface AllowEffect {
  ok: true;
  weeks: number;
  /** Alerts that it would have held back. */
  alerts: number;
  /** There were more than are counted. */
  atLeast: boolean;
  detectors: { name: string; alerts: number }[];
  /** Living cases with such alerts, open ones first. They stay as they are. */
  cases: { number: number; title: string; state: string; alerts: number }[];
  caseCount: number;
  /** Of those alerts, how many people found to be right. */
  confirmed: number;
}

const WEEKS = 4;
const MOST_ALERTS = 20_000;
const DAY = 86_400_000;

const COLUMNS = 'a.id, a.detector_id as detector, a.body';
const FILTER = `a.observed_at >= $1 and not a.shadow and a.suppressed_by is null and ($2::text is null or a.detector_id = $2)`;
const BY_SUBJECT = `select ${COLUMNS} from alert a where a.subject_kind = $3 and a.subject_id = $4 and ${FILTER} limit ${MOST_ALERTS}`;
const BY_VALUE = `
  with carriers as materialized (
    select split_part(g.node, ':', 1) as kind, substr(g.node, strpos(g.node, ':') + 1) as id
    from indicator v join indicator_carrier c on c.indicator_id = v.id join grouping_subject g on g.id = c.subject_id
    where v.type = $3 and v.value = $4 limit 5000)
  select ${COLUMNS} from carriers n join alert a on a.subject_kind = n.kind and a.subject_id = n.id where ${FILTER} limit ${MOST_ALERTS}`;

const CASES = `
  select f.number, f.title, f.state, count(*)::int as alerts from case_alert c join case_file f on f.id = c.case_id
  where c.alert_id = any($1::uuid[]) and f.merged_into is null
  group by f.id order by (f.state in ('resolved','final')), count(*) desc, f.number`;

interface Row {
  id: string;
  detector: string;
  body: unknown;
}

/** Shows the effect of an entry before there is one. */
@Injectable()
export class AllowEffectQuery {
  constructor(private readonly uow: UnitOfWork) {}

  async effect(wanted: AllowScope, now: Date): Promise<AllowEffect | FieldRefusal> {
    const scope = scopeOf(wanted);
    const problem = problemInScope(scope);
    if (problem) return problem;
    const { subject, indicator, detectorId } = scope;
    const since = new Date(now.getTime() - WEEKS * 7 * DAY);
    const [key, value] = subject
      ? [subject.kind, subject.id]
      : [indicator?.type, matchValue(indicator?.type ?? '', indicator?.value ?? '')];
    const rows = await this.uow.read<Row>(subject ? BY_SUBJECT : BY_VALUE, [since, detectorId, key, value]);
    const held = indicator ? rows.filter(({ body }) => carries(body, indicator, now)) : rows;
    const ids = held.map(({ id }) => id);
    const [cases, [verdicts]] = await Promise.all([
      this.uow.read<AllowEffect['cases'][number]>(CASES, [ids]),
      this.uow.read<{ confirmed: number }>(
        `select count(*)::int as confirmed from outcome_current where alert_id = any($1::uuid[]) and verdict = 'true_positive'`,
        [ids],
      ),
    ]);
    const byDetector = new Map<string, number>();
    for (const { detector } of held) byDetector.set(detector, (byDetector.get(detector) ?? 0) + 1);
    return {
      ok: true,
      weeks: WEEKS,
      alerts: held.length,
      atLeast: rows.length === MOST_ALERTS,
      detectors: [...byDetector].map(([name, alerts]) => ({ name, alerts })).sort((a, b) => b.alerts - a.alerts),
      cases: cases.slice(0, 10),
      caseCount: cases.length,
      confirmed: verdicts?.confirmed ?? 0,
    };
  }
}

function carries(body: unknown, { type, value }: { type: string; value: string }, now: Date): boolean {
  const form = listForm(type, value);
  return sharesIn(body, now).indicators.some(
    (one) => one.type === type && listForm(type, normaliseIndicatorValue(type, one.value)) === form,
  );
}

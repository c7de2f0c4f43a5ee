import type { CaseState } from '@portcullis/domain';
import type { FollowingCase, RouteTally } from '@portcullis/domain/grouping/case-follow';
import { bigints, texts, uuids } from '../../db/array-parameters.js';
import type { Tx } from '../../db/unit-of-work.js';

export interface Tally {
  routes: RouteTally;
  /** What the first two subjects shared; it leads the title. */
  lead: { type: string; value: string } | null;
  first: { kind: string; id: string };
}

/** A case as grouping works on it during a batch. */
export interface CaseRow extends FollowingCase {
  readonly id: string;
  state: CaseState;
  cluster: number;
  slot: string;
  heldBy: string | null;
  heldUntil: Date | null;
  route: string;
  severity: number;
  queueId: string;
  region: string | null;
  language: string | null;
  organizationId: string | null;
  dueAt: Date;
  slaPausedAt: Date | null;
  alertCount: number;
  subjectCount: number;
  activeSubjectCount: number;
  /** Epoch milliseconds. */
  firstAlertAt: number;
  lastAlertAt: number;
  openedAt: Date;
  campaignId: string | null;
  mergedInto: string | null;
  followsId: string | null;
  tally: Tally;
  /** Not in the database yet. */
  isNew: boolean;
  isChanged: boolean;
  /** Its make-up changed otherwise than by new alerts. */
  isReshaped: boolean;
  /** Opened in this batch for what left another case. */
  wasBorn: boolean;
  /** When a case was due that it left or took in: neither a split nor a merge gives more time. */
  dueBy: Date | null;
}

const COLUMNS = `
  c.id, c.state, c.cluster_id as cluster, c.slot, c.held_by as "heldBy", c.held_until as "heldUntil", c.route, c.severity,
  c.queue_id as "queueId", c.region, c.language, c.organization_id as "organizationId", c.due_at as "dueAt",
  c.sla_paused_at as "slaPausedAt", c.alert_count as "alertCount", c.subject_count as "subjectCount",
  c.active_subject_count as "activeSubjectCount", (extract(epoch from c.first_alert_at) * 1000)::float8 as "firstAlertAt",
  (extract(epoch from c.last_alert_at) * 1000)::float8 as "lastAlertAt", c.opened_at as "openedAt",
  c.campaign_id as "campaignId", c.merged_into as "mergedInto", c.follows_id as "followsId", c.tally`;

// Locked in the order of ids, before anything that belongs to a case is touched: so grouping waits for a person's
// command on one of them, and never the other way round in a circle.
// Each place is looked up for itself (`offset 0`), whatever the statistics say of a table that just was empty.
const LOAD = `
  select ${COLUMNS} from case_file c
  where c.id = any(array(
      select f.id from unnest($1::bigint[]) as q(cluster),
        lateral (select id from case_file where cluster_id = q.cluster offset 0) f
      union all
      select f.id from unnest($2::bigint[], $3::text[]) as q(cluster, slot),
        lateral (select id from case_file where cluster_id = q.cluster and slot = q.slot offset 0) f))
    and c.merged_into is null
  order by c.id for no key update of c`;

const WRITE_DOWN = `
  update case_subject s set alert_count = c.alert_count, first_at = c.first_alert_at, last_at = c.last_alert_at
  from unnest($1::uuid[]) as q(id) join case_file c on c.id = q.id
  where s.case_id = c.id and s.alert_count <> c.alert_count`;

/**
 * A subject that is alone in its case is counted with the case only (`case_subject_counted`). What it has is written down
 * before anything else may happen to a case; so every case comes from here.
 */
function loaded(tx: Tx, rows: CaseRow[]): CaseRow[] {
  const ofOne = rows.filter(({ subjectCount }) => subjectCount === 1);
  if (ofOne.length > 0) tx.post('grouping-write-down', WRITE_DOWN, [uuids(ofOne.map(({ id }) => id))]);
  return rows.map(unchanged);
}

/** Loads and locks cases by their ids, merged ones too. */
export async function loadCasesById(tx: Tx, ids: readonly string[]): Promise<CaseRow[]> {
  const rows = await tx.query<CaseRow>(
    `select ${COLUMNS} from case_file c where c.id = any($1::uuid[]) order by c.id for no key update of c`,
    [ids],
  );
  return loaded(tx, rows);
}

const unchanged = (row: CaseRow): CaseRow =>
  Object.assign(row, { isNew: false, isChanged: false, isReshaped: false, wasBorn: false, dueBy: null });

export interface Place {
  cluster: number;
  slot: string;
}

/** Loads and locks all cases of some clusters, and those at some places in others. Merged ones are left out. */
export async function loadCases(tx: Tx, clusters: readonly number[], places: readonly Place[]): Promise<CaseRow[]> {
  if (clusters.length + places.length === 0) return [];
  const rows = await tx.prepared<CaseRow>('grouping-cases', LOAD, [
    bigints(clusters),
    bigints(places.map(({ cluster }) => cluster)),
    texts(places.map(({ slot }) => slot)),
  ]);
  return loaded(tx, rows);
}

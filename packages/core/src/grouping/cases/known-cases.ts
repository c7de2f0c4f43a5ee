import { addTally, routeOf } from '@portcullis/domain/grouping/case-follow';
import { bigints, instants, ints, jsons, uuids, xids } from '../../db/array-parameters.js';
import { columnsAs } from '../../db/columns.js';
import type { Tx } from '../../db/unit-of-work.js';
import { type Arrival, tallyOf } from './arrivals.js';
import type { CampaignsByCluster } from './campaigns.js';
import type { CaseRow, Place, Tally } from './case-row.js';
import type { SubjectGain } from './subjects.js';

/** A case as grouping left it, which nobody had begun to work on. */
interface KnownCase {
  readonly id: string;
  readonly campaignId: string | null;
  readonly severity: number;
  readonly route: string;
  readonly subjectCount: number;
  /** The transaction that wrote it last (`xmin`). Whoever writes it again is another one. */
  writtenBy: string;
  alertCount: number;
  /** Epoch milliseconds. */
  firstAlertAt: number;
  lastAlertAt: number;
  tally: Tally;
}

/** Alerts that were counted on a case, and what they add to its campaign. Times are epoch milliseconds. */
export interface Counted {
  readonly caseId: string;
  readonly campaignId: string | null;
  readonly alerts: Arrival['alerts'];
  /** Those of the case that are counted apart from it. */
  readonly subjects: readonly SubjectGain[];
  readonly firstAt: number;
  readonly lastAt: number;
}

// Its rows are locked in the order of ids. The cases that are read besides are locked by another statement: a person's
// command that holds one of each may be in its way, and the database then ends one of the two.
const COUNT = `
  update case_file c set alert_count = n.alert_count, first_alert_at = n.first_alert_at, last_alert_at = n.last_alert_at,
    tally = n.tally, rule_set_id = $8, updated_at = $9
  from ${columnsAs('n', 'id uuid, written_by xid, alert_count bigint, first_alert_at timestamptz, last_alert_at timestamptz, tally json, place int')}
  where c.id = n.id and c.xmin = n.written_by returning n.place`;

interface Tried {
  known: KnownCase;
  arrival: Arrival;
  tally: Tally;
  counted: Counted;
}

/** Arrivals whose counting is under way. */
export interface Trial {
  readonly tried: ReadonlyMap<Arrival, Tried>;
  /** Those that were counted, as places among them. Of the others, somebody wrote the case meanwhile. */
  readonly answer: Promise<Answer>;
}

type Answer = readonly { place: number }[];

/** Subjects whose cases are kept; beyond it, all are forgotten. Some 700 bytes each. */
const MOST = 500_000;

/**
 * What most alerts are about: one more on a subject that its case knows, and nobody has begun to work on that case. They
 * change nothing but counts, so the case is not read again: it is written as it is known here, on the condition that
 * nobody has written it since. Only cases that stand alone in their place are known.
 *
 * Belongs to one index of one process, and is forgotten with it: after a fault, and when somebody else changed the index.
 */
export class KnownCases {
  /** By cluster; those of campaigns by cluster and slot. */
  private readonly whole = new Map<number, KnownCase>();
  private readonly slots = new Map<number, Map<string, KnownCase>>();
  /** By node. A case that is not known any more may still stand here. */
  private readonly homes = new Map<string, KnownCase>();
  /** Which clusters are campaigns, and how many cases those have. */
  readonly campaigns: CampaignsByCluster = new Map();
  private writer = '';

  /** @param writer the transaction that is under way, as `xmin` names it */
  begin(writer: string): void {
    this.writer = writer;
    if (this.homes.size > MOST || this.campaigns.size > 2 * MOST) this.forget();
  }

  forget(): void {
    this.whole.clear();
    this.slots.clear();
    this.homes.clear();
    this.campaigns.clear();
  }

  /** Forgets what stands in these clusters, and at these places in others. */
  drop(clusters: Iterable<number>, places: Iterable<Place>): void {
    for (const cluster of clusters) {
      this.whole.delete(cluster);
      this.slots.delete(cluster);
    }
    for (const { cluster, slot } of places) {
      if (slot === '') this.whole.delete(cluster);
      else this.slots.get(cluster)?.delete(slot);
    }
  }

  /** A case that was written in this transaction, stands alone in its place, and holds these subjects. */
  keep(row: CaseRow, nodes: Iterable<string>): void {
    if (row.state !== 'new' || row.heldBy !== null || row.mergedInto !== null) return;
    const { id, campaignId, severity, route, subjectCount, alertCount, firstAlertAt, lastAlertAt, tally } = row;
    const facts = {
      severity,
      route,
      subjectCount,
      writtenBy: this.writer,
      alertCount,
      firstAlertAt,
      lastAlertAt,
      tally,
    };
    // One that was known keeps its subjects.
    let known = this.at(row);
    if (known?.id === id && known.campaignId === campaignId) Object.assign(known, facts);
    else {
      known = { id, campaignId, ...facts };
      if (row.slot === '') this.whole.set(row.cluster, known);
      else {
        const slots = this.slots.get(row.cluster);
        if (slots) slots.set(row.slot, known);
        else this.slots.set(row.cluster, new Map([[row.slot, known]]));
      }
    }
    for (const node of nodes) this.homes.set(node, known);
  }

  /** Counts the alerts of those arrivals that change nothing else. */
  count(tx: Tx, ruleSet: number, arrivals: Iterable<Arrival>): Trial {
    const tried: Tried[] = [];
    for (const arrival of arrivals) {
      const known = this.at(arrival.place);
      if (!known) continue;
      let firstAt = known.firstAlertAt;
      let lastAt = known.lastAlertAt;
      let isQuiet = true;
      for (const [node, subject] of arrival.subjects) {
        isQuiet &&= this.homes.get(node) === known && subject.severity <= known.severity;
        firstAt = Math.min(firstAt, subject.firstAt);
        lastAt = Math.max(lastAt, subject.lastAt);
      }
      if (!isQuiet) continue;
      const tally = { ...known.tally, routes: addTally(known.tally.routes, tallyOf(arrival.alerts)) };
      if (routeOf(tally.routes) !== known.route) continue;
      const { id: caseId, campaignId } = known;
      const { alerts } = arrival;
      const subjects = known.subjectCount === 1 ? [] : [...arrival.subjects.values()];
      tried.push({ known, arrival, tally, counted: { caseId, campaignId, alerts, subjects, firstAt, lastAt } });
    }
    tried.sort((a, b) => (a.known.id < b.known.id ? -1 : 1));
    return {
      tried: new Map(tried.map((one) => [one.arrival, one])),
      answer: tried.length > 0 ? this.send(tx, ruleSet, tried) : Promise.resolve([]),
    };
  }

  /** Takes in what was counted. @returns by arrival */
  settle({ tried }: Trial, answer: Answer): Map<Arrival, Counted> {
    const done = new Map<Arrival, Counted>();
    const inOrder = [...tried.values()];
    for (const { place } of answer) {
      const { known, arrival, tally, counted } = inOrder[place] as Tried;
      known.alertCount += arrival.alerts.length;
      known.firstAlertAt = counted.firstAt;
      known.lastAlertAt = counted.lastAt;
      known.tally = tally;
      known.writtenBy = this.writer;
      for (const subject of counted.subjects) subject.caseId = known.id;
      done.set(arrival, counted);
    }
    return done;
  }

  private send(tx: Tx, ruleSet: number, tried: readonly Tried[]): Promise<Answer> {
    return tx.prepared<{ place: number }>('grouping-count-known-cases', COUNT, [
      uuids(tried.map(({ known }) => known.id)),
      xids(tried.map(({ known }) => Number(known.writtenBy))),
      bigints(tried.map(({ known, arrival }) => known.alertCount + arrival.alerts.length)),
      instants(tried.map(({ counted }) => counted.firstAt)),
      instants(tried.map(({ counted }) => counted.lastAt)),
      jsons(tried.map(({ tally }) => JSON.stringify(tally))),
      ints(tried.map((_, place) => place)),
      ruleSet,
      tx.context.now,
    ]);
  }

  private at({ cluster, slot }: Place): KnownCase | undefined {
    return slot === '' ? this.whole.get(cluster) : this.slots.get(cluster)?.get(slot);
  }
}

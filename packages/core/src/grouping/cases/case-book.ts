import { DEFAULT_SLA_MINUTES, type Severity } from '@portcullis/domain';
import { routeOf } from '@portcullis/domain/grouping/case-follow';
import { newId } from '../../db/ids.js';
import type { Tx } from '../../db/unit-of-work.js';
import type { CaseRow, Place, Tally } from './case-row.js';
import type { Counted } from './known-cases.js';

export interface QueueRow {
  id: string;
  routes: string[];
  slaMinutes: Record<string, number>;
}

/** The cases that a batch is about, by id and by where they stand. */
export class CaseBook {
  readonly cases = new Map<string, CaseRow>();
  /** Cases that were opened because a scheme went on after a measure. */
  readonly repeats: { caseId: string; earlierId: string; decision: string; days: number }[] = [];
  private readonly stored = new Map<string, Standing>();
  private readonly before = new Map<string, Share>();
  private readonly counted: Counted[] = [];

  constructor(
    private readonly queues: readonly QueueRow[],
    readonly now: Date,
  ) {}

  static async open(tx: Tx): Promise<CaseBook> {
    const queues = await tx.prepared<QueueRow>(
      'grouping-queues',
      `select id, routes, sla_minutes as "slaMinutes" from queue order by position`,
    );
    if (queues.length === 0) throw new Error('There is no queue: reference data has not been loaded.');
    return new CaseBook(queues, tx.context.now);
  }

  add(rows: readonly CaseRow[]): void {
    for (const row of rows) {
      this.cases.set(row.id, row);
      this.stored.set(row.id, standingOf(row));
      if (!this.before.has(row.id)) this.before.set(row.id, shareOf(row));
    }
  }

  /** Alerts were counted on a case that is not in this book. */
  countedApart(counted: Counted): void {
    if (counted.campaignId !== null) this.counted.push(counted);
  }

  /** What the batch changes of campaigns, from what it changed of their cases. */
  campaignChanges(): Map<string, CampaignChange> {
    const changes = new Map<string, CampaignChange>();
    const of = (id: string): CampaignChange => {
      const known = changes.get(id);
      if (known) return known;
      const change = {
        cases: 0,
        alerts: 0,
        subjects: 0,
        severity: 0,
        firstAt: Number.POSITIVE_INFINITY,
        lastAt: Number.NEGATIVE_INFINITY,
        shrinks: false,
      };
      changes.set(id, change);
      return change;
    };
    for (const row of this.cases.values()) {
      const now = shareOf(row);
      const was = this.before.get(row.id) ?? NO_SHARE;
      const isLess =
        now.alerts < was.alerts ||
        now.subjects < was.subjects ||
        now.severity < was.severity ||
        now.firstAt > was.firstAt ||
        now.lastAt < was.lastAt;
      if (was.campaignId !== null) {
        const change = of(was.campaignId);
        change.cases--;
        change.alerts -= was.alerts;
        change.subjects -= was.subjects;
        if (now.campaignId !== was.campaignId || isLess) change.shrinks = true;
      }
      if (now.campaignId !== null) {
        const change = of(now.campaignId);
        change.cases++;
        change.alerts += now.alerts;
        change.subjects += now.subjects;
        change.severity = Math.max(change.severity, now.severity);
        change.firstAt = Math.min(change.firstAt, now.firstAt);
        change.lastAt = Math.max(change.lastAt, now.lastAt);
      }
    }
    for (const { campaignId, alerts, firstAt, lastAt } of this.counted) {
      const change = of(campaignId as string);
      change.alerts += alerts.length;
      change.firstAt = Math.min(change.firstAt, firstAt);
      change.lastAt = Math.max(change.lastAt, lastAt);
    }
    return changes;
  }

  /** Whether nothing changed but how many alerts there are and when: their place in the queue stays as it is. */
  onlyCounts(row: CaseRow): boolean {
    return !row.isReshaped && this.stored.get(row.id)?.key === standingOf(row).key;
  }

  /** The severity that the database knows. */
  storedSeverity(row: CaseRow): number {
    return this.stored.get(row.id)?.severity ?? row.severity;
  }

  written(row: CaseRow): void {
    Object.assign(row, { isNew: false, isChanged: false });
    this.stored.set(row.id, standingOf(row));
  }

  /** Living cases by `<cluster>/<slot>`. */
  byPlace(): Map<string, CaseRow[]> {
    const places = new Map<string, CaseRow[]>();
    for (const row of this.cases.values()) {
      if (row.mergedInto !== null) continue;
      const key = placeKey(row);
      const here = places.get(key);
      if (here) here.push(row);
      else places.set(key, [row]);
    }
    return places;
  }

  /** A case without alerts, in memory; what it holds and where it queues is worked out when it is written. */
  create(place: Place, tally: Tally, followsId: string | null): CaseRow {
    const row: CaseRow = {
      id: newId(this.now),
      state: 'new',
      cluster: place.cluster,
      slot: place.slot,
      heldBy: null,
      heldUntil: null,
      route: 'unknown',
      severity: 0,
      queueId: '',
      region: null,
      language: null,
      organizationId: null,
      dueAt: this.now,
      slaPausedAt: null,
      alertCount: 0,
      subjectCount: 0,
      activeSubjectCount: 0,
      firstAlertAt: Number.POSITIVE_INFINITY,
      lastAlertAt: Number.NEGATIVE_INFINITY,
      openedAt: this.now,
      campaignId: null,
      mergedInto: null,
      followsId,
      tally,
      isNew: true,
      isChanged: true,
      isReshaped: false,
      wasBorn: false,
      dueBy: null,
    };
    this.cases.set(row.id, row);
    return row;
  }

  /** The first queue that lists the route; the last one takes what no other does. */
  queueOf(route: string): QueueRow {
    return this.queues.find((queue) => queue.routes.includes(route)) ?? (this.queues.at(-1) as QueueRow);
  }

  targetMinutes(queueId: string, severity: number): number {
    const queue = this.queues.find(({ id }) => id === queueId);
    return queue?.slaMinutes[severity] ?? DEFAULT_SLA_MINUTES[severity as Severity];
  }
}

/** What a campaign gains and loses. `shrinks`: a case left it or lost something, so what is most of it has to be looked for. */
export interface CampaignChange {
  cases: number;
  alerts: number;
  subjects: number;
  severity: number;
  /** Epoch milliseconds. */
  firstAt: number;
  lastAt: number;
  shrinks: boolean;
}

/** What a case adds to its campaign. */
interface Share {
  campaignId: string | null;
  alerts: number;
  subjects: number;
  severity: number;
  firstAt: number;
  lastAt: number;
}

const NO_SHARE: Share = {
  campaignId: null,
  alerts: 0,
  subjects: 0,
  severity: 0,
  firstAt: Number.POSITIVE_INFINITY,
  lastAt: Number.NEGATIVE_INFINITY,
};

function shareOf(row: CaseRow): Share {
  const { campaignId, mergedInto, alertCount, subjectCount, severity, firstAlertAt, lastAlertAt } = row;
  if (campaignId === null || mergedInto !== null) return NO_SHARE;
  return {
    campaignId,
    alerts: alertCount,
    subjects: subjectCount,
    severity,
    firstAt: firstAlertAt,
    lastAt: lastAlertAt,
  };
}

export const placeKey = (place: Place): string => `${place.cluster}/${place.slot}`;

interface Standing {
  severity: number;
  key: string;
}

/** What the place of a case in the queues, its title and its priority follow from. */
function standingOf(row: CaseRow): Standing {
  const { severity, state, subjectCount, campaignId, mergedInto, cluster, slot, organizationId, tally } = row;
  const route = routeOf(tally.routes);
  const lead = tally.lead ? `${tally.lead.type}:${tally.lead.value}` : '';
  const key = [severity, state, subjectCount, campaignId, mergedInto, cluster, slot, organizationId, route, lead].join(
    '|',
  );
  return { severity, key };
}

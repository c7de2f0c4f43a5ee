import { sha256Hex } from '@portcullis/contracts/alert/sha256';
import { linkBetween, type RuleSet } from '@portcullis/domain';
import type { JoinNote } from '@portcullis/domain/grouping/index.port';
import type { HistoryEvent } from '../../audit/append.js';
import { newId } from '../../db/ids.js';
import type { Tx } from '../../db/unit-of-work.js';
import { type HubChanges, NO_HUB_CHANGES } from '../hub-changes.js';
import type { CaseRow } from './case-row.js';
import type { Cause } from './cause.js';
import type { Content } from './move.js';
import { UNITED_BY_RULES } from './proposals.js';

interface Joined {
  alerts: string[];
  subjects: number;
  severity: number;
  route: string;
}

/** What a batch did to cases, told as one event for each case and kind. */
export class Chronicle {
  private readonly events: HistoryEvent[] = [];
  private readonly opened = new Set<CaseRow>();
  private readonly joined = new Map<CaseRow, Joined>();
  private readonly origin = new Map<CaseRow, CaseRow>();
  private readonly quietAlerts: string[] = [];
  private quietCases = 0;
  /** Events that say where their case stands and when it is due, which is known at the end. */
  private readonly unfinished: { facts: Record<string, unknown>; row: CaseRow }[] = [];
  private readonly left = new Map<CaseRow, { alerts: number; subjects: number; to: string[] }>();

  constructor(
    private readonly rules: RuleSet,
    private readonly now: Date,
    private readonly cause: Cause | null = null,
    private readonly lists: HubChanges = NO_HUB_CHANGES,
  ) {}

  /** Before the case gains them. */
  joins(row: CaseRow, alerts: string[], newSubjects: number): void {
    if (row.isNew) this.opened.add(row);
    const { severity, route } = row;
    this.joined.set(row, { alerts, subjects: newSubjects, severity, route });
  }

  /**
   * More alerts on subjects that an untouched case knows change nothing that anybody acts on: one event tells of all of
   * them, and each membership says when it began.
   */
  repeated(alerts: readonly string[]): void {
    for (const id of alerts) this.quietAlerts.push(id);
    this.quietCases++;
  }

  parted(from: CaseRow, to: CaseRow, contents: readonly Content[]): void {
    if (to.isNew) {
      this.opened.add(to);
      this.origin.set(to, from);
    }
    const left = this.left.get(from) ?? { alerts: 0, subjects: 0, to: [] };
    left.subjects += contents.length;
    left.alerts += contents.reduce((sum, one) => sum + one.alerts, 0);
    left.to.push(to.id);
    this.left.set(from, left);
  }

  /** A case that was closed too early is open again. */
  reopened(row: CaseRow, state: string): void {
    const { route, severity, queueId, region, dueAt, openedAt } = row;
    const msSinceOpened = this.now.getTime() - openedAt.getTime();
    const facts = { route, severity, queue: queueId, region, dueAt: dueAt.toISOString(), msSinceOpened };
    const change = { before: { state }, after: { state: 'reopened' } };
    this.add('case.reopen', row, facts, 'New alerts of the same scheme came soon after it was closed.', change);
  }

  /** A scheme went on after a measure. */
  repeats(row: CaseRow, earlierId: string, decision: string, days: number): void {
    const why = `The same scheme, ${days} ${days === 1 ? 'day' : 'days'} after the decision on it.`;
    this.add('case.recur', row, { earlier: earlierId, decision, days, route: row.route }, why);
  }

  /** A case that had been merged is there again. */
  revived(row: CaseRow, from: CaseRow): void {
    const change = { before: { state: 'merged' }, after: { state: row.state } };
    this.add('case.undo_merge', row, { from: from.id }, undefined, change);
    this.told(row);
  }

  merged(survivor: CaseRow, losers: readonly CaseRow[], note: JoinNote | null): void {
    const why = this.cause ? undefined : note ? linkBetween(note) : 'Both follow the same cluster.';
    this.add('case.absorb', survivor, { merged: losers.slice(0, 100).map(({ id }) => id), count: losers.length }, why);
    this.told(survivor);
    for (const loser of losers) {
      const { state, route, severity, queueId, region, alertCount, openedAt } = loser;
      const msSinceOpened = this.now.getTime() - openedAt.getTime();
      const facts = { into: survivor.id, route, severity, queue: queueId, region, alerts: alertCount, msSinceOpened };
      this.add('case.merge', loser, facts, why, { before: { state }, after: { state: 'merged' } });
    }
  }

  /** Two cases turn out to be one, and people have to say so. */
  mergeWaits(row: CaseRow, other: CaseRow, note: JoinNote | null): void {
    const why = note ? linkBetween(note) : UNITED_BY_RULES;
    this.add('case.merge_waits', row, { with: other.id }, why);
    this.add('case.merge_waits', other, { with: row.id }, why);
  }

  /** So many subjects of a settled case do not belong with it any more, and a person has to say what becomes of them. */
  partWaits(row: CaseRow, subjects: number): void {
    this.add('case.part_waits', row, { subjects }, 'What connected them is no link any more.');
  }

  /** Hands everything to the transaction, with the facts as they ended. */
  tell(tx: Tx): void {
    for (const { facts, row } of this.unfinished)
      Object.assign(facts, { route: row.route, queue: row.queueId, dueAt: row.dueAt.toISOString() });
    for (const row of this.opened) {
      const origin = this.origin.get(row);
      this.add('case.open', row, {
        route: row.route,
        severity: row.severity,
        queue: row.queueId,
        region: row.region,
        organization: row.organizationId,
        dueAt: row.dueAt.toISOString(),
        campaign: row.campaignId,
        follows: row.followsId,
        partedFrom: origin?.id ?? null,
        alerts: row.alertCount,
        subjects: row.subjectCount,
        ...digestOf(this.joined.get(row)?.alerts ?? []),
      });
    }
    for (const [row, { alerts, subjects, to }] of this.left) {
      const { reasons, imports } = this.lists;
      const why =
        reasons.length > 0
          ? `What connected them was put on the list of hubs (${reasons.join(' ')}), or is too common now to be a link.`
          : row.campaignId === null
            ? 'What connected them is too common now to be a link.'
            : 'The campaign has a case for each organization or account.';
      const kind = this.cause ? 'case.split' : 'case.part';
      const facts = { alerts, subjects, cases: to.length, to: to.slice(0, 100) };
      this.add(kind, row, imports.length > 0 ? { ...facts, hubImports: imports } : facts, this.cause ? undefined : why);
    }
    for (const [row, { alerts, subjects, severity, route }] of this.joined) {
      if (this.opened.has(row)) continue;
      if (subjects === 0 && row.state === 'new' && row.severity === severity && row.route === route) {
        this.repeated(alerts);
        continue;
      }
      this.add('case.attach', row, {
        route: row.route,
        severity: row.severity,
        queue: row.queueId,
        region: row.region,
        dueAt: row.dueAt.toISOString(),
        alerts: alerts.length,
        subjects,
        ...digestOf(alerts),
      });
    }
    const { quietAlerts: repeats, quietCases: quiet } = this;
    if (repeats.length > 0) {
      this.events.push({
        stage: 'grouping',
        kind: 'alert.attach',
        entityKind: 'grouping_batch',
        entityId: newId(this.now),
        automatic: true,
        body: { facts: { alerts: repeats.length, cases: quiet, ...digestOf(repeats), ruleSet: this.rules.id } },
      });
    }
    for (const event of this.events) tx.record(event);
  }

  /** The last event says at the end how its case stands. */
  private told(row: CaseRow): void {
    const facts = this.events.at(-1)?.body?.facts as Record<string, unknown>;
    this.unfinished.push({ facts, row });
  }

  private add(
    kind: string,
    row: CaseRow,
    facts: Record<string, unknown>,
    why?: string,
    change: { before?: unknown; after?: unknown } = {},
  ): void {
    this.events.push({
      stage: 'grouping',
      kind,
      entityKind: 'case',
      entityId: row.id,
      caseId: row.id,
      automatic: this.cause === null,
      body: {
        why: why ?? this.cause?.reason,
        ...change,
        facts: {
          ...facts,
          ruleSet: this.rules.id,
          ...(this.cause ? { act: this.cause.act, correction: this.cause.correctionId } : {}),
        },
      },
    });
  }
}

/** Which alerts an event is about, without listing them. */
function digestOf(alerts: readonly string[]): { alertsDigest?: string } {
  if (alerts.length === 0) return {};
  return { alertsDigest: sha256Hex([...alerts].sort().join('\n')).slice(0, 32) };
}

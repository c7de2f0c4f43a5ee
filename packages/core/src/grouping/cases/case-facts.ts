import { priorityOf, type Severity } from '@portcullis/domain';
import { addTally, caseTitle, routeOf } from '@portcullis/domain/grouping/case-follow';
import type { CaseBook } from './case-book.js';
import type { CaseRow } from './case-row.js';

/** What a case gains, from new alerts or from a case that is merged into it. */
export interface Gain {
  alerts: number;
  subjects: number;
  severity: number;
  firstAt: number;
  lastAt: number;
  routes: Readonly<Record<string, number>>;
}

export function gain(row: CaseRow, more: Gain): void {
  row.alertCount += more.alerts;
  row.subjectCount += more.subjects;
  row.activeSubjectCount += more.subjects;
  row.severity = Math.max(row.severity, more.severity);
  row.firstAlertAt = Math.min(row.firstAlertAt, more.firstAt);
  row.lastAlertAt = Math.max(row.lastAlertAt, more.lastAt);
  row.tally.routes = addTally(row.tally.routes, more.routes);
  row.isChanged = true;
}

export interface QueueFacts {
  title: string;
  actBy: Date;
  because: string;
}

/**
 * Settles what follows from what a case holds: route, queue, due time, priority, title. The queue stays once somebody
 * has begun; the due time only moves by the difference of the targets, so that pauses keep counting.
 */
export function settle(book: CaseBook, row: CaseRow): QueueFacts {
  row.route = routeOf(row.tally.routes);
  const isUntouched = row.heldBy === null && (row.state === 'new' || row.state === 'triaged');
  if (row.isNew) {
    row.queueId = book.queueOf(row.route).id;
    const due = row.openedAt.getTime() + book.targetMinutes(row.queueId, row.severity) * 60_000;
    row.dueAt = new Date(Math.min(due, row.dueBy?.getTime() ?? due));
  } else {
    const target = book.targetMinutes(row.queueId, book.storedSeverity(row));
    if (isUntouched) row.queueId = book.queueOf(row.route).id;
    const shift = book.targetMinutes(row.queueId, row.severity) - target;
    if (shift !== 0) row.dueAt = new Date(row.dueAt.getTime() + shift * 60_000);
    if (row.dueBy && row.dueBy < row.dueAt) row.dueAt = row.dueBy;
  }
  const { actBy, because } = priorityOf({
    severity: row.severity as Severity,
    slaDueAt: row.dueAt,
    activeAccounts: row.activeSubjectCount,
    suspectedVictims: row.route === 'stolen_credential' ? row.activeSubjectCount : 0,
    reopened: row.state === 'reopened',
  });
  const { route, subjectCount, tally } = row;
  return {
    title: caseTitle({ route, subjects: subjectCount, first: tally.first, lead: tally.lead }),
    actBy,
    because: JSON.stringify(because),
  };
}

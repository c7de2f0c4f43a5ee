import { linkOf, type RuleSet } from '@portcullis/domain';
import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import { instants, jsons, reals, texts, uuids } from '../../db/array-parameters.js';
import { columnsAs } from '../../db/columns.js';
import type { Tx } from '../../db/unit-of-work.js';
import type { PendingAlert } from '../pending.js';

const MEMBERSHIPS = `
  insert into case_alert (alert_id, case_id, home_case_id, subject_kind, subject_id, detector_id, observed_at, score, link, rule_set_id, since)
  select n.alert_id, n.case_id, n.case_id, n.kind, n.id, n.detector_id, n.observed_at, n.score, n.link, $9, $10
  from ${columnsAs('n', 'alert_id uuid, case_id uuid, kind text, id text, detector_id text, observed_at timestamptz, score real, link json')}`;

/** Alerts that go into one case. */
export interface Membership {
  readonly caseId: string;
  readonly alerts: readonly PendingAlert[];
}

/**
 * Writes which alert is in which case, and why. A later alert on a subject that the case knows has no link of its own:
 * `storedLink` says so in words.
 */
export function writeMemberships(
  tx: Tx,
  effect: GroupingEffect,
  rules: RuleSet,
  memberships: readonly Membership[],
): void {
  const untold = new Set(effect.subjects.map(({ node }) => node));
  const rows = memberships.flatMap(({ alerts, caseId }) => alerts.map((alert) => ({ alert, caseId })));
  rows.sort((a, b) => (a.alert.id < b.alert.id ? -1 : 1));
  const links = rows.map(({ alert: { node } }) =>
    untold.delete(node) ? linkOf(effect.notes.get(node) ?? null, rules.id, rules.attach) : null,
  );
  tx.post('grouping-memberships', MEMBERSHIPS, [
    uuids(rows.map(({ alert }) => alert.id)),
    uuids(rows.map(({ caseId }) => caseId)),
    texts(rows.map(({ alert }) => alert.subjectKind)),
    texts(rows.map(({ alert }) => alert.subjectId)),
    texts(rows.map(({ alert }) => alert.detector)),
    instants(rows.map(({ alert }) => alert.observedAt)),
    reals(links.map((link) => link?.score ?? rules.attach)),
    jsons(links.map((link) => (link ? JSON.stringify(link) : null))),
    rules.id,
    tx.context.now,
  ]);
}

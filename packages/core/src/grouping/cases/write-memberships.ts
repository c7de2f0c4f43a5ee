import { linkOf, type RuleSet } from '@portcullis/domain';
import type { GroupingEffect } from '@portcullis/domain/grouping/index.port';
import { jsons, plain, texts } from '../../db/array-literals.js';
import type { Tx } from '../../db/unit-of-work.js';
import type { PendingAlert } from '../pending.js';

const MEMBERSHIPS = `
  insert into case_alert (alert_id, case_id, home_case_id, subject_kind, subject_id, detector_id, observed_at, score, link, rule_set_id, since)
  select n.alert_id, n.case_id, n.case_id, n.kind, n.id, n.detector_id, to_timestamp(n.observed / 1000), n.score, n.link, $9, $10
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::real[], $8::json[])
    as n(alert_id, case_id, kind, id, detector_id, observed, score, link)`;

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
    plain(rows.map(({ alert }) => alert.id)),
    plain(rows.map(({ caseId }) => caseId)),
    texts(rows.map(({ alert }) => alert.subjectKind)),
    texts(rows.map(({ alert }) => alert.subjectId)),
    texts(rows.map(({ alert }) => alert.detector)),
    plain(rows.map(({ alert }) => alert.observedAt)),
    plain(links.map((link) => link?.score ?? rules.attach)),
    jsons(links.map((link) => (link ? JSON.stringify(link) : null))),
    rules.id,
    tx.context.now,
  ]);
}

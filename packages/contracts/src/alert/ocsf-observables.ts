import { ALERT_LIMITS } from './alert-v1.js';
import type { Indicator, SubjectRef } from './normalised-alert.js';
import type { OcsfDetectionFinding, OcsfEvidence } from './ocsf.schema.js';
import { indicatorTypeOf } from './ocsf-words.js';

/** With the place in the finding that it came from. */
export type FoundIndicator = Indicator & { pointer: string };

/** Everything in a finding that other alerts may share: its observables, and what its evidences name. */
export function collectIndicators(finding: OcsfDetectionFinding): FoundIndicator[] {
  const found = new Map<string, FoundIndicator>();
  const add = (type: string | undefined, value: string | null | undefined, pointer: string) => {
    if (type === undefined || !value) return;
    const key = `${type}\u0000${value}`;
    if (!found.has(key) && found.size < ALERT_LIMITS.indicators) found.set(key, { type, value, pointer });
  };
  finding.observables?.forEach(({ name, type_id: typeId, value }, i) => {
    if (value) add(indicatorTypeOf(name ?? undefined, typeId, value), value, `/observables/${i}/value`);
  });
  finding.evidences?.forEach((evidence, i) => {
    const at = `/evidences/${i}`;
    const asn = evidence.src_endpoint?.autonomous_system?.number;
    add('ip', evidence.src_endpoint?.ip, `${at}/src_endpoint/ip`);
    add('asn', asn === null || asn === undefined ? null : `${asn}`, `${at}/src_endpoint/autonomous_system/number`);
    add('user_agent', evidence.http_request?.user_agent, `${at}/http_request/user_agent`);
    add('device_id', evidence.device?.uid, `${at}/device/uid`);
    evidence.ja4_fingerprint_list?.forEach(({ value }, j) => {
      add('ja4', value, `${at}/ja4_fingerprint_list/${j}/value`);
    });
    const user = userOf(evidence);
    add('account', user?.uid, `${at}/user/uid`);
    add('email', user?.email_addr, `${at}/user/email_addr`);
    add('organization', user?.org?.uid, `${at}/user/org/uid`);
  });
  return [...found.values()];
}

/** Whom the finding is about, the best named first: users, then observed users, resources, and the tenant. */
export function subjectsOf(finding: OcsfDetectionFinding): SubjectRef[] {
  const subjects = new Map<string, SubjectRef>();
  const add = (kind: string, id: string | null | undefined) => {
    if (!id || id.trim() === '' || subjects.size >= ALERT_LIMITS.related) return;
    const key = `${kind}\u0000${id}`;
    if (!subjects.has(key)) subjects.set(key, { kind, id });
  };
  for (const evidence of finding.evidences ?? []) add('account', userOf(evidence)?.uid);
  for (const observable of finding.observables ?? []) {
    if (!observable.value || observable.value.length > ALERT_LIMITS.id) continue;
    const type = indicatorTypeOf(observable.name ?? undefined, observable.type_id, observable.value);
    if (type === 'account' || type === 'api_key' || type === 'organization' || type === 'partner') {
      add(type, observable.value);
    }
  }
  for (const resource of finding.resources ?? []) add(resourceKind(resource.type), resource.uid);
  for (const evidence of finding.evidences ?? []) add('organization', userOf(evidence)?.org?.uid);
  add('organization', finding.metadata?.tenant_uid);
  return [...subjects.values()];
}

function userOf(evidence: OcsfEvidence): OcsfEvidence['user'] {
  return evidence.user ?? evidence.actor?.user;
}

function resourceKind(type: string | null | undefined): string {
  const word = type
    ?.trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return word ? word.slice(0, ALERT_LIMITS.word) : 'resource';
}

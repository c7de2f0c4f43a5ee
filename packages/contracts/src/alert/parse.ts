import { looksLikeCloudEvent, parseCloudEvent } from './cloud-events.js';
import { isOcsfFinding, parseOcsf } from './ocsf.js';
import { OCSF_DETECTION_FINDING } from './ocsf-words.js';
import { type ParsedAlert, type ParseOptions, parseAlertV1, rejected } from './parse-alert-v1.js';

export type { ParsedAlert, ParseOptions } from './parse-alert-v1.js';

/**
 * One alert in any of the forms that we take (alert v1, OCSF Detection Finding, either in a structured CloudEvent) →
 * the form that intake stores, or a 422 problem with a pointer to each fault. Never throws on data.
 */
export function parseAlert(raw: unknown, options: ParseOptions): ParsedAlert {
  if (isOcsfFinding(raw)) return parseOcsf(raw, options);
  if (looksLikeCloudEvent(raw)) return parseCloudEvent(raw, options);
  const parsed = parseAlertV1(raw, options);
  return parsed.ok || !isForeignClass(raw) ? parsed : rejected(raw, [FOREIGN_CLASS]);
}

const FOREIGN_CLASS = {
  pointer: '/class_uid',
  detail: `is not ${OCSF_DETECTION_FINDING} (Detection Finding), the one OCSF class that is taken`,
};

/** An OCSF event of another class: naming the fields of alert v1 that it lacks would lead its sender astray. */
function isForeignClass(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && typeof (raw as { class_uid?: unknown }).class_uid === 'number';
}

import { looksLikeCloudEvent, parseCloudEvent } from './cloud-events.js';
import { isOcsfFinding, parseOcsf } from './ocsf.js';
import { type ParsedAlert, type ParseOptions, parseAlertV1 } from './parse-alert-v1.js';

export type { ParsedAlert, ParseOptions } from './parse-alert-v1.js';

/**
 * One alert in any of the forms that we take (alert v1, OCSF Detection Finding, either in a structured CloudEvent) →
 * the form that intake stores, or a 422 problem with a pointer to each fault. Never throws on data.
 */
export function parseAlert(raw: unknown, options: ParseOptions): ParsedAlert {
  if (isOcsfFinding(raw)) return parseOcsf(raw, options);
  if (looksLikeCloudEvent(raw)) return parseCloudEvent(raw, options);
  return parseAlertV1(raw, options);
}

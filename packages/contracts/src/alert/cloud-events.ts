import type { ProblemError } from '../problem.js';
import { ALERT_LIMITS } from './alert-v1.js';
import { isOcsfFinding, parseOcsf } from './ocsf.js';
import { type ParsedAlert, type ParseOptions, parseAlertV1, rejected } from './parse-alert-v1.js';
import { sha256Hex } from './sha256.js';

/** CloudEvents 1.0 in structured mode. `data` is an alert v1 or an OCSF Detection Finding. */
export type CloudEvent = {
  specversion: string;
  id: string;
  source: string;
  type: string;
  time?: string;
  datacontenttype?: string;
  data?: unknown;
  data_base64?: string;
  [extension: string]: unknown;
};

/** A structured event tells itself by its envelope, wherever it turns up. */
export function looksLikeCloudEvent(raw: unknown): boolean {
  if (typeof raw !== 'object' || raw === null || !('specversion' in raw)) return false;
  return 'data' in raw || 'data_base64' in raw;
}

/**
 * Binary mode: attributes in `ce-*` headers (names in lower case), the alert as the body. Undefined when the headers
 * carry no event. Parse the result with `mode: 'binary'`, so that pointers refer to the body.
 */
export function cloudEventFromHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  data: unknown,
): CloudEvent | undefined {
  if (headers['ce-specversion'] === undefined && headers['ce-id'] === undefined) return undefined;
  const attribute = (name: string) => {
    const value = headers[`ce-${name}`];
    return percentDecoded(typeof value === 'string' ? value : (value?.[0] ?? ''));
  };
  const time = attribute('time');
  return {
    specversion: attribute('specversion'),
    id: attribute('id'),
    source: attribute('source'),
    type: attribute('type'),
    ...(time === '' ? {} : { time }),
    data,
  };
}

/**
 * The alert inside a CloudEvent. Its own id is its identity; without one, the event's source and id are. Likewise
 * `time` stands in for a missing `observedAt`. The hash covers the alert, not the envelope.
 */
export function parseCloudEvent(
  raw: unknown,
  options: ParseOptions,
  mode: 'structured' | 'binary' = 'structured',
): ParsedAlert {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return rejected(raw, [{ pointer: '', detail: 'is not a CloudEvent' }]);
  }
  const event = raw as Partial<CloudEvent>;
  const faults = envelopeFaults(event, mode);
  if (faults.length > 0) return rejected(raw, faults);
  const payload = payloadOf(event);
  if (!payload.ok) return rejected(raw, [payload.error]);
  const { data } = payload;
  if (isOcsfFinding(data)) return relocate(parseOcsf(data, options), mode, payload.at);
  return relocate(parseAlertV1(completed(data, event as CloudEvent), options), mode, payload.at);
}

function envelopeFaults(event: Partial<CloudEvent>, mode: 'structured' | 'binary'): ProblemError[] {
  const faults: ProblemError[] = [];
  const fault = (name: string, detail: string) => {
    const isHeader = mode === 'binary';
    faults.push({ pointer: isHeader ? '' : `/${name}`, detail: isHeader ? `header ce-${name} ${detail}` : detail });
  };
  if (typeof event.specversion !== 'string' || !/^1\.\d+$/.test(event.specversion))
    fault('specversion', 'is not "1.0"');
  for (const name of ['id', 'source', 'type'] as const) {
    const value = event[name];
    if (typeof value !== 'string' || value === '') fault(name, 'is required and must be a non-empty string');
    else if (value.length > ALERT_LIMITS.value) fault(name, `is longer than ${ALERT_LIMITS.value} characters`);
  }
  const type = event.datacontenttype;
  if (type !== undefined && type !== null && !(typeof type === 'string' && /^[^;]*[/+]json\s*(;|$)/i.test(type))) {
    fault('datacontenttype', 'is not JSON');
  }
  return faults;
}

type Payload = { ok: true; data: unknown; at: string } | { ok: false; error: ProblemError };

function payloadOf(event: Partial<CloudEvent>): Payload {
  if (event.data !== undefined && event.data !== null) return { ok: true, data: event.data, at: '/data' };
  const encoded = event.data_base64;
  if (encoded === undefined) return { ok: false, error: { pointer: '/data', detail: 'is missing' } };
  const error = { pointer: '/data_base64', detail: 'is not JSON in base64' };
  if (typeof encoded !== 'string') return { ok: false, error };
  try {
    const bytes = Buffer.from(encoded, 'base64');
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, data: JSON.parse(text), at: '/data_base64' };
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError) return { ok: false, error };
    throw cause;
  }
}

function completed(data: unknown, event: CloudEvent): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const alert = data as { id?: unknown; observedAt?: unknown };
  const missing: Record<string, unknown> = {};
  if (alert.id === undefined || alert.id === null) missing.id = identityOf(event);
  if ((alert.observedAt === undefined || alert.observedAt === null) && event.time) missing.observedAt = event.time;
  return Object.keys(missing).length === 0 ? data : { ...data, ...missing };
}

function identityOf({ source, id }: CloudEvent): string {
  const plain = `${source}#${id}`;
  return plain.length <= ALERT_LIMITS.id ? plain : `sha256:${sha256Hex(JSON.stringify([source, id]))}`;
}

function relocate(parsed: ParsedAlert, mode: 'structured' | 'binary', at: string): ParsedAlert {
  if (parsed.ok || mode === 'binary') return parsed;
  const errors = parsed.problem.errors?.map(({ pointer, detail }) => ({ pointer: at + pointer, detail }));
  return { ...parsed, problem: { ...parsed.problem, ...(errors === undefined ? {} : { errors }) } };
}

/** Attribute values travel percent-encoded in headers; what is badly encoded is taken as it stands. */
function percentDecoded(value: string): string {
  if (!/%[0-9a-f]{2}/i.test(value)) return value;
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return value;
    throw error;
  }
}

import { createHash } from 'node:crypto';
import {
  type NdjsonLine,
  type ParsedAlert,
  type ParseOptions,
  type Problem,
  parseAlert,
  parseCloudEvent,
  problem,
} from '@portcullis/contracts';
import type { IntakeResultStatus } from '@portcullis/contracts/api/intake-answer';

/** On whose word alerts come in: a key, and the detectors that it speaks for. */
export interface IntakeSource {
  /** The row in `api_key`; null for what comes from no key. */
  keyId: string | null;
  /** Detector ids, or `*` for any. */
  detectors: readonly string[];
  /** For alerts that name no detector. */
  defaultDetector: string | null;
}

/** The beginning of what was sent, its true length and what it is recognised by. Kept when it is rejected. */
export interface RawAlert {
  head: Uint8Array;
  bytes: number;
}

/** One alert of a request, read, and what it was. */
export interface IncomingAlert {
  parsed: ParsedAlert;
  /** Asked for only when the alert is rejected. */
  raw(): RawAlert;
}

/** What became of an alert. `alertId` is the row that stands for it, which for a repeat is the first of its finding. */
export interface AcceptedAlert {
  status: IntakeResultStatus;
  /** As the sender named it. */
  id?: string;
  alertId?: string;
  problem?: Problem;
}

/** A detector that a key may leave out: its default, or the only one that it names. */
export function defaultDetectorOf({ defaultDetector, detectors }: IntakeSource): string | null {
  if (defaultDetector !== null) return defaultDetector;
  return detectors.length === 1 && detectors[0] !== '*' ? (detectors[0] as string) : null;
}

/** Of rejected input this much is kept, as bytes. */
export const KEPT_BYTES = 64 * 1024;

export const rawOf = (bytes: Uint8Array): RawAlert => ({ head: bytes.subarray(0, KEPT_BYTES), bytes: bytes.length });

export const digestOf = (raw: RawAlert): Buffer =>
  createHash('sha256').update(raw.head).update(`${raw.bytes}`).digest();

/** How a document is to be read: by what it looks like, or as the CloudEvent that its sender declared it to be. */
export type ReadAs = 'alert' | 'cloud_event' | 'binary_cloud_event';

/** One document in any of the forms that we take. @param now epoch milliseconds */
export function incomingAlert(
  document: unknown,
  source: IntakeSource,
  now: number,
  readAs: ReadAs = 'alert',
): IncomingAlert {
  const parsed = parsedAs(document, optionsOf(source, now), readAs);
  // What could be read is at hand as text; the document itself is let go.
  const text = parsed.ok ? parsed.alert.document : (JSON.stringify(document) ?? '');
  return { parsed, raw: () => rawOf(Buffer.from(text, 'utf8')) };
}

/** The same for a line of a stream, of which the text is at hand. */
export function incomingLine(line: NdjsonLine, source: IntakeSource, now: number): IncomingAlert {
  if (line.ok) {
    const { value, text } = line;
    return { parsed: parseAlert(value, optionsOf(source, now)), raw: () => rawOf(Buffer.from(text, 'utf8')) };
  }
  const code = line.fault === 'too_long' ? 'line_too_long' : 'invalid_line';
  return {
    parsed: { ok: false, problem: problem(code, { detail: LINE_FAULTS[line.fault] }) },
    raw: () => ({ head: line.head, bytes: line.bytes }),
  };
}

const LINE_FAULTS = {
  too_long: 'A line has at most 1 MiB.',
  not_utf8: 'The line is not UTF-8.',
  not_json: 'The line is not JSON.',
} as const;

function optionsOf(source: IntakeSource, now: number): ParseOptions {
  const defaultDetector = defaultDetectorOf(source);
  return defaultDetector === null ? { now } : { now, defaultDetector };
}

function parsedAs(document: unknown, options: ParseOptions, readAs: ReadAs): ParsedAlert {
  if (readAs === 'alert') return parseAlert(document, options);
  return parseCloudEvent(document, options, readAs === 'binary_cloud_event' ? 'binary' : 'structured');
}

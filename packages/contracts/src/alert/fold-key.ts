import type { Indicator, NormalisedAlert } from './normalised-alert.js';
import { Recent } from './recent.js';
import { sha256Hex } from './sha256.js';

export const DEFAULT_FOLD_WINDOW_MINUTES = 60;

type Foldable = Pick<NormalisedAlert, 'subject' | 'indicators' | 'fingerprint' | 'observedAt' | 'detectorClaim'>;

/**
 * Repeats of a finding have the same key: same detector, subject, indicators (in any order), fingerprint, and the
 * same window of `observedAt` (windows stand on the epoch, so that the order of arrival does not matter).
 * 32 hex digits of a SHA-256; fits a uuid column.
 */
export function foldKeyOf(alert: Foldable, detectorId: string, windowMinutes = DEFAULT_FOLD_WINDOW_MINUTES): string {
  const window = Math.floor(alert.observedAt / (windowMinutes * 60_000));
  let text = `${window}|${part(detectorId)}${part(alert.subject.kind)}${part(alert.subject.id)}`;
  text += alert.fingerprint === null ? '-' : part(alert.fingerprint);
  for (const { type, value } of inOrder(alert.indicators)) text += part(type) + part(value);
  return text.length > REMEMBERED_LENGTH ? keyOf(text) : recentKeys.of(text);
}

const keyOf = (text: string): string => sha256Hex(text).slice(0, 32);
const recentKeys = new Recent(keyOf);
/** Longer ones would fill the memory. */
const REMEMBERED_LENGTH = 1024;

/** The length in front keeps `a` + `bc` apart from `ab` + `c`. */
function part(text: string): string {
  return `${text.length}:${text}`;
}

function inOrder(indicators: readonly Indicator[]): readonly Indicator[] {
  if (indicators.length < 2) return indicators;
  return [...indicators].sort((a, b) => compare(a.type, b.type) || compare(a.value, b.value));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

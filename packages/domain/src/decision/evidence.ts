import type { DetectorVersionState, Family, SignalUse } from '../vocabulary.js';

/** What a signal is in nature. All but `substantive` are weak: none of them suffices alone, nor all of them together. */
export const SIGNAL_NATURES = ['substantive', 'location', 'language', 'name', 'time_zone', 'vpn'] as const;
export type SignalNature = (typeof SIGNAL_NATURES)[number];

/** One piece of evidence as a proposal cites it. Family, sources, state and use come from the registry, never a sender. */
export interface Evidence {
  readonly id: string;
  readonly detectorId: string;
  readonly detectorVersion: string | null;
  readonly detectorState: DetectorVersionState;
  /** Null while the registry does not say: such evidence does not count. */
  readonly family: Family | null;
  /** Original sources, e.g. the vendor of an address list. Two pieces that share one are not independent. */
  readonly sources: readonly string[];
  readonly lawfulUse: SignalUse;
  readonly nature: SignalNature;
  /** The elements of the policy clause that it speaks to. */
  readonly elements: readonly string[];
}

/** Detectors and evidence types whose signal is weak by nature (DOMAIN §2). */
const WEAK_SIGNALS: Readonly<Record<string, SignalNature>> = {
  ip_intelligence: 'vpn',
  vpn: 'vpn',
  proxy: 'vpn',
  tor: 'vpn',
  residential_proxy: 'vpn',
  rtt_geometry: 'location',
  cross_layer_rtt: 'location',
  geolocation: 'location',
  location: 'location',
  billing_country: 'location',
  client_timezone: 'time_zone',
  diurnal_profile: 'time_zone',
  time_zone: 'time_zone',
  language_mix: 'language',
  language: 'language',
  list_match: 'name',
  name_match: 'name',
  name: 'name',
};

/** Weak when the detector or every type of its evidence is: calling the panel something else does not lift it. */
export function natureOf(detectorId: string, evidenceTypes: readonly string[] = []): SignalNature {
  const byDetector = WEAK_SIGNALS[normal(detectorId)];
  if (byDetector) return byDetector;
  const byType = evidenceTypes.map((type) => WEAK_SIGNALS[normal(type)]);
  return byType.length > 0 && byType.every((nature) => nature !== undefined)
    ? (byType[0] as SignalNature)
    : 'substantive';
}

function normal(name: string): string {
  return name.trim().toLowerCase().replaceAll('-', '_');
}

import type { AlertLike } from '@portcullis/domain';
import type { MatchKey } from '@portcullis/domain/grouping/sighting';

/** Alerts with what is really so, for scoring. */
export interface DataSet {
  readonly name: string;
  readonly alerts: readonly AlertLike[];
  /** By alert id, the cluster that it belongs to. */
  readonly truth: ReadonlyMap<string, string>;
  /** True clusters that are campaigns; the macro figure is the mean over these. Undefined: over all. */
  readonly campaigns?: ReadonlySet<string>;
  /** Organizations that did nothing wrong, by alert id. */
  readonly innocents?: ReadonlyMap<string, string>;
  readonly hubs: readonly MatchKey[];
  /** Types whose equal value makes a group, for the baseline of alert managers. */
  readonly keyTypes: readonly string[];
}

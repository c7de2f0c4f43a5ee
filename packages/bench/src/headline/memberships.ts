import { detectors, type World } from '@portcullis/simulator';
import type { Outside } from './outside.js';
import { PackedMap } from './packed-map.js';

export interface Exported {
  readonly lines: number;
  /** Sent and acknowledged, and not in the export, or there without a case though its detector is not on trial. */
  readonly lost: number;
  /** Of the lost, those that the export tells without a case. Nobody suppresses anything here. */
  readonly lostWithoutCase: number;
  /** In the export more than once. */
  readonly doubled: number;
  /** In the export and never sent. */
  readonly foreign: number;
  /** In no case, as has to be with a detector on trial. */
  readonly onTrial: number;
  /** By running number, the campaign, else the case. */
  readonly partition: PackedMap;
  readonly campaignIds: ReadonlySet<string>;
}

const ON_TRIAL: ReadonlySet<string> = new Set(detectors.filter(({ state }) => state === 'shadow').map(({ id }) => id));

/** Reads where every alert is, once, and holds it against what was sent. */
export async function readMemberships(
  world: World,
  outside: Outside,
  truth: ReadonlyMap<number, string>,
): Promise<Exported> {
  const partition = new PackedMap(world.alertCount);
  const seen = new Uint8Array(world.alertCount);
  const campaignIds = new Set<string>();
  let [lines, found, doubled, foreign, lostWithoutCase, onTrial] = [0, 0, 0, 0, 0, 0];
  for await (const { detector, alertId, caseId, campaignId } of outside.memberships()) {
    lines += 1;
    const serial = world.serialOf(alertId);
    if (serial === null || !truth.has(serial)) {
      foreign += 1;
      continue;
    }
    if (seen[serial]) {
      doubled += 1;
      continue;
    }
    seen[serial] = 1;
    found += 1;
    const cluster = campaignId ?? caseId;
    if (campaignId) campaignIds.add(campaignId);
    if (cluster !== null) partition.set(serial, cluster);
    else if (ON_TRIAL.has(detector)) onTrial += 1;
    else lostWithoutCase += 1;
  }
  const lost = truth.size - found + lostWithoutCase;
  return { lines, lost, lostWithoutCase, doubled, foreign, onTrial, partition, campaignIds };
}

export interface PublishedCampaign {
  readonly accounts: number;
  readonly exchanges: number;
  /** The campaign that holds most of it. */
  readonly id: string | null;
  /** Accounts of which some alert is in that campaign, and of which all are. */
  readonly accountsIn: number;
  readonly accountsWhollyIn: number;
  readonly exchangesIn: number;
  /** Innocent organizations in it. */
  readonly innocentsIn: number;
  /** Clusters over which the campaign is spread. */
  readonly pieces: number;
}

/** What became of the published campaign, account by account. */
export function publishedCampaign(
  world: World,
  { partition }: Exported,
  truth: ReadonlyMap<number, string>,
  innocents: ReadonlyMap<number, string>,
): PublishedCampaign {
  const campaign = world.groups.filter((group) => group.campaign).sort((a, b) => b.source.count - a.source.count)[0];
  if (!campaign) throw new Error('The world has no campaign');
  const sizes = new Map<string, number>();
  for (const [serial, cluster] of truth) {
    const found = cluster === campaign.id ? partition.get(serial) : undefined;
    if (found !== undefined) sizes.set(found, (sizes.get(found) ?? 0) + 1);
  }
  const [id = null, exchangesIn = 0] = [...sizes].sort((a, b) => b[1] - a[1])[0] ?? [];
  const some = new Uint8Array(campaign.accounts);
  const outside = new Uint8Array(campaign.accounts);
  let exchanges = 0;
  for (const [serial, cluster] of truth) {
    if (cluster !== campaign.id) continue;
    exchanges += 1;
    const { group, index } = world.placeOf(serial);
    const account = group.source.accountOf(index);
    if (partition.get(serial) === id) some[account] = 1;
    else outside[account] = 1;
  }
  const organizations = new Set<string>();
  for (const [serial, organization] of innocents) {
    if (id !== null && partition.get(serial) === id) organizations.add(organization);
  }
  let [accountsIn, accountsWhollyIn] = [0, 0];
  for (let account = 0; account < campaign.accounts; account += 1) {
    if (some[account]) accountsIn += 1;
    if (some[account] && !outside[account]) accountsWhollyIn += 1;
  }
  return {
    accounts: campaign.accounts,
    exchanges,
    id,
    accountsIn,
    accountsWhollyIn,
    exchangesIn,
    innocentsIn: organizations.size,
    pieces: sizes.size,
  };
}

/** A case as it stands. */
export interface StandingCase {
  readonly cluster: number;
  /** Whose part of a campaign it is, else empty. */
  readonly slot: string;
  readonly queue: string;
  readonly open: boolean;
}

/** How subjects lie, and how they would. */
export interface Partitions {
  /** As things stand, by node. */
  readonly known: ReadonlyMap<string, { readonly node: string; readonly cluster: number; readonly owner: string }>;
  /** Under the rules that are tried, by node. */
  readonly clusters: ReadonlyMap<string, number>;
}

/** Clusters from which somebody would come into one with more subjects than a campaign begins from. */
export function clustersPast({ known, clusters }: Partitions, campaignFrom: number): Set<number> {
  const sizes = sizesOf(clusters.values());
  const isPast = (node: string) => (sizes.get(clusters.get(node) as number) ?? 0) > campaignFrom;
  return new Set([...known.values()].filter(({ node }) => isPast(node)).map(({ cluster }) => cluster));
}

/**
 * How many open cases more or fewer each queue would have: a cluster has one case, a campaign one for each owner. A case
 * would be open where one of its subjects is in an open one now, in the queue of whom was seen first among those.
 * @param cases by number, of the clusters that are in question
 * @param moved clusters whose subjects would be together with others; of the rest only new campaigns change
 * @param campaignFrom of the rules that are tried
 */
export function queueChanges(
  { known, clusters }: Partitions,
  cases: readonly StandingCase[],
  moved: ReadonlySet<number>,
  campaignFrom: number,
): Map<string, number> {
  const standing = new Map<string, StandingCase>();
  const campaigns = new Set<number>();
  for (const one of cases) {
    const place = `${one.cluster}/${one.slot}`;
    if (!standing.get(place)?.open) standing.set(place, one);
    if (one.slot !== '') campaigns.add(one.cluster);
  }
  const sizes = sizesOf(clusters.values());
  const stays = whereCampaignsStay({ known, clusters }, campaigns);
  const opened = new Map<string, string>();
  const closed = new Set<StandingCase>();
  for (const { node, cluster, owner } of known.values()) {
    const into = clusters.get(node);
    const one = standing.get(`${cluster}/${owner}`) ?? standing.get(`${cluster}/`);
    if (into === undefined || !one?.open || (!moved.has(cluster) && campaigns.has(cluster))) continue;
    const isCampaign = stays.has(into) || (sizes.get(into) ?? 0) > campaignFrom;
    closed.add(one);
    const place = `${into}/${isCampaign ? owner : ''}`;
    if (!opened.has(place)) opened.set(place, one.queue);
  }
  const change = new Map<string, number>();
  const add = (queue: string, n: number) => change.set(queue, (change.get(queue) ?? 0) + n);
  for (const { queue } of closed) add(queue, -1);
  for (const queue of opened.values()) add(queue, 1);
  return change;
}

/** Once a cluster was a campaign, it stays one: the part that has most of it. */
function whereCampaignsStay({ known, clusters }: Partitions, campaigns: ReadonlySet<number>): Set<number> {
  const parts = new Map<number, number[]>();
  for (const { node, cluster } of known.values()) {
    const into = clusters.get(node);
    if (into === undefined || !campaigns.has(cluster)) continue;
    const own = parts.get(cluster);
    if (own) own.push(into);
    else parts.set(cluster, [into]);
  }
  return new Set(
    [...parts.values()].map((own) => {
      const [largest] = [...sizesOf(own)].reduce((most, one) => (one[1] > most[1] ? one : most));
      return largest;
    }),
  );
}

function sizesOf(clusters: Iterable<number>): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  return sizes;
}

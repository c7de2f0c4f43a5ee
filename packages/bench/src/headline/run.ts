import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildWorld, type World, worldPlan } from '@portcullis/simulator';
import { type Stack, startStack } from '@portcullis/testkit/stack';
import { evaluate, type Result } from '../grouping-quality/evaluate.js';
import { type CampaignPage, finishedCampaignPage } from './campaign-page.js';
import { type Exported, type PublishedCampaign, publishedCampaign, readMemberships } from './memberships.js';
import { type Counts, Outside } from './outside.js';
import { PackedMap } from './packed-map.js';
import { type Progress, sendAlerts, sendDirectory } from './send.js';
import { bytesBelow, type Peaks, Watch } from './usage.js';

export interface HeadlineOptions {
  readonly scale: number;
  readonly seed: number;
  readonly workers: number;
  readonly batch: number;
  readonly atOnce: number;
}

export interface HeadlineResult {
  readonly alerts: number;
  readonly organizations: number;
  readonly directoryRecords: number;
  /** Seconds of each part, in their order. `toPage` is from the first alert to the finished page. */
  readonly seconds: {
    readonly start: number;
    readonly hubs: number;
    readonly directory: number;
    readonly sending: number;
    readonly grouped: number;
    readonly toPage: number;
    readonly export: number;
  };
  readonly perSecond: number;
  readonly counts: Counts;
  readonly sentAgain: number;
  readonly peaks: Peaks;
  /** The sender itself, which is no part of the system but runs on the same machine. */
  readonly sender: { readonly megabytes: number; readonly cpuSeconds: number };
  readonly diskBytes: { readonly all: number; readonly log: number };
  readonly page: CampaignPage;
  readonly pageMilliseconds: number;
  readonly exported: Omit<Exported, 'partition' | 'campaignIds'>;
  readonly campaign: PublishedCampaign;
  readonly scores: Result;
}

export interface Teller {
  /** A part begins. */
  part(title: string): void;
  /** How far it has come. */
  progress(text: string): void;
}

/** How long after the last alert everything has to be grouped, and after that the page to be finished. */
const GROUPING_LIMIT_MS = 6 * 3_600_000;
const PAGE_LIMIT_MS = 10 * 60_000;
const n0 = (number: number): string => Math.round(number).toLocaleString('en');

/** The whole way, on a stack of its own. @param keep called before everything is stopped */
export async function runHeadline(
  options: HeadlineOptions,
  tell: Teller,
  signal: AbortSignal,
  keep: (stack: Stack, result: HeadlineResult) => Promise<void> = async () => {},
): Promise<HeadlineResult> {
  const { scale, seed, workers } = options;
  // Seen from now, since nobody accepts alerts of another year; the same seed gives the same world at another time.
  const now = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const world = buildWorld(worldPlan('headline', { scale, seed }), { seed, now });
  tell.part('starting PostgreSQL, api, worker and what npm start adds');
  let begun = performance.now();
  const lap = (): number => {
    const seconds = (performance.now() - begun) / 1000;
    begun = performance.now();
    return seconds;
  };
  const stack = await startStack({ world: 'empty', workers });
  const outside = new Outside(stack, options.atOnce, signal);
  const watch = new Watch(stack.pid);
  try {
    signal.throwIfAborted();
    const start = lap();
    tell.part(`${n0(world.hubs.length)} values on the list of hubs, by a senior reviewer`);
    await listHubs(world, outside);
    const hubs = lap();
    tell.part(`directory of ${n0(world.organizations)} organizations and ${n0(world.accounts)} accounts`);
    const directoryRecords = await sendDirectory(world, outside, (sent) => tell.progress(`${n0(sent)} records`));
    const directory = lap();

    tell.part(`${n0(world.alertCount)} alerts`);
    const truth = new PackedMap(world.alertCount);
    const counts: Counts = { accepted: 0, duplicates: 0, folded: 0, suppressed: 0, rejected: 0 };
    const progress: Progress = { sent: 0, counts };
    watch.begin();
    const cpuBefore = process.cpuUsage();
    const firstAlert = performance.now();
    const stopTelling = tellEverySecond(world, outside, progress, watch, tell, firstAlert);
    let sending = 0;
    let grouped = 0;
    try {
      await sendAlerts(world, outside, { ...options, truth, progress });
      sending = lap();
      await allGrouped(outside, signal);
      grouped = lap();
    } finally {
      stopTelling();
    }
    tell.part('the campaign page');
    await outside.signIn('reviewer');
    const { page, milliseconds } = await finishedCampaignPage(outside, signal, PAGE_LIMIT_MS);
    const toPage = (performance.now() - firstAlert) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    const sender = (user + system) / 1e6;
    lap();
    const peaks = watch.peaks();
    tell.part('the export, held against what was sent');
    const exported = await readMemberships(world, outside, truth);
    const exporting = lap();
    const innocents = innocentsOf(world);
    const known = new Set(world.campaigns.map(({ id }) => id));
    const { partition, campaignIds: _, ...told } = exported;
    const result: HeadlineResult = {
      alerts: world.alertCount,
      organizations: world.organizations,
      directoryRecords,
      seconds: { start, hubs, directory, sending, grouped, toPage, export: exporting },
      perSecond: world.alertCount / toPage,
      counts,
      sentAgain: outside.again,
      peaks,
      sender: { megabytes: process.resourceUsage().maxRSS / 1024, cpuSeconds: sender },
      diskBytes: diskOf(stack),
      page,
      pageMilliseconds: milliseconds,
      exported: told,
      campaign: publishedCampaign(world, exported, truth, innocents),
      scores: evaluate({ truth, campaigns: known, innocents }, { name: 'Portcullis', partition, seconds: toPage }),
    };
    await keep(stack, result);
    return result;
  } finally {
    watch.end();
    outside.close();
    tell.part('stopping');
    await stack.close();
  }
}

/** What the provider knows to be shared by many, entered as people enter it. */
async function listHubs(world: World, outside: Outside): Promise<void> {
  await outside.signIn('senior_reviewer');
  for (const { type, value, reason, provenance } of world.hubs) {
    const input = { step: 'unlink', type, value, kind: 'other', source: provenance, reason };
    const { correctGrouping } = await outside.ask<{ correctGrouping: { refusal: { message: string } | null } }>(
      'CorrectGrouping',
      { input },
    );
    const { refusal } = correctGrouping;
    if (refusal && !/already/.test(refusal.message)) throw new Error(`${type} ${value}: ${refusal.message}`);
  }
}

async function allGrouped(outside: Outside, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + GROUPING_LIMIT_MS;
  while ((await outside.status()).pending > 0) {
    if (Date.now() > deadline) throw new Error('Not everything was grouped in time');
    await wait(200, undefined, { signal });
  }
}

function tellEverySecond(
  world: World,
  outside: Outside,
  progress: Progress,
  watch: Watch,
  tell: Teller,
  since: number,
): () => void {
  let asking = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    const pending = await outside.status().then(
      (status) => n0(status.pending),
      () => '?',
    );
    asking = false;
    const { sent, counts } = progress;
    const rate = sent / ((performance.now() - since) / 1000);
    const left = (world.alertCount - sent) / rate;
    tell.progress(
      `${n0(sent)} sent (${((100 * sent) / world.alertCount).toFixed(1)} %), ${n0(rate)}/s, ${n0(counts.folded)} folded, ` +
        `${pending} wait for grouping, ${n0(watch.megabytes)} MB${sent > 0 && left > 1 ? `, ${n0(left / 60)} min left to send` : ''}`,
    );
  }, 1000);
  return () => clearInterval(timer);
}

/** By running number, the innocent organization that an alert is about. */
function innocentsOf(world: World): PackedMap {
  const innocents = new PackedMap(world.alertCount);
  let serial = 0;
  for (const group of world.groups) {
    const { count } = group.source;
    for (let index = 0; !group.campaign && index < count; index += 1) {
      const { cluster, organization } = group.actor(group.source.accountOf(index));
      innocents.set(serial + index, organization?.id ?? cluster);
    }
    serial += count;
  }
  return innocents;
}

function diskOf(stack: Stack): { all: number; log: number } {
  const cluster = join(stack.dataDir, 'postgres', 'cluster');
  return { all: bytesBelow(cluster), log: bytesBelow(join(cluster, 'pg_wal')) };
}

import { availableParallelism } from 'node:os';
import type { HeadlineOptions, HeadlineResult } from './run.js';

const n0 = (number: number): string => Math.round(number).toLocaleString('en');
const minutes = (seconds: number): string =>
  seconds < 120
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(Math.round(seconds) / 60)} min ${Math.round(seconds) % 60} s`;
const megabytes = (bytes: number): string => `${n0(bytes / 2 ** 20)} MB`;

/** What came of it, a line for each figure. */
export function printHeadline(result: HeadlineResult, { scale, workers }: HeadlineOptions): void {
  const { seconds, counts, peaks, page, exported, campaign, scores, diskBytes } = result;
  const family = Object.entries(peaks.megabytes)
    .map(([name, peak]) => `${name} ${n0(peak)}`)
    .join(', ');
  const spent = Object.entries(peaks.cpuSeconds)
    .map(([name, cpu]) => `${name} ${n0(cpu)}`)
    .join(', ');
  const share = (value: number) => value.toFixed(4);
  const rows: [string, string][] = [
    ['time', `${minutes(seconds.toPage)} from the first alert to the finished campaign page`],
    [
      '',
      `sending ${minutes(seconds.sending)}, then grouping ${minutes(seconds.grouped)}, then the page; before it the directory (${n0(result.directoryRecords)} records) ${minutes(seconds.directory)}, hubs ${minutes(seconds.hubs)}`,
    ],
    ['rate', `${n0(result.perSecond)} alerts/s over all; ${n0(result.alerts / seconds.sending)}/s while sending`],
    [
      'alerts',
      `${n0(result.alerts)}: ${n0(counts.accepted)} findings, ${n0(counts.folded)} repeats of them, ${n0(counts.duplicates)} duplicates, ${n0(counts.suppressed)} suppressed, ${n0(counts.rejected)} rejected; ${result.sentAgain} requests sent again`,
    ],
    [
      'peak memory',
      `${n0(peaks.totalMegabytes)} MB of all processes, ${n0(peaks.nodeMegabytes)} MB without PostgreSQL (${family}); the sender beside them ${n0(result.sender.megabytes)} MB`,
    ],
    [
      'processor',
      `seconds since the first alert: ${spent}; sender ${n0(result.sender.cpuSeconds)}; ${workers} ${workers === 1 ? 'worker' : 'workers'}`,
    ],
    ['disk', `${megabytes(diskBytes.all)}, of it ${megabytes(diskBytes.log)} log that is reused`],
    [
      'export',
      `${n0(exported.lines)} lines in ${minutes(seconds.export)}: lost ${exported.lost}${exported.lostWithoutCase > 0 ? ` (${n0(exported.lostWithoutCase)} of them are there, and in no case)` : ''}, doubled ${exported.doubled}, never sent ${exported.foreign}; ${n0(exported.onTrial)} in no case because their detectors are on trial`,
    ],
    [
      'campaign page',
      `K-${page.number} "${page.title}": ${n0(page.subjectCount)} accounts, ${n0(page.caseCount)} cases, ${n0(page.alertCount)} alerts, ${n0(page.exchanges)} exchanges; read in ${n0(result.pageMilliseconds)} ms`,
    ],
    [
      'campaign',
      `${n0(campaign.accountsIn)} of ${n0(campaign.accounts)} accounts in it, ${n0(campaign.accountsWhollyIn)} of them with all they did; ${n0(campaign.exchangesIn)} of ${n0(campaign.exchanges)} exchanges; ${campaign.pieces} pieces; ${campaign.innocentsIn} innocent organizations in it`,
    ],
    [
      'scores',
      `of the ${n0(scores.items)} in cases: pairwise F1 ${share(scores.pairwise.f1)}, B-cubed F1 ${share(scores.bcubed.f1)}, macro B-cubed P ${share(scores.macroBcubed.precision)} R ${share(scores.macroBcubed.recall)} F1 ${share(scores.macroBcubed.f1)}; ${scores.splitsToRepair} splits and ${scores.mergesToRepair} merges to repair; ${scores.innocentsInCampaigns} innocent organizations in any campaign's case`,
    ],
  ];
  console.log();
  for (const [name, text] of rows) console.log(`${name.padEnd(15)}${text}`);
  if (scale < 1) {
    const busy = Object.values(peaks.cpuSeconds).reduce((sum, cpu) => sum + cpu, result.sender.cpuSeconds);
    const cores = availableParallelism();
    const [full, least] = [(seconds.sending + seconds.grouped) / scale, busy / cores / scale];
    console.log(
      `${'full size'.padEnd(15)}${minutes(full)} to send and group, in proportion; ${minutes(least)} by processor time, on ${cores} cores that do nothing else. A small run cannot know what larger indexes cost`,
    );
  }
}

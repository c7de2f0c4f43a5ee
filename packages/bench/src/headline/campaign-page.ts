import { setTimeout as wait } from 'node:timers/promises';
import type { Outside } from './outside.js';

interface CampaignRow {
  id: string;
  number: number;
  alertCount: number;
}

export interface CampaignPage extends CampaignRow {
  title: string;
  route: string;
  subjectCount: number;
  caseCount: number;
  exchanges: number;
  firstAlertAt: string;
  lastAlertAt: string;
  facts: {
    detectors: { name: string; alerts: number }[];
    organizations: number;
    dwellHours: number | null;
  } | null;
}

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/**
 * Opens the page of the largest campaign as the console does, again until it is finished: what it tells adds up to the
 * alerts that it counts, and the first of its cases are listed.
 * @throws when there is none after `limitMs`
 */
export async function finishedCampaignPage(
  outside: Outside,
  signal: AbortSignal,
  limitMs: number,
): Promise<{ page: CampaignPage; cases: number; milliseconds: number }> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const largest = await largestCampaign(outside);
    if (largest) {
      const begun = performance.now();
      const { campaign } = await outside.ask<{ campaign: CampaignPage }>('Campaign', { number: largest.number });
      const { cases } = await outside.ask<{ cases: Page<unknown> }>('Cases', {
        filter: { campaignId: campaign.id },
        sort: 'SEVERITY',
        first: 50,
      });
      const milliseconds = performance.now() - begun;
      const told = campaign.facts?.detectors.reduce((sum, { alerts }) => sum + alerts, 0);
      if (told === campaign.alertCount && cases.nodes.length > 0) {
        return { page: campaign, cases: cases.nodes.length, milliseconds };
      }
    }
    if (Date.now() > deadline) throw new Error(`No finished campaign page after ${limitMs / 1000} s`);
    await wait(500, undefined, { signal });
  }
}

async function largestCampaign(outside: Outside): Promise<CampaignRow | null> {
  let largest: CampaignRow | null = null;
  for (let after: string | null = null; ; ) {
    const { campaigns }: { campaigns: Page<CampaignRow> } = await outside.ask('Campaigns', { first: 100, after });
    for (const one of campaigns.nodes) if (one.alertCount > (largest?.alertCount ?? -1)) largest = one;
    if (!campaigns.pageInfo.hasNextPage) return largest;
    after = campaigns.pageInfo.endCursor;
  }
}

import { Injectable } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { RefreshCampaigns } from '@portcullis/core/grouping/campaign-facts.command';
import type { Schedule } from '../stage.js';

/** What the pages of campaigns tell. */
@Injectable()
export class CampaignFactsSchedule implements Schedule {
  readonly name = 'grouping.campaign-facts';
  readonly everySeconds = 5;

  constructor(private readonly refresh: RefreshCampaigns) {}

  async run(context: CommandContext): Promise<void> {
    await this.refresh.run(context);
  }
}

import { Readable } from 'node:stream';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { MembershipsQuery } from '@portcullis/core/grouping/memberships.query';
import type { FastifyReply } from 'fastify';
import { NeedsKey } from '../edge/access.decorators.js';

/** Where every accepted alert is, for programs that score grouping from outside. */
@Controller('v1/export')
export class MembershipsController {
  constructor(private readonly memberships: MembershipsQuery) {}

  @NeedsKey('export')
  @Get('memberships.ndjson')
  async export(@Res() reply: FastifyReply, @Query('detector') detector?: string): Promise<void> {
    const pages = this.memberships.pages(typeof detector === 'string' && detector !== '' ? detector : null);
    const chunks = async function* () {
      for await (const page of pages) yield `${page.map((line) => JSON.stringify(line)).join('\n')}\n`;
    };
    await reply
      .headers({ 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' })
      .send(Readable.from(chunks(), { objectMode: false, highWaterMark: 1 << 20 }));
  }
}

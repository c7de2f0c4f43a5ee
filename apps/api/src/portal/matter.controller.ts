import { Controller, Get, Inject } from '@nestjs/common';
import type { Config } from '@portcullis/core';
import { type CustomerMatter, MatterView } from '@portcullis/core/appeals/matter.view';
import { CONFIG } from '@portcullis/core/core.module';
import { problemOf } from '../edge/problem.exception.js';
import { TheVisitor, type Visitor } from './portal.guard.js';

/** What the customer's page shows: `portalMatter` of the contracts. */
@Controller('matter')
export class MatterController {
  constructor(
    private readonly view: MatterView,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async read(
    @TheVisitor() { session, context }: Visitor,
  ): Promise<CustomerMatter & { asOf: Date; sessionUntil: Date; replyTo: string }> {
    const matter = await this.view.read(context, session);
    if (!matter) throw problemOf('not_found');
    return { ...matter, asOf: context.now, sessionUntil: session.expiresAt, replyTo: this.config.REPLY_TO };
  }
}

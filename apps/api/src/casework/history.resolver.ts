import { Inject } from '@nestjs/common';
import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import type { Config } from '@portcullis/core';
import { readAnchor } from '@portcullis/core/audit/anchor';
import { HistoryQuery } from '@portcullis/core/casework/history.query';
import { CONFIG } from '@portcullis/core/core.module';
import { Operation } from '../edge/access.decorators.js';
import { toConnection } from '../edge/graphql/paging.js';
import { toEntry } from './history.mapper.js';
import { AuditStatus, HistoryConnection } from './history.types.js';

/** History as auditors read it. */
@Resolver()
export class HistoryResolver {
  constructor(
    private readonly entries: HistoryQuery,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Operation('audit.read')
  @Query(() => HistoryConnection, {
    description: 'Newest first. A page of a rare kind may be empty and yet have a next one.',
  })
  async history(
    @Args('caseNumber', { type: () => Int, nullable: true }) caseNumber: number | null,
    @Args('entityKind', { type: () => String, nullable: true }) entityKind: string | null,
    @Args('entityId', { type: () => String, nullable: true }) entityId: string | null,
    @Args('actor', { type: () => String, nullable: true }) actor: string | null,
    @Args('kind', { type: () => String, nullable: true }) kind: string | null,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<HistoryConnection> {
    const filter = { caseNumber, entityKind, entityId, actor, kind };
    return toConnection(await this.entries.page(filter, first, after ?? null), toEntry);
  }

  @Operation('audit.read')
  @Query(() => AuditStatus)
  async auditStatus(): Promise<AuditStatus> {
    const file = this.config.AUDIT_ANCHOR_FILE;
    const [chain, anchor] = await Promise.all([this.entries.chain(), file ? readAnchor(file) : null]);
    return {
      ...chain,
      sealed: chain.headPosition,
      anchorPosition: anchor?.position ?? null,
      checkedAt: anchor ? new Date(anchor.at) : null,
    };
  }
}

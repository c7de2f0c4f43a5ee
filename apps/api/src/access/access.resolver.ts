import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { CommandContext } from '@portcullis/core';
import { ApiKeys } from '@portcullis/core/access/api-keys.command';
import { SaveStaff } from '@portcullis/core/access/save-staff.command';
import { StaffQuery } from '@portcullis/core/access/staff.query';
import type { Refusal as DomainRefusal } from '@portcullis/domain';
import { Caller, Operation } from '../edge/access.decorators.js';
import { Done, StaffRef, toDone, toRefusal } from '../edge/graphql/base.types.js';
import { Instant } from '../edge/graphql/instant.scalar.js';
import { idOf } from '../edge/ids.js';
import { ApiKey, ApiKeyResult, Staff } from './access.types.js';

/** People and keys. */
@Resolver()
export class AccessResolver {
  constructor(
    private readonly staffQuery: StaffQuery,
    private readonly saveStaffCommand: SaveStaff,
    private readonly keys: ApiKeys,
  ) {}

  @Operation('access.read')
  @Query(() => [Staff])
  staff(): Promise<Staff[]> {
    return this.staffQuery.all();
  }

  @Operation('casework.read')
  @Query(() => [StaffRef], { description: 'Active people who work on cases: for assigning and mentioning.' })
  colleagues(): Promise<StaffRef[]> {
    return this.staffQuery.colleagues('casework.claim');
  }

  @Operation('intake.keys.read')
  @Query(() => [ApiKey])
  apiKeys(): Promise<ApiKey[]> {
    return this.keys.list();
  }

  @Operation('access.manage')
  @Mutation(() => Done)
  async saveStaff(
    @Caller() context: CommandContext,
    @Args('id', { type: () => ID, nullable: true }) id: string | null,
    @Args('name', { type: () => String }) name: string,
    @Args('email', { type: () => String }) email: string,
    @Args('roles', { type: () => [String] }) roles: string[],
    @Args('active', { type: () => Boolean }) active: boolean,
    @Args('password', { type: () => String, nullable: true }) password: string | null,
    @Args('queues', { type: () => [String] }) queues: string[],
    @Args('managerId', { type: () => ID, nullable: true, description: 'Absent: stays as it is; null: nobody.' })
    managerId: string | null | undefined,
  ): Promise<Done> {
    const manager = typeof managerId === 'string' ? idOf(managerId) : managerId;
    const input = { id: id ? idOf(id) : null, name, email, roles, active, password, queues, managerId: manager };
    return toDone(await this.saveStaffCommand.save(context, input));
  }

  @Operation('intake.keys.manage')
  @Mutation(() => ApiKeyResult)
  async createApiKey(
    @Caller() context: CommandContext,
    @Args('name', { type: () => String }) name: string,
    @Args('scopes', { type: () => [String] }) scopes: string[],
    @Args('detectors', { type: () => [String] }) detectors: string[],
    @Args('expiresAt', { type: () => Instant, nullable: true }) expiresAt: Date | null,
  ): Promise<ApiKeyResult> {
    return toKeyResult(await this.keys.create(context, { name, scopes, detectors, expiresAt }));
  }

  @Operation('intake.keys.manage')
  @Mutation(() => ApiKeyResult)
  async rotateApiKey(
    @Caller() context: CommandContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('overlapHours', { type: () => Int }) overlapHours: number,
  ): Promise<ApiKeyResult> {
    return toKeyResult(await this.keys.rotate(context, idOf(id), overlapHours));
  }

  @Operation('intake.keys.manage')
  @Mutation(() => ApiKeyResult)
  async revokeApiKey(
    @Caller() context: CommandContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
  ): Promise<ApiKeyResult> {
    return toKeyResult(await this.keys.revoke(context, idOf(id), reason));
  }
}

const toKeyResult = (answer: { ok: true; key: ApiKey; secret?: string } | DomainRefusal): ApiKeyResult =>
  answer.ok ? { key: answer.key, secret: answer.secret ?? null } : { refusal: toRefusal(answer) };

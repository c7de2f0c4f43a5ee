import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import type { Operation as OperationName } from '@portcullis/domain';
import type { FastifyRequest } from 'fastify';
import { contextOf } from './request-state.js';

export const OPERATION = 'portcullis:operation';
export const PUBLIC = 'portcullis:public';
export const KEY_SCOPE = 'portcullis:key-scope';

/** Which row of the permission table a query, mutation, field or route is. A handler without one is closed to all. */
export const Operation = (operation: OperationName) => SetMetadata(OPERATION, operation);

/** A route that anybody may call: health, sign-in. */
export const Public = () => SetMetadata(PUBLIC, true);

export const keyScopes = ['detector', 'directory', 'export', 'control_plane'] as const;
export type KeyScope = (typeof keyScopes)[number];

/** A route for programs: `Authorization: Bearer <key>` with one of these scopes; the request's actor becomes the key. */
export const NeedsKey = (...scopes: KeyScope[]) => SetMetadata(KEY_SCOPE, scopes);

/** The request behind an execution, on REST and in GraphQL alike. */
export function requestOf(execution: ExecutionContext): FastifyRequest {
  return execution.getType<'http' | 'graphql'>() === 'graphql'
    ? execution.getArgByIndex<{ req: FastifyRequest }>(2).req
    : execution.switchToHttp().getRequest<FastifyRequest>();
}

/** Parameter of a handler: who asks, when and in which request, as core commands want it. */
export const Caller = createParamDecorator(
  (_: unknown, execution: ExecutionContext): CommandContext => contextOf(requestOf(execution)),
);

import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiKeyService } from '@portcullis/core/access/api-key.service';
import { may, type Operation, rolesFor } from '@portcullis/domain';
import { KEY_SCOPE, type KeyScope, OPERATION, PUBLIC, requestOf } from './access.decorators.js';
import { problemOf } from './problem.exception.js';
import { stateOf } from './request-state.js';

const FIELD_OF_TYPE = (execution: ExecutionContext): boolean => {
  if (execution.getType<'http' | 'graphql'>() !== 'graphql') return false;
  const info = execution.getArgByIndex<{ parentType?: { name: string } } | undefined>(3);
  const parent = info?.parentType?.name;
  return parent !== undefined && parent !== 'Query' && parent !== 'Mutation';
};

/**
 * The one guard. It refuses an anonymous caller on every field and route that is not public, and a known one whose
 * roles the permission table does not name. A handler that says nothing is closed; a field of a type that says nothing
 * is as open as the query that led to it.
 */
@Injectable()
export class StaffGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeyService,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const handler = execution.getHandler();
    if (this.reflector.get<boolean>(PUBLIC, handler)) return true;
    const state = stateOf(requestOf(execution));

    const scopes = this.reflector.get<KeyScope[] | undefined>(KEY_SCOPE, handler);
    if (scopes) {
      const header = requestOf(execution).headers.authorization;
      const key = await this.keys.authenticate(header, scopes, state.now);
      if (!key.ok) throw problemOf(key.code, { detail: key.detail });
      state.actor = key.actor;
      state.credential = { kind: 'api_key', id: key.id };
      state.facts.apiKey = key;
      return true;
    }

    if (!state.actor) throw problemOf('unauthorized', { detail: 'Sign in first.' });
    const operation = this.reflector.get<Operation | undefined>(OPERATION, handler);
    if (operation === undefined) {
      if (FIELD_OF_TYPE(execution)) return true;
      throw problemOf('forbidden', { detail: 'This operation has no row in the permission table.' });
    }
    if (!may(state.actor, operation)) {
      const who = rolesFor(operation).map((role) => role.replaceAll('_', ' '));
      throw problemOf('forbidden', { detail: `This is for: ${who.join(', ') || 'programs'}.` });
    }
    return true;
  }
}

import { type CanActivate, createParamDecorator, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { CommandContext, Config } from '@portcullis/core';
import { type PortalSession, PortalSessions } from '@portcullis/core/appeals/portal-session.command';
import { CONFIG } from '@portcullis/core/core.module';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PUBLIC } from '../edge/access.decorators.js';
import { problemOf } from '../edge/problem.exception.js';
import { contextOf, stateOf } from '../edge/request-state.js';
import { cookieName } from '../edge/security.js';
import { problemOfTooMany } from './portal.problem.js';

/** Whoever came by a link, with the context of this request. */
export interface Visitor {
  session: PortalSession;
  context: CommandContext;
}

export const TheVisitor = createParamDecorator((_: unknown, execution: ExecutionContext): Visitor => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  return { session: sessionOf(request), context: contextOf(request) };
});

function sessionOf(request: FastifyRequest): PortalSession {
  const session = stateOf(request).facts.portal as PortalSession | undefined;
  if (!session) throw problemOf('unauthorized', { detail: 'Open the link in our mail first.' });
  return session;
}

/** Longer than any token of ours: not worth a look. */
const LONGEST_TOKEN = 100;

/** The token that a browser shows at the customer door. */
export function portalCookie(request: FastifyRequest, config: Config): string | undefined {
  const token = request.cookies[cookieName('customer', config)];
  return token && token.length <= LONGEST_TOKEN ? token : undefined;
}

/** The one guard of the customer door: no route without a session that a link opened, but for those marked public. */
@Injectable()
export class PortalGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: PortalSessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    if (this.reflector.get<boolean>(PUBLIC, execution.getHandler())) return true;
    const http = execution.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    void http.getResponse<FastifyReply>().header('cache-control', 'private, no-store');
    const state = stateOf(request);
    const token = portalCookie(request, this.config);
    const session = token ? await this.sessions.find(token, state.now) : null;
    if (!session) throw problemOf('unauthorized', { detail: 'Open the link in our mail first.' });
    state.actor = session.actor;
    state.credential = { kind: 'portal_session', id: session.id };
    state.facts.portal = session;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      const tooMany = await this.sessions.countWriting(session, state.now);
      if (tooMany) throw problemOfTooMany(tooMany);
    }
    return true;
  }
}

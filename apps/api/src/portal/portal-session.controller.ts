import { Body, Controller, Delete, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { portalTokenForm } from '@portcullis/contracts/portal/portal-forms';
import type { Config } from '@portcullis/core';
import { PortalSessions } from '@portcullis/core/appeals/portal-session.command';
import { CONFIG } from '@portcullis/core/core.module';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../edge/access.decorators.js';
import { stateOf } from '../edge/request-state.js';
import { cookieName, cookieOptions } from '../edge/security.js';
import { portalCookie } from './portal.guard.js';
import { formOf, problemOfPortal, problemOfTooMany } from './portal.problem.js';

const momentOf = (request: FastifyRequest) => ({ now: stateOf(request).now, requestId: String(request.id) });

/** A link becomes a session, and an old link a fresh one in the mail. */
@Controller()
export class PortalSessionController {
  constructor(
    private readonly sessions: PortalSessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Public()
  @Post('session')
  @HttpCode(204)
  async open(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { token } = formOf(portalTokenForm, body);
    const previous = portalCookie(request, this.config);
    const opened = await this.sessions.open({ token, from: request.ip, previous }, momentOf(request));
    if (!opened.ok) {
      throw opened.code === 'TOO_MANY_ATTEMPTS' ? problemOfTooMany(opened) : problemOfPortal(opened);
    }
    const options = cookieOptions(this.config.PORTAL_ORIGIN, opened.session.expiresAt);
    void reply.setCookie(cookieName('customer', this.config), opened.token, options);
    void reply.header('cache-control', 'no-store');
  }

  @Public()
  @Delete('session')
  @HttpCode(204)
  async close(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = portalCookie(request, this.config);
    const session = token ? await this.sessions.find(token, stateOf(request).now) : null;
    if (token && session) await this.sessions.close(token, session, momentOf(request));
    void reply.clearCookie(cookieName('customer', this.config), cookieOptions(this.config.PORTAL_ORIGIN));
  }

  /** The answer is the same whatever the token was: who holds an old link learns nothing from it. */
  @Public()
  @Post('links')
  @HttpCode(202)
  async ask(@Body() body: unknown, @Req() request: FastifyRequest): Promise<void> {
    const { token } = formOf(portalTokenForm, body);
    const asked = await this.sessions.askForFreshLink({ token, from: request.ip }, momentOf(request));
    if (!asked.ok) throw problemOfTooMany(asked);
  }
}

import { Body, Controller, Delete, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Config } from '@portcullis/core';
import { SignIn } from '@portcullis/core/access/sign-in.command';
import { CONFIG } from '@portcullis/core/core.module';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public } from '../edge/access.decorators.js';
import { problemOf } from '../edge/problem.exception.js';
import { contextOf, stateOf } from '../edge/request-state.js';
import { cookieName, cookieOptions } from '../edge/security.js';

const credentials = z.object({ email: z.string().min(1).max(320), password: z.string().min(1).max(1000) });

/** Sign-in and sign-out of staff. OpenID Connect gets its own routes beside these and ends in the same cookie. */
@Controller('session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Public()
  @Post()
  @HttpCode(204)
  async open(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { email, password } = credentials.parse(body);
    const name = cookieName('staff', this.config);
    const answer = await this.signIn.signIn(
      {
        email,
        password,
        address: request.ip,
        userAgent: request.headers['user-agent'],
        previousToken: request.cookies[name],
      },
      { now: stateOf(request).now, requestId: String(request.id) },
    );
    if (!answer.ok) {
      if (answer.code === 'TOO_MANY_ATTEMPTS') {
        throw problemOf('overloaded', { detail: answer.message }, { 'retry-after': String(answer.retryAfterSeconds) });
      }
      throw problemOf('unauthorized', { detail: answer.message });
    }
    void reply.setCookie(name, answer.token, cookieOptions(this.config.CONSOLE_ORIGIN, answer.expiresAt));
    void reply.header('cache-control', 'no-store');
  }

  @Public()
  @Delete()
  @HttpCode(204)
  async close(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const name = cookieName('staff', this.config);
    const token = request.cookies[name];
    if (token && stateOf(request).actor) await this.signIn.signOut(token, contextOf(request));
    void reply.clearCookie(name, cookieOptions(this.config.CONSOLE_ORIGIN));
  }
}

import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Registry } from 'prom-client';
import { Public } from '../access.decorators.js';
import { Readiness } from './readiness.js';

export const REGISTRY = Symbol('prometheus registry');

/** What an orchestrator asks. */
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    @Inject(REGISTRY) private readonly registry: Registry,
  ) {}

  @Public()
  @Get('healthz')
  alive(): { status: string } {
    return { status: 'alive' };
  }

  @Public()
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; because?: string }> {
    const obstacle = await this.readiness.obstacle();
    if (obstacle === null) return { status: 'ready' };
    void reply.code(503);
    return { status: 'not ready', because: obstacle };
  }

  @Public()
  @Get('metrics')
  @Header('cache-control', 'no-store')
  async metrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.registry.contentType);
    return this.registry.metrics();
  }
}

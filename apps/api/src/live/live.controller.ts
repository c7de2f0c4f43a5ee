import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Config } from '@portcullis/core';
import { SessionService } from '@portcullis/core/access/session.service';
import { Clock, CONFIG } from '@portcullis/core/core.module';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../edge/access.decorators.js';
import { problemOf } from '../edge/problem.exception.js';
import { contextOf } from '../edge/request-state.js';
import { cookieName } from '../edge/security.js';
import { maySee } from './live-event.js';
import { type Listener, LiveHub } from './live-hub.js';

/** Streams of one process; a browser shares one among its tabs. */
const MOST_STREAMS = 2000;
/** A reader this far behind is gone. */
const MOST_UNSENT = 256 * 1024;

/** `GET /live`: server-sent events with ids and versions only; the reader fetches what it shows. */
@Controller('live')
export class LiveController {
  constructor(
    private readonly hub: LiveHub,
    private readonly sessions: SessionService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Operation('live.subscribe')
  @Get()
  async stream(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (this.hub.size >= MOST_STREAMS)
      throw problemOf('overloaded', { detail: 'Too many streams.' }, { 'retry-after': '30' });
    const { actor } = contextOf(request);
    const token = request.cookies[cookieName('staff', this.config)] ?? '';
    const last = Number(request.headers['last-event-id']);
    const headers = reply.getHeaders() as Record<string, string>;
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write('retry: 2000\n\n');

    const send = (event: string, position: number, data: unknown): void => {
      if (raw.destroyed || raw.writableEnded) return;
      raw.write(`id: ${position}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (raw.writableLength > MOST_UNSENT) raw.destroy();
    };
    const listener: Listener = {
      changed: (events, position) => {
        raw.cork();
        for (const event of events) if (maySee(actor, event)) send(event.kind, position, event);
        raw.uncork();
      },
      missed: (position) => send('resync', position, { position }),
      beat: (position) => {
        send('heartbeat', position, { position });
        void this.checkSession(token, listener);
      },
      end: () => raw.end(),
    };
    raw.on('close', () => this.hub.remove(listener));
    await this.hub.add(listener, Number.isInteger(last) && last > 0 ? last : null);
  }

  /** A stream lives no longer than the session that opened it. */
  private async checkSession(token: string, listener: Listener): Promise<void> {
    const session = await this.sessions.find(token, this.clock.now()).catch(() => undefined);
    if (session === null) listener.end();
  }
}

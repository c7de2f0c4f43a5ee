import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '@portcullis/core';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { observeRequests } from './http-log.js';
import { NestLogger } from './logger.js';
import { answerProblem } from './problem.filter.js';
import { addCsrfCheck, addSecurityHeaders, requestIdOf } from './security.js';

/** Keeps the error handler that both doors set before their first route; Nest would replace it after the last one. */
class EdgeAdapter extends FastifyAdapter {
  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.getInstance();
  }
}

interface ServerOptions {
  door: 'staff' | 'customer';
  /** Whose pages may send unsafe requests. */
  origin: string;
  bodyLimit: number;
  config: Config;
  log: Logger;
  registry: Registry;
}

/** A Nest application with what both doors share: request ids, problems, headers, CSRF check, measurements. */
export async function createServer(module: DynamicModule, options: ServerOptions): Promise<NestFastifyApplication> {
  const { door, origin, bodyLimit, config, log, registry } = options;
  const adapter = new EdgeAdapter({
    bodyLimit,
    ...(config.TRUSTED_PROXIES.length > 0 ? { trustProxy: config.TRUSTED_PROXIES } : {}),
    genReqId: requestIdOf,
    logger: false,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    // An alert's id has up to 256 characters, which may travel as nine each.
    routerOptions: { maxParamLength: 2500 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(log),
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  const routes: string[] = [];
  routesByApp.set(app, routes);
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const verb of [method].flat()) if (verb !== 'HEAD' && verb !== 'OPTIONS') routes.push(`${verb} ${url}`);
  });
  // Routes take the handler that stands when they are made, so this one comes first.
  fastify.setErrorHandler((thrown, request, reply) => answerProblem(thrown, request, reply, log));
  await app.register(cookie);
  await app.register(multipart);
  observeRequests(fastify, log, registry, door);
  addSecurityHeaders(fastify, origin);
  addCsrfCheck(fastify, origin, config.NODE_ENV === 'production');
  return app;
}

const routesByApp = new WeakMap<NestFastifyApplication, string[]>();

/** Every route of a door as `METHOD /path`: what the table of operations must cover. */
export const routesOf = (app: NestFastifyApplication): readonly string[] => [...new Set(routesByApp.get(app))].sort();

import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { CoreModule } from '@portcullis/core/core.module';
import { HealthController, REGISTRY } from './edge/health/health.controller.js';
import { Readiness } from './edge/health/readiness.js';
import { observeRequests } from './edge/http-log.js';
import { LOGGER, NestLogger } from './edge/logger.js';
import { problemOf } from './edge/problem.exception.js';
import { answerProblem, ProblemFilter } from './edge/problem.filter.js';
import { stateOf } from './edge/request-state.js';
import { addCsrfCheck, addSecurityHeaders, requestIdOf } from './edge/security.js';
import { servePages } from './edge/static-pages.js';
import { type AppOptions } from './staff.app.js';
import { customerStages } from './stages.js';

@Module({})
class CustomerModule {
  static with({ log, registry, ...core }: AppOptions): DynamicModule {
    return {
      module: CustomerModule,
      imports: [CoreModule.forRoot(core), ...customerStages.map((stage) => stage.module)],
      controllers: [HealthController],
      providers: [
        Readiness,
        { provide: LOGGER, useValue: log },
        { provide: REGISTRY, useValue: registry },
        { provide: APP_FILTER, useFactory: () => new ProblemFilter(log) },
      ],
    };
  }
}

/** Requests a minute from one address: a person on a phone needs a tenth of it. */
const REQUESTS_A_MINUTE = 300;

/**
 * Builds the customer application: another origin, another bundle, another database role, no GraphQL. `dataSource` must
 * be a pool with the portal role.
 */
export async function createCustomerApp(options: AppOptions): Promise<NestFastifyApplication> {
  const { log, registry, config, clock } = options;
  const adapter = new FastifyAdapter({
    bodyLimit: 256 * 1024,
    genReqId: requestIdOf,
    logger: false,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(CustomerModule.with(options), adapter, {
    logger: new NestLogger(log),
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  // Routes take the handler that stands when they are made, so this one comes first.
  fastify.setErrorHandler((thrown, request, reply) => answerProblem(thrown, request, reply, log));
  await app.register(cookie);
  observeRequests(fastify, log, registry, 'customer');
  addSecurityHeaders(fastify, config.PORTAL_ORIGIN);
  await app.register(rateLimit, {
    max: REQUESTS_A_MINUTE,
    timeWindow: '1 minute',
    errorResponseBuilder: () => problemOf('overloaded', { detail: 'Too many requests. Wait a minute.' }),
  });
  addCsrfCheck(fastify, config.PORTAL_ORIGIN, config.NODE_ENV === 'production');
  fastify.addHook('onRequest', async (request) => {
    stateOf(request).now = clock.now();
  });
  for (const stage of customerStages) await stage.routes?.(fastify, app);
  if (config.PORTAL_DIR) await servePages(fastify, config.PORTAL_DIR);
  await app.init();
  await fastify.ready();
  return app;
}

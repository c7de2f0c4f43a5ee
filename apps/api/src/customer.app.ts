import rateLimit from '@fastify/rate-limit';
import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CoreModule } from '@portcullis/core/core.module';
import { EdgeModule } from './edge/edge.module.js';
import { createServer } from './edge/http-server.js';
import { problemOf } from './edge/problem.exception.js';
import { stateOf } from './edge/request-state.js';
import { servePages } from './edge/static-pages.js';
import { type AppOptions } from './staff.app.js';
import { customerStages } from './stages.js';

@Module({})
class CustomerModule {
  static with({ log, registry, ...core }: AppOptions): DynamicModule {
    return {
      module: CustomerModule,
      imports: [
        CoreModule.forRoot(core),
        EdgeModule.forRoot({ log, registry }),
        ...customerStages.map((stage) => stage.module),
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
  const app = await createServer(CustomerModule.with(options), {
    door: 'customer',
    origin: config.PORTAL_ORIGIN,
    bodyLimit: 256 * 1024,
    config,
    log,
    registry,
  });
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(rateLimit, {
    max: REQUESTS_A_MINUTE,
    timeWindow: '1 minute',
    errorResponseBuilder: () => problemOf('overloaded', { detail: 'Too many requests. Wait a minute.' }),
  });
  fastify.addHook('onRequest', async (request) => {
    stateOf(request).now = clock.now();
  });
  for (const stage of customerStages) await stage.routes?.(fastify, app);
  if (config.PORTAL_DIR) await servePages(fastify, config.PORTAL_DIR);
  await app.init();
  await fastify.ready();
  return app;
}

import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessModule } from '@portcullis/core/access/access.module';
import { ApiKeyService } from '@portcullis/core/access/api-key.service';
import { SessionService } from '@portcullis/core/access/session.service';
import { type Clock, CoreModule, type CoreOptions } from '@portcullis/core/core.module';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { EdgeModule } from './edge/edge.module.js';
import { graphqlOptions } from './edge/graphql/graphql.options.js';
import { createServer } from './edge/http-server.js';
import { stateOf } from './edge/request-state.js';
import { cookieName, refuseInHook } from './edge/security.js';
import { StaffGuard } from './edge/staff.guard.js';
import { servePages } from './edge/static-pages.js';
import { staffStages } from './stages.js';

export interface AppOptions extends CoreOptions {
  log: Logger;
  registry: Registry;
  clock: Clock;
}

@Module({})
class StaffModule {
  static with({ log, registry, ...core }: AppOptions): DynamicModule {
    return {
      module: StaffModule,
      imports: [
        CoreModule.forRoot(core),
        EdgeModule.forRoot({ log, registry }),
        AccessModule,
        GraphQLModule.forRoot<MercuriusDriverConfig>({
          driver: MercuriusDriver,
          ...graphqlOptions({
            log,
            production: core.config.NODE_ENV === 'production',
            consoleDir: core.config.CONSOLE_DIR,
          }),
        }),
        ...staffStages.map((stage) => stage.module),
      ],
      providers: [{ provide: APP_GUARD, useClass: StaffGuard }],
    };
  }
}

/** Builds the staff application, ready for `inject` or `listen`. */
export async function createStaffApp(options: AppOptions): Promise<NestFastifyApplication> {
  const { log, registry, config, clock } = options;
  const app = await createServer(StaffModule.with(options), {
    door: 'staff',
    origin: config.CONSOLE_ORIGIN,
    bodyLimit: 1024 * 1024,
    config,
    log,
    registry,
  });
  const fastify = app.getHttpAdapter().getInstance();

  const sessions = app.get(SessionService);
  const keys = app.get(ApiKeyService);
  const name = cookieName('staff', config);
  fastify.addHook('onRequest', async (request, reply) => {
    const state = stateOf(request);
    state.now = clock.now();
    const token = request.cookies[name];
    if (token) {
      const session = await sessions.find(token, state.now);
      if (session) {
        state.actor = session.actor;
        state.credential = { kind: 'session', id: session.id };
      }
    }
    if (state.actor || request.routeOptions.url !== '/graphql') return;
    // A detector's key opens one mutation; the permission table keeps it from all else.
    const key = await keys.authenticate(request.headers.authorization, 'detector', state.now);
    if (key.ok) {
      state.actor = key.actor;
      state.credential = { kind: 'api_key', id: key.id };
      state.facts.apiKey = key;
      return;
    }
    // Before anything is parsed: whoever is unknown has no business with the schema.
    return refuseInHook(reply, 'unauthorized', 'Sign in first.');
  });

  for (const stage of staffStages) await stage.routes?.(fastify, app);
  if (config.CONSOLE_DIR) await servePages(fastify, config.CONSOLE_DIR);
  await app.init();
  await fastify.ready();
  return app;
}

import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { HealthController, REGISTRY } from './health/health.controller.js';
import { Readiness } from './health/readiness.js';
import { LOGGER } from './logger.js';
import { ProblemFilter } from './problem.filter.js';

/** What both doors have: the logger, the measurements, health, and one way to tell what went wrong. */
@Global()
@Module({})
export class EdgeModule {
  static forRoot({ log, registry }: { log: Logger; registry: Registry }): DynamicModule {
    return {
      module: EdgeModule,
      controllers: [HealthController],
      providers: [
        Readiness,
        { provide: LOGGER, useValue: log },
        { provide: REGISTRY, useValue: registry },
        { provide: APP_FILTER, useFactory: () => new ProblemFilter(log) },
      ],
      exports: [LOGGER, REGISTRY, Readiness],
    };
  }
}

import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Config } from './config/config.js';
import { UnitOfWork } from './db/unit-of-work.js';

/** Injection token of the settings that `readConfig` returned. */
export const CONFIG = Symbol('config');

/** Where processes take `now` from, to hand it to commands. A test or a simulation gives its own. */
export class Clock {
  now(): Date {
    return new Date();
  }
}

export interface CoreOptions {
  /** A pool with the role that this application may use: app for staff and worker, portal for customers. */
  dataSource: DataSource;
  config: Config;
  clock?: Clock;
}

/** What every stage stands on: the pool, the unit of work, the settings and the clock. One per Nest application. */
@Global()
@Module({})
export class CoreModule {
  static forRoot({ dataSource, config, clock = new Clock() }: CoreOptions): DynamicModule {
    return {
      module: CoreModule,
      providers: [
        { provide: DataSource, useValue: dataSource },
        { provide: UnitOfWork, useFactory: () => new UnitOfWork(dataSource) },
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
      ],
      exports: [DataSource, UnitOfWork, CONFIG, Clock],
    };
  }
}

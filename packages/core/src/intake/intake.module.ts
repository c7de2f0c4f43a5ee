import { Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../core.module.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { AcceptAlerts } from './accept.command.js';
import { DetectorRegistry } from './detector-registry.js';

@Module({
  providers: [
    DetectorRegistry,
    {
      provide: AcceptAlerts,
      useFactory: (uow: UnitOfWork, registry: DetectorRegistry, config: Config) =>
        new AcceptAlerts(uow, registry, { registerOnSight: config.REGISTER_DETECTORS_ON_SIGHT }),
      inject: [UnitOfWork, DetectorRegistry, CONFIG],
    },
  ],
  exports: [AcceptAlerts, DetectorRegistry],
})
export class IntakeModule {}

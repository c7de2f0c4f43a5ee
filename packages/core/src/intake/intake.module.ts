import { Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../core.module.js';
import { UnitOfWork } from '../db/unit-of-work.js';
import { AcceptAlerts } from './accept.command.js';
import { AlertLookup } from './alert-lookup.query.js';
import { CorrectRejected } from './correct-rejected.command.js';
import { DetectorRegistry } from './detector-registry.js';
import { IntakeStatusQuery } from './intake-status.query.js';
import { RejectedQuery } from './rejected.query.js';

@Module({
  providers: [
    AlertLookup,
    CorrectRejected,
    DetectorRegistry,
    IntakeStatusQuery,
    RejectedQuery,
    {
      provide: AcceptAlerts,
      useFactory: (uow: UnitOfWork, registry: DetectorRegistry, config: Config) =>
        new AcceptAlerts(uow, registry, { registerOnSight: config.REGISTER_DETECTORS_ON_SIGHT }),
      inject: [UnitOfWork, DetectorRegistry, CONFIG],
    },
  ],
  exports: [AcceptAlerts, AlertLookup, CorrectRejected, DetectorRegistry, IntakeStatusQuery, RejectedQuery],
})
export class IntakeModule {}

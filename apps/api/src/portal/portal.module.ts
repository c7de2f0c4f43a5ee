import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CustomerDoorModule } from '@portcullis/core/appeals/customer-door.module';
import { MatterController } from './matter.controller.js';
import { PortalGuard } from './portal.guard.js';
import { PortalAppealsController } from './portal-appeals.controller.js';
import { PortalFilesController } from './portal-files.controller.js';
import { PortalSessionController } from './portal-session.controller.js';

/** The customer door: what a person can do who came by a link. */
@Module({
  imports: [CustomerDoorModule],
  controllers: [PortalSessionController, MatterController, PortalAppealsController, PortalFilesController],
  providers: [{ provide: APP_GUARD, useClass: PortalGuard }],
})
export class PortalModule {}
